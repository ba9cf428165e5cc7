// SPDX-License-Identifier: Apache-2.0

/// The batch of each row: nothing is kept while all rows came with one, as those of a first import do.
public struct FactBatches: RandomAccessCollection, Hashable, ExpressibleByArrayLiteral, Sendable {
  private var isMixed = false
  /// Of every row while nothing is mixed.
  private var everyRow: Int64 = 0
  private var rows = FactIntegers()
  public private(set) var count = 0

  public init() {}

  public init(repeating batch: Int64, count: Int) {
    everyRow = batch
    self.count = count
  }

  public init(arrayLiteral values: Int64...) { self.init(values) }

  init(_ values: some Sequence<Int64>) {
    for value in values { append(value) }
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { count }

  public subscript(position: Int) -> Int64 {
    if isMixed { return rows[position] }
    precondition(position >= 0 && position < count, "a row of the table")
    return everyRow
  }

  public mutating func append(_ batch: Int64) {
    if count == 0 { everyRow = batch }
    if !isMixed, batch != everyRow {
      rows = FactIntegers([Int64](repeating: everyRow, count: count))
      isMixed = true
    }
    if isMixed { rows.append(batch) }
    count += 1
  }

  /// The same, where no batch was said with this one.
  func settled(_ batch: Int64) -> FactBatches {
    guard isMixed else { return FactBatches(repeating: everyRow == 0 ? batch : everyRow, count: count) }
    var settled = FactBatches()
    for one in rows { settled.append(one == 0 ? batch : one) }
    return settled
  }

  /// Rows count, not how they are kept.
  public static func == (first: FactBatches, second: FactBatches) -> Bool { first.elementsEqual(second) }

  public func hash(into hasher: inout Hasher) { for batch in self { hasher.combine(batch) } }
}
