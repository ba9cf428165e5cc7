// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import FinancialPlanning
import Planning
import Testing

@testable import PlanningCycle

/// Sees: volume and spending that do not add up, a share given to the wrong kind, months that are not closed taken for spent.
/// Does not see: whether a share is a good one.
@Suite struct FlexedBudgetStories {
  private let company: SmallCompany
  private let zhou = Person(id: 4, login: "zhou", name: "周", title: "财务总监", role: .financeDirector)

  init() throws { company = try SmallCompany(facts: BudgetCompany.facts) }

  private func flexed(_ form: String, _ period: String) throws -> FlexedBudgetView {
    try company.workspace.flexedBudget(try Access.authorize(zhou, to: To.ViewCompany.self), form, period: period)
  }

  @Test("ten closed months: 1.3 % of revenue follows what came, the rest is fixed; volume and spending are the whole difference")
  func closed() throws {
    let view = try flexed("selling", "2026")
    #expect(view.months.count == 10 && !view.isForecast)
    let (budgeted, came) = (try #require(view.budgetRevenue), try #require(view.revenue))
    #expect(budgeted != came && view.departments.map(\.code) == ["D02", "D03"])
    let first = try #require(view.departments.first)
    #expect(first.variance.budget == 35_000_000 && first.variance.actual == 33_005_500)
    let moved = Double(came - budgeted) * 0.013
    #expect(abs(Double(first.variance.volume) - moved) <= 1, "two roundings")
    for one in view.departments {
      #expect(one.kinds.reduce(0) { $0 + $1.variance.flexed } == one.variance.flexed)
      #expect(one.variance.volume + (one.variance.spending ?? 0) == (one.variance.actual ?? 0) - one.variance.budget)
    }
    let total = try #require(view.total)
    #expect(total.volume + (total.spending ?? 0) == (total.actual ?? 0) - total.budget && total.budget == 56_000_000)
  }

  @Test("months to come are flexed at the revenue that is foreseen, and nothing was spent yet; an edit moves them")
  func toCome() throws {
    let before = try flexed("selling", "2026-12")
    #expect(before.isForecast && before.total?.actual == nil && before.total?.budget == 5_600_000)
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "5000")
    let after = try flexed("selling", "2026-12")
    #expect(after.budgetRevenue == before.budgetRevenue && after.total?.budget == before.total?.budget)
    #expect(try #require(after.total).flexed > #require(before.total).flexed)
  }

  private func approve(_ form: String, in company: SmallCompany) throws {
    let view = try company.workspace.budgetForm(try Access.authorize(zhou, to: To.ViewPlan.self), form, period: "2026")
    try company.decidesAlone()
    _ = try company.workspace.approveBudget(
      try Access.authorize(zhou, to: To.Approve.self), form: form, year: 2026, basis: .forecast,
      content: try #require(view.contents?.forecast), limits: BudgetLimits(nil), context: company.context(zhou))
  }

  @Test("where a form is approved, its figures are the static budget and what was imported is not; with the sales form, so is the volume")
  func approved() throws {
    let before = try flexed("selling", "2026-12")
    #expect(before.source == .imported && before.revenueSource == .imported)
    try approve("selling", in: company)
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "5000")
    let form = try company.workspace.budgetForm(try Access.authorize(zhou, to: To.ViewPlan.self), "selling", period: "2026-12")
    let after = try flexed("selling", "2026-12")
    #expect(after.source == .approved && after.revenueSource == .imported && after.budgetRevenue == before.budgetRevenue)
    for one in after.departments {
      let line = try #require(form.lines.first { $0.key == "selling_expenses/" + one.code })
      #expect(one.variance.budget == line.figures.budget && line.source == .approved, "\(one.code)")
      #expect(one.kinds.reduce(0) { $0 + $1.variance.budget } == one.variance.budget)
    }
    try approve("sales", in: company)
    let both = try flexed("selling", "2026-12")
    #expect(both.revenueSource == .approved && both.budgetRevenue == both.revenue && both.total?.volume == 0)
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "6000")
    let moved = try flexed("selling", "2026-12")
    #expect(moved.budgetRevenue == both.budgetRevenue && (moved.total?.volume ?? 0) > 0, "what is approved stands, volume moves")
  }

  @Test("so much a piece and so much a begun step follow what is shipped, a head what people there are; months count their own steps")
  func rules() throws {
    func driver(_ name: String, _ value: Int) -> [String: FactValue] {
      ["name": .text(name), "department": "D02", "value": SmallCompanyFacts.price(value)]
    }
    let drivers = SmallCompanyFacts.table(
      .drivers,
      [driver("expense_per_unit", 3), driver("expense_step", 900), driver("expense_step_units", 250), driver("expense_per_head", 70)])
    let company = try SmallCompany(facts: BudgetCompany.facts, extra: [drivers])
    func view() throws -> FlexedBudgetView.Department {
      let view = try company.workspace.flexedBudget(
        try Access.authorize(zhou, to: To.ViewCompany.self), "selling", period: "2026Q4", scenario: nil)
      #expect(view.months == ["2026-10"])
      return try #require(view.departments.first { $0.code == "D02" })
    }
    func value(_ engine: PlanEngine?) throws -> Double {
      try #require(engine).value("units_shipped", at: .total, period: .month(month("2026-10"))) ?? 0
    }
    let freight = try #require(try view().kinds.first { $0.rules.contains(.units(3)) })
    let (planned, came) = (try value(company.workspace.plan.budgetEngine), try value(company.workspace.plan.engine))
    let steps = (came / 250).rounded(.up) - (planned / 250).rounded(.up)
    #expect(freight.rules == [.units(3), .step(900, every: 250)] && planned != came)
    #expect(freight.variance.volume == Int64(((came - planned) * 3 + steps * 900) * 100))
    let others = try #require(try view().kinds.first { $0.rules.contains(.heads(70)) })
    #expect(others.rules.count == 2, "a share of revenue and a head")
  }

  @Test("a budget's words say what it is for; a form without departments has nothing to flex")
  func words() throws {
    let kinds: [(String, ExpenseKind)] = [
      ("薪酬", .pay), ("Payroll", .pay), ("运费", .freight), ("Warehousing", .freight), ("广告与推广", .advertising), ("部门费用", .other), ("", .other),
    ]
    for (words, kind) in kinds { #expect(ExpenseKind(words: words) == kind, "\(words)") }
    let problem = failure { try flexed("sales", "2026") } as? CycleError
    #expect(problem?.code == .budgetFormNotKnown && problem?.hint.english.contains("selling") == true)
    #expect(try flexed("selling", "2027").departments.isEmpty, "2027 has no budget")
  }
}
