// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// A table being filled by named columns: rows numbered from 2, as in a file with one line of headers.
struct FactRows {
  private(set) var table: FactTable
  /// Where each of the named columns stands in the schema.
  private let places: [Int]
  private let width: Int

  /// - Parameter columns: names of the schema's fields, apart by blanks, in the order in which values come.
  init(_ kind: FactKind, _ columns: String) {
    let empty = FactTable(kind: kind)
    table = empty
    width = empty.schema.fields.count
    places = columns.split(separator: " ").map { name in
      guard let place = empty.schema.index(of: String(name)) else {
        preconditionFailure("\(kind.rawValue) has a field \(name)")
      }
      return place
    }
  }

  /// Values in the order of the columns named; nil where missing.
  mutating func add(_ values: [FactValue?]) {
    precondition(values.count == places.count, "one value a column")
    var row = [FactValue?](repeating: nil, count: width)
    for (position, value) in values.enumerated() { row[places[position]] = value }
    table.append(row, line: Int32(table.rowCount + 2))
  }
}

extension FactValue {
  /// A share with six decimals.
  static func rate(_ value: Double) -> FactValue { .number(Int64((value * 1_000_000).rounded())) }
  /// A price or a driver's value with six decimals.
  static func price(_ value: Double) -> FactValue { .number(Int64((value * 1_000_000).rounded())) }
  /// Whole pieces.
  static func pieces(_ value: Int64) -> FactValue { .number(value * 10_000) }
}
