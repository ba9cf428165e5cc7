// SPDX-License-Identifier: Apache-2.0
import Access
import Alerting
import Calendars
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// Sees: what a rule finds for one person in the list, log or messages of another, or after their rights changed; a stretch that begins a second life with
/// the next month; a built-in rule that cannot be switched off. Does not see: the masks of figures, which have tests of their own.
@Suite("What rules find, person by person")
struct PersonalAlertStories {
  private let rules: RuleCompany
  private var company: SmallCompany { rules.company }
  private var workspace: Workspace { company.workspace }

  init() throws { rules = try RuleCompany() }

  private func log(_ person: Person) throws -> [String] {
    workspace.alertLog(try Access.authorize(person, to: To.ViewPlan.self), limit: 200).entries.map(
      \.alert.id
    ).filter { $0.hasPrefix("rule-") }
  }

  private func told(_ person: Person) throws -> [String] {
    try company.store.events(after: 0, limit: 1_000).filter { $0.kind == AlertLedger.told }.flatMap {
      workspace.tellings(of: $0, to: person)
    }
    .flatMap(\.alerts).map(\.id)
  }

  @Test(
    "own rules are told to their owner alone; a shared one says to somebody narrowed what it says of their rows"
  )
  func own() throws {
    let mine = try rules.save(RuleCompany.threshold("orders", "above", "1"))
    let shared = try rules.save(
      RuleCompany.threshold("orders", "above", "1") {
        $0.each = "Region"
        $0.isShared = true
      })
    #expect(
      try log(rules.boss).contains { $0.hasPrefix("rule-\(mine)|") }, "written down with the rule")
    #expect(try log(rules.finance).allSatisfy { !$0.hasPrefix("rule-\(mine)|") })
    let east = try log(rules.east).filter { $0.hasPrefix("rule-\(shared)|") }
    #expect(
      !east.isEmpty && east.allSatisfy { $0.hasPrefix("rule-\(shared)|Region=EAST") }, "\(east)")
    try workspace.passAlerts()
    company.clock.pass(days: 1)
    company.clock.advance(hours: 3)
    try workspace.passAlerts()
    #expect(try told(rules.boss).contains { $0.hasPrefix("rule-\(mine)|") })
    #expect(try told(rules.finance).allSatisfy { !$0.hasPrefix("rule-\(mine)|") })
    #expect(try told(rules.east).contains { $0.hasPrefix("rule-\(shared)|Region=EAST") })
    let twice = try [rules.boss, rules.finance, rules.east].map { try told($0) }
    #expect(twice.allSatisfy { Swift.Set($0).count == $0.count }, "nothing twice")
    #expect(try company.restarted().ledgers.alerts == workspace.ledgers.alerts)
    let moved = Person(
      id: rules.east.id, login: "east", name: "东", title: "", role: .regionalManager,
      scope: Scope("territory", in: ["SOUTH"]))
    #expect(try log(moved).isEmpty, "what was found in other rows is not theirs any more")
  }

  @Test("one's own alert is acknowledged and put off like another, and stays so over a restart")
  func notes() throws {
    let rule = try rules.save(RuleCompany.threshold("orders", "above", "1"))
    let proof = try Access.authorize(rules.boss, to: To.ViewPlan.self)
    let alert = try #require(workspace.alerts(proof).first { $0.id.hasPrefix("rule-\(rule)|") })
    #expect(alert.standing.raisedOn == SmallCompany.today)
    _ = try workspace.acknowledge(
      proof, alert: alert.id, isAcknowledged: true, context: company.context(rules.boss))
    for one in [workspace, try company.restarted()] {
      #expect(one.alerts(proof).first { $0.id == alert.id }?.isAcknowledged == true)
    }
    _ = try workspace.snooze(
      proof, alert: alert.id, until: SmallCompany.today.adding(days: 3),
      context: company.context(rules.boss))
    #expect(workspace.alerts(proof).first { $0.id == alert.id }?.standing.snoozedUntil != nil)
  }

  @Test("a stretch that goes on into the next month is the same alert")
  func carriedOn() throws {
    let rule = try rules.save(RuleCompany.threshold("orders", "above", "1") { $0.count = 6 })
    let key = try #require(
      workspace.ledgers.alerts.lives.all.first { $0.key.hasPrefix("rule-\(rule)|") }?.key)
    #expect(key.contains("2026-11"))
    for _ in 0..<12 {
      company.clock.pass(days: 1)
      try workspace.passAlerts()
    }
    let lives = workspace.ledgers.alerts.lives.all.filter { $0.key.hasPrefix("rule-\(rule)|") }
    #expect(lives.map(\.key) == [key], "in December it begins in December")
    #expect(try log(rules.boss).filter { $0.hasPrefix("rule-\(rule)|") }.count == 1)
  }

  @Test(
    "a rule of the house is changed, switched off and put back by whoever may approve; it counts for no limit"
  )
  func house() throws {
    let proof = try Access.authorize(rules.boss, to: To.ViewPlan.self)
    let list = try workspace.alertRules(proof)
    #expect(
      list.ofHouse.map(\.rule.id) == (1...8).map { -Int64($0) } && list.rules.isEmpty
        && list.companyCount == 0)
    let late = try #require(list.ofHouse.first { $0.rule.id == -5 })
    #expect(late.hitCount == 1, "the newest orders are of 10 October")
    #expect(
      try workspace.alertRules(try Access.authorize(rules.east, to: To.ViewPlan.self)).ofHouse
        .allSatisfy { $0.rule.id != -5 })
    var draft = late.draft
    draft.days = 60
    draft.isShared = false
    try rules.save(draft, id: -5)
    let wide = try #require(try workspace.alertRules(proof).ofHouse.first { $0.rule.id == -5 })
    #expect(wide.hitCount == 0 && wide.rule.content.isShared && !wide.isMine)
    _ = try workspace.removeRule(proof, -5, context: company.context(rules.boss))
    let back = try #require(try workspace.alertRules(proof).ofHouse.first { $0.rule.id == -5 })
    #expect(back.rule.content == HouseRules.byNumber[-5]?.content)
    #expect(
      (failure { try rules.save(draft, as: rules.east, id: -5) } as? CycleError)?.code
        == .ruleNotYours)
    #expect(try company.restarted().rules.ofHouse == workspace.rules.ofHouse)
  }

  @Test(
    "how many alerts people are told of at once is set within bounds; with none there are digests alone"
  )
  func budget() throws {
    let proof = try Access.authorize(rules.boss, to: To.Approve.self)
    #expect(
      workspace.alertBudget == .standard && workspace.alertBudget.perDay == 3
        && workspace.alertBudget.perWeek == 5)
    for (day, week) in [(-1, 5), (21, 50), (3, 2), (3, 101)] {
      let refusal = failure {
        try workspace.setAlertBudget(
          proof, day: day, week: week, context: company.context(rules.boss))
      }
      #expect((refusal as? CycleError)?.code == .alertBudgetRefused)
    }
    _ = try workspace.setAlertBudget(proof, day: 0, week: 0, context: company.context(rules.boss))
    try company.edit("minimum_cash", "900000000")
    try workspace.passAlerts()
    #expect(workspace.toldAtOnce(try Access.authorize(rules.boss, to: To.ViewPlan.self)).week == 0)
    company.clock.pass(days: 1)
    company.clock.advance(hours: 3)
    try workspace.passAlerts()
    #expect(try told(rules.boss).contains("cash-shortfall"))
    #expect(try company.restarted().alertBudget == workspace.alertBudget)
  }
}
