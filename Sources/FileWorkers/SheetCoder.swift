// SPDX-License-Identifier: Apache-2.0
import Ingestion
import PlanningCycle

/// The cells of a workbook as one frame, and back without believing it.
enum SheetCoder {
  private static let rowLimit = 1 << 25

  static func frame(_ file: SheetFile) -> [UInt8] {
    var writer = FrameWriter()
    writer.add(file.sheets.count)
    for sheet in file.sheets {
      writer.add(sheet.name)
      writer.add(sheet.cells.count)
      for cell in sheet.cells {
        writer.add(cell.row)
        writer.add(cell.column)
        writer.add(cell.isFormula)
        add(cell.content, to: &writer)
      }
    }
    return writer.bytes
  }

  private static func add(_ content: SheetFile.Content, to writer: inout FrameWriter) {
    switch content {
    case .number(let value, let text):
      writer.add(byte: WorkbookCells.Kind.number.rawValue)
      writer.add(value)
      writer.add(text)
    case .text(let text):
      writer.add(byte: WorkbookCells.Kind.text.rawValue)
      writer.add(text)
    case .boolean(let flag):
      writer.add(byte: WorkbookCells.Kind.boolean.rawValue)
      writer.add(flag)
    case .error(let text):
      writer.add(byte: WorkbookCells.Kind.error.rawValue)
      writer.add(text)
    case .nothing: writer.add(byte: WorkbookCells.Kind.nothing.rawValue)
    }
  }

  static func file(_ frame: [UInt8], limits: Limits) throws(FrameFault) -> SheetFile {
    var reader = FrameReader(frame)
    var sheets: [SheetFile.Sheet] = []
    var left = limits.cells
    for _ in 0..<(try reader.count(atMost: limits.sheets)) {
      let name = try reader.text()
      let count = try reader.count(atMost: left)
      left -= count
      var cells: [SheetFile.Cell] = []
      for _ in 0..<count { cells.append(try cell(&reader, limits)) }
      sheets.append(SheetFile.Sheet(name: name, cells: cells))
    }
    guard reader.isAtEnd else { throw FrameFault(reason: "more than the sheets") }
    return SheetFile(sheets)
  }

  private static func cell(_ reader: inout FrameReader, _ limits: Limits) throws(FrameFault) -> SheetFile.Cell {
    let (row, column) = (try reader.count(atMost: rowLimit), try reader.count(atMost: limits.columns))
    let isFormula = try reader.flag()
    let content: SheetFile.Content
    switch WorkbookCells.Kind(rawValue: try reader.byte()) {
    case .number:
      let value = try reader.double()
      guard value.isFinite else { throw FrameFault(reason: "a number that is none") }
      let text = try reader.text()
      guard text.utf8.allSatisfy({ $0 == 0x2D || $0 == 0x2E || (0x30...0x39).contains($0) }) else {
        throw FrameFault(reason: "digits that are none")
      }
      content = .number(value, text: text)
    case .text: content = .text(try reader.text())
    case .boolean: content = .boolean(try reader.flag())
    case .error: content = .error(try reader.text())
    case .nothing: content = .nothing
    case nil: throw FrameFault(reason: "no such kind of cell")
    }
    return SheetFile.Cell(row: row, column: column, content: content, isFormula: isFormula)
  }
}
