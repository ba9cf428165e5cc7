// SPDX-License-Identifier: Apache-2.0

/// Sums of a question, group by group, filled document stream by document stream in blocks that stay in the cache.
struct Accumulator {
  /// Rows of one block: keys and one column of it lie in 64 KB.
  static let block = 4096

  let key: GroupKey
  let asOf: Int32
  let slots: [SalesSum]
  private(set) var table: GroupTable
  /// Group by group, a figure a slot.
  private(set) var sums: [Int64] = []
  private(set) var isOver = false
  private(set) var isFull = false
  /// Of all groups together, of what is counted.
  var distinct: [SalesSum: Int64] = [:]
  var hasReceivables = false
  private let filters: [(base: BaseDimension, allowed: [Bool])]

  init(_ key: GroupKey, asOf: Int32, slots: [SalesSum], filters: [(base: BaseDimension, allowed: [Bool])], limit: Int) {
    self.key = key
    self.asOf = asOf
    self.slots = slots
    self.filters = filters
    table = GroupTable(cells: key.cells, limit: limit)
  }

  /// One column of a stream: where it is added, and how a block of it is filled.
  struct Column {
    let sum: SalesSum
    /// Row by row from the first one of the range; rows that do not count may hold anything.
    let fill: (Range<Int>, UnsafeMutablePointer<Int64>) -> Void

    init(_ sum: SalesSum, fill: @escaping (Range<Int>, UnsafeMutablePointer<Int64>) -> Void) {
      self.sum = sum
      self.fill = fill
    }

    /// Values as they stand, noughts where they are missing.
    init(_ sum: SalesSum, _ values: [Int64]) {
      self.sum = sum
      fill = { rows, out in
        values.withUnsafeBufferPointer { values in
          for row in rows {
            let value = values[row]
            out[row - rows.lowerBound] = value == Exact.missing ? 0 : value
          }
        }
      }
    }

    /// One value a row.
    init(_ sum: SalesSum, each value: @escaping (Int) -> Int64) {
      self.sum = sum
      fill = { rows, out in for row in rows { out[row - rows.lowerBound] = value(row) } }
    }
  }

  /// Adds the columns of a stream.
  ///
  /// - Parameters:
  ///   - days: which day a row counts on.
  ///   - isBalance: everything up to the as-of day counts.
  ///   - counts: rows that take part at all; nil for all of them.
  ///   - see: told the group of every row that counts.
  mutating func add(
    _ lines: DocumentLines, days: [Int32]? = nil, isBalance: Bool = false, counts: ((Int) -> Bool)? = nil, _ columns: [Column],
    see: ((Int, Int32) -> Void)? = nil
  ) {
    let places = columns.map { column in slots.firstIndex(of: column.sum)! }
    let days = days ?? lines.day
    withUnsafeTemporaryAllocation(of: Int64.self, capacity: Self.block * 2) { scratch in
      let (keys, values) = (scratch.baseAddress!, scratch.baseAddress! + Self.block)
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: Self.block) { groups in
        var start = 0
        while start < lines.count, !isFull, !isOver {
          let rows = start..<min(start + Self.block, lines.count)
          days.withUnsafeBufferPointer { key.place($0, rows, asOf: asOf, isBalance: isBalance, keys) }
          narrow(lines, rows, keys, counts)
          spread(lines, rows, keys)
          number(rows, keys, groups.baseAddress!)
          for (column, place) in zip(columns, places) {
            column.fill(rows, values)
            sum(rows.count, groups.baseAddress!, values, place)
          }
          if let see { for row in rows where groups[row - start] >= 0 { see(row, groups[row - start]) } }
          start = rows.upperBound
        }
      }
    }
  }

  private func narrow(_ lines: DocumentLines, _ rows: Range<Int>, _ keys: UnsafeMutablePointer<Int64>, _ counts: ((Int) -> Bool)?) {
    for filter in filters {
      lines.codes[filter.base.rawValue].withUnsafeBufferPointer { codes in
        filter.allowed.withUnsafeBufferPointer { allowed in
          for row in rows where !allowed[Int(codes[row])] { keys[row - rows.lowerBound] = -1 }
        }
      }
    }
    if let counts { for row in rows where keys[row - rows.lowerBound] >= 0 && !counts(row) { keys[row - rows.lowerBound] = -1 } }
  }

  private func spread(_ lines: DocumentLines, _ rows: Range<Int>, _ keys: UnsafeMutablePointer<Int64>) {
    for digit in key.digits {
      guard let base = digit.base else { continue }
      lines.codes[base.rawValue].withUnsafeBufferPointer { codes in
        // A row that does not count has −1, and whatever is added to it would make it count: it is left alone.
        if let map = digit.map {
          map.withUnsafeBufferPointer { map in
            for row in rows where keys[row - rows.lowerBound] >= 0 {
              keys[row - rows.lowerBound] += Int64(map[Int(codes[row])]) * digit.stride
            }
          }
        } else {
          for row in rows where keys[row - rows.lowerBound] >= 0 { keys[row - rows.lowerBound] += Int64(codes[row]) * digit.stride }
        }
      }
    }
  }

  private mutating func number(_ rows: Range<Int>, _ keys: UnsafeMutablePointer<Int64>, _ groups: UnsafeMutablePointer<Int32>) {
    for index in 0..<rows.count {
      guard keys[index] >= 0 else {
        groups[index] = -1
        continue
      }
      groups[index] = table.number(keys[index])
      if groups[index] < 0 { isFull = true }
    }
    let missing = table.keys.count * slots.count - sums.count
    if missing > 0 { sums.append(contentsOf: repeatElement(0, count: missing)) }
  }

  private mutating func sum(_ count: Int, _ groups: UnsafeMutablePointer<Int32>, _ values: UnsafeMutablePointer<Int64>, _ place: Int) {
    let width = slots.count
    var over = false
    sums.withUnsafeMutableBufferPointer { sums in
      for index in 0..<count where groups[index] >= 0 {
        let at = Int(groups[index]) * width + place
        let (sum, overflow) = sums[at].addingReportingOverflow(values[index])
        sums[at] = sum
        over = over || overflow || values[index] == Exact.tooLarge
      }
    }
    isOver = isOver || over
  }

  /// No sum of a group, and no total, beyond it: then whatever a measure adds of eight of them fits as well.
  static let largest = Int64(1) << 60

  /// Sums of all groups; nil when one of them, or a group's, is beyond `largest`.
  func totals() -> [Int64]? {
    var result = [Int64](repeating: 0, count: slots.count)
    for group in table.keys.indices {
      for place in slots.indices {
        let value = sums[group * slots.count + place]
        guard value.magnitude < Self.largest.magnitude else { return nil }
        result[place] += value
        guard result[place].magnitude < Self.largest.magnitude else { return nil }
      }
    }
    for (place, sum) in slots.enumerated() { if let count = distinct[sum] { result[place] = count } }
    return result
  }

  func place(_ sum: SalesSum) -> Int { slots.firstIndex(of: sum)! }

  /// Sets a figure that is counted, not added.
  mutating func set(_ sum: SalesSum, group: Int32, _ value: Int64) {
    guard let place = slots.firstIndex(of: sum) else { return }
    sums[Int(group) * slots.count + place] = value
  }
}
