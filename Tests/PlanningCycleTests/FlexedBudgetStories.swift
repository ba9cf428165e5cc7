// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
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
