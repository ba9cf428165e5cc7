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
  func draft(_ company: SmallCompany, showsCost: Bool = true, item: String? = nil) throws -> SupplyDraft {
    let proof = try Access.authorize(SmallCompany.chen, to: To.ViewSupply.self)
    return try company.workspace.supplyDraft(proof, showsCost: showsCost, item: item)
  }

  func board(_ company: SmallCompany, showsCost: Bool = true) throws -> SupplyBoard {
    SupplyBoard(try draft(company, showsCost: showsCost))
  }

  @Test("its planned orders are those of the plan, day by day, before and after an edit")
  func equalsThePlan() throws {
    let company = try SmallCompany()
    for value in ["", "900"] {
      if !value.isEmpty { try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", value) }
      let draft = try draft(company)
      for (index, item) in company.workspace.plan.catalogue.items.enumerated() {
        let planned = try company.workspace.plan.daily("planned_receipts", item: index)
        let start = company.workspace.plan.calendar.firstDay.distance(to: draft.today)
        for (week, shown) in SupplyDetail(draft, at: index).weeks.enumerated() {
          let days = (start + week * 7)..<min(planned.count, start + week * 7 + 7)
          #expect(abs(planned[days].reduce(0, +) - shown.receipts) < 1e-9, "\(item.code), week \(week)")
        }
      }
    }
  }

  @Test("an order for motors names the fans, and the days, it is for; together they are the order")
  func serves() throws {
    let draft = try draft(SmallCompany())
    let orders = SupplyDetail(draft, at: try #require(draft.place(of: "MOTOR"))).orders
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
    #expect(try draft(company, item: "FAN-1").writeOffs == nil)
    try company.edit("consume_backward_days|Item=FAN-1", "400")
    let list = try #require(try draft(company, item: "FAN-1").writeOffs)
    let taken = try workspace.plan.daily("forecast_written_off", item: index)
    let (rows, plan): (Double, Double) = (list.rows.reduce(0) { $0 + $1.quantity }, taken.reduce(0, +))
    #expect(rows == 60 && abs(rows - plan) < 1e-9)
    #expect(list.rows.allSatisfy { $0.order == "SO-OPEN" && $0.customer != nil && $0.days.upperBound <= $0.due })
    #expect(workspace.plan.engine.checks().allSatisfy { $0.passes })
  }

  @Test("a board that follows another equals one from scratch, row by row, whatever moved; so does the draft it is made from")
  func follows() throws {
    let company = try SmallCompany()
    var earlier = try board(company)
    let edits = [
      ("agreed|Item=FAN-1;Region=EAST@2026-12", "900"), ("lead_time|Item=MOTOR", "9"), ("safety_stock|Item=FAN-2", "400"),
      ("scheduled_receipts|Item=MOTOR@2027-05-10", "3000"), ("lot_multiple|Item=FAN-2", "25"), ("minimum_cash", "5000"),
    ]
    for (cell, value) in edits {
      try company.edit(cell, value)
      let next = SupplyBoard(try draft(company), after: earlier)
      company.workspace.supplyDrafts = [:]
      let whole = SupplyBoard(try draft(company))
      #expect(next.rows == whole.rows, "\(cell)")
      if cell == "minimum_cash" { #expect(next.rows == earlier.rows) }
      earlier = next
    }
  }

  @Test("a receipt that comes long before its need is a notice or not, as the reader's patience says")
  func tolerance() throws {
    let company = try SmallCompany()
    try company.edit("safety_stock|Item=MOTOR", "0")
    try company.edit("opening_stock|Item=MOTOR", "900")
    try company.edit("scheduled_receipts|Item=MOTOR@2026-11-05", "50")
    let draft = try draft(company)
    func delays(_ days: Int) -> Int { SupplyBoard(draft, toleranceDays: days).rows.flatMap(\.notices).count { $0.kind == .delay } }
    #expect(delays(0) == 1 && delays(365) == 0)
  }

  @Test(
    "a planned order that is firmed stays where it is, may be moved and given back; every step is undone, and only supply people may take it"
  )
  func firm() throws {
    let company = try SmallCompany()
    let workspace = company.workspace
    let buyer = Person(id: 77, login: "zhao", name: "赵", title: "采购经理", role: .purchasingManager)
    let proof = try Access.authorize(buyer, to: To.EditSupply.self)
    let index = try #require(workspace.plan.catalogue.itemIndex("MOTOR"))
    let planned = try #require(SupplyDetail(try draft(company), at: index).orders.first { !$0.isFirm })
    func state() throws -> [[Double]] {
      try ["planned_receipts", "firm_receipts", "projected_stock", "purchases"].map { try workspace.plan.daily($0, item: index) }
    }
    let before = try state()
    _ = try workspace.changeFirmOrder(
      proof, FirmOrderChange(item: "MOTOR", from: nil, due: planned.due, quantity: "\(Int(planned.quantity))"),
      context: company.context(buyer))
    var orders = SupplyDetail(try draft(company), at: index).orders
    #expect(orders.contains { $0.isFirm && $0.due == planned.due && $0.quantity == planned.quantity })
    #expect(!orders.contains { !$0.isFirm && $0.due == planned.due }, "it is not planned a second time")
    let later = planned.due.adding(days: 7)
    _ = try workspace.changeFirmOrder(
      proof, FirmOrderChange(item: "MOTOR", from: planned.due, due: later, quantity: "500"), context: company.context(buyer))
    orders = SupplyDetail(try draft(company), at: index).orders
    #expect(orders.filter(\.isFirm).map(\.due) == [later] && orders.first { $0.isFirm }?.quantity == 500)
    #expect(workspace.plan.engine.checks().allSatisfy { $0.passes })
    _ = try company.undo(as: buyer)
    _ = try company.undo(as: buyer)
    #expect(try state() == before)
    #expect(throws: AccessError.self) { try Access.authorize(SmallCompany.chen, to: To.EditSupply.self) }
    let refused = failure {
      try workspace.changeFirmOrder(
        proof, FirmOrderChange(item: "NOBODY", from: nil, due: day("2031-01-01"), quantity: "-3"), context: company.context(buyer))
    }
    let said = (refused as? CycleError)?.detail.english ?? ""
    #expect(["NOBODY", "below 0", "2031-01-01"].allSatisfy { said.contains($0) }, "\(said)")
  }

  @Test("money is shown to those who may see costs, and to nobody else")
  func costs() throws {
    let company = try SmallCompany()
    #expect(try board(company).rows.allSatisfy { $0.stockMoney != nil && $0.excessMoney != nil })
    #expect(try board(company, showsCost: false).rows.allSatisfy { $0.stockMoney == nil && $0.excessMoney == nil })
  }
}
