// SPDX-License-Identifier: Apache-2.0

/// Rows of one sheet, unpacked and parsed piece by piece. Merged cells have their value in the first cell; `merges` tells the others.
final class SheetSource: RowSource {
  private let archive: Archive
  private let parts: WorkbookParts
  private let name: String
  private let limits: Limits
  private let block = UnsafeMutablePointer<UInt8>.allocate(capacity: XMLStream.blockSize)
  private var visitor: SheetVisitor
  private var stream: XMLStream
  private var reader: ArchiveReader?
  private var isAtEnd = false
  private(set) var failure: IngestionError?
  private(set) lazy var merges: MergedCells? = try? MergeScan.read(archive, parts.sheetPath)

  init(_ archive: Archive, _ parts: WorkbookParts, name: String, limits: Limits) {
    self.archive = archive
    self.parts = parts
    self.name = name
    self.limits = limits
    visitor = SheetVisitor(parts, limits)
    stream = XMLStream(visitor)
    rewind()
  }

  deinit { block.deallocate() }

  var progress: (done: Int, total: Int) { (reader?.done ?? 0, reader?.size ?? 0) }

  func rewind() {
    visitor = SheetVisitor(parts, limits)
    stream = XMLStream(visitor)
    isAtEnd = false
    failure = nil
    do {
      reader = try archive.open(parts.sheetPath)
      if reader == nil { fail(Archive.damaged(name, "\(parts.sheetPath) is missing")) }
    } catch {
      fail(error)
    }
  }

  func next(_ row: SourceRow) -> Bool {
    while true {
      while visitor.take(row) { if row.problem != .none || row.hasContent { return true } }
      guard !isAtEnd, let reader else { return false }
      visitor.forget()
      guard let count = reader.read(block, XMLStream.blockSize) else {
        fail(Archive.damaged(name, "\(parts.sheetPath) can't be unpacked"))
        return false
      }
      if count == 0 { isAtEnd = true }
      guard stream.feed(block, count, isLast: count == 0) else {
        fail(stream.refusal(name, parts.sheetPath))
        return false
      }
    }
  }

  private func fail(_ error: IngestionError) {
    failure = error
    isAtEnd = true
  }
}

/// Turns the elements of a sheet into rows of cell bytes: numbers as decimal text, dates as ISO days.
final class SheetVisitor: XMLVisitor {
  private struct Cell {
    var column: Int32
    var count: Int32
    var start: Int
  }
  private struct Row {
    var line: Int
    var firstCell: Int
    var cellCount: Int
    var isTooWide: Bool
    var isTooLong: Bool
  }
  private enum Kind { case number, shared, text, boolean }

  private let parts: WorkbookParts
  private let limits: Limits
  private let arena = Growing<UInt8>(capacity: 64 << 10)
  private let cells = Growing<Cell>(capacity: 4096)
  private let rows = Growing<Row>(capacity: 512)
  private var taken = 0
  /// The arena's bytes of the cell being read are kept apart, since rows may be forgotten in its middle.
  private let value = Growing<UInt8>(capacity: 1024)
  private let open = Growing<Cell>(capacity: 64)
  private let openBytes = Growing<UInt8>(capacity: 4096)
  private var row = Row(line: 0, firstCell: 0, cellCount: 0, isTooWide: false, isTooLong: false)
  private var column = -1
  private var kind = Kind.number
  private var style = 0
  private var isInValue = false
  private var isInPhonetic = false

  init(_ parts: WorkbookParts, _ limits: Limits) {
    self.parts = parts
    self.limits = limits
  }

  // MARK: The reader's side

  /// Hands out the next finished row; false when all are taken.
  func take(_ target: SourceRow) -> Bool {
    guard taken < rows.count else { return false }
    let row = rows[taken]
    taken += 1
    target.begin(line: row.line)
    let empty = UnsafePointer(arena.pointer)
    var width = 0
    for index in row.firstCell..<(row.firstCell + row.cellCount) {
      let cell = cells[index]
      while width < Int(cell.column) {
        target.add(empty, 0)
        width += 1
      }
      target.add(UnsafePointer(arena.pointer + cell.start), Int(cell.count))
      width += 1
    }
    if row.isTooWide { target.problem = .tooManyCells }
    if row.isTooLong { target.problem = .cellTooLong }
    return true
  }

  /// Drops the rows that were taken.
  func forget() {
    arena.removeAll()
    cells.removeAll()
    rows.removeAll()
    taken = 0
  }

  // MARK: The parser's side

  func start(_ element: XMLName, _ attributes: XMLAttributes) {
    if element == "c" {
      startCell(attributes)
    } else if element == "v" || element == "t" {
      isInValue = !isInPhonetic
    } else if element == "row" {
      // A row that claims to stand above the one before it is crafted, and is not lost for that.
      let line = min(max(attributes.integer("r") ?? 0, row.line + 1), 1 << 24)
      row = Row(line: line, firstCell: 0, cellCount: 0, isTooWide: false, isTooLong: false)
      column = -1
      open.removeAll()
      openBytes.removeAll()
    } else if element == "rPh" {
      isInPhonetic = true
    }
  }

  func end(_ element: XMLName) {
    if element == "v" || element == "t" {
      isInValue = false
    } else if element == "c" {
      endCell()
    } else if element == "rPh" {
      isInPhonetic = false
    } else if element == "row" {
      endRow()
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard isInValue, let base = bytes.baseAddress else { return }
    // One byte beyond the limit is enough to know.
    let room = limits.cellBytes + 1 - value.count
    if room > 0 { value.append(from: base, count: min(room, bytes.count)) }
  }

  private func startCell(_ attributes: XMLAttributes) {
    value.removeAll()
    column = attributes["r"].flatMap { SheetVisitor.column($0) } ?? column + 1
    style = attributes.integer("s") ?? 0
    switch attributes.text("t") ?? "n" {
    case "s": kind = .shared
    case "n": kind = .number
    case "b": kind = .boolean
    default: kind = .text
    }
  }

  private func endCell() {
    guard column < limits.columns else {
      if value.count > 0 { row.isTooWide = true }
      return
    }
    guard value.count > 0 else { return }
    if value.count > limits.cellBytes { row.isTooLong = true }
    let bytes = UnsafeBufferPointer(start: UnsafePointer(value.pointer), count: value.count)
    let start = openBytes.count
    switch kind {
    case .shared:
      let index = Int(String(decoding: bytes, as: UTF8.self)) ?? -1
      if let text = parts.sharedTexts.bytes(index), let base = text.baseAddress {
        if text.count > limits.cellBytes { row.isTooLong = true }
        openBytes.append(from: base, count: min(text.count, limits.cellBytes))
      }
    case .number where style >= 0 && style < parts.isDateStyle.count && parts.isDateStyle[style]:
      append(dayText(bytes))
    case .number: append(SheetVisitor.numberText(bytes))
    case .text, .boolean: openBytes.append(from: UnsafePointer(value.pointer), count: value.count)
    }
    // Cells out of order would be a crafted file: the earlier one stands.
    if open.count > 0, Int(open[open.count - 1].column) >= column { return }
    open.append(Cell(column: Int32(column), count: Int32(openBytes.count - start), start: start))
  }

  private func endRow() {
    row.firstCell = cells.count
    row.cellCount = open.count
    let shift = arena.count
    arena.append(from: UnsafePointer(openBytes.pointer), count: openBytes.count)
    for index in 0..<open.count {
      var cell = open[index]
      cell.start += shift
      cells.append(cell)
    }
    rows.append(row)
  }

  private func append(_ text: String) {
    CellBytes.with(text) { bytes in
      if let base = bytes.baseAddress { openBytes.append(from: base, count: bytes.count) }
    }
  }

  /// `C12` → 2; nil when it does not begin with one to three letters.
  static func column(_ reference: UnsafeBufferPointer<UInt8>) -> Int? {
    var column = 0
    var letters = 0
    for byte in reference {
      guard (0x41...0x5A).contains(byte) else { break }
      letters += 1
      if letters > 3 { return nil }
      column = column * 26 + Int(byte - 0x40)
    }
    return letters == 0 ? nil : column - 1
  }

  /// Spreadsheets keep binary numbers: beyond 15 digits the text is the nearest of what was meant.
  static func numberText(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard bytes.count > 15, let value = Double(text), value.isFinite else { return text }
    return BinaryNumber.text(value)
  }

  /// The ISO day of a serial number; the number itself when it is no day.
  private func dayText(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    return Double(text).flatMap { SerialDay.text($0, is1904: parts.is1904) } ?? text
  }
}
