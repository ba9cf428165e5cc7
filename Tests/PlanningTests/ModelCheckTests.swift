// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas
import Planning
import Testing

/// Gallery of errors: each says its code, its place and what to do. All errors of a text come together.
@Suite struct ModelCheckTests {
  private static let head = """
    dimension Item
      hierarchy p: Family
      property cost: number 元/件
      property kind: text
      property supplier: Supplier
    dimension Region
    dimension Supplier
    dimension Lag: 0..2
    input units [Item, Region, month] 件
    input price [Item] 元/件
    input term [Supplier] 天
    input rate [Item.Family, month] %
    input visits [day]
    input account [month] 元

    """

  private func findings(_ text: String) -> [TextFinding] {
    PlanningModel.check(ModelText.parse(Self.head + text), operators: [Netting().signature]).findings
      .filter { $0.severity == .error }
  }

  @Test(arguments: [
    ("measure a [Item, Region, month] 元 = units * prise", "plan.name-not-known", "price"),
    ("measure a [Item, Region, month] 元 = units + units * price", "plan.units-differ", ""),
    ("measure a [Item, Region, month] 件 = units * price", "plan.units-differ", ""),
    ("measure a [Item, month] 件 = units", "plan.dimension-needs-mapping", "sum(… over Region)"),
    ("measure a [Item, month] = rate", "plan.dimension-needs-mapping", "[by Item.Family]"),
    ("measure a [Item, month] = rate[by Item.supplier]", "plan.dimension-needs-mapping", "by"),
    ("measure a [month] = visits", "plan.axis-needs-crossing", "monthly"),
    ("measure a [day] 元 = account", "plan.axis-needs-crossing", "daily"),
    ("measure a [month] 元 = b\nmeasure b [month] 元 = a + account", "plan.circle", "prev"),
    ("measure a [month] 元 = lead(b, 1)\nmeasure b [month] 元 = prev(a) + account", "plan.circle", "lead"),
    ("measure a [month] 元", "plan.formula-missing", "input"),
    ("measure a [month] 元 = if account then 1 else 0", "plan.not-a-condition", "<> 0"),
    ("measure a [month] 元 = account > 0", "plan.not-a-condition", "if"),
    ("measure a [month] 元 = sum(account)", "plan.argument-missing", "over"),
    ("measure a [month] 元 = spread(account)", "plan.argument-missing", ""),
    ("measure a [month] 元 = prev(account, opne: 0)", "plan.argument-not-known", "open"),
    ("measure a [month] 元 = cumulat(account)", "plan.name-not-known", "cumulate"),
    ("measure account [month] 元 = 0", "plan.name-used-twice", ""),
    ("measure a [month] 元 = account +", "plan.text-not-understood", ""),
    ("measur a [month] 元 = account", "plan.text-not-understood", "measure"),
    ("measure a [month] 元\n  totl: sum\n  = account", "plan.attribute-not-known", "total"),
    ("measure a [month] 元\n  total: often\n  = account", "plan.attribute-not-known", ""),
    (
      "measure a [month] 元\n  edit: b\n  = account\nmeasure b [month] 元 = account", "plan.edit-not-an-input",
      "input"
    ),
    ("measure a [Item, month] 斤 = 0", "plan.name-not-known", ""),
    ("measure a [Itm, month] 件 = 0", "plan.name-not-known", "Item"),
    (
      "measure r [Item, month] 件\nmeasure s [Item, month] 件\n(r, s) = neting(demand: 0)",
      "plan.operator-not-known", "netting"
    ),
    (
      "measure r [Item, month] 件\nmeasure s [Item, month] 件\n(r, s) = netting(lot: 1)",
      "plan.argument-missing", ""
    ),
    (
      "measure r [Item, month] 件\n(r) = netting(demand: sum(units over Region))", "plan.argument-missing", "_"
    ),
    ("measure r [Item, month] 元\n(r, _) = netting(demand: sum(units over Region))", "plan.units-differ", ""),
    ("measure a [month] 元 = account & 1", "plan.text-not-understood", ""),
    ("measure a [month] 元 note: \"open\n  = account", "plan.text-not-understood", "Close"),
  ])
  func eachMistakeSaysWhereAndWhatToDo(text: String, code: String, hint: String) throws {
    let found = findings(text)
    let finding = try #require(found.first { $0.code.text == code }, "\(found)")
    #expect(finding.hint.contains(hint), "\(finding)")
    #expect(finding.place.line > 14 && finding.place.column >= 1)
  }

  @Test func twelveErrorsOfOneTextAllCome() {
    let text = (1...12).map { "measure m\($0) [month] 元 = nothing\($0)x * 2" }.joined(separator: "\n")
    let found = findings(text)
    #expect(found.filter { $0.code == .nameNotKnown }.map(\.place.line) == Array(15...26))
  }

  @Test func aCircleOfFiftyShowsItsPath() throws {
    let text = (0..<50).map { "measure c\($0) [month] 元 = c\(($0 + 1) % 50) * 1" }.joined(separator: "\n")
    let circle = try #require(findings(text).first { $0.code == .circle })
    #expect(circle.detail.hasPrefix("c0 → c1 → c2"))
    #expect(circle.detail.contains("c49 → c0"))
  }

  @Test func deepAndLongFormulasAreRefusedNotFatal() {
    let deep =
      "measure a [month] 元 = " + String(repeating: "(", count: 500) + "account"
      + String(repeating: ")", count: 500)
    #expect(findings(deep).contains { $0.code == .limitExceeded })
    let long = "measure a [month] 元 = " + String(repeating: "account + ", count: 5_000) + "account"
    #expect(findings(long).contains { $0.code == .limitExceeded })
    let minus = "measure a [month] 元 = " + String(repeating: "-", count: 5_000) + "account"
    #expect(findings(minus).contains { $0.code == .limitExceeded })
  }

  @Test func aFormulaAsLongAsAllowedIsCalculatedAndExplained() throws {
    let sum = "account" + String(repeating: " + account", count: 900)
    let text = "model m\ninput account [month] 元\nmeasure a [month] 元 = \(sum)"
    let model = PlanningModel.check(ModelText.parse(text))
    let month = Month(year: 2026, month: 1)
    let engine = try PlanEngine(
      model: model, members: [], calendar: PlanCalendar(firstMonth: month, lastMonth: month, cutoff: month))
    try engine.load("account", members: [], firstPeriod: .month(month), values: [2], source: .constant)
    engine.calculate()
    #expect(try engine.value("a", at: .total, period: .month(month)) == 1_802)
    #expect(try engine.explain("a", at: .total, period: .month(month)).value == 1_802)
  }

  @Test func garbageNeverTraps() {
    var random = RecalculationOracleTests.Random(state: 17)
    let pieces = [
      "measure", "input", "x", "中文", " ", "\n", "(", ")", "[", "]", "=", "+", "-", "..", "1", "2.5", "%",
      "\"", ":", ",",
      "by", "over", "if", "then", "else", "Item", ".", "sum", "dimension", "hierarchy", "property", "month",
      "：", "不", "/",
    ]
    for _ in 0..<3_000 {
      let text = (0..<(1 + random.next(40))).map { _ in pieces[random.next(pieces.count)] }.joined()
      let checked = PlanningModel.check(ModelText.parse(text))
      for finding in checked.findings { #expect(finding.place.line >= 1) }
    }
  }

  @Test func theReportShowsTheCostOfEachMeasure() {
    let report = PlanningModel.report(SampleModel.checked, operators: [Netting().signature])
    let marks = Dictionary(uniqueKeysWithValues: report.lines.map { ($0.names.id, $0.cost.mark) })
    #expect(marks["agreed"] == "①")
    #expect(marks["cost"] == "①")
    #expect(marks["average3"] == "②×3")
    #expect(marks["revenue"] == "②")
    #expect(marks["stock"] == "③")
    #expect(report.lines.filter(\.isCircular).map(\.names.id) == ["interest", "cash"])
    #expect(report.operators == ["(receipts, stock) = netting(demand, lot?)"])
    #expect(report.text.contains("①"))
  }

  @Test func membersThatNothingReachesAreNamed() throws {
    let engine = try SampleModel.engine()
    let unmapped = engine.unmappedMembers()
    #expect(unmapped.map(\.target) == ["supplier"])
    #expect(unmapped.first?.codes == ["A-108"])
  }
}
