// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Planning
import Testing

@testable import PlanningCycle

/// Sees: commission that comes in as cash, that lowers revenue or output VAT, or whose tax is lost. Does not see: what a platform really keeps.
@Suite("Commission of platforms") struct CommissionStories {
  private func values(_ company: SmallCompany, _ measure: String) throws -> [Double] {
    try company.workspace.plan.engine.values(measure, at: .total)
  }

  @Test("A tenth of what the east is billed stays with its platform: off receivables and collections, a selling expense, its tax deducted")
  func kept() throws {
    let driver = SmallCompanyFacts.table(
      .drivers, [["name": "commission_rate", "territory": "EAST", "value": SmallCompanyFacts.thousandths(100)]])
    let (plain, company) = (try SmallCompany(facts: BudgetCompany.facts), try SmallCompany(facts: BudgetCompany.facts, extra: [driver]))
    let plan = company.workspace.plan
    let east: Coordinate = ["Region": plan.members.regions[try #require(plan.catalogue.regionIndex("EAST"))]]
    let billed = try plan.engine.values("billing", at: east)
    let (commission, cost, tax) = (
      try values(company, "commission"), try values(company, "commission_cost"), try values(company, "commission_vat")
    )
    let open = plan.calendar.actualCount..<plan.calendar.monthCount
    for month in open {
      let kept: Double = billed[month] * 0.1
      #expect(abs(commission[month] - kept) < 1e-6)
      #expect(abs(cost[month] * 1.06 - commission[month]) < 1e-6)
      #expect(abs(cost[month] + tax[month] - commission[month]) < 1e-9)
    }
    let south = try plan.engine.values("commission", at: ["Region": plan.members.regions[1]])
    #expect(commission[open.lowerBound] > 0 && south.allSatisfy { $0 == 0 })
    for measure in ["revenue", "output_vat_month", "department_cost", "administrative_expenses"] {
      let (before, after) = (try values(plain, measure), try values(company, measure))
      for (left, right) in zip(before, after) {
        let difference: Double = abs(left - right)
        #expect(difference < 1e-6, "\(measure)")
      }
    }
    let (less, expense) = (try values(plain, "selling_expenses"), try values(company, "selling_expenses"))
    for month in open {
      let rest: Double = expense[month] - less[month] - cost[month]
      #expect(abs(rest) < 1e-6)
    }
    // Over the whole plan, what is kept is what no longer comes or is still owed.
    func came(_ company: SmallCompany) throws -> Double {
      try values(company, "collections_month").reduce(0, +) + (values(company, "receivables").last ?? 0)
    }
    let rest: Double = try came(plain) - came(company) - commission.reduce(0, +)
    #expect(abs(rest) < 0.01)
    for check in plan.engine.checks() { #expect(check.passes, "\(check.name)") }
    let view = try company.workspace.taxView(try Access.authorize(SmallCompany.wang, to: To.ViewTaxes.self))
    #expect(view.sections.first { $0.topic == .vat }?.lines.contains { $0.key == "commission_vat" } == true)
    #expect(view.checks.allSatisfy { $0.holds })
  }
}
