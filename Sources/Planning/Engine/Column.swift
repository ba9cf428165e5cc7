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
    let memory = memory ?? ColumnMemory(cells: cells, columns: 1)
    self.memory = memory
    base = memory.take(cells, number: number)
    base.initialize(repeating: fill, count: cells)
  }

  static func stride(ofPeriods count: Int) -> Int { count <= 1 ? 1 : (count + 3) & ~3 }

  /// A column that reads the pages of another until it writes its own.
  private init(forkOf source: Column) {
    number = source.number
    rowCount = source.rowCount
    periodCount = source.periodCount
    stride = source.stride
    base = source.base
    memory = nil
    pages = ColumnPages(of: source)
  }

  deinit { memory?.giveBack(base, cellCount) }

  var isFlat: Bool { pages == nil }
  var cellCount: Int { rowCount * stride }

  /// Valid as long as the column lives.
  var view: ColumnView {
    ColumnView(
      base: base, pages: pages?.table, shift: pages?.shift ?? 0, stride: stride, rowCount: rowCount,
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
    let copy = blank()
    copy.take(self)
    return copy
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
