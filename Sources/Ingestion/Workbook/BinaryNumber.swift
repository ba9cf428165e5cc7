// SPDX-License-Identifier: Apache-2.0
import Calendars
import Glibc

/// Numbers that spreadsheets keep as binary fractions, as the decimal text they stand for.
enum BinaryNumber {
  /// 161.99919999999999 stands for 161.9992, which 15 digits show. Without an exponent up to 15 digits before the point.
  static func text(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      let length = withVaList([value]) { vsnprintf(buffer.baseAddress, 64, "%.15g", $0) }
      guard length > 0, length < 64, let base = buffer.baseAddress else { return "\(value)" }
      return String(cString: base)
    }
  }
}

extension BinaryNumber {
  /// The same without an exponent: 1.5e-07 is 0.00000015.
  static func plainText(_ value: Double) -> String {
    let short = text(value)
    guard let mark = short.firstIndex(where: { $0 == "e" || $0 == "E" }), let power = Int(short[short.index(after: mark)...]),
      abs(power) < 400
    else { return short }
    let isNegative = short.hasPrefix("-")
    let parts = short[..<mark].drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    let digits = (parts.first.map(String.init) ?? "") + fraction
    // Where the point stands among the digits.
    let point = digits.count - fraction.count + power
    let plain: String
    if point <= 0 {
      plain = "0." + String(repeating: "0", count: -point) + digits
    } else if point >= digits.count {
      plain = digits + String(repeating: "0", count: point - digits.count)
    } else {
      plain = digits.prefix(point) + "." + digits.dropFirst(point)
    }
    return (isNegative ? "-" : "") + plain
  }
}

/// Days that spreadsheets keep as numbers.
enum SerialDay {
  /// The ISO day of a serial number; nil when it is no day.
  static func text(_ value: Double, is1904: Bool) -> String? {
    guard value >= 1, value < 2_958_466 else { return nil }
    let serial = Int(value)
    if is1904 { return Day(ordinal: Int32(serial - 24_107)).description }
    // The 1900 system has a 29 February 1900, which never was; days before it are one lower.
    if serial == 60 { return "1900-02-29" }
    return Day(ordinal: Int32(serial - (serial > 60 ? 25_569 : 25_568))).description
  }
}
