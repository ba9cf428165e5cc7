// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Ingestion
import Testing

/// Sees a header taken for another field and words of a mapping file that are passed over in silence.
@Suite("Columns find their fields")
struct MappingTests {
  private let orders = """
    云杉电器 销售订单明细表,,,,,,
    单位：万元,,,,,制表人：李雷
    单据编号,序号,单据日期,购货单位,存货编码,数量(件),价税合计
    SO1,1,2026/3/5,C001,A-1,10,1.13
    SO1,2,2026/3/5,C001,A-2,"1,000",2.26
    华东小计,,,,,,3.39
    SO2,1,2026年3月6日,C002,A-1,5,-0.565
    合计,,,,,,2.825
    制表人：李雷,,,,,,
    """

  @Test("A Chinese ERP export is read without a mapping: titles, unit of the title, subtotals and notes")
  func chineseExport() throws {
    let result = try read(orders, .salesOrderLines)
    #expect(result.headerLine == 3)
    #expect(result.rowsRead == 3)
    #expect(result.accepted == 3)
    #expect(result.table["order_number"].texts == ["SO1", "SO2"])
    #expect(result.table["amount_incl_tax"].integers == [1_130_000, 2_260_000, -565_000])
    #expect(result.table["quantity"].integers == [100_000, 10_000_000, 50_000])
    #expect(result.table["ordered_on"].day(2)?.description == "2026-03-06")
    #expect(result.findings.count(.subtotalSkipped) == 2)
    #expect(result.findings.count(.noteSkipped) == 1)
    #expect(result.findings.count(.unitApplied) == 1)
  }

  @Test("The unit in a header's bracket goes before the one in the title")
  func bracketUnit() throws {
    let result = try read("单位：万元,,\n业务员,开始日期,目标金额（元）\nE1,2026-01-01,500\n", .quotas)
    #expect(result.table["amount"].integers == [50_000])
  }

  @Test("Widths, case, blanks and punctuation do not part a header from its field")
  func folding() throws {
    let guess = try FactFile.guessMapping(
      .bytes(Array("Ｉｔｅｍ＿Code, NAME ,List-Price (USD)\nA,b,1\n".utf8), name: "t"), kind: .items)
    #expect(guess?.columns.map(\.field) == ["code", "name", "list_price"])
    #expect(guess?.unmappedHeaders.isEmpty == true)
    #expect(guess?.missingFields.isEmpty == true)
  }

  @Test("English names stand beside Chinese ones, under any of their headers, and never take a Chinese name's column")
  func englishNames() throws {
    func fields(_ header: String, _ kind: FactKind) throws -> [String?] {
      let columns = header.split(separator: ",").count
      let row = (1...columns).map { "v\($0)" }.joined(separator: ",")
      let guess = try FactFile.guessMapping(.bytes(Array("\(header)\n\(row)\n".utf8), name: "t"), kind: kind)
      return (0..<columns).map { index in guess?.columns.first { $0.index == index }?.field }
    }
    #expect(try fields("编码,名称,英文名称,产品族,Family (EN)", .items) == ["code", "name", "name_en", "family", "family_en"])
    #expect(try fields("code,Name,Name (EN)", .territories) == ["code", "name", "name_en"])
    #expect(try fields("客户编码,客户名称,客户英文名称", .customers) == ["code", "name", "name_en"])
    #expect(try fields("部门编码,部门名称,English name", .departments) == ["code", "name", "name_en"])
    #expect(try fields("工号,姓名,姓名拼音", .employees) == ["code", "name", "name_en"])
    #expect(try fields("客户编码,客户名称,名称", .customers) == ["code", "name", nil])
  }

  @Test("A header whose values do not fit is not taken by its name alone")
  func valuesDecide() throws {
    let guess = try FactFile.guessMapping(
      .bytes(Array("code,name,safety stock\nA,b,see sheet 2\nB,c,see sheet 2\n".utf8), name: "t"),
      kind: .items)
    #expect(guess?.columns.map(\.field) == ["code", "name"])
    #expect(guess?.unmappedHeaders.map(\.header) == ["safety stock"])
  }

  @Test("Day before month is recognised when a value decides it, and asked for when none does")
  func dayOrder() throws {
    let clear = try read("sales_rep_id,quarter_start,quota_amount\nE,03/04/2026,1\nF,23/04/2026,1\n", .quotas)
    #expect(clear.table["starts_on"].day(0)?.description == "2026-04-03")
    let unclear = try read("sales_rep_id,quarter_start,quota_amount\nE,03/04/2026,1\n", .quotas)
    #expect(unclear.says(.rejected) == ["2 import.date-order-unclear"])
  }

  @Test("The likeliest kind of a file stands first")
  func kinds() throws {
    let guesses = try FactFile.guessKinds(.bytes(Array(orders.utf8), name: "t"))
    #expect(guesses.first?.kind == .salesOrderLines)
    #expect(guesses.count <= 5)
  }

  @Test("Constants, value maps and formats of a mapping are applied")
  func mappingApplied() throws {
    let mapping = try mapping(
      """
      kind: deals
      columns: {code: id, item: product, stage: state, closes_on: close, amount_incl_tax: value}
      constants: {kind: 项目型, owner: 张伟}
      values:
        item: {GTXPro: GTX Pro}
        stage: {"1": 方案}
      formats:
        closes_on: dd-mm-yy
        amount_incl_tax: 万元
      """)
    let result = try read(
      "id,product,state,close,value\nD1,GTXPro,1,05-03-26,12.5\nD2,GTX Pro,2,,\n", .deals, mapping: mapping)
    #expect(result.table["item"].texts == ["GTX Pro"])
    #expect(result.table["stage"].texts == ["方案", "2"])
    #expect(result.table["kind"].texts == ["项目型"])
    #expect(result.table["closes_on"].day(0)?.description == "2026-03-05")
    #expect(result.table["amount_incl_tax"].integers == [12_500_000, 0])
    #expect(result.table["amount_incl_tax"].isPresent == [true, false])
  }

  @Test("Every word of a mapping file that is not understood is named with its line")
  func mappingFindings() {
    let file = MappingFile(
      text:
        "kind: items\ncolumns:\n  code: 编码\n  colour: 颜色\nformat: x\nformats:\n  list_price: furlongs\nvalues: 3\n",
      name: "m.yaml")
    #expect(file.mapping == nil)
    #expect(
      file.findings.map { "\($0.line) \($0.code.rawValue)" } == [
        "4 mapping.field-unknown", "5 mapping.key-unknown", "7 mapping.format-unknown",
        "8 mapping.value-shape",
      ])
    #expect(MappingFile(text: "kind: unicorns\n", name: "m").findings.first?.code == .mappingKindUnknown)
    #expect(MappingFile(text: "a: [1,\n", name: "m").findings.first?.code == .mappingNotReadable)
    #expect(MappingFile(text: "", name: "m").findings.first?.code == .mappingNotReadable)
  }

  @Test("A required column that is missing is said once, not once a row")
  func requiredColumn() throws {
    let result = try read("名称,单位\n空调,台\n冰箱,台\n", .items)
    #expect(result.accepted == 0)
    #expect(result.rejected == 2)
    #expect(result.says(.rejected) == ["1 import.required-column-missing"])
  }

  @Test("A file without any header of the kind says so")
  func noHeader() throws {
    let result = try read("1,2,3\n4,5,6\n", .items)
    #expect(result.says() == ["0 import.header-not-found"])
    #expect(result.rowsRead == 0)
  }

  @Test("Every finding has words in both languages, and every placeholder is filled")
  func catalogue() throws {
    for code in FindingCode.allCases {
      let entry = FindingCatalogue.entry(code)
      #expect(entry.chinese != code.rawValue, "\(code)")
      for text in [entry.chinese, entry.english, entry.hintChinese, entry.hintEnglish] {
        #expect(!text.isEmpty)
      }
    }
    let result = try read(orders, .salesOrderLines)
    #expect(!result.findings.kept.isEmpty)
    for finding in result.findings.kept {
      for language in [FindingCatalogue.Language.chinese, .english] {
        #expect(!FindingCatalogue.message(finding, language).contains("{"), "\(finding)")
        #expect(!FindingCatalogue.hint(finding, language).contains("{"), "\(finding)")
      }
    }
  }
}
