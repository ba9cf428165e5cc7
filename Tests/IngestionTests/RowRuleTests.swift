// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Ingestion
import Quantities
import Testing

/// Sees rows taken that should not be, and money that does not add up; each case is a line a clerk could have typed.
@Suite("Rows keep the rules of their kind")
struct RowRuleTests {
  private let header = "订单号,行号,订单日期,物料编码,客户编码,数量,含税单价,税率,含税金额,不含税金额,税额\n"

  private func lines(_ rows: [String], options: ImportOptions = ImportOptions()) throws -> ImportResult {
    try read(header + rows.joined(separator: "\n") + "\n", .salesOrderLines, options: options)
  }

  @Test(
    "A row with one wrong cell is refused for its reason",
    arguments: [
      ("SO1,1,2026-01-05,,C1,1,,,10,,", "import.required-missing"),
      ("SO1,1,2026-02-30,A,C1,1,,,10,,", "import.date-does-not-exist"),
      ("SO1,1,2026-01-05,A,C1,many,,,10,,", "import.not-a-number"),
      ("SO1,1,2026-01-05,A,C1,1,-5,,10,,", "import.negative-price"),
      ("SO1,x,2026-01-05,A,C1,1,,,10,,", "import.not-a-number"),
      ("SO1,1.5,2026-01-05,A,C1,1,,,10,,", "import.not-an-integer"),
      ("SO1,1,2026-01-05,A,C1,1,,,#REF!,,", "import.formula-error"),
      ("SO1,1,2026-01-05,A,C1,1,,250%,10,,", "import.rate-out-of-range"),
    ])
  func oneReason(_ row: String, _ code: String) throws {
    let result = try lines([row, "SO2,1,2026-01-05,A,C1,1,,,10,,"])
    #expect(result.says(.rejected) == ["2 \(code)"])
    #expect(result.accepted == 1)
    #expect(result.rejected == 1)
    #expect(result.rowsRead == 2)
  }

  @Test("A finding names line, column letter, header and what stood there")
  func place() throws {
    let finding = try #require(
      lines(["SO1,1,2026-02-30,A,C1,1,,,10,,"]).findings.kept.first { $0.severity == .rejected })
    #expect(finding.line == 2)
    #expect(finding.column?.letter == "C")
    #expect(finding.column?.header == "订单日期")
    #expect(finding.excerpt == "2026-02-30")
    #expect(FindingCatalogue.message(finding, .chinese) == "订单日期“2026-02-30”这一天不存在")
  }

  @Test("The second line with the same key is refused and names the first")
  func duplicate() throws {
    let result = try lines([
      "SO1,1,2026-01-05,A,C1,1,,,10,,", "SO1,2,2026-01-05,A,C1,1,,,10,,", "SO1,1,2026-01-06,B,C1,1,,,10,,",
    ])
    #expect(result.says(.rejected) == ["4 import.duplicate-key"])
    #expect(
      result.findings.kept.first { $0.code == .duplicateKey }?.parameters.first == .init("earlier", "2"))
    #expect(result.findings.kept.first { $0.code == .duplicateKey }?.excerpt == "SO1 1")
  }

  @Test("Lines with the same key are added up where the mapping says so")
  func added() throws {
    let mapping = try mapping(
      "kind: ledger-balances\ncolumns: {period: 期间, account: 科目, amount: 金额}\nduplicates: add\n")
    let result = try read(
      "期间,科目,金额\n2026-01,1001,1.10\n2026-01,1002,5\n2026-01,1001,2.20\n", .ledgerBalances, mapping: mapping)
    #expect(result.table["amount"].integers == [330, 500])
    #expect(result.merged == 1)
    #expect(result.rowsRead == 3)
    #expect(result.findings.count(.duplicatesAdded) == 1)
  }

  @Test("A refused line does not stand in the way of a right one with its key")
  func rejectedIsNoKey() throws {
    let result = try lines(["SO1,1,2026-02-30,A,C1,1,,,10,,", "SO1,1,2026-02-28,A,C1,1,,,10,,"])
    #expect(result.accepted == 1)
    #expect(result.table["ordered_on"].day(0)?.description == "2026-02-28")
    #expect(result.table["item"].texts == ["A"])
  }

  @Test("An unknown item refuses the line, an unknown customer is a warning, unknown kinds are said once")
  func references() throws {
    var options = ImportOptions()
    var known = KnownCodes()
    known.add("A", to: .items)
    known.add("C1", to: .customers)
    options.knows = { known.knows($0, $1) }
    let result = try lines(
      [
        "SO1,1,2026-01-05,A,C1,1,,,10,,", "SO2,1,2026-01-05,Z,C1,1,,,10,,", "SO3,1,2026-01-05,A,C9,1,,,10,,",
        "SO4,1,2026-01-05,A,C9,1,,,10,,",
      ],
      options: options)
    #expect(result.says(.rejected) == ["3 import.reference-unknown"])
    #expect(result.says(.warning) == ["4 import.optional-reference-unknown"])
    #expect(result.findings.count(.optionalReferenceUnknown) == 2)
    #expect(result.accepted == 3)
    let unchecked = try lines(["SO1,1,2026-01-05,A,C1,1,,,10,,", "SO2,1,2026-01-05,B,C2,1,,,10,,"])
    #expect(unchecked.accepted == 2)
    #expect(unchecked.findings.count(.referencesNotChecked) == 4)
    #expect(unchecked.findings.kept.filter { $0.code == .referencesNotChecked }.count == 2)
  }

  @Test("An invoice or a receipt of somebody who is not known is taken: it is money, and who it is of can be said afterwards")
  func parties() throws {
    var options = ImportOptions()
    options.knows = { kind, code in kind == .customers ? code == "C1" : true }
    let text = "收款单号,收款日期,客户名称,金额\nSK1,2026-01-05,C1,100\nSK2,2026-01-06,云杉商贸有限公司,200\nSK3,2026-01-07,云杉商贸有限公司,300\n"
    let result = try read(text, .receipts, options: options)
    #expect(result.accepted == 3)
    #expect(result.says(.warning) == ["3 import.optional-reference-unknown"])
  }

  @Test("A parent in the same file is known wherever it stands")
  func ownReferences() throws {
    let result = try read("科目编码,科目名称,上级科目\n1001,现金,1\n1,资产,\n1002,银行,9\n", .accounts)
    #expect(result.accepted == 3)
    #expect(result.says(.warning) == ["4 import.optional-reference-unknown"])
  }

  @Test(
    "Gross, net and tax complete each other",
    arguments: [
      // 含税单价, 税率, 含税, 不含税, 税额 → 含税, 不含税, 税额 in 分
      (",13%,113,,", [11_300, 10_000, 1_300]), (",0.13,,100,", [11_300, 10_000, 1_300]),
      (",,113,100,", [11_300, 10_000, 1_300]),
      (",,,100,13", [11_300, 10_000, 1_300]), (",,113,,13", [11_300, 10_000, 1_300]),
      ("56.5,13,,,", [11_300, 10_000, 1_300]),
      (",13%,100,,", [10_000, 8_850, 1_150]), (",13%,-100,,", [-10_000, -8_850, -1_150]),
      (",,,100,", [10_000, 10_000, 0]),
      (",,100,,", [10_000, 0, 0]),
    ] as [(String, [Int64])])
  func taxes(_ cells: String, _ expected: [Int64]) throws {
    let table = try lines(["SO1,1,2026-01-05,A,C1,2,\(cells)"]).table
    #expect(
      ["amount_incl_tax", "amount_excl_tax", "tax_amount"].map { Array(table[$0].integers) } == expected.map { [$0] }
    )
  }

  @Test("What the reader assumed about tax is said with its count")
  func taxFindings() throws {
    let result = try lines([
      "SO1,1,2026-01-05,A,C1,1,,,,100,", "SO1,2,2026-01-05,A,C1,1,,,,100,", "SO1,3,2026-01-05,A,C1,1,,,100,,",
      "SO1,4,2026-01-05,A,C1,1,,,100,90,5",
    ])
    #expect(result.findings.count(.grossTakenAsNet) == 2)
    #expect(result.findings.count(.taxRateMissing) == 1)
    #expect(result.says(.warning) == ["5 import.tax-does-not-add-up"])
    #expect(result.accepted == 4)
  }

  @Test("A rate of the company stands in where the file has none")
  func defaultRate() throws {
    var options = ImportOptions()
    options.defaultTaxRate = FixedPoint("0.13")
    let table = try lines(["SO1,1,2026-01-05,A,C1,1,,,113,,"], options: options).table
    #expect(table["amount_excl_tax"].integers == [10_000])
  }

  @Test("Invoices need an amount with tax, given or completed")
  func requiredAmount() throws {
    let text = "发票号,行号,开票日期,客户编码,含税金额,不含税金额,税额\nF1,1,2026-01-05,C,,100,13\nF2,1,2026-01-05,C,,,\n"
    let result = try read(text, .invoices)
    #expect(result.table["amount_incl_tax"].integers == [11_300])
    #expect(result.says(.rejected) == ["3 import.required-missing"])
  }

  @Test("Amounts beyond 64 bits are findings, not the end of the program")
  func overflow() throws {
    let result = try lines([
      "SO1,1,2026-01-05,A,C1,1,,13%,,9000000000000000,",
      "SO2,1,2026-01-05,A,C1,999999999999,999999999999,,,,",
    ])
    #expect(result.rowsRead == 2)
    #expect(result.findings.count(.numberTooLarge) + result.accepted == 2)
  }

  @Test("Decimals beyond the currency's are rounded half away from zero and counted once a column")
  func rounding() throws {
    let result = try lines([
      "SO1,1,2026-01-05,A,C1,1,,,161.9992,,", "SO1,2,2026-01-05,A,C1,1,,,0.125,,",
      "SO1,3,2026-01-05,A,C1,1,,,-0.125,,",
    ])
    #expect(result.table["amount_incl_tax"].integers == [16_200, 13, -13])
    #expect(result.findings.count(.amountsRounded) == 3)
    #expect(result.findings.kept.filter { $0.code == .amountsRounded }.count == 1)
  }

  @Test("What rounding took from a column of amounts is stated to the last digit: in the file = kept + stated")
  func statedRounding() throws {
    // 0.0092 + … + 0.0049 − 0.0001: refused, repeated and total rows do not count, whole cents neither.
    let result = try lines([
      "SO1,1,2026-01-05,A,C1,1,,,161.9908,,", "SO1,2,2026-01-05,A,C1,1,,,10.00,,",
      "SO1,3,2026-01-05,A,C1,1,,,\"(1,000.1234567890123)\",,", "SO1,3,2026-01-05,A,C1,1,,,7.777,,",
      "SO1,4,2026-02-30,A,C1,1,,,8.888,,", "SO1,5,2026-01-05,A,C1,1,,,0.004999,,", "合计,,,,,,,,9.999,,",
    ])
    let rounding = try #require(result.roundings.first)
    #expect(result.roundings.count == 1 && rounding.field == "amount_incl_tax" && rounding.cells == 3)
    #expect(result.table["amount_incl_tax"].integers == [16_199, 1_000, -100_012, 0])
    // 0.0008 − 0.0034567890123 + 0.004999
    #expect(rounding.difference == "0.0023422109877" && rounding.isExact)
    #expect(result.findings.kept.first { $0.code == .amountsRounded }?.line == 2)
    let finding = try #require(result.findings.kept.first { $0.code == .amountsRounded })
    #expect(FindingCatalogue.message(finding, .english).contains("sum kept = 0.0023422109877"))
  }

  @Test("In 万元 the difference is in yuan; in a currency without cents it is whole; beyond 18 digits it is not called exact")
  func statedRoundingElsewhere() throws {
    let scaled = try read("owner,starts_on,目标金额（万元）\nE1,2026-01-01,1.23456789\nE2,2026-01-01,-0.000001\n", .quotas)
    #expect(scaled.table["amount"].integers == [1_234_568, -1])
    #expect(scaled.roundings.map(\.difference) == ["-0.0011"])
    var yen = ImportOptions()
    yen.currency = try #require(Currency(code: "JPY"))
    let whole = try read("owner,starts_on,amount\nE1,2026-01-01,99.5\nE2,2026-01-01,100.4\n", .quotas, options: yen)
    #expect(whole.table["amount"].integers == [100, 100])
    #expect(whole.roundings.map(\.difference) == ["-0.1"])
    let long = try read("owner,starts_on,amount\nE1,2026-01-01,33.3333333333333333333333\n", .quotas)
    #expect(long.table["amount"].integers == [3_333])
    #expect(long.roundings.map(\.isExact) == [false])
    let fine = try read("owner,starts_on,amount\nE1,2026-01-01,33.330000000000000000000000\n", .quotas)
    #expect(fine.roundings.isEmpty)
  }

  @Test("A deposit that no bank would block is said with both figures, and the bill is kept")
  func deposits() throws {
    let head = "bill_number,direction,event,happened_on,face_amount,matures_on,deposit_amount\n"
    let rows = ["100,2027-01-05,30", "100,2027-01-05,100.01", "100,2027-01-05,-1", "100,2027-01-05,"]
    let text = rows.enumerated().map { "KP-\($0),应付,开出,2026-08-05,\($1)" }.joined(separator: "\n")
    let result = try read(head + text + "\n", .bills)
    #expect(result.accepted == 4)
    #expect(result.says(.warning) == ["3 import.deposit-out-of-range", "4 import.deposit-out-of-range"])
    let words = result.findings.kept.map { FindingCatalogue.message($0, .english) }
    #expect(words.first { $0.contains("100.01") }?.contains("the face 100.00") == true)
  }

  @Test("An optional flag that can not be read costs the value, not the row")
  func valueLeftEmpty() throws {
    let result = try read("物料编码,自制\nA,maybe\nB,是\n", .items)
    #expect(result.accepted == 2)
    #expect(result.table["is_made"].isPresent == [false, true])
    #expect(result.says(.warning) == ["2 import.value-left-empty"])
  }

  @Test("The first thousand findings are kept, all are counted")
  func bounded() throws {
    let rows = (1...1_500).map { "SO1,\($0),2026-02-30,A,C1,1,,,10,," }
    let result = try lines(rows)
    #expect(result.findings.kept.count == 1_000)
    #expect(result.findings.count(.dateDoesNotExist) == 1_500)
    #expect(result.rejected == 1_500)
  }

  @Test("Progress is told and can stop the import")
  func progress() throws {
    var options = ImportOptions()
    options.progressRows = 2
    var seen: [Int] = []
    options.progress = {
      seen.append($0.rowsRead)
      #expect($0.bytesDone <= $0.bytesTotal)
      return true
    }
    let rows = (1...5).map { "SO1,\($0),2026-01-05,A,C1,1,,,10,," }
    _ = try lines(rows, options: options)
    #expect(seen == [2, 4, 5])
    options.progress = { $0.rowsRead < 4 }
    #expect(throws: IngestionError.self) { try lines(rows, options: options) }
  }

  @Test("The same rows in another file have the same digest; another number has another")
  func digest() throws {
    let rows = ["SO1,1,2026-01-05,A,C1,1,,,10,,"]
    #expect(try lines(rows).digest == lines(["", ""] + rows).digest)
    #expect(try lines(rows).digest != lines(["SO1,1,2026-01-05,A,C1,1,,,10.01,,"]).digest)
  }
}
