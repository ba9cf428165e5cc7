// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A table as a person sees it, written in every form it may come in.
struct Sheet {
  /// Lines of cells parted by `|`; `=` before a number makes it a number of a spreadsheet, `@` before a day a day, else a text.
  var rows: [[String]]
  /// Like `A2:A4`.
  var merges: [String] = []

  init(_ text: String, merges: [String] = []) {
    rows = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(separator: "|", omittingEmptySubsequences: false).map { String($0) }
    }
    self.merges = merges
  }

  /// What a text file shows.
  private func shown(_ cell: String) -> String { cell.hasPrefix("=") || cell.hasPrefix("@") ? String(cell.dropFirst()) : cell }

  var csv: String {
    rows.map { row in
      row.map { cell in
        let text = shown(cell)
        return text.contains(",") || text.contains("\"") ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
      }.joined(separator: ",")
    }.joined(separator: "\r\n") + "\r\n"
  }

  var gb18030: [UInt8] { csv.data(using: String.Encoding(rawValue: 0x8000_0632)).map { Array($0) } ?? [] }

  var html: String {
    let body = rows.map { row in
      "<tr>" + row.map { "<td style=\"mso-number-format:'\\@'\">\(Sheet.escaped(shown($0)))</td>" }.joined() + "</tr>"
    }.joined(separator: "\n")
    return "<html><head><meta charset=\"gb2312\"><style>td{color:red}</style></head><body><table border=1>\(body)</table></body></html>"
  }

  var xlsx: [UInt8] {
    let lines = rows.enumerated().map { line, row in
      let cells = row.enumerated().compactMap { column, cell -> String? in
        let place = "\(Sheet.letter(column))\(line + 1)"
        if cell.isEmpty { return nil }
        if cell.hasPrefix("=") { return "<c r=\"\(place)\"><v>\(cell.dropFirst())</v></c>" }
        if cell.hasPrefix("@") { return "<c r=\"\(place)\" s=\"1\"><v>\(Sheet.serial(String(cell.dropFirst())))</v></c>" }
        return "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(Sheet.escaped(cell))</t></is></c>"
      }
      return "<row r=\"\(line + 1)\">\(cells.joined())</row>"
    }
    let merged = merges.map { "<mergeCell ref=\"\($0)\"/>" }.joined()
    let tail = merges.isEmpty ? "" : "</sheetData><mergeCells count=\"\(merges.count)\">\(merged)</mergeCells><sheetData>"
    return workbook(rows: lines.joined() + tail, styles: "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>")
  }

  var xls: [UInt8] { book.bytes() }

  var book: BookMaker {
    var book = BookMaker()
    book.rows = rows.map { row in
      row.map { cell in
        if cell.isEmpty { return nil }
        if cell.hasPrefix("="), let value = Double(cell.dropFirst()) { return .number(value) }
        if cell.hasPrefix("@") { return .day(Double(Sheet.serial(String(cell.dropFirst())))) }
        return .text(cell)
      }
    }
    book.merges = merges.map { Sheet.range($0) }
    return book
  }

  /// Every form with its name.
  var forms: [(name: String, bytes: [UInt8])] {
    [
      ("t.csv", Array(csv.utf8)), ("gb.csv", gb18030), ("t.xlsx", xlsx), ("t.xls", xls), ("page.xls", Array(html.utf8)),
    ]
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  private static func letter(_ column: Int) -> String {
    column < 26 ? String(UnicodeScalar(UInt8(65 + column))) : letter(column / 26 - 1) + letter(column % 26)
  }

  /// Days since 1899-12-30 of an ISO day after February 1900.
  static func serial(_ iso: String) -> Int {
    let parts = iso.split(separator: "-").compactMap { Int($0) }
    var components = DateComponents()
    (components.year, components.month, components.day) = (parts[0], parts[1], parts[2])
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: "UTC") ?? calendar.timeZone
    let seconds = calendar.date(from: components)?.timeIntervalSince1970 ?? 0
    return Int(seconds / 86_400) + 25_569
  }

  private static func range(_ text: String) -> (UInt16, UInt16, UInt16, UInt16) {
    let ends = text.split(separator: ":").map { part in
      (column: UInt16(part.unicodeScalars.first.map { $0.value - 65 } ?? 0), row: UInt16(part.dropFirst()) ?? 1)
    }
    return (ends[0].row - 1, ends[1].row - 1, ends[0].column, ends[1].column)
  }
}
