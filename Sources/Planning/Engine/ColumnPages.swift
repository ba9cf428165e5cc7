// SPDX-License-Identifier: Apache-2.0

/// The page table of a forked column: for each page where its rows are, and whether they belong to the fork.
///
/// A page is a power of two of rows, so many that the table and one page are about as large: a fork that changes one row of a
/// column copies one table and one page.
final class ColumnPages {
  let shift: Int
  private let mask: Int
  private let stride: Int
  private let rowCount: Int
  let table: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  private let pageCount: Int
  private var owned: [UnsafeMutablePointer<Double>?]
  private(set) var ownedCount = 0
  /// Keeps the memory alive that pages of others point into; nil where there are none.
  private let source: Column?
  /// Where the rows that nobody wrote stand; nil where all rows stand in pages of another column.
  let blankRow: UnsafeMutablePointer<Double>?
  /// The same, of a branch too.
  let sharedBlank: UnsafeMutablePointer<Double>?

  var pageRows: Int { 1 << shift }

  /// Pages of one row each, all of which are blank.
  init(blank fill: Double, rowCount: Int, stride: Int) {
    let blank = UnsafeMutablePointer<Double>.allocate(capacity: stride)
    blank.initialize(repeating: fill, count: stride)
    sharedBlank = blank
    (self.stride, self.rowCount, shift, mask, pageCount, source, blankRow) = (stride, rowCount, 0, 0, max(1, rowCount), nil, blank)
    table = .allocate(capacity: pageCount)
    table.initialize(repeating: blank, count: pageCount)
    owned = [UnsafeMutablePointer<Double>?](repeating: nil, count: pageCount)
  }

  init(of source: Column) {
    self.source = source
    blankRow = nil
    sharedBlank = source.pages?.sharedBlank
    stride = source.stride
    rowCount = source.rowCount
    shift = source.pages?.shift ?? ColumnPages.shift(rowCount: rowCount, stride: stride)
    mask = (1 << shift) - 1
    pageCount = max(1, (rowCount + mask) >> shift)
    table = .allocate(capacity: pageCount)
    for page in 0..<pageCount { table[page] = source.row(min(page << shift, max(0, rowCount - 1))) }
    owned = [UnsafeMutablePointer<Double>?](repeating: nil, count: pageCount)
  }

  deinit {
    for page in owned { page?.deallocate() }
    table.deallocate()
    blankRow?.deallocate()
  }

  /// Of pages of one row: these rows have memory, and the others are blank.
  func keep(only rows: UnsafeBufferPointer<Int32>) {
    guard let blankRow else { return }
    // Most often the rows of last time.
    if rows.count == ownedCount, rows.allSatisfy({ owned[Int($0)] != nil }) { return }
    ownedCount = rows.count
    var next = 0
    for row in 0..<rowCount {
      let isKept = next < rows.count && rows[next] == row
      if isKept { next += 1 }
      if isKept == (owned[row] != nil) { continue }
      if isKept {
        let memory = UnsafeMutablePointer<Double>.allocate(capacity: stride)
        (owned[row], table[row]) = (memory, memory)
      } else {
        owned[row]?.deallocate()
        (owned[row], table[row]) = (nil, blankRow)
      }
    }
  }

  /// Marks the rows that have memory.
  func mark(_ rows: inout [Bool]) {
    for row in 0..<rowCount where owned[row] != nil { rows[row] = true }
  }

  static func pageRows(rowCount: Int, stride: Int) -> Int { 1 << shift(rowCount: rowCount, stride: stride) }

  private static func shift(rowCount: Int, stride: Int) -> Int {
    var shift = 0
    while shift < 20, (1 << (2 * shift + 2)) * stride <= rowCount || (1 << (shift + 1)) * stride <= 64 { shift += 1 }
    return shift
  }

  func row(_ row: Int) -> UnsafeMutablePointer<Double> { table[row >> shift] + (row & mask) * stride }

  func own(pageOf row: Int) {
    let page = row >> shift
    if owned[page] == nil { copy(page) }
  }

  /// Before a column writes the page of a row, which it has at `source`: the cells stay as they are, if they are still read there.
  func keep(pageOf row: Int, of source: ColumnView) {
    let page = row >> shift
    guard owned[page] == nil, table[page] == source.row(page << shift) else { return }
    copy(page)
  }

  private func copy(_ page: Int) {
    let cells = min(1 << shift, rowCount - page << shift) * stride
    let memory = UnsafeMutablePointer<Double>.allocate(capacity: max(1, cells))
    memory.initialize(from: table[page], count: cells)
    owned[page] = memory
    ownedCount += 1
    table[page] = memory
  }

  var ownBytes: Int {
    pageCount * 2 * MemoryLayout<Int>.stride + ownedCount * (1 << shift) * stride * MemoryLayout<Double>.stride
  }
}
