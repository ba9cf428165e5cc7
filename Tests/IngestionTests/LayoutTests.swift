// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Ingestion
import Testing

/// Sees a cent lost or added between a printed table and its facts, and questions that need not be asked.
@Suite("Tables are read as they are printed")
struct LayoutTests {
  @Test("Every layout gives its sums in every form a file can have, and asks no more than it may", arguments: Layout.all)
  func everyForm(_ layout: Layout) throws {
    for form in layout.sheet.forms {
      let result = try read(bytes: form.bytes, layout.kind, name: form.name)
      let where_ = "\(layout.name) as \(form.name): \(result.says())"
      #expect(result.accepted == layout.records, "\(where_)")
      #expect(result.rejected == 0, "\(where_)")
      #expect(result.findings.count(.subtotalSkipped) == layout.totals, "\(where_)")
      #expect(result.findings.count(.noteSkipped) == layout.notes, "\(where_)")
      for (field, sum) in layout.sums {
        #expect(result.table[field].integers.reduce(0, +) == sum, "\(field) of \(where_)")
      }
      let questions = result.guess?.questions ?? []
      #expect(questions.map(\.field) == layout.questions, "\(where_)")
      #expect(questions.count <= 3 && questions.allSatisfy { $0.proposal != nil })
    }
  }

  @Test("The columns a person confirmed give the same facts as the guess", arguments: Layout.all)
  func confirmed(_ layout: Layout) throws {
    let bytes = layout.sheet.xlsx
    let guessed = try read(bytes: bytes, layout.kind)
    var mapping = Mapping(kind: layout.kind)
    mapping.columns = (guessed.guess?.columns ?? []).map { Mapping.Column(field: $0.field, header: $0.header) }
    #expect(try read(bytes: bytes, layout.kind, mapping: mapping).digest == guessed.digest)
  }

  @Test("An order number on the first of its lines holds for the others: merged cells say so, in text it is a remark")
  func carried() throws {
    let sheet = Layout.salesOrders.sheet
    let merged = try read(bytes: sheet.xlsx, .salesOrderLines)
    let text = try read(sheet.csv, .salesOrderLines)
    #expect(text.table["order_number"].texts == ["SO001", "SO002", "SO003"])
    #expect((0..<6).map { text.table["order_number"].text($0) } == ["SO001", "SO001", "SO001", "SO002", "SO003", "SO003"])
    #expect(merged.digest == text.digest)
    #expect(merged.findings.count(.valuesCarried) == 0)
    #expect(text.findings.count(.valuesCarried) == 9)
  }

  @Test("One blank order number among many rows is an error, not a wish for the row above")
  func oneBlank() throws {
    let rows = (1...9).map { "\($0 == 5 ? "" : "SO\($0)"),1,2026-11-02,A,1,1" }.joined(separator: "\n")
    let result = try read("订单号,行号,订单日期,物料编码,数量,含税金额\n" + rows + "\n", .salesOrderLines)
    #expect(result.accepted == 8)
    #expect(result.says(.rejected) == ["6 import.required-missing"])
  }

  @Test("An amount that is merged over several lines is counted once")
  func mergedAmount() throws {
    let sheet = Sheet(
      "订单号|行号|订单日期|物料编码|数量|含税金额\nS1|=1|@2026-11-02|A|=1|=300\n|=2||B|=2|\n", merges: ["A2:A3", "C2:C3", "F2:F3"])
    for bytes in [sheet.xlsx, sheet.xls] {
      let result = try read(bytes: bytes, .salesOrderLines)
      #expect(result.table["amount_incl_tax"].integers == [30_000, 0])
      #expect(result.table["amount_incl_tax"].isPresent == [true, false])
      #expect(result.table["ordered_on"].day(1)?.description == "2026-11-02")
    }
  }

  @Test("Months across become rows; the total of a quarter is named and left out, and a bad cell is found in its own column")
  func months() throws {
    let text = "2026年度销售预算,,,,\n产品族,1月,2月,3月,一季度\n空调,100,1x,300,400\n"
    let result = try read(text, .budgets)
    #expect(result.table["month"].month(1)?.description == "2026-03")
    let bad = try #require(result.findings.kept.first { $0.severity == .rejected })
    #expect(bad.line == 3 && bad.column?.letter == "C" && bad.excerpt == "1x")
    let told = try #require(result.findings.kept.first { $0.code == .monthsAcross })
    #expect(FindingCatalogue.message(told, .english).contains("2026-01 to 2026-03"))
    #expect(FindingCatalogue.message(told, .chinese).contains("一季度"))
  }

  @Test("Quotas and forecasts across are rows as well; a year in each header needs none in the title")
  func otherKinds() throws {
    let quotas = try read("业务员,2026-01,2026-02,2026-03\nE1,100,200,300\n", .quotas)
    #expect((0..<3).map { quotas.table["starts_on"].day($0)?.description } == ["2026-01-01", "2026-02-01", "2026-03-01"])
    #expect(quotas.table["amount"].integers == [10_000, 20_000, 30_000])
    let forecasts = try read("销售预测（数量）,,,\n物料编码,202611,202612,202701\nA-1,5,6,7\n", .salesForecasts)
    #expect(forecasts.table["quantity"].integers == [50_000, 60_000, 70_000])
    #expect(forecasts.table["month"].month(2)?.description == "2027-01")
  }

  @Test("Months without a year anywhere are asked for, and the answer is a constant")
  func yearAsked() throws {
    let text = "部门,1月,2月,3月\n销售部,1,2,3\n"
    let guess = try #require(try FactFile.guessMapping(.bytes(Array(text.utf8), name: "预算.csv"), kind: .budgets))
    #expect(guess.questions.map(\.field) == ["month"])
    #expect(guess.questions.first?.asksForYear == true)
    let named = try FactFile.readTable(.bytes(Array(text.utf8), name: "预算2026.csv"), kind: .budgets)
    #expect(named.table["month"].month(0)?.description == "2026-01")
    let answered = try read(
      text, .budgets,
      mapping: mapping("kind: budgets\ncolumns: {department: 部门, month: 月份, amount_excl_tax: 金额}\nconstants: {month: '2027'}\n"))
    #expect(answered.table["month"].month(2)?.description == "2027-03")
    #expect(answered.table["amount_excl_tax"].integers == [100, 200, 300])
    // What a person answers in the preview: the months become rows, and nothing is asked any more.
    let known = try #require(
      try FactFile.guessMapping(.bytes(Array(text.utf8), name: "预算.csv"), kind: .budgets, answers: ReadingAnswers(year: 2027)))
    #expect(known.questions.isEmpty && known.columns.map(\.field).contains("month"))
    var options = ImportOptions()
    options.answers.year = 2027
    let told = try FactFile.readTable(.bytes(Array(text.utf8), name: "预算.csv"), kind: .budgets, options: options)
    #expect(told.digest == answered.digest)
  }

  @Test("A side in a column of its own gives amounts their sign")
  func marks() throws {
    let text = "账号,流水号,交易日期,借贷标志,交易金额\n1,F1,2026-11-02,贷,100.00\n1,F2,2026-11-02,借,30.50\n"
    let result = try read(text, .bankTransactions)
    #expect(result.table["amount"].integers == [10_000, -3_050])
    #expect(result.findings.count(.pairJoined) == 1)
  }

  @Test("Lines without a number are counted within their document, movements within their day")
  func counted() throws {
    let text = "出库单号,出库日期,存货编码,数量\nK1,2026-11-02,A,1\nK1,2026-11-02,B,1\nK2,2026-11-02,A,1\n"
    let result = try read(text, .shipments)
    #expect(result.table["line_number"].integers == [1, 2, 1])
    #expect(result.findings.count(.linesCounted) == 1)
    let statement = try read(Layout.statementWithSides.sheet.csv, .bankTransactions)
    #expect(
      statement.table["transaction_number"].texts == ["20261102-001", "20261102-002", "20261103-001", "20261122-001"])
    #expect(statement.table["account"].texts == ["6222021001112223334"])
  }

  @Test("A unit and a side of tax in a title hold for the columns that say nothing themselves")
  func titles() throws {
    let text = "销售订单（金额不含税）,,,,,\n单位：万元,,,,,\n订单号,行号,订单日期,物料编码,数量,金额\nS1,1,2026-11-02,A,1,1.5\n"
    let result = try read(text, .salesOrderLines)
    #expect(result.table["amount_excl_tax"].integers == [1_500_000])
    let thousand = try read("业务员,开始日期,目标金额(千元)\nE1,2026-11-01,1.5\n", .quotas)
    #expect(thousand.table["amount"].integers == [150_000])
  }
}
