// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Foundation
import Ingestion
import Testing

/// Sees cells of an .xls read otherwise than a spreadsheet shows them, and files that are not what their name says.
@Suite("Old workbooks and files with wrong names are read as what they are")
struct OldWorkbookTests {
  private let sheet = Sheet(
    """
    订单号|行号|订单日期|物料编码|数量|含税金额
    SO1|=1|@2026-11-22|'00123|=10|=161.9992
    SO1|=2|@2026-03-05|A-2|=0.25|=1234567890123.45
    """)

  @Test("Numbers are exact, days come by their format, leading zeros stay")
  func cells() throws {
    let result = try read(bytes: sheet.xls, .salesOrderLines, name: "t.xls")
    #expect(result.form == .oldWorkbook && result.encoding == nil)
    #expect(result.table["item"].texts == ["00123", "A-2"])
    #expect(result.table["ordered_on"].day(0)?.description == "2026-11-22")
    #expect(result.table["quantity"].integers == [100_000, 2_500])
    #expect(result.table["amount_incl_tax"].integers == [16_200, 123_456_789_012_345])
    #expect(result.digest == (try read(bytes: sheet.xlsx, .salesOrderLines)).digest)
    #expect(result.findings.count(.formDiffers) == 0)
  }

  @Test("Results of formulas are read, texts and failures as well; hidden sheets are passed over")
  func formulas() throws {
    var book = sheet.book
    book.rows[1][5] = .formula(1_130)
    book.rows[2][3] = .formulaText("甲-2")
    book.rows.append([.text("SO2"), .number(1), .day(46_348), .text("A"), .error(0x07), .number(1)])
    book.hasHiddenSheet = true
    let result = try read(bytes: book.bytes(), .salesOrderLines, name: "t.xls")
    #expect(result.table["amount_incl_tax"].integers.first == 113_000)
    #expect(result.table["item"].texts == ["00123", "甲-2"])
    #expect(result.says(.rejected) == ["4 import.formula-error"])
    #expect(result.findings.count(.sheetsIgnored) == 0)
  }

  @Test("Shared texts that go on over many records are put together, wherever they are cut", arguments: [16, 17, 23, 64, 8_224])
  func cutTexts(_ size: Int) throws {
    var book = sheet.book
    book.recordBytes = size
    book.rows[1][3] = .text("铜管Φ9.52×0.35 空调 𠮷")
    let result = try read(bytes: book.bytes(), .salesOrderLines, name: "t.xls")
    #expect(result.table["item"].texts == ["铜管Φ9.52×0.35 空调 𠮷", "A-2"])
  }

  @Test("The 1904 system and a stream without its container give the right day")
  func dates() throws {
    var book = Sheet("业务员|开始日期|目标金额\nE1|@2022-11-22|=1").book
    book.is1904 = true
    let result = try read(bytes: book.stream(), .quotas, name: "t.xls")
    #expect(result.table["starts_on"].day(0)?.description == "2026-11-23")
  }

  @Test("A password, damage, other documents and still older books each have their own answer")
  func refusals() {
    var book = sheet.book
    book.hasPassword = true
    #expect(refusal(book.bytes())?.code == .workbookEncrypted)
    #expect(refusal(sheet.book.bytes(streamName: "EncryptedPackage"))?.code == .workbookEncrypted)
    #expect(refusal(sheet.book.bytes(streamName: "WordDocument"))?.code == .notATable)
    #expect(refusal(Array(sheet.xls.prefix(3_000)))?.code == .workbookDamaged)
    var old = sheet.book
    old.version = 0x0400
    #expect(refusal(old.bytes())?.code == .oldWorkbook)
  }

  @Test("What is called .xls and is a page, a text or a new workbook is read as that, and told")
  func wrongNames() throws {
    let right = try read(bytes: sheet.xlsx, .salesOrderLines).digest
    let files: [([UInt8], FileForm)] = [
      (Array(sheet.html.utf8), .page), (Array(sheet.csv.utf8), .text), (sheet.gb18030, .text), (sheet.xlsx, .workbook),
    ]
    for (bytes, form) in files {
      let result = try read(bytes: bytes, .salesOrderLines, name: "订单.xls")
      #expect(result.form == form)
      #expect(result.digest == right)
      let told = try #require(result.findings.kept.first { $0.code == .formDiffers })
      #expect(told.severity == .info && FindingCatalogue.message(told, .english).contains(".xls"))
    }
    #expect(try read(bytes: sheet.xls, .salesOrderLines, name: "t.csv").findings.count(.formDiffers) == 1)
    #expect(try read(bytes: sheet.xls, .salesOrderLines, name: "t").findings.count(.formDiffers) == 0)
  }

  @Test("Cells of a page that span rows and columns, marks and nested words are read as a browser shows them")
  func page() throws {
    let text = """
      <?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html><body><script>alert("<td>x</td>")</script>
      <table><tr><td colspan=6>订单&nbsp;&amp; 明细</td></tr>
      <tr><th>订单号</th><th>行号</th><th>订单日期</th><th>物料<br>编码</th><th>数量</th><th>含税金额</th></tr>
      <tr><td rowspan="2">SO1</td><td>1</td><td rowspan='2'>2026-11-22</td><td><b>A</b>-1</td><td>1</td><td>￥1,130.00</td></tr>
      <tr><td>2</td><td>A&lt;2</td><td>2</td><td>5</td></tr></table></body></html>
      """
    let result = try read(bytes: Array(text.utf8), .salesOrderLines, name: "t.xls")
    #expect(result.accepted == 2, "\(result.says())")
    #expect(result.table["order_number"].text(1) == "SO1")
    #expect(result.table["item"].texts == ["A-1", "A<2"])
    #expect(result.table["ordered_on"].day(1)?.description == "2026-11-22")
    #expect(result.table["amount_incl_tax"].integers == [113_000, 500])
    #expect(result.findings.count(.valuesCarried) == 0)
  }
}
