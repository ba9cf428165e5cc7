// SPDX-License-Identifier: Apache-2.0

/// One row on its way in: where each cell's bytes lie. Reused for every row, so that reading allocates nothing.
final class SourceRow {
  /// What is wrong with the row as a whole.
  enum Problem { case none, quoteNotClosed, cellTooLong, tooManyCells }

  struct Cell {
    var start: UnsafePointer<UInt8>
    var count: Int
  }

  let capacity: Int
  let cells: UnsafeMutablePointer<Cell>
  fileprivate(set) var count = 0
  var line = 0
  var problem = Problem.none
  /// A line that names what follows and holds no numbers.
  var isHeading = false
  /// The column of the file the moving columns stand for; −1 when nothing moves.
  var sourceColumn = -1
  /// Bytes of cells whose doubled quotes had to be undone. One block a cell, kept until the next row.
  private var unescaped: [UnsafeMutablePointer<UInt8>] = []

  init(columns: Int) {
    capacity = columns + 1
    cells = UnsafeMutablePointer<Cell>.allocate(capacity: capacity)
  }

  deinit {
    releaseUnescaped()
    cells.deallocate()
  }

  func begin(line: Int) {
    self.line = line
    count = 0
    problem = .none
    isHeading = false
    sourceColumn = -1
    if !unescaped.isEmpty { releaseUnescaped() }
  }

  /// Adds a cell; beyond the capacity it is only noted that there were too many.
  func add(_ start: UnsafePointer<UInt8>, _ length: Int) {
    guard count < capacity else {
      problem = .tooManyCells
      return
    }
    (cells + count).initialize(to: Cell(start: start, count: length))
    count += 1
  }

  /// Another text for a cell; a column beyond what rows have is left as it is.
  func replace(_ index: Int, with bytes: [UInt8]) {
    guard index >= 0, index < capacity else { return }
    let room = block(bytes.count)
    room.update(from: bytes, count: bytes.count)
    while count <= index { add(UnsafePointer(room), 0) }
    cells[index] = Cell(start: UnsafePointer(room), count: bytes.count)
  }

  /// Room for a cell's bytes that lives until the next row.
  func block(_ size: Int) -> UnsafeMutablePointer<UInt8> {
    let block = UnsafeMutablePointer<UInt8>.allocate(capacity: max(size, 1))
    unescaped.append(block)
    return block
  }

  /// The bytes of a cell; empty beyond the last.
  func bytes(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    guard index >= 0, index < count else { return UnsafeBufferPointer(start: nil, count: 0) }
    let cell = cells[index]
    return UnsafeBufferPointer(start: cell.start, count: cell.count)
  }

  /// The text of a cell, blanks at both ends cut.
  func text(_ index: Int) -> String { String(decoding: CellBytes.trimmed(bytes(index)), as: UTF8.self) }

  var hasContent: Bool {
    for index in 0..<count where !CellBytes.trimmed(bytes(index)).isEmpty { return true }
    return false
  }

  var texts: [String] { (0..<count).map { text($0) } }

  private func releaseUnescaped() {
    for block in unescaped { block.deallocate() }
    unescaped.removeAll(keepingCapacity: true)
  }
}

/// Rows from the first to the last, as often as wanted.
protocol RowSource: AnyObject {
  /// Fills `row` with the next row that is not wholly empty; false at the end.
  func next(_ row: SourceRow) -> Bool
  func rewind()
  /// Bytes read and bytes there are, for progress.
  var progress: (done: Int, total: Int) { get }
  /// Which cells of the sheet are merged; nil for text, which can't say.
  var merges: MergedCells? { get }
  /// The line of the header where the source knows it; nil where it is looked for.
  var headerLine: Int? { get }
  /// Why reading ended before the end; nil when it did not.
  var failure: IngestionError? { get }
}

extension RowSource {
  var headerLine: Int? { nil }
}
