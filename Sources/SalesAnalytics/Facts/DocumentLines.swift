// SPDX-License-Identifier: Apache-2.0
import Commerce

/// Dimensions that documents carry themselves; families and groups follow from items and territories, in books of then with each document's day.
enum BaseDimension: Int, CaseIterable { case item, customer, territory, channel, owner, family, subfamily, group }

/// What every kind of document has: the day it counts on and its members, row by row.
struct DocumentLines: Sendable {
  /// Ordinals of days.
  var day: [Int32] = []
  /// By `BaseDimension`.
  var codes: [[Int32]] = []
  var count: Int { day.count }

  /// A row that is not dated counts on no day.
  static let noDay = Int32.max

  static func days(_ column: FactColumn) -> [Int32] {
    (0..<column.integers.count).map { column.isPresent[$0] ? Int32(clamping: column.integers[$0]) : noDay }
  }
}

struct OrderLines: Sendable {
  var lines = DocumentLines()
  /// The promised day; `noDay` where nothing was promised.
  var due: [Int32] = []
  var quantity: [Int64] = []
  /// 含税, `Exact.missing` where it cannot be told.
  var inclusive: [Int64] = []
  var exclusive: [Int64] = []
  /// Cost of the whole line as recorded or at standard; `Exact.missing` without either.
  var cost: [Int64] = []
  /// One number an order, from 0.
  var order: [Int32] = []
}

struct ShipmentLines: Sendable {
  var lines = DocumentLines()
  /// Above zero, whether sent or returned.
  var quantity: [Int64] = []
  /// Returns without sign; `isReturn` tells them.
  var inclusive: [Int64] = []
  var exclusive: [Int64] = []
  var cost: [Int64] = []
  var isReturn: [Bool] = []
  /// The order line it belongs to; −1 for none.
  var orderRow: [Int32] = []
}

struct InvoiceLines: Sendable {
  var lines = DocumentLines()
  var due: [Int32] = []
  var inclusive: [Int64] = []
  var exclusive: [Int64] = []
  var isRebate: [Bool] = []
  /// One number an invoice, from 0.
  var invoice: [Int32] = []
}

struct ReceiptLines: Sendable {
  var lines = DocumentLines()
  var amount: [Int64] = []
  /// The invoice it names; −1 when it names none that is known.
  var invoice: [Int32] = []
  var isBill: [Bool] = []
}

/// Rows by what they belong to: those of number n are `rows[starts[n]..<starts[n + 1]]`, in the order in which they came.
struct RowGroups: Sendable {
  let starts: [Int32]
  private(set) var rows: [Int32]

  /// - Parameter numbers: one a row, below `count`; rows with a negative one belong to nothing.
  init(_ numbers: [Int32], count: Int) {
    var starts = [Int32](repeating: 0, count: count + 1)
    for number in numbers where number >= 0 { starts[Int(number) + 1] += 1 }
    for index in 0..<count { starts[index + 1] += starts[index] }
    var next = starts
    var rows = [Int32](repeating: 0, count: Int(starts[count]))
    for (row, number) in numbers.enumerated() where number >= 0 {
      rows[Int(next[Int(number)])] = Int32(row)
      next[Int(number)] += 1
    }
    self.starts = starts
    self.rows = rows
  }

  func range(_ number: Int) -> Range<Int> { Int(starts[number])..<Int(starts[number + 1]) }
  func of(_ number: Int) -> ArraySlice<Int32> { rows[range(number)] }
  var count: Int { starts.count - 1 }

  /// The same groups with the rows of each in ascending order of a value; equal ones by row.
  func sorted(by value: (Int32) -> Int64) -> RowGroups {
    var result = self
    for number in 0..<count where starts[number + 1] - starts[number] > 1 {
      let range = range(number)
      let keys = range.map { (value(rows[$0]), rows[$0]) }
      if zip(keys, keys.dropFirst()).allSatisfy({ $0 <= $1 }) { continue }
      for (offset, key) in keys.sorted(by: { $0 < $1 }).enumerated() { result.rows[range.lowerBound + offset] = key.1 }
    }
    return result
  }

  /// The first row of a sorted group whose value is the one sought.
  func first(_ number: Int, where value: (Int32) -> Int64, is sought: Int64) -> Int32? {
    var (low, high) = (range(number).lowerBound, range(number).upperBound)
    let end = high
    while low < high {
      let middle = (low + high) / 2
      if value(rows[middle]) < sought { low = middle + 1 } else { high = middle }
    }
    return low < end && value(rows[low]) == sought ? rows[low] : nil
  }
}
