// SPDX-License-Identifier: Apache-2.0

/// A sheet as SpreadsheetML (ECMA-376 part 1, §18.3). Numbers are numbers, texts stand in the cell itself, so that no formula can come from a name.
struct SheetText {
  private(set) var bytes: [UInt8] = []

  init(_ sheet: Workbook.Sheet) {
    add(#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n")
    add(#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">"#)
    addPane(sheet)
    add("</sheetView></sheetViews>")
    addWidths(sheet)
    add("<sheetData>")
    for (index, row) in sheet.rows.enumerated() { add(row, number: index + 1) }
    add("</sheetData></worksheet>")
  }

  private mutating func addPane(_ sheet: Workbook.Sheet) {
    let headers = sheet.rows.prefix { $0.rank == .header }.count
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
    for row in sheet.rows.prefix(200) {
      for (column, cell) in row.cells.enumerated() {
        widths[column] = max(widths[column], min(40, SheetText.width(cell) + 2))
      }
    }
    add("<cols>")
    for (column, width) in widths.enumerated() {
      add(#"<col min="\#(column + 1)" max="\#(column + 1)" width="\#(width)" customWidth="1"/>"#)
    }
    add("</cols>")
  }

  private static func width(_ cell: Workbook.Cell) -> Int {
    switch cell {
    case .blank: 0
    case .text(let text): text.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E80 ? 2 : 1) }
    case .amount, .figure: 12
    case .ratio: 8
    case .day: 10
    }
  }

  private mutating func add(_ row: Workbook.Row, number: Int) {
    add(#"<row r="\#(number)">"#)
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
      }
    }
    add("</row>")
  }

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

/// Positions in the list of cell formats of `xl/styles.xml`: one block for each rank of a row.
enum CellStyle {
  /// Formats of a block, in order: text, amount, figures with 0, 1…6 decimals, ratio, day.
  static let formats = [0, 4, 3] + (1...6).map { 163 + $0 } + [170, 171]

  static func text(_ rank: Workbook.Row.Rank) -> Int { block(rank) }
  static func amount(_ rank: Workbook.Row.Rank) -> Int { block(rank) + 1 }
  static func figure(_ rank: Workbook.Row.Rank, decimals: Int) -> Int { block(rank) + 2 + min(6, max(0, decimals)) }
  static func ratio(_ rank: Workbook.Row.Rank) -> Int { block(rank) + 9 }
  static func day(_ rank: Workbook.Row.Rank) -> Int { block(rank) + 10 }

  private static func block(_ rank: Workbook.Row.Rank) -> Int {
    switch rank {
    case .plain: 0
    case .header: formats.count
    case .total: 2 * formats.count
    }
  }

  /// The whole part: fonts plain and bold, the header's fill, number formats.
  static var part: String {
    let decimals = (1...6).map { ##"<numFmt numFmtId="\##(163 + $0)" formatCode="#,##0.\##(String(repeating: "#", count: $0))"/>"## }
      .joined()
    let formats = decimals + #"<numFmt numFmtId="170" formatCode="0.0%"/><numFmt numFmtId="171" formatCode="yyyy\-mm\-dd"/>"#
    let cells = [(0, 0), (1, 2), (1, 0)].map { font, fill in
      CellStyle.formats.map {
        #"<xf numFmtId="\#($0)" fontId="\#(font)" fillId="\#(fill)" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/>"#
      }.joined()
    }.joined()
    return #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n"
      + #"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="8">\#(formats)</numFmts>"#
      + #"<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>"#
      + #"<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>"#
      + #"<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF5"/><bgColor indexed="64"/></patternFill></fill></fills>"#
      + #"<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"#
      + #"<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>"#
      + #"<cellXfs count="\#(3 * CellStyle.formats.count)">\#(cells)</cellXfs></styleSheet>"#
  }
}
