// SPDX-License-Identifier: Apache-2.0

/// A workbook cell by cell, as it is: what no table is made of.
public struct WorkbookCells: Sendable {
  public enum Kind: UInt8, CaseIterable, Sendable { case number, text, boolean, error, nothing }

  public struct Cell: Hashable, Sendable {
    /// Position in `names`.
    public let sheet: Int
    /// Counted from 0.
    public let row: Int
    public let column: Int
    public let kind: Kind
    /// Of a number a plain decimal of at most fifteen digits.
    public let text: String
    /// Of a number.
    public let value: Double
    public let isFormula: Bool
  }

  /// The sheets in their order, the hidden ones too.
  public let names: [String]
  public let cells: [Cell]

  /// - Throws: `IngestionError` when it can't be read at all, is no .xlsx workbook, or is beyond a limit.
  /// - Complexity: O(bytes)
  public static func read(_ source: ImportSource, limits: Limits = Limits()) throws(IngestionError) -> WorkbookCells {
    let name = source.name
    let bytes = try source.read(limits)
    let archive: Archive
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      archive = try Archive(bytes, name: name, limits: limits)
    } else {
      throw notAWorkbook(name)
    }
    guard archive.entry("xl/workbook.xml") != nil else { throw notAWorkbook(name) }
    let parts = try WorkbookParts(archive, name: name)
    guard parts.sheets.count <= limits.sheets else {
      throw IngestionError(
        .notATable, name, "\(parts.sheets.count) sheets, at most \(limits.sheets) are read", hint: "remove sheets that are not needed")
    }
    let visitor = CellVisitor(parts.sharedTexts, limits)
    for (index, sheet) in parts.sheets.enumerated() {
      visitor.begin(index)
      try XMLStream.walk(archive, sheet.path, name: name, visitor)
      guard !visitor.isFull else {
        throw IngestionError(.tooManyRows, name, "more than \(limits.cells) cells", hint: "remove sheets and cells that are not needed")
      }
    }
    return WorkbookCells(names: parts.sheets.map(\.name), cells: visitor.cells)
  }

  private static func notAWorkbook(_ name: String) -> IngestionError {
    IngestionError(.notATable, name, "no .xlsx workbook", hint: "open it in a spreadsheet program and save it as .xlsx")
  }
}

/// Takes the cells of sheets one after the other. Cells of a format alone are none.
private final class CellVisitor: XMLVisitor {
  private(set) var cells: [WorkbookCells.Cell] = []
  private(set) var isFull = false
  private let texts: SharedTexts
  private let limits: Limits
  private var sheet = 0
  private var row = -1
  private var column = -1
  private var kind = ""
  private var value: [UInt8] = []
  private var isFormula = false
  private var isInValue = false
  private var isInPhonetic = false

  init(_ texts: SharedTexts, _ limits: Limits) {
    self.texts = texts
    self.limits = limits
  }

  func begin(_ sheet: Int) {
    self.sheet = sheet
    row = -1
  }

  func start(_ element: XMLName, _ attributes: XMLAttributes) {
    if element == "c" {
      column = attributes["r"].flatMap { SheetVisitor.column($0) } ?? column + 1
      kind = attributes.text("t") ?? "n"
      value.removeAll(keepingCapacity: true)
      isFormula = false
    } else if element == "v" || element == "t" {
      isInValue = !isInPhonetic
    } else if element == "f" {
      isFormula = true
    } else if element == "row" {
      // Rows go down, whatever a crafted file claims.
      row = min(max((attributes.integer("r") ?? 0) - 1, row + 1), 1 << 24)
      column = -1
    } else if element == "rPh" {
      isInPhonetic = true
    }
  }

  func end(_ element: XMLName) {
    if element == "v" || element == "t" {
      isInValue = false
    } else if element == "rPh" {
      isInPhonetic = false
    } else if element == "c" {
      endCell()
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard isInValue, !isFull else { return }
    value.append(contentsOf: bytes.prefix(max(0, limits.cellBytes - value.count)))
  }

  private func endCell() {
    guard !isFull, !value.isEmpty || isFormula, row >= 0, (0..<limits.columns).contains(column) else { return }
    guard cells.count < limits.cells else {
      isFull = true
      return
    }
    let text = String(decoding: value, as: UTF8.self)
    switch kind {
    case "s": add(.text, Int(text).flatMap { texts.bytes($0) }.map { String(decoding: $0.prefix(limits.cellBytes), as: UTF8.self) } ?? "")
    case "n" where text.isEmpty: add(.nothing, "")
    case "n":
      if let number = Double(text), number.isFinite { add(.number, BinaryNumber.plainText(number), number) } else { add(.text, text) }
    case "b": add(.boolean, text)
    case "e": add(.error, text)
    default: add(.text, text)
    }
  }

  private func add(_ kind: WorkbookCells.Kind, _ text: String, _ number: Double = 0) {
    cells.append(WorkbookCells.Cell(sheet: sheet, row: row, column: column, kind: kind, text: text, value: number, isFormula: isFormula))
  }
}
