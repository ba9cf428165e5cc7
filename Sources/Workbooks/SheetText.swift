// SPDX-License-Identifier: Apache-2.0

/// A sheet as SpreadsheetML (ECMA-376 part 1, §18.3). Numbers are numbers, texts stand in the cell itself, formulas are made of places alone, so that no
/// formula can come from a name.
struct SheetText {
  private(set) var bytes: [UInt8] = []

  init(_ sheet: Workbook.Sheet) {
    add(#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n")
    add(#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#)
    addOutline(sheet)
    add(#"<sheetViews><sheetView workbookViewId="0">"#)
    addPane(sheet)
    add("</sheetView></sheetViews>")
    addWidths(sheet)
    add("<sheetData>")
    for (index, row) in sheet.rows.enumerated() { add(row, number: index + 1) }
    add("</sheetData>")
    if sheet.isProtected {
      add(#"<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>"#)
      addValidation(sheet)
    }
    add("</worksheet>")
  }

  /// Rows and columns that are grouped stand below, and before, what they add up to.
  private mutating func addOutline(_ sheet: Workbook.Sheet) {
    let rows = sheet.rows.map(\.outline).max() ?? 0
    guard rows > 0 || !sheet.outlinedColumns.isEmpty else { return }
    add(#"<sheetPr><outlinePr summaryBelow="0"/></sheetPr>"#)
  }

  /// Entries take numbers alone. A spreadsheet program says so in its own words and ours.
  private mutating func addValidation(_ sheet: Workbook.Sheet) {
    let places = sheet.rows.enumerated().flatMap { row, content in
      content.cells.enumerated().compactMap { column, cell -> Workbook.Place? in
        if case .entry = cell { Workbook.Place(row: row, column: column) } else { nil }
      }
    }
    guard !places.isEmpty else { return }
    let ranges = Workbook.Place.ranges(places).map(\.text).joined(separator: " ")
    add(#"<dataValidations count="1"><dataValidation type="decimal" operator="between" allowBlank="1" showErrorMessage="1" "#)
    add(#"errorTitle="数字 Number" error="这里只能填数字 Only a number can stand here" sqref="\#(ranges)">"#)
    add("<formula1>-1000000000000000</formula1><formula2>1000000000000000</formula2></dataValidation></dataValidations>")
  }

  private mutating func addPane(_ sheet: Workbook.Sheet) {
    let headers = sheet.rows.prefix { $0.rank == .header || $0.rank == .title }.count
    guard headers > 0 || sheet.fixedColumns > 0 else { return }
    let split = (sheet.fixedColumns > 0 ? #" xSplit="\#(sheet.fixedColumns)""# : "") + (headers > 0 ? #" ySplit="\#(headers)""# : "")
    let pane = sheet.fixedColumns == 0 ? "bottomLeft" : headers == 0 ? "topRight" : "bottomRight"
    add(
      #"<pane\#(split) topLeftCell="\#(SheetText.column(sheet.fixedColumns))\#(headers + 1)" activePane="\#(pane)" state="frozen"/>"#)
  }

  /// As wide as the longest text of the first two hundred rows, Chinese characters counted twice; between 8 and 40.
  private mutating func addWidths(_ sheet: Workbook.Sheet) {
    let count = sheet.rows.map(\.cells.count).max() ?? 0
    guard count > 0 else { return }
    var widths = [Int](repeating: 8, count: count)
    for row in sheet.rows.prefix(200) where row.rank != .title && !row.isHidden {
      for (column, cell) in row.cells.enumerated() {
        widths[column] = max(widths[column], min(40, SheetText.width(cell) + 2))
      }
    }
    add("<cols>")
    for (column, width) in widths.enumerated() {
      let isHidden = sheet.hiddenColumns.contains(column) ? #" hidden="1""# : ""
      let outline = sheet.outlinedColumns.contains(column) ? #" outlineLevel="1""# : ""
      add(#"<col min="\#(column + 1)" max="\#(column + 1)" width="\#(width)" customWidth="1"\#(isHidden)\#(outline)/>"#)
    }
    add("</cols>")
  }

  private static func width(_ cell: Workbook.Cell) -> Int {
    switch cell {
    case .blank: 0
    case .text(let text): text.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E80 ? 2 : 1) }
    case .amount, .figure, .entry, .formula, .fixed: 12
    case .ratio: 8
    case .day: 10
    }
  }

  private mutating func add(_ row: Workbook.Row, number: Int) {
    add(
      #"<row r="\#(number)"\#(row.isHidden ? #" hidden="1""# : "")\#(row.outline > 0 ? #" outlineLevel="\#(min(7, row.outline))""# : "")>"#)
    for (column, cell) in row.cells.enumerated() {
      let place = #"<c r="\#(SheetText.column(column))\#(number)""#
      switch cell {
      case .blank: continue
      case .text(let text):
        add(place + #" s="\#(CellStyle.text(row.rank))" t="inlineStr"><is><t xml:space="preserve">"#)
        add(escaped: text)
        add("</t></is></c>")
      case .amount(let units):
        add(place + #" s="\#(CellStyle.amount(row.rank))"><v>\#(SheetText.decimal(units))</v></c>"#)
      case .figure(let value, let decimals):
        guard value.isFinite else { continue }
        add(place + #" s="\#(CellStyle.figure(row.rank, decimals: decimals))"><v>\#(value + 0)</v></c>"#)
      case .ratio(let value):
        guard value.isFinite else { continue }
        add(place + #" s="\#(CellStyle.ratio(row.rank))"><v>\#(value + 0)</v></c>"#)
      case .day(let serial): add(place + #" s="\#(CellStyle.day(row.rank))"><v>\#(serial)</v></c>"#)
      case .entry(let value, let shown):
        add(place + #" s="\#(CellStyle.entry(row.rank, shown))"\#(SheetText.value(value).map { "><v>\($0)</v></c>" } ?? "/>")"#)
      case .formula(let formula, let value, let shown): add(formula, value, place, CellStyle.live(row.rank, shown))
      case .fixed(let value, let shown):
        guard let text = SheetText.value(value) else { continue }
        add(place + #" s="\#(CellStyle.fixed(row.rank, shown))"><v>\#(text)</v></c>"#)
      }
    }
    add("</row>")
  }

  private mutating func add(_ formula: Workbook.Formula, _ value: Double?, _ place: String, _ style: Int) {
    let known = SheetText.value(value)
    add(place + #" s="\#(style)"\#(known == nil ? #" t="str""# : "")><f>"#)
    add(escaped: formula.text)
    add("</f><v>\(known ?? "")</v></c>")
  }

  private static func value(_ value: Double?) -> String? { value.flatMap { $0.isFinite ? "\($0 + 0)" : nil } }

  /// 123456 → 1234.56, exactly.
  static func decimal(_ units: Int64) -> String {
    let digits = String(units.magnitude)
    let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    return (units < 0 ? "-" : "") + padded.dropLast(2) + "." + padded.suffix(2)
  }

  /// 0 → A, 26 → AA.
  static func column(_ index: Int) -> String {
    var text = ""
    var rest = index
    while rest >= 0 {
      text = String(UnicodeScalar(UInt8(65 + rest % 26))) + text
      rest = rest / 26 - 1
    }
    return text
  }

  private mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Characters that XML cannot hold are left out.
  private mutating func add(escaped text: String) { add(SheetText.escaped(text)) }

  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
      default:
        if scalar.value >= 0x20, scalar.value != 0xFFFE, scalar.value != 0xFFFF { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }
}
