// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Planning
import Testing

@testable import PlanningCycle

/// Sees: purchases under the wrong supplier or lost between weeks. Does not see: the plan behind them.
@Suite struct PurchasePlanStories {
  private let company: SmallCompany
  private let buyer = Person(id: 4, login: "zhou", name: "周", title: "财务总监", role: .financeDirector)

  init() throws { company = try SmallCompany() }

  @Test("thirteen weeks of purchases: suppliers are the sums of their items, and together they are what the plan buys in those days")
  func sums() throws {
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "5000")
    let plan = try company.workspace.purchasePlan(try Access.authorize(buyer, to: To.ViewPurchases.self))
    #expect(plan.weeks.count == PurchasePlan.weekCount && !plan.suppliers.isEmpty)
    for supplier in plan.suppliers {
      for week in plan.weeks.indices { #expect(supplier.amounts[week] == supplier.items.reduce(0) { $0 + $1.amounts[week] }) }
    }
    let calendar = company.workspace.plan.calendar
    let start = max(0, calendar.firstDay.distance(to: company.workspace.planningDay))
    let days = try company.workspace.plan.engine.values("purchases", at: .total)[start..<min(start + 91, calendar.dayCount)]
    let bought = hundredths(days.reduce(0) { $0 + ($1.finite ?? 0) })
    #expect(bought > 0 && abs(plan.total.reduce(0, +) - bought) <= Int64(plan.suppliers.count * PurchasePlan.weekCount))
  }

  @Test("a supplier is the one the item is planned with; what nobody supplies stands last, by name")
  func suppliers() throws {
    let plan = try company.workspace.purchasePlan(try Access.authorize(buyer, to: To.ViewPurchases.self))
    let state = company.workspace.plan
    for supplier in plan.suppliers {
      for item in supplier.items {
        let index = try #require(state.catalogue.itemIndex(item.code))
        #expect(state.members.mainSuppliers[index] == supplier.code)
      }
    }
    #expect(plan.suppliers.dropLast().allSatisfy { $0.code != nil })
  }
}
