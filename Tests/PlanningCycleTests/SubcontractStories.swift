// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Planning
import Quantities
import Testing

@testable import PlanningCycle

/// A fan that a supplier makes from the company's motors. Sees a fee that is not paid or paid twice, components that do not go out, a subcontract order
/// taken for a work order. Does not see screens.
@Suite("Subcontracting")
struct SubcontractStories {
  let edits: Authorized<To.EditSupply>
  let costs: Authorized<To.ViewPurchases>

  init() throws {
    edits = try Access.authorize(OrderStories.buyer, to: To.EditSupply.self)
    costs = try Access.authorize(OrderStories.buyer, to: To.ViewPurchases.self)
  }

  /// FAN-2 takes two motors at 40 and costs 180 at standard, so that 100 are for making it; the supplier asks 95.
  func company() throws -> SmallCompany {
    try SmallCompany(extra: [
      SmallCompanyFacts.table(
        .items,
        [
          [
            "code": "FAN-2", "name": "FAN-2", "family": "风扇", "unit": "件", "is_subcontracted": .boolean(true), "is_sold": .boolean(true),
            "standard_cost": SmallCompanyFacts.price(180), "tax_rate": SmallCompanyFacts.thousandths(130),
          ]
        ]),
      SmallCompanyFacts.table(
        .supplierItems,
        [
          [
            "item": "FAN-2", "supplier": "S1", "lead_time_days": .number(6), "price_excl_tax": SmallCompanyFacts.price(95),
            "tax_rate": SmallCompanyFacts.thousandths(130),
          ]
        ]),
    ])
  }

  func daily(_ measure: String, _ item: String, _ workspace: Workspace) throws -> [Double] {
    try workspace.plan.daily(measure, item: try #require(workspace.plan.catalogue.itemIndex(item)))
  }

  @Test("its fee is bought from the supplier and its motors still come from the company's stock; nothing of it is paid as conversion")
  func fee() throws {
    let workspace = try company().workspace
    let receipts = try daily("planned_receipts", "FAN-2", workspace)
    let purchases = try daily("purchases", "FAN-2", workspace)
    #expect(receipts.reduce(0, +) > 0)
    for day in receipts.indices { #expect(abs(purchases[day] - 95 * receipts[day]) < 1e-6, "day \(day)") }
    let released = try daily("planned_releases", "FAN-2", workspace)
    let one = try daily("planned_releases", "FAN-1", workspace)
    let motors = try daily("dependent_demand", "MOTOR", workspace)
    for day in released.indices { #expect(abs(motors[day] - one[day] - 2 * released[day]) < 1e-6, "day \(day)") }
    let plan = workspace.plan
    let at: Coordinate = ["Item": plan.members.items[try #require(plan.catalogue.itemIndex("FAN-2"))]]
    for month in (1...6).map({ plan.cutoff.adding(months: $0) }) {
      func value(_ measure: String) throws -> Double { try plan.engine.value(measure, at: at, period: .month(month)) ?? 0 }
      let made = try value("made_units")
      #expect(try value("conversion_absorbed") == 0)
      #expect(abs(try value("subcontract_fees") - 100 * made) < 1e-6)
      #expect(abs(try value("purchase_price_variance") + 5 * made) < 1e-6, "the fee is 5 below standard")
      #expect(abs(try value("production_variance")) < 1e-6)
    }
    #expect(plan.engine.checks().allSatisfy { $0.passes })
  }

  @Test(
    "it is released to its supplier as a subcontract order with its fee and the motors that go out, apart from the supplier's purchase order"
  )
  func release() throws {
    let company = try company()
    let workspace = company.workspace
    let fan = try #require(try workspace.orderProposals(costs, OrderWish(item: "FAN-2")).first)
    let motor = try #require(try workspace.orderProposals(costs, OrderWish(item: "MOTOR")).first)
    #expect(fan.kind == .subcontract && fan.supplierCode == "S1" && fan.price?.doubleValue == 95 && motor.kind == .purchase)
    #expect(fan.issues.map(\.item) == ["MOTOR"] && fan.issues.map(\.quantity) == [2 * fan.quantity.doubleValue] && motor.issues.isEmpty)
    let before = try daily("dependent_demand", "MOTOR", workspace)
    let paid = try daily("purchases", "FAN-2", workspace)
    let choices = [fan, motor].map { OrderChoice(item: $0.item, due: $0.due, isFirm: $0.isFirm, quantity: $0.quantity.description) }
    _ = try workspace.releaseOrders(edits, choices, context: company.context(OrderStories.buyer))
    let lines = workspace.orderBook(costs).lines
    #expect(Set(lines.map { String($0.order.key.number.prefix(2)) }) == ["PO", "SC"])
    let line = try #require(lines.first { $0.order.kind == .subcontract })
    #expect(line.order.item == "FAN-2" && line.order.value == fan.value && line.issues == fan.issues)
    let (after, paidAfter) = (try daily("dependent_demand", "MOTOR", workspace), try daily("purchases", "FAN-2", workspace))
    for day in before.indices { #expect(abs(before[day] - after[day]) < 1e-3 && abs(paid[day] - paidAfter[day]) < 0.0051, "day \(day)") }
    let reopened = try company.restarted()
    #expect(reopened.orderBook(costs).lines.map(\.order) == lines.map(\.order) && digest(reopened) == digest(workspace))
    #expect(workspace.plan.engine.checks().allSatisfy { $0.passes })
  }

  @Test("what nobody makes for the company cannot be released, and says so")
  func nobody() throws {
    let company = try SmallCompany(extra: [
      SmallCompanyFacts.table(
        .items,
        [["code": "FAN-2", "name": "FAN-2", "family": "风扇", "unit": "件", "is_subcontracted": .boolean(true), "is_sold": .boolean(true)]])
    ])
    let fan = try #require(try company.workspace.orderProposals(costs, OrderWish(item: "FAN-2")).first)
    let choice = OrderChoice(item: fan.item, due: fan.due, isFirm: fan.isFirm, quantity: fan.quantity.description)
    let refused =
      failure { try company.workspace.releaseOrders(edits, [choice], context: company.context(OrderStories.buyer)) } as? CycleError
    #expect(refused?.code == .entryRefused && refused?.detail.english.contains("nobody supplies it") == true)
  }
}
