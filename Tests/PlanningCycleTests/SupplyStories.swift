// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Planning
import SupplyPlanning
import Testing

@testable import PlanningCycle

/// Sees a board that tells another story than the plan. Does not see how a screen words it.
@Suite("The supply board")
struct SupplyStories {
  func board(_ company: SmallCompany, showsCost: Bool = true) throws -> SupplyBoard {
    let proof = try Access.authorize(SmallCompany.chen, to: To.ViewPlan.self)
    return SupplyBoard(try company.workspace.supplyDraft(proof, showsCost: showsCost))
  }

  @Test("its planned orders are those of the plan, day by day, before and after an edit")
  func equalsThePlan() throws {
    let company = try SmallCompany()
    for value in ["", "900"] {
      if !value.isEmpty { try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", value) }
      let board = try board(company)
      for (index, item) in company.workspace.plan.catalogue.items.enumerated() {
        let planned = try company.workspace.plan.daily("planned_receipts", item: index)
        let start = company.workspace.plan.calendar.firstDay.distance(to: board.today)
        for (week, shown) in board.detail(at: index).weeks.enumerated() {
          let days = (start + week * 7)..<min(planned.count, start + week * 7 + 7)
          #expect(abs(planned[days].reduce(0, +) - shown.receipts) < 1e-9, "\(item.code), week \(week)")
        }
      }
    }
  }

  @Test("an order for motors names the fans, and the days, it is for; together they are the order")
  func serves() throws {
    let board = try board(SmallCompany())
    let motor = try #require(board.rows.firstIndex { $0.item.code == "MOTOR" })
    let orders = board.detail(at: motor).orders
    let order = try #require(orders.first { !$0.serves.isEmpty })
    #expect(Set(orders.flatMap { $0.serves.map(\.code) }).isSubset(of: ["FAN-1", "FAN-2"]))
    #expect(order.serves.compactMap(\.quantity).reduce(0, +) <= order.quantity + 1e-6)
    #expect(order.serves.allSatisfy { $0.day >= order.due })
  }

  @Test("the orders that write a forecast off are named, and their rows are what the plan took")
  func writeOffs() throws {
    let order: [String: FactValue] = [
      "channel": .text("经销"), "order_number": .text("SO-OPEN"), "line_number": .number(1), "ordered_on": .day(day("2026-10-20")),
      "due_on": .day(day("2026-12-15")), "item": .text("FAN-1"), "customer": .text("C1"), "territory": .text("EAST"),
      "quantity": SmallCompanyFacts.pieces(60), "amount_incl_tax": SmallCompanyFacts.yuan(60 * 226),
    ]
    let company = try SmallCompany(extra: [SmallCompanyFacts.table(.salesOrderLines, [order])])
    let workspace = company.workspace
    let index = try #require(workspace.plan.catalogue.itemIndex("FAN-1"))
    let proof = try Access.authorize(SmallCompany.chen, to: To.ViewPlan.self)
    #expect(try workspace.supplyDraft(proof, showsCost: true, item: "FAN-1").writeOffs == nil)
    try company.edit("consume_backward_days|Item=FAN-1", "400")
    let list = try #require(try workspace.supplyDraft(proof, showsCost: true, item: "FAN-1").writeOffs)
    let taken = try workspace.plan.daily("forecast_written_off", item: index)
    let (rows, plan): (Double, Double) = (list.rows.reduce(0) { $0 + $1.quantity }, taken.reduce(0, +))
    #expect(rows == 60 && abs(rows - plan) < 1e-9)
    #expect(list.rows.allSatisfy { $0.order == "SO-OPEN" && $0.customer != nil && $0.days.upperBound <= $0.due })
    #expect(workspace.plan.engine.checks().allSatisfy { $0.passes })
  }

  @Test("money is shown to those who may see costs, and to nobody else")
  func costs() throws {
    let company = try SmallCompany()
    #expect(try board(company).rows.allSatisfy { $0.stockMoney != nil && $0.excessMoney != nil })
    #expect(try board(company, showsCost: false).rows.allSatisfy { $0.stockMoney == nil && $0.excessMoney == nil })
  }
}
