// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import NumericalMethods
import Planning
import Quantities
import Testing

@testable import PlanningCycle

/// The life of a rule: saved, changed, paused, removed, taken back, replayed; and what a change of the plan costs it.
/// Sees: a rule that is another one after a restart, findings that are not those of a look from scratch, a change that looks at everything again.
@Suite struct RuleLifeStories {
  private let rules: RuleCompany
  private var company: SmallCompany { rules.company }
  private var workspace: Workspace { rules.workspace }

  init() throws { rules = try RuleCompany() }

  private func proof(_ person: Person) throws -> Authorized<To.ViewPlan> { try Access.authorize(person, to: To.ViewPlan.self) }

  @Test("saved, paused, removed and taken back step by step; a restart gives the same rules and the same alerts")
  func life() throws {
    let draft = RuleCompany.threshold("orders", "below", "1亿")
    let id = try rules.save(draft)
    _ = try workspace.pauseRule(try proof(rules.boss), id, until: day("2026-12-01"), context: company.context(rules.boss))
    #expect(try rules.view(id)?.rule.pausedUntil == day("2026-12-01") && rules.alerts(as: rules.boss).isEmpty)
    _ = try company.undo(as: rules.boss)
    #expect(try rules.view(id)?.rule.pausedUntil == nil && rules.alerts(as: rules.boss).count == 1)
    _ = try workspace.removeRule(try proof(rules.boss), id, context: company.context(rules.boss))
    #expect(try rules.view(id) == nil)
    _ = try company.undo(as: rules.boss)
    #expect(try rules.view(id)?.hitCount == 1)
    try rules.save(
      {
        var other = draft
        (other.limit, other.isOn) = ("2亿", false)
        return other
      }(), id: id)
    #expect(try rules.view(id)?.draft.limit == "200000000" && rules.alerts(as: rules.boss).isEmpty, "switched off it says nothing")
    let again = try company.restarted()
    #expect(again.rules.standing == workspace.rules.standing)
    _ = try company.undo(as: rules.boss)
    #expect(try rules.view(id)?.draft.limit == "100000000" && rules.view(id)?.rule.id == id)
    let refused = failure {
      try workspace.pauseRule(try proof(rules.boss), id, until: SmallCompany.today, context: company.context(rules.boss))
    }
    #expect((refused as? CycleError)?.code == .ruleRefused)
    let stale = failure { try workspace.saveRule(try proof(rules.boss), id, draft, seen: 1, context: company.context(rules.boss)) }
    #expect((stale as? CycleError)?.code == .ruleChanged)
  }

  @Test("the label of an event says nothing of a rule: everybody hears of it")
  func labels() throws {
    var draft = RuleCompany.threshold("orders", "below", "1亿")
    draft.name = "秘密的规则"
    let id = try rules.save(draft)
    _ = try workspace.removeRule(try proof(rules.boss), id, context: company.context(rules.boss))
    #expect(company.changes.suffix(2).allSatisfy { !$0.label.chinese.contains("秘密") })
  }

  @Test("twenty rules a person, two thousand figures a rule; the reason names both numbers")
  func bounds() throws {
    for _ in 0..<RuleLimits.person { try rules.save(RuleCompany.threshold("orders", "below", "1")) }
    let refusal = try #require(failure { try rules.save(RuleCompany.threshold("orders", "below", "1")) } as? CycleError)
    #expect(refusal.code == .ruleRefused && refusal.detail.chinese.contains("20"))
    try rules.save(RuleCompany.threshold("orders", "below", "2"), id: try #require(workspace.rules.standing.first?.id))
    #expect(try rules.list(as: rules.boss).ownCount == RuleLimits.person, "changing one is no new one")
    var reading = RuleReading(plan: workspace.plan, sight: workspace.plan.sight(of: rules.boss), today: SmallCompany.today)
    reading.bound(.threshold(RuleFigure("cash_balance"), RuleWindow(.days, 366), .below, limit: .init(mantissa: 1, scale: 0), share: nil))
    #expect(reading.problems.isEmpty, "a year of days is within the bound")
  }

  @Test("of many hits the largest by money come alone, and the others as one line with their number and their money")
  func folded() throws {
    let rule = AlertRule(
      id: 7, owner: 1, login: "boss", savedIn: 7,
      content: RuleContent(
        name: BilingualText("库存", "Stock"), isShared: false, isOn: true, severity: .warning, recovery: 5,
        condition: .threshold(RuleFigure("x", each: .item), RuleWindow(.now), .below, limit: .init(mantissa: 1, scale: 0), share: nil)))
    let hits = (1...57).map { number in
      Alert(
        id: "rule-7|Item=\(number)|now", code: "rule", severity: .warning, title: BilingualText("", ""), detail: BilingualText("", ""),
        money: Int64(number * 100), since: SmallCompany.today, link: "", cell: nil)
    }
    let alerts = Workspace.folded(hits.shuffled(), rule)
    #expect(alerts.count == 21 && alerts.prefix(20).compactMap(\.money) == (0..<20).map { Int64(5_700 - $0 * 100) })
    #expect(
      alerts[20].title == BilingualText("库存：还有 37 个物料", "Stock: 37 items more")
        && alerts[20].money == (1...37).reduce(0) { $0 + Int64($1 * 100) })
    #expect(Workspace.folded(Array(hits.prefix(20)), rule).count == 20)
  }

  @Test("what closed months say is known for actual figures; for a plan's own figures and for days it is said that it is not")
  func history() throws {
    let above = try #require(try rules.preview(RuleCompany.threshold("orders", "above", "0")).history)
    #expect(above.basis == .actuals && above.months.count == 12 && above.count == 12 && above.months.last?.month == SmallCompany.cutoff)
    let value = try #require(try company.value("orders@2026-05"))
    let under = try #require(try rules.preview(RuleCompany.threshold("orders", "below", "\(value + 0.01)")).history)
    #expect(under.months.first { $0.month == month("2026-05") }?.hits == 1)
    #expect(
      try rules.preview(RuleCompany.threshold("cash_balance", "below", "1亿") { $0.window = "days" }).history?.basis
        == RuleHistory.Basis.none)
    #expect(try rules.preview(RuleCompany.threshold("expected_units", "above", "1")).history?.basis == RuleHistory.Basis.none)
    let falls = try #require(try rules.preview(RuleCompany.trend("orders", "below", 2)).history)
    #expect(falls.basis == .actuals && falls.count > 0 && falls.count < 12)
  }

  /// A dozen rules over both axes, shares, trends and members, shared and own.
  private func dozen() throws {
    func shared(_ draft: RuleDraft) -> RuleDraft {
      var draft = draft
      draft.isShared = true
      return draft
    }
    let orders = try #require(try company.value("orders@2026-12"))
    try rules.save(shared(RuleCompany.threshold("orders", "below", "\(orders)") { $0.count = 6 }))
    try rules.save(shared(RuleCompany.threshold("orders", "below", "\(orders / 2)") { ($0.each, $0.count) = ("Region", 6) }))
    try rules.save(
      shared(RuleCompany.threshold("units", "above", "150") { ($0.each, $0.members, $0.count) = ("Item", ["Region": "EAST"], 6) }))
    try rules.save(shared(RuleCompany.threshold("gross_margin_rate", "below", "30%") { ($0.each, $0.count) = ("Family", 6) }))
    try rules.save(
      shared(RuleCompany.threshold("cash_balance", "below", "500万") { ($0.window, $0.count) = ("days", 90) }), as: rules.finance)
    try rules.save(
      shared(RuleCompany.threshold("projected_stock", "below", "50") { ($0.each, $0.window, $0.count) = ("Item", "days", 60) }))
    try rules.save(shared(RuleCompany.deviation("orders", "lastYear", "either") { ($0.each, $0.percent) = ("Item", "5%") }))
    try rules.save(shared(RuleCompany.deviation("revenue", "lastYear", "above") { ($0.percent, $0.amount) = ("2%", "1000") }))
    try rules.save(shared(RuleCompany.trend("units", "below", 2) { ($0.each, $0.count) = ("Region", 9) }))
    try rules.save(RuleCompany.threshold("department_cost", "above", "1万") { $0.each = "Department" })
    try rules.save(RuleCompany.threshold("stock_cover_days", "below", "40") { $0.each = "Item" })
    try rules.save(
      RuleCompany.threshold("administrative_expenses", "above", "5%") { ($0.share, $0.window) = ("total_revenue", "restOfYear") })
    try rules.save(RuleCompany.threshold("orders", "below", "\(orders / 3)") { $0.each = "Item" }, as: rules.east)
  }

  @Test("after each of two thousand random changes the findings are those of a look from scratch, for the company and for each person")
  func incremental() throws {
    try dozen()
    var chance = RandomStream(seed: 20_261_129)
    let months = (0..<9).map { month("2026-11").adding(months: $0) }
    let people = [rules.boss, rules.finance, rules.east]
    var (hits, moves, last) = (0, 0, [String]())
    for step in 0..<2_000 {
      let month = months[Int.random(in: 0..<months.count, using: &chance)]
      let (item, region) = (Int.random(in: 1...2, using: &chance), Bool.random(using: &chance) ? "EAST" : "SOUTH")
      let amount = Int.random(in: 1...400, using: &chance)
      switch step % 8 {
      case 0, 1, 2, 3: try company.edit("agreed|Item=FAN-\(item);Region=\(region)@\(month)", "\(amount)", as: rules.boss)
      case 4: try company.edit("price|Item=FAN-\(item);Region=\(region)@\(month)", "\(amount + 50)", as: rules.boss)
      case 5: try company.edit("fixed_expense|Department=D01@\(month)", "\(amount * 100)", as: rules.boss)
      case 6: try company.edit("minimum_cash", "\(amount * 1_000)", as: rules.boss)
      default: try company.edit("lead_time|Item=MOTOR", "\(amount % 30)", as: rules.boss)
      }
      let branch = workspace.plan.branched()
      for person in people {
        let (kept, fresh) = (workspace.personalRuleAlerts(workspace.plan, for: person), workspace.personalRuleAlerts(branch, for: person))
        try #require(kept == fresh, "step \(step) for \(person.login)")
      }
      let (kept, fresh) = (workspace.sharedRuleAlerts(workspace.plan), workspace.sharedRuleAlerts(branch))
      try #require(kept == fresh, "step \(step)")
      let ids = kept.map { "\($0.id) \($0.money ?? 0)" }
      if ids != last { moves += 1 }
      (hits, last) = (hits + kept.count, ids)
    }
    #expect(hits > 2_000 && moves > 500, "the rules do find something, and other things: \(hits) hits, \(moves) changes")
    let again = try company.restarted()
    #expect(again.sharedRuleAlerts(again.plan) == workspace.sharedRuleAlerts(workspace.plan))
    print("  rules: 2000 changes, \(hits) hits, \(moves) times others, \(workspace.ruleShelf.looked) places looked at")
  }

  @Test("a change elsewhere looks at no place; one of an item at that item's alone")
  func proportional() throws {
    func looked(_ work: () throws -> Void) rethrows -> Int {
      let before = workspace.ruleShelf.looked
      try work()
      _ = workspace.alerts()
      return workspace.ruleShelf.looked - before
    }
    _ = workspace.alerts()
    // The first entry in a cell also moves what rested on nobody having said anything there.
    _ = try looked { try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "75", as: rules.boss) }
    // What the rules of the house look at: the family and the region, not the item.
    let house = try looked { try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "76", as: rules.boss) }
    #expect(house <= 3)
    try rules.save(
      {
        var draft = RuleCompany.threshold("orders", "below", "1") { ($0.each, $0.count) = ("Item", 6) }
        draft.isShared = true
        return draft
      }())
    _ = workspace.alerts()
    #expect(try looked { try company.edit("minimum_cash", "123456", as: rules.boss) } == 0)
    #expect(try looked { try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "77", as: rules.boss) } == house + 1)
    #expect(looked {} == 0, "asked again nothing is looked at")
  }
}
