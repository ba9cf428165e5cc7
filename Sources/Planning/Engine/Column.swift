// SPDX-License-Identifier: Apache-2.0

/// The cells of one block: rows one after the other, time innermost.
///
/// A row is padded to a multiple of four periods. A column is *flat*: one stretch of memory; or *paged*: the column of a fork,
/// whose pages are those of the column it was forked from until either side writes them.
final class Column {
  let rowCount: Int
  let periodCount: Int
  /// Cells from one row to the next.
  let stride: Int
  private let number: Int
  /// What stands in cells that nobody filled.
  private let fill: Double
  /// Flat memory; of a paged column, that of nobody: never read.
  let base: UnsafeMutablePointer<Double>
  /// What the cells of a flat column stand in.
  private let memory: ColumnMemory?
  private(set) var pages: ColumnPages?

  init(number: Int, rowCount: Int, periodCount: Int, fill: Double, memory: ColumnMemory? = nil) {
    self.number = number
    self.rowCount = rowCount
    self.periodCount = periodCount
    stride = Column.stride(ofPeriods: periodCount)
    let cells = rowCount * stride
    self.fill = fill
    let memory = memory ?? ColumnMemory(cells: cells, columns: 1)
    self.memory = memory
    base = memory.take(cells, number: number)
    // The memory holds zeros, and takes room where something else is written.
    if fill != 0 { base.initialize(repeating: fill, count: cells) }
  }

  /// A column of this shape that has memory for the rows that hold something; all others are blank.
  private init(sparse source: Column) {
    (number, fill, rowCount, periodCount, stride) = (source.number, source.fill, source.rowCount, source.periodCount, source.stride)
    let pages = ColumnPages(blank: source.fill, rowCount: rowCount, stride: stride)
    self.pages = pages
    base = pages.blankRow ?? source.base
    memory = nil
  }

  static func stride(ofPeriods count: Int) -> Int { count <= 1 ? 1 : (count + 3) & ~3 }

  /// A column that reads the pages of another until it writes its own.
  private init(forkOf source: Column) {
    number = source.number
    fill = source.fill
    rowCount = source.rowCount
    periodCount = source.periodCount
    stride = source.stride
    base = source.base
    memory = nil
    pages = ColumnPages(of: source)
  }

  deinit { memory?.giveBack(base, cellCount) }

  var isFlat: Bool { pages == nil }
  /// Has memory for single rows.
  var isSparse: Bool { pages?.blankRow != nil }
  /// Share of the rows that have memory of their own.
  var ownedShare: Double { pages.map { Double($0.ownedCount) / Double(max(1, rowCount)) } ?? 1 }
  var cellCount: Int { rowCount * stride }

  /// Valid as long as the column lives.
  var view: ColumnView {
    ColumnView(
      base: base, pages: pages?.table, blank: pages?.sharedBlank, shift: pages?.shift ?? 0, stride: stride, rowCount: rowCount,
      periodCount: periodCount)
  }

  func row(_ row: Int) -> UnsafeMutablePointer<Double> {
    if let pages { return pages.row(row) }
    return base + row * stride
  }

  /// Shares all cells with this column; costs a table of its pages.
  func fork() -> Column { Column(forkOf: self) }

  /// Flat, with the same cells.
  func copy() -> Column {
    let copy = Column(number: number, rowCount: rowCount, periodCount: periodCount, fill: fill)
    copy.take(self)
    return copy
  }

  /// A column of this shape that has memory for single rows, for none yet.
  func sparse() -> Column { Column(sparse: self) }

  /// Blank cells are 0, not missing.
  var isBlankZero: Bool { fill == 0 }

  /// A cell of the row is not blank.
  func holdsSomething(_ row: Int) -> Bool {
    let cells = self.row(row)
    for period in 0..<periodCount where cells[period].bitPattern != fill.bitPattern { return true }
    return false
  }

  /// Marks the rows that are not blank; of a sparse column also those that have become blank.
  func markHolding(_ rows: inout [Bool]) {
    if isSparse, let pages { return pages.mark(&rows) }
    for row in 0..<rowCount where !rows[row] && holdsSomething(row) { rows[row] = true }
  }

  /// Takes over the cells of a column of this shape.
  func take(_ other: Column) {
    if other.isFlat { return base.update(from: other.base, count: cellCount) }
    for row in 0..<rowCount { (base + row * stride).update(from: other.row(row), count: stride) }
  }

  /// A column of this shape whose cells are all about to be written.
  func blank() -> Column { Column(number: number, rowCount: rowCount, periodCount: periodCount, fill: 0) }

  /// Makes the page that holds a row this column's own, so that it may be written. Flat columns own all of theirs.
  @inline(__always)
  func own(row: Int) { pages?.own(pageOf: row) }

  /// Rows that this column does not read from the same memory as another column of the same shape.
  func rowsApart(from other: Column) -> [Range<Int>] {
    if self === other { return [] }
    let size = max(1, min(pageRows, other.pageRows))
    var found: [Range<Int>] = []
    var first = 0
    while first < rowCount {
      let end = min(rowCount, first + size)
      if row(first) != other.row(first) {
        if let last = found.last, last.upperBound == first {
          found[found.count - 1] = last.lowerBound..<end
        } else {
          found.append(first..<end)
        }
      }
      first = end
    }
    return found
  }

  private var pageRows: Int { pages?.pageRows ?? ColumnPages.pageRows(rowCount: rowCount, stride: stride) }

  /// Bytes that belong to this column alone.
  var ownBytes: Int { (pages?.ownBytes) ?? cellCount * MemoryLayout<Double>.stride }
}

extension Double {
  /// The one bit pattern of a missing cell.
  static let missing = Double(bitPattern: 0x7FF8_0000_0000_0000)

  /// A finite number without negative zero, or missing.
  @inline(__always)
  var asCell: Double { isFinite ? self + 0 : Double.missing }
}
