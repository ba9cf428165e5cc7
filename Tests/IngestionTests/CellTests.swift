// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Ingestion
import Quantities
import Testing

/// Sees a cell read as another number or day than a person reads; goes through whole files, so that the columns count too.
@Suite("Cells are read as people write them")
struct CellTests {
  /// One cell in a column of its own, with a key so that it is a row; nil when the row was refused or the cell empty.
  private func cell(
    _ text: String, _ kind: FactKind, _ field: String, key: [String: String], form: String? = nil
  ) throws
    -> Int64?
  {
    var yaml = "kind: \(kind.rawValue)\ncolumns: {\(field): value}\nconstants:\n"
    for (name, constant) in key.sorted(by: { $0.key < $1.key }) { yaml += "  \(name): \"\(constant)\"\n" }
    if let form { yaml += "formats: {\(field): \(form)}\n" }
    let quoted = text.replacing("\"", with: "\"\"")
    let table = try read("value,other\n\"\(quoted)\",1\n", kind, mapping: mapping(yaml)).table
    return table.rowCount == 0 ? nil : table[field].integer(0)
  }

  private func amount(_ text: String, form: String? = nil) throws -> Int64? {
    try cell(text, .quotas, "amount", key: ["owner": "E1", "starts_on": "2026-01-01"], form: form)
  }

  @Test(
    "Amounts in every dress",
    arguments: [
      ("1234.5", 123_450), ("1,234.50", 123_450), ("¥1,234.50", 123_450), ("￥ 1,234.50元", 123_450),
      ("1.2万", 1_200_000),
      ("３万元", 3_000_000), ("(500)", -50_000), ("（５００．２５）", -50_025), ("-500", -50_000), ("500-", -50_000),
      ("−500", -50_000),
      ("'007", 700), ("0.005", 1), ("-0.005", -1), ("161.9992", 16_200), ("1.5E3", 150_000),
      ("0.35亿", 3_500_000_000),
      ("-", 0), ("+12", 1_200), (".5", 50), ("1 234.50", 123_450), ("CNY 12", 1_200), ("１，２３４．５０", 123_450),
      ("-¥5", -500),
      ("9999999999999999.99", 999_999_999_999_999_999),
    ] as [(String, Int64)])
  func amounts(_ text: String, _ minorUnits: Int64) throws {
    #expect(try amount(text) == minorUnits)
  }

  @Test(
    "What is no number or too large is refused, not guessed",
    arguments: [
      "1,2", "12,34.5", "abc", "1.2.3", "#REF!", "--5", "12 apples", "99999999999999999999",
      "92233720368547758.07", "1e30", "0x10", "()", "$",
    ])
  func notAmounts(_ text: String) throws {
    #expect(try amount(text) == nil)
  }

  @Test("Unit factor, decimal comma and percent come from the format")
  func formats() throws {
    #expect(try amount("1.5", form: "10000") == 1_500_000)
    #expect(try amount("1.5", form: "万元") == 1_500_000)
    #expect(try amount("1.234,5", form: "decimal-comma") == 123_450)
  }

  @Test(
    "Rates",
    arguments: [
      ("13%", 130_000), ("0.13", 130_000), ("13", 130_000), ("１３％", 130_000), ("0", 0), ("1", 1_000_000),
    ] as [(String, Int64)])
  func rates(_ text: String, _ millionths: Int64) throws {
    #expect(try cell(text, .items, "tax_rate", key: ["code": "A"]) == millionths)
  }

  @Test("Rates outside 0…100 % are refused", arguments: ["-0.1", "150", "101%"])
  func oddRates(_ text: String) throws {
    #expect(try cell(text, .items, "tax_rate", key: ["code": "A"]) == nil)
  }

  @Test(
    "Days in every form",
    arguments: [
      ("2026-11-22", nil), ("2026/11/22", nil), ("2026.11.22", nil), ("20261122", nil), ("2026年11月22日", nil),
      ("2026-11-22 10:30:00", nil),
      ("2026-11-22T00:00:00", nil), ("22-11-26", "dd-mm-yy"), ("22/11/2026", "dd-mm-yyyy"),
      ("11/22/2026", "mm-dd-yyyy"), ("46348", nil),
      ("２０２６年１１月２２日", nil),
    ] as [(String, String?)])
  func days(_ text: String, _ form: String?) throws {
    let ordinal = try cell(text, .quotas, "starts_on", key: ["owner": "E", "amount": "1"], form: form)
    #expect(ordinal.map { Day(ordinal: Int32($0)).description } == "2026-11-22")
  }

  @Test("A single-digit month or day is a day as well")
  func shortDay() throws {
    let ordinal = try cell("2026-3-5", .quotas, "starts_on", key: ["owner": "E", "amount": "1"])
    #expect(ordinal.map { Day(ordinal: Int32($0)).description } == "2026-03-05")
  }

  @Test(
    "Days that do not exist or can not be told are refused",
    arguments: ["2026-02-29", "2026-13-01", "20260230", "03/04/2026", "soon", "0000-00-00", "1"])
  func notDays(_ text: String) throws {
    #expect(try cell(text, .quotas, "starts_on", key: ["owner": "E", "amount": "1"]) == nil)
  }

  @Test(
    "Months",
    arguments: [
      ("2026-03", nil), ("2026年3月", nil), ("202603", nil), ("2026/3", nil), ("2026-03-01", nil),
      ("2026-03-30", "month-from-day"), ("2026年03期", nil),
    ]
      as [(String, String?)])
  func months(_ text: String, _ form: String?) throws {
    let ordinal = try cell(
      text, .headcount, "month", key: ["department": "D", "people": "1", "monthly_salary": "1"], form: form)
    #expect(ordinal.map { Month(ordinal: Int32($0)).description } == "2026-03")
  }

  @Test(
    "A day inside a month is no month unless the format says so",
    arguments: ["2026-03-30", "2026-13", "March"])
  func notMonths(_ text: String) throws {
    #expect(
      try cell(text, .headcount, "month", key: ["department": "D", "people": "1", "monthly_salary": "1"])
        == nil)
  }

  @Test(
    "Yes and no",
    arguments: [("1", 1), ("0", 0), ("是", 1), ("否", 0), ("Y", 1), ("n", 0), ("TRUE", 1), ("false", 0)]
      as [(String, Int64)])
  func booleans(_ text: String, _ value: Int64) throws {
    #expect(try cell(text, .items, "is_made", key: ["code": "A"]) == value)
  }

  @Test("Ids keep their leading zeros and lose blanks and the apostrophe")
  func texts() throws {
    let table = try read("编码,名称\n'00123,\u{3000}空调 \n", .items).table
    #expect(table["code"].texts == ["00123"])
    #expect(table["name"].texts == ["空调"])
  }

  @Test("Yen have no decimals")
  func yen() throws {
    var options = ImportOptions()
    options.currency = try #require(Currency(code: "JPY"))
    let table = try read("owner,quarter_start,quota_amount\nE,2026-01-01,1234\n", .quotas, options: options)
      .table
    #expect(table["amount"].integers == [1_234])
  }
}
