// SPDX-License-Identifier: Apache-2.0

/// Rows that came from a database or a service: named columns, cells as UTF-8 text, all of them in one piece of memory.
public struct RowTable: Sendable {
  struct Cell {
    var start: Int
    /// −1 where the source has nothing.
    var count: Int
  }

  public let columns: [String]
  public private(set) var rowCount = 0
  private(set) var bytes: [UInt8] = []
  private(set) var cells: [Cell] = []

  public init(columns: [String]) { self.columns = columns }

  /// Bytes of all cells.
  public var byteCount: Int { bytes.count }

  /// Adds the next cell of the row that is being filled.
  public mutating func append(_ cell: UnsafeBufferPointer<UInt8>) {
    cells.append(Cell(start: bytes.count, count: cell.count))
    bytes.append(contentsOf: cell)
  }

  public mutating func append(_ text: String?) {
    guard var text else {
      cells.append(Cell(start: bytes.count, count: -1))
      return
    }
    text.withUTF8 { append($0) }
  }

  /// Ends a row, which has as many cells as there are columns.
  public mutating func endRow() {
    rowCount += 1
    precondition(cells.count == rowCount * columns.count, "a row has another number of cells than the table has columns")
  }

  /// Lets go of the rows from `count` on.
  public mutating func keep(rows count: Int) {
    guard count < rowCount else { return }
    bytes.removeLast(bytes.count - (columns.isEmpty ? bytes.count : cells[count * columns.count].start))
    cells.removeLast(cells.count - count * columns.count)
    rowCount = count
  }

  public func text(_ row: Int, _ column: Int) -> String? {
    let cell = cells[row * columns.count + column]
    return cell.count < 0 ? nil : String(decoding: bytes[cell.start..<(cell.start + cell.count)], as: UTF8.self)
  }
}

/// The rows of a table in memory: its columns are the header, which stands at line 0; the rows count from 1.
final class RowTableSource: RowSource {
  private let table: RowTable
  private let bytes: FileBytes
  private let names: FileBytes
  private var position = -1

  init(_ table: RowTable) {
    self.table = table
    bytes = FileBytes(table.bytes)
    names = FileBytes(table.columns.flatMap { Array($0.utf8) })
  }

  var headerLine: Int? { 0 }
  var merges: MergedCells? { nil }
  var failure: IngestionError? { nil }
  var progress: (done: Int, total: Int) { (max(position, 0), table.rowCount) }
  func rewind() { position = -1 }

  func next(_ row: SourceRow) -> Bool {
    while position < table.rowCount {
      row.begin(line: position + 1)
      if position < 0 { addNames(row) } else { addCells(row, position) }
      position += 1
      if row.line == 0 || row.hasContent { return true }
    }
    return false
  }

  private func addNames(_ row: SourceRow) {
    var start = 0
    for name in table.columns {
      row.add(UnsafePointer(names.pointer + start), name.utf8.count)
      start += name.utf8.count
    }
  }

  private func addCells(_ row: SourceRow, _ index: Int) {
    for column in 0..<table.columns.count {
      let cell = table.cells[index * table.columns.count + column]
      row.add(UnsafePointer(bytes.pointer + cell.start), max(cell.count, 0))
    }
  }
}
