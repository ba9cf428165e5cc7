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
  /// Keeps the memory alive that pages of others point into.
  private let source: Column

  var pageRows: Int { 1 << shift }

  init(of source: Column) {
    self.source = source
    stride = source.stride
    rowCount = source.rowCount
    shift = ColumnPages.shift(rowCount: rowCount, stride: stride)
    mask = (1 << shift) - 1
    pageCount = max(1, (rowCount + mask) >> shift)
    table = .allocate(capacity: pageCount)
    for page in 0..<pageCount { table[page] = source.row(min(page << shift, max(0, rowCount - 1))) }
    owned = [UnsafeMutablePointer<Double>?](repeating: nil, count: pageCount)
  }

  deinit {
    for page in owned { page?.deallocate() }
    table.deallocate()
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
    table[page] = memory
  }

  var ownBytes: Int {
    owned.reduce(pageCount * MemoryLayout<Int>.stride) { $0 + ($1 == nil ? 0 : (1 << shift) * stride * 8) }
  }
}
