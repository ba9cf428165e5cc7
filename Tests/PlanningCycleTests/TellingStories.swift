// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// Steps of approvals and days of the plan calendar reach people outside the browser.
/// Sees: a step nobody hears of, one told to the wrong person or twice. Does not see: mentions (OutboxStories).
@Suite struct TellingStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let wang: Person
  private let chen: Person
  private let zhou: Person

  init() throws {
    company = try SmallCompany(facts: BudgetCompany.facts)
    chen = try company.join("chen", .salesDirector, name: "陈")
    wang = try company.join("wang", .generalManager, name: "王")
    zhou = try company.join("zhou", .financeDirector, name: "周")
    try company.openMail()
    for person in [chen, wang, zhou] {
      _ = try workspace.setNoticePreferences(
        try Access.authorize(person, to: To.ViewPlan.self), NoticePreferences(), address: "\(person.login)@example.com",
        context: company.context(person))
    }
  }

  /// What was put into the outbox since: whom and of what.
  private func told() throws -> [String] {
    let known = try company.store.outboxMessages(nil, before: nil, limit: 100).flatMap(\.notices).count
    try workspace.tellOutside()
    let names = [chen.id: "陈", wang.id: "王", zhou.id: "周"]
    return try company.store.outboxMessages(nil, before: nil, limit: 100).reversed().flatMap { message in
      message.notices.map { "\(names[message.person] ?? "?") \($0.subject)" }
    }.suffix(from: known).map(\.self)
  }

  @Test("who is asked to approve is told at each step, and whoever handed it in when it is done")
  func approval() throws {
    let form = try workspace.budgetForm(try Access.authorize(zhou, to: To.ViewPlan.self), "selling", period: "2026")
    _ = try workspace.submitBudget(
      try Access.authorize(wang, to: To.EditBudget.self), form: "selling", year: 2026, basis: .forecast,
      content: try #require(form.contents?.forecast), limits: BudgetLimits(.share(500)), context: company.context(wang))
    #expect(try told() == ["陈 请审批：2026年销售费用预算"])
    try company.approve(as: chen)
    #expect(try told() == ["周 请审批：2026年销售费用预算"])
    try company.approve(as: zhou)
    #expect(try told() == ["王 审批完成：2026年销售费用预算"])
    #expect(try told().isEmpty)
  }

  @Test("whose forms are due hears of all of one day in one message")
  func calendar() throws {
    let rhythm = PlanRhythm(since: month("2026-11"), forecast: 16, reforecast: nil, budget: nil)
    _ = try workspace.setRhythm(try Access.authorize(wang, to: To.Approve.self), rhythm, context: company.context(wang))
    #expect(try told().isEmpty)
    #expect(try workspace.remindOfRounds() > 0)
    let lines = try told()
    #expect(Swift.Set(lines.map { $0.prefix(1) }).count == lines.count && lines.contains { $0.contains("提报") }, "\(lines)")
  }
}
