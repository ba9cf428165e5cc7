// SPDX-License-Identifier: Apache-2.0

/// Beside what sales are shown, as an address and a saved view name it.
public enum SalesBeside: String, CaseIterable, Sendable { case none, year, previous, yearToDate, januaryFebruary, festival }

/// What makes two periods alike: as many days, or as many working days.
public enum SalesAlike: String, CaseIterable, Sendable { case days, workdays }

/// In which order customers stand.
public enum CustomerSort: String, CaseIterable, Sendable {
  case attention, code, amount, orders, recency, silence, next, sign, daysLate, lateShare, open, overdue, usualness
}

/// Customers by what they owe.
public enum CustomerOwes: String, CaseIterable, Sendable { case any, overdue, late }

/// Filters as an address holds them: `territory:EAST,NORTH;family:AC`; what would divide stands in a code as %2C, %3A, %3B and %25.
public enum SalesFilterText {
  /// Name and codes of each filter, as they stand there; nil codes where a part has none.
  public static func parts(_ text: String) -> [(name: String, codes: [String]?)] {
    text.split(separator: ";").map { part in
      let halves = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let codes = halves.count == 2 ? halves[1].split(separator: ",", omittingEmptySubsequences: false).map { plain($0) } : nil
      return (String(halves[0]), codes)
    }
  }

  /// `%2C` is a comma; what is no such sign stays as it is.
  private static func plain(_ code: Substring) -> String {
    var (bytes, rest) = ([UInt8](), Array(code.utf8)[...])
    while let first = rest.popFirst() {
      if first == UInt8(ascii: "%"), rest.count >= 2, let sign = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
        bytes.append(sign)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(first)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
