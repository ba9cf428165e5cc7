// SPDX-License-Identifier: Apache-2.0

/// Rows of one sheet of an old workbook. Its cells may stand in any order, so they are gathered first: 16 bytes each.
final class OldSheetSource: RowSource {
  private enum Kind: UInt8, BitwiseCopyable { case number, shared, text, error, flag, missingText }

  private struct Cell: BitwiseCopyable {
    var row: UInt16
    var column: UInt16
    var style: UInt16
    var kind: Kind
    /// The bits of a number, the index of a shared text, or the place of a text of its own.
    var value: UInt64

    var order: UInt32 { UInt32(row) << 16 | UInt32(column) }
  }

  private let parts: OldWorkbookParts
  private let limits: Limits
  private var cells: [Cell] = []
  private let ownTexts = SharedTexts()
  private let piece = Growing<UInt8>(capacity: 256)
  private var position = 0
  private var ranges: [MergedCells.Range] = []
  private(set) var merges: MergedCells?
  private let line = Growing<UInt8>(capacity: 4096)
  private let spans = Growing<Int>(capacity: 512)

  /// Text has no structure that could break off later: damage is told when the sheet is opened.
  var failure: IngestionError? { nil }
  var progress: (done: Int, total: Int) { (position, cells.count) }

  /// - Throws: `workbookDamaged` when the sheet ends in its middle or names texts that are not there.
  init(_ parts: OldWorkbookParts, _ sheet: OldWorkbookParts.Sheet, name: String, limits: Limits) throws(IngestionError) {
    self.parts = parts
    self.limits = limits
    guard gather(sheet) else { throw Archive.damaged(name, "the sheet \(sheet.name) ends in its middle") }
    guard !cells.contains(where: { $0.kind == .missingText }) else {
      throw Archive.damaged(name, "the sheet \(sheet.name) names a text that the workbook does not have")
    }
    let isSorted = zip(cells, cells.dropFirst()).allSatisfy { $0.order < $1.order }
    if !isSorted {
      let numbered = cells.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
      cells = numbered.map(\.element)
    }
    merges = MergedCells(ranges)
  }

  func rewind() { position = 0 }

  func next(_ row: SourceRow) -> Bool {
    while position < cells.count {
      fill(row)
      if row.problem != .none || row.hasContent { return true }
    }
    return false
  }

  private func fill(_ row: SourceRow) {
    let number = cells[position].row
    row.begin(line: Int(number) + 1)
    line.removeAll()
    spans.removeAll()
    var isTooWide = false
    var isTooLong = false
    var previous = -1
    while position < cells.count, cells[position].row == number {
      let cell = cells[position]
      position += 1
      // A cell written twice would be a crafted file: the earlier one stands.
      guard Int(cell.column) > previous else { continue }
      guard Int(cell.column) < limits.columns else {
        isTooWide = true
        continue
      }
      while previous < Int(cell.column) - 1 {
        spans.append(line.count)
        previous += 1
      }
      let start = line.count
      write(cell)
      if line.count - start > limits.cellBytes { isTooLong = true }
      spans.append(line.count)
      previous += 1
    }
    var start = 0
    for index in 0..<spans.count {
      row.add(UnsafePointer(line.pointer + start), spans[index] - start)
      start = spans[index]
    }
    if isTooWide { row.problem = .tooManyCells }
    if isTooLong { row.problem = .cellTooLong }
  }

  private func write(_ cell: Cell) {
    switch cell.kind {
    case .number:
      let value = Double(bitPattern: cell.value)
      let isDay = Int(cell.style) < parts.isDateStyle.count && parts.isDateStyle[Int(cell.style)]
      append(isDay ? SerialDay.text(value, is1904: parts.is1904) ?? BinaryNumber.text(value) : BinaryNumber.text(value))
    case .shared:
      if let text = parts.sharedTexts.bytes(Int(cell.value)) { copy(text) }
    case .text:
      if let text = ownTexts.bytes(Int(cell.value)) { copy(text) }
    case .flag: append(cell.value == 0 ? "0" : "1")
    case .error: append(OldSheetSource.errors[UInt8(truncatingIfNeeded: cell.value)] ?? "#VALUE!")
    case .missingText: break
    }
  }

  private func copy(_ text: UnsafeBufferPointer<UInt8>) {
    if let base = text.baseAddress { line.append(from: base, count: min(text.count, limits.cellBytes + 1)) }
  }

  private func append(_ text: String) { CellBytes.with(text) { copy($0) } }

  /// [MS-XLS] 2.5.10.
  private static let errors: [UInt8: String] = [
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
  ]

  // MARK: Gathering

  /// False when the sheet has no end.
  private func gather(_ sheet: OldWorkbookParts.Sheet) -> Bool {
    var reader = RecordReader(parts.stream, at: sheet.position)
    guard let first = reader.next(), first.type == Record.Kind.beginning else { return false }
    // Charts inside a sheet are streams of their own between a beginning and an end.
    var depth = 1
    while let record = reader.next() {
      switch record.type {
      case Record.Kind.beginning: depth += 1
      case Record.Kind.endOfStream:
        depth -= 1
        if depth == 0 { return true }
      case _ where depth > 1: break
      default: take(record)
      }
    }
    return false
  }

  private func take(_ record: Record) {
    let bytes = parts.stream
    let start = record.start
    switch record.type {
    case Record.Kind.merged: takeMerged(record)
    case Record.Kind.formulaText: takeFormulaText(record)
    case Record.Kind.manyNumbers: takeMany(record)
    case Record.Kind.number where record.count >= 14: add(start, .number, bytes.u64(start + 6) ?? 0)
    case Record.Kind.shortNumber where record.count >= 10:
      add(start, .number, OldSheetSource.number(bytes.u32(start + 6) ?? 0).bitPattern)
    case Record.Kind.sharedText where record.count >= 10:
      let index = UInt64(bytes.u32(start + 6) ?? .max)
      add(start, index < UInt64(parts.sharedTexts.count) ? .shared : .missingText, index)
    case Record.Kind.text where record.count >= 8, Record.Kind.richText where record.count >= 8:
      addText(start, parts.text.appendCounted(start + 6, end: record.end, isShort: false, to: cleared()) != nil)
    case Record.Kind.flagOrError where record.count >= 8:
      add(start, bytes.u8(start + 7) == 0 ? .flag : .error, UInt64(bytes.u8(start + 6) ?? 0))
    case Record.Kind.formula where record.count >= 14, Record.Kind.formulaOfVersion3 where record.count >= 14,
      Record.Kind.formulaOfVersion4 where record.count >= 14:
      takeFormula(start)
    default: break
    }
  }

  /// The result of a formula stands in its record, or behind it when it is a text.
  private func takeFormula(_ start: Int) {
    let bytes = parts.stream
    guard bytes.u16(start + 12) == 0xFFFF else { return add(start, .number, bytes.u64(start + 6) ?? 0) }
    let value = UInt64(bytes.u8(start + 8) ?? 0)
    switch bytes.u8(start + 6) {
    case 0, 3: addText(start, true)
    case 1: add(start, .flag, value)
    case 2: add(start, .error, value)
    default: break
    }
    if bytes.u8(start + 6) == 0 { awaitsText = true }
  }

  private var awaitsText = false

  private func takeFormulaText(_ record: Record) {
    guard awaitsText, !cells.isEmpty else { return }
    awaitsText = false
    _ = parts.text.appendCounted(record.start, end: record.end, isShort: false, to: cleared())
    cells[cells.count - 1].value = UInt64(keepPiece())
  }

  private func takeMany(_ record: Record) {
    let bytes = parts.stream
    guard record.count >= 6, let row = bytes.u16(record.start), let first = bytes.u16(record.start + 2) else { return }
    for index in 0..<((record.count - 6) / 6) {
      let at = record.start + 4 + index * 6
      guard let style = bytes.u16(at), let value = bytes.u32(at + 2), Int(first) + index <= 0xFFFF else { return }
      cells.append(
        Cell(row: row, column: first + UInt16(index), style: style, kind: .number, value: OldSheetSource.number(value).bitPattern))
    }
  }

  private func takeMerged(_ record: Record) {
    let bytes = parts.stream
    for index in 0..<Int(bytes.u16(record.start) ?? 0) {
      let at = record.start + 2 + index * 8
      guard at + 8 <= record.end, let top = bytes.u16(at), let bottom = bytes.u16(at + 2), let left = bytes.u16(at + 4),
        let right = bytes.u16(at + 6)
      else { return }
      ranges.append(MergedCells.Range(top: Int(top) + 1, bottom: Int(bottom) + 1, left: Int(left), right: Int(right)))
    }
  }

  private func add(_ start: Int, _ kind: Kind, _ value: UInt64) {
    awaitsText = false
    guard let row = parts.stream.u16(start), let column = parts.stream.u16(start + 2), let style = parts.stream.u16(start + 4)
    else { return }
    cells.append(Cell(row: row, column: column, style: style, kind: kind, value: value))
  }

  private func addText(_ start: Int, _ isReadable: Bool) {
    add(start, isReadable ? .text : .missingText, UInt64(keepPiece()))
  }

  private func cleared() -> Growing<UInt8> {
    piece.removeAll()
    return piece
  }

  /// Keeps the text at hand and answers its number.
  private func keepPiece() -> Int {
    ownTexts.append(UnsafeBufferPointer(start: UnsafePointer(piece.pointer), count: piece.count))
    ownTexts.endText()
    piece.removeAll()
    return ownTexts.count - 1
  }

  /// [MS-XLS] 2.5.217: the upper 30 bits of a number or a whole number, perhaps in hundredths.
  static func number(_ short: UInt32) -> Double {
    let value = short & 2 == 0 ? Double(bitPattern: UInt64(short & ~3) << 32) : Double(Int32(bitPattern: short) >> 2)
    return short & 1 == 0 ? value : value / 100
  }
}
