// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Foundation
import Ingestion
import Testing

/// Sees cells of a workbook read otherwise than a spreadsheet shows them, and archives that are meant to hurt.
@Suite("Plain workbooks are read like delimited text")
struct WorkbookTests {
  private let styles = """
    <numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>\
    <numFmt numFmtId="165" formatCode="#,##0.00_);[Red]\\(#,##0.00\\)"/></numFmts>\
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="10"/></cellXfs>
    """

  private let rows = """
    <row r="1"><c r="A1" t="inlineStr"><is><t>销售订单</t></is></c></row>\
    <row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c><c r="C3" t="s"><v>2</v></c><c r="D3" t="s"><v>3</v></c>\
    <c r="E3" t="s"><v>4</v></c><c r="F3" t="s"><v>5</v></c><c r="G3" t="s"><v>6</v></c></row>\
    <row r="4"><c r="A4" t="s"><v>7</v></c><c r="B4"><v>1</v></c><c r="C4" s="1"><v>46348</v></c>\
    <c r="D4" t="inlineStr"><is><r><t>A</t></r><r><t>-1</t></r></is></c><c r="E4"><v>10</v></c><c r="F4" s="3"><v>161.99919999999999</v></c>\
    <c r="G4" t="b"><v>1</v></c></row>\
    <row r="5"><c r="A5" t="s"><v>7</v></c><c r="B5"><v>2</v></c><c r="C5" s="2"><v>46348.75</v></c>\
    <c r="D5" t="str"><f>"A"&amp;"-2"</f><v>A&amp;2</v></c><c r="E5"><v>2.5E-1</v></c><c r="F5" t="e"><v>#DIV/0!</v></c></row>\
    <row r="9"><c t="s"><v>7</v></c><c><v>3</v></c><c s="1"><v>46348</v></c><c t="inlineStr"><is><t>A-3</t></is></c><c><v>1</v></c></row>
    """
  private let shared = ["订单号", "行号", "订单日期", "物料编码", "数量", "含税金额", "项目订单", "SO1"]

  @Test("Shared and inline texts, dates by style, numbers, flags and failed formulas")
  func cells() throws {
    let result = try read(bytes: workbook(rows: rows, shared: shared, styles: styles), .salesOrderLines)
    #expect(result.headerLine == 3)
    #expect(result.table.lines == [4, 9])
    #expect(result.says(.rejected) == ["5 import.formula-error"])
    #expect(result.table["item"].texts == ["A-1", "A-3"])
    #expect(result.table["ordered_on"].day(0)?.description == "2026-11-22")
    #expect(result.table["amount_incl_tax"].integers.first == 16_200)
    #expect(result.table["is_project"].boolean(0) == true)
    #expect(result.encoding == nil)
  }

  @Test("Custom Chinese date formats, times behind the day and the 1904 system give the right day")
  func dates() throws {
    let rows = """
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>\
      <row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" s="2"><v>44886.5</v></c><c r="C2" s="4"><v>0.05</v></c></row>
      """
    let bytes = workbook(
      rows: rows, shared: ["业务员", "开始日期", "目标金额", "E1"], styles: styles,
      properties: #"<workbookPr date1904="1"/>"#)
    let table = try read(bytes: bytes, .quotas).table
    #expect(table["starts_on"].day(0)?.description == "2026-11-22")
    #expect(table["amount"].integers == [5])
  }

  @Test("A workbook written by a spreadsheet library is read whole")
  func foreignFile() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "Fixtures/orders.xlsx"
    ).path
    let result = try FactFile.readTable(.file(path: path), kind: .salesOrderLines)
    #expect(result.accepted == 3)
    #expect(result.rejected == 0)
    #expect(result.table["ordered_on"].day(2)?.description == "2026-03-07")
    #expect(result.table["amount_incl_tax"].integers == [11_300_000, 22_600_000, 1_130])
    #expect(result.table["item"].texts == ["00123", "A-2"])
    #expect(result.findings.count(.sheetsIgnored) == 1)
    #expect(result.findings.count(.subtotalSkipped) == 1)
  }

  @Test("A document type is refused, whatever it defines")
  func doctype() throws {
    let bomb = #"<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>"#
    let error = refusal(workbook(rows: rows, shared: shared, prologue: bomb))
    #expect(error?.code == .workbookUnsafe)
    #expect(error?.detail.contains("document type") == true)
  }

  @Test("Archives that unpack to too much, hold too many or doubled entries or are encrypted are refused")
  func archives() {
    func with(_ change: (inout ZipMaker) -> Void) -> IngestionError.Code? {
      refusal(workbook(rows: rows, shared: shared, change: change))?.code
    }
    #expect(with { $0.add("xl/media/a.bin", "xxxx", claimedSize: 900_000_000) } == .workbookUnsafe)
    #expect(with { $0.add("xl/media/a.bin", "xxxx", claimedSize: 2_000_000_000) } == .workbookUnsafe)
    #expect(with { zip in for index in 0..<2_000 { zip.add("n\(index)", "") } } == .workbookUnsafe)
    #expect(
      with { $0.add("xl/workbook.xml", "<workbook/>") } == .workbookUnsafe
        || with { $0.add("xl/workbook.xml", "<workbook/>") } == .workbookDamaged)
    #expect(with { $0.add("secret", "x", flags: 1) } == .workbookEncrypted)
  }

  @Test("Damaged workbooks and other archives are refused with the reason")
  func damaged() {
    let whole = workbook(rows: rows, shared: shared)
    #expect(refusal(Array(whole.prefix(whole.count / 2)))?.code == .workbookDamaged)
    #expect(refusal(workbook(rows: "<row r=\"1\"><c></row>", shared: shared))?.code == .workbookDamaged)
    var zip = ZipMaker()
    zip.add("a.txt", "a")
    #expect(refusal(zip.bytes)?.code == .notATable)
  }

  @Test("A workbook with one byte changed never ends the program", arguments: 0..<200)
  func noise(_ seed: Int) {
    var bytes = workbook(rows: rows, shared: shared, styles: styles)
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    for _ in 0..<(1 + seed % 4) {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      bytes[4 + Int(state >> 33) % (bytes.count - 4)] = UInt8(truncatingIfNeeded: state >> 20)
    }
    _ = refusal(bytes)
  }
}
