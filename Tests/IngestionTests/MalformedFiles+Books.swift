// SPDX-License-Identifier: Apache-2.0
import Commerce
import Ingestion

extension MalformedFile {
  /// Workbooks, old and new, whose cells contradict the format.
  static var books: [MalformedFile] { newBooks + oldBooks }

  private static var newBooks: [MalformedFile] {
    func rows(_ name: String, _ cells: String, _ code: FindingCode, row: String = "3") -> MalformedFile {
      let head = "<row r=\"1\">" + ["收款单号", "收款日期", "客户", "金额"].map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }.joined() + "</row>"
      let good = "<row r=\"2\"><c t=\"s\"><v>2</v></c><c s=\"1\"><v>46348</v></c><c t=\"s\"><v>1</v></c><c><v>1</v></c></row>"
      let bytes = workbook(
        rows: head + good + "<row r=\"\(row)\">\(cells)</row>", shared: ["R1", "C1", "R0"],
        styles: "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>")
      return MalformedFile(name: name, bytes: bytes, expected: .told(code))
    }
    func line(_ number: String, amount: String) -> String {
      "<c t=\"s\"><v>\(number)</v></c><c s=\"1\"><v>46348</v></c><c t=\"s\"><v>1</v></c>\(amount)"
    }
    let fine = "<c><v>1</v></c>"
    let shared = ["3", "-1", "99999999999", "x", "1.5", "9223372036854775808", "--", "2147483648"].map {
      rows("shared text \($0)", line($0, amount: fine), .requiredMissing)
    }
    let formulas = [
      "<c><f>A1*2</f></c>", "<c><f>A1</f><v></v></c>", "<c t=\"str\"><f>\"\"</f><v></v></c>", "<c/>", "<c t=\"b\"/>", "<c t=\"n\"><v/></c>",
      "<c t=\"inlineStr\"><is/></c>",
    ].enumerated().map { rows("formula without a value \($0.offset)", line("0", amount: $0.element), .requiredMissing) }
    // A row that says it stands above the header is read where it stands in the file.
    let places = ["-5", "0", "1", "2", "-9223372036854775808", "99999999999999", "x", "1.5", ""].map {
      rows("row number \($0)", line("0", amount: "<c><v>x</v></c>"), .notANumber, row: $0)
    }
    let numbers = ["1e999", "1,5", "NaN", "INF", "0x1p3"].map {
      rows("number \($0)", line("0", amount: "<c><v>\($0)</v></c>"), .notANumber)
    }
    let days = ["-1", "0.5", "2958466", "1e99", "x"].map { day in
      rows("serial \(day)", "<c t=\"s\"><v>0</v></c><c s=\"1\"><v>\(day)</v></c><c t=\"s\"><v>1</v></c>\(fine)", .notADate)
    }
    let leap = rows("29 February 1900", "<c t=\"s\"><v>0</v></c><c s=\"1\"><v>60</v></c><c t=\"s\"><v>1</v></c>\(fine)", .dateDoesNotExist)
    return shared + formulas + places + numbers + days + [leap]
  }

  private static var oldBooks: [MalformedFile] {
    let whole = sheet.xls
    func changed(_ name: String, _ code: IngestionError.Code, _ change: (inout [UInt8]) -> Void) -> MalformedFile {
      var bytes = whole
      change(&bytes)
      return refused(name, bytes, code)
    }
    func set(_ bytes: inout [UInt8], _ offset: Int, _ value: UInt32) { bytes.replaceSubrange(offset..<(offset + 4), with: le(value)) }
    var result = [
      changed("sector size of 8", .workbookDamaged) { $0[30] = 3 },
      changed("no table of sectors", .workbookDamaged) { set(&$0, 44, 0) },
      changed("table of sectors beyond the end", .workbookDamaged) { set(&$0, 76, 0x00FF_FFFF) },
      changed("directory beyond the end", .workbookDamaged) { set(&$0, 48, 0x00FF_FFFF) },
      changed("a chain that goes in a circle", .workbookDamaged) { bytes in for index in 2..<128 { set(&bytes, 512 + index * 4, 2) } },
      changed("a directory that is its own next sector", .workbookDamaged) { set(&$0, 512 + 4, 1) },
      changed("a stream of four gigabytes", .workbookDamaged) { set(&$0, 1_024 + 128 + 120, .max) },
      changed("a stream that begins beyond the end", .workbookDamaged) { set(&$0, 1_024 + 128 + 116, 0x00FF_FFFF) },
      changed("no workbook among the streams", .notATable) { $0[1_024 + 128] = 0x58 },
      changed("a stream that does not begin", .oldWorkbook) { $0[1_536] = 0 },
      changed("version 7 of the format", .oldWorkbook) { $0[1_536 + 5] = 7 },
    ]
    var secret = sheet.book
    secret.hasPassword = true
    result.append(refused("a password", secret.bytes(), .workbookEncrypted))
    for name in ["EncryptedPackage", "EncryptionInfo"] {
      result.append(refused(name, sheet.book.bytes(streamName: name), .workbookEncrypted))
    }
    for name in ["WordDocument", "PowerPoint Document", "VisioDocument", "Book2"] {
      result.append(refused(name, sheet.book.bytes(streamName: name), .notATable))
    }
    let stream = sheet.book.stream()
    for cut in 1...12 {
      let short = Array(stream.prefix(stream.count * cut / 13))
      result.append(refused("a stream cut at \(cut) of 13", short, .workbookDamaged))
    }
    for (index, code) in ([0x00, 0x07, 0x0F, 0x17, 0x1D, 0x24] as [UInt8]).enumerated() {
      var book = sheet.book
      book.rows[1][3] = .error(code)
      result.append(MalformedFile(name: "failed formula \(index) in an old book", bytes: book.bytes(), expected: .told(.formulaError)))
    }
    for value in [Double.nan, .infinity, -.infinity, 1e300, -1e300] {
      var book = sheet.book
      book.rows[1][3] = .number(value)
      result.append(
        MalformedFile(name: "number \(value)", bytes: book.bytes(), expected: .told(value.isFinite ? .numberTooLarge : .notANumber)))
    }
    return result
  }

  /// Web pages that are cut, endless, or hold no table.
  static var pages: [MalformedFile] {
    let head = "<table><tr><td>收款单号</td><td>收款日期</td><td>客户</td><td>金额</td></tr>"
    func page(_ name: String, _ row: String, _ code: FindingCode) -> MalformedFile {
      MalformedFile(name: name, bytes: Array((head + row).utf8), expected: .told(code))
    }
    let none = [
      "<html></html>", "<html><p>x</p></html>", "<!doctype html>", "<html><script><td>1</td></script></html>", "<body>", "<table>",
      "<table></table>", "<table><tr></table>",
    ]
    let deep = String(repeating: "<div>", count: 5_000)
    let broken = [
      "<tr><td>R1<td>2026-02-30<td>C<td>1", "<tr><td>R1</td><td>2026-02-30</td><td>C</td><td>1</td>",
      "<tr><td>R1<td>2026&#45;02-30<td>C<td>1</tr></table></html>",
      "<tr><td>R1<td><b><i>2026-02-30<td>C<td>1", "<td>R1<td>2026-02-30<td>&bogus;<td>1", "<tr><td>R1<td>2026-02-30<td>C<td>1<!-- ",
      "<tr><td a='1' a=\"2\" b>R1<td>2026-02-30<td>C<td>1",
    ].enumerated().map { page("broken page \($0.offset)", $0.element, .dateDoesNotExist) }
    return none.enumerated().map { refused("no table \($0.offset)", Array($0.element.utf8), .notATable) }.filter {
      !$0.name.hasSuffix(" 7")
    }
      + [
        refused("deep page", Array((head + "<tr><td>" + deep).utf8), .workbookUnsafe),
        page("a cell over a million columns", "<tr><td>R1<td>2026-11-22<td>C<td colspan=1000000>1<td>x</tr>", .tooManyCells),
        page("a cell over a billion rows", "<tr><td rowspan=1000000000>R1<td>2026-02-30<td>C<td>1</tr>", .dateDoesNotExist),
        page("a span below nothing", "<tr><td colspan=-5 rowspan=-5>R1<td>2026-02-30<td>C<td>1</tr>", .dateDoesNotExist),
      ] + broken
  }
}
