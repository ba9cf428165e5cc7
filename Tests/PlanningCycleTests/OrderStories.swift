// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import Planning
import Quantities
import Testing

@testable import PlanningCycle

/// Releasing planned orders, changing released ones, and handing them over to the purchasing system.
/// Sees an order that counts twice or not at all, money that differs from price × quantity, a change without its trace. Does not see screens.
@Suite("Released orders")
struct OrderStories {
  static let buyer = Person(id: 77, login: "zhao", name: "赵", title: "采购经理", role: .purchasingManager)
  let edits: Authorized<To.EditSupply>
  let costs: Authorized<To.ViewPurchases>

  init() throws {
    edits = try Access.authorize(Self.buyer, to: To.EditSupply.self)
    costs = try Access.authorize(Self.buyer, to: To.ViewPurchases.self)
  }

  func state(_ workspace: Workspace, _ item: String) throws -> [[Double]] {
    let index = try #require(workspace.plan.catalogue.itemIndex(item))
    return try ["planned_receipts", "released_receipts", "released_value", "projected_stock", "purchases"].map {
      try workspace.plan.daily($0, item: index)
    }
  }

  func choice(_ order: OrderProposal) -> OrderChoice {
    OrderChoice(item: order.item, due: order.due, isFirm: order.isFirm, quantity: order.quantity.description)
  }

  /// The first planned orders of the motor, released.
  func release(_ company: SmallCompany, count: Int = 2) throws -> [OrderProposal] {
    let chosen = Array(try company.workspace.orderProposals(costs, OrderWish(item: "MOTOR")).prefix(count))
    _ = try company.workspace.releaseOrders(edits, chosen.map(choice), context: company.context(Self.buyer))
    return chosen
  }

  @Test("what is released stops being planned, keeps the stock where it was, and costs what the plan said it would")
  func released() throws {
    let company = try SmallCompany()
    let workspace = company.workspace
    let before = try state(workspace, "MOTOR")
    let chosen = try release(company)
    #expect(chosen.count == 2 && chosen.allSatisfy { $0.value > 0 && $0.supplierCode != nil })
    let after = try state(workspace, "MOTOR")
    let first = workspace.plan.calendar.firstDay
    for order in chosen {
      let day = first.distance(to: order.due)
      #expect(before[0][day] > 0 && after[0][day] == 0, "it is not planned a second time")
      #expect(after[1][day] == order.quantity.doubleValue)
      #expect(abs(after[2][day] * 100 - Double(order.value)) < 1e-6)
    }
    for day in before[3].indices {
      #expect(abs(before[3][day] - after[3][day]) < 1e-3)
      #expect(abs(before[4][day] - after[4][day]) < 0.0051, "day \(day)")
    }
    #expect(workspace.plan.engine.checks().allSatisfy { $0.passes })
    let book = workspace.orderBook(costs)
    #expect(book.lines.map(\.order.key.line) == [1, 2] && Set(book.lines.map(\.order.key.number)) == ["PO2611-0001"])
    #expect(book.openValue == chosen.reduce(0) { $0 + $1.value })
    let left = try workspace.orderProposals(costs, OrderWish(item: "MOTOR"))
    #expect(!left.contains { one in chosen.contains { $0.due == one.due } })
    let again = failure { try workspace.releaseOrders(edits, [choice(chosen[0])], context: company.context(Self.buyer)) }
    #expect((again as? CycleError)?.code == .ordersChanged)
  }

  @Test("a released price stays when the price of the item moves; nobody types over a released order")
  func price() throws {
    let company = try SmallCompany()
    let chosen = try release(company, count: 1)
    let day = company.workspace.plan.calendar.firstDay.distance(to: chosen[0].due)
    let paid = try state(company.workspace, "MOTOR")[4][day]
    try company.edit("purchase_price|Item=MOTOR", "999")
    #expect(try state(company.workspace, "MOTOR")[4][day] == paid)
    let typed = failure { try company.edit("released_receipts|Item=MOTOR@\(chosen[0].due)", "1") }
    #expect((typed as? CycleError)?.code == .cellNotEditable)
  }

  @Test("a change order moves, reprices and cancels with its reason; each is undone, and so is the release, while nobody changed it since")
  func changes() throws {
    let company = try SmallCompany()
    let workspace = company.workspace
    let before = try state(workspace, "MOTOR")
    let order = try release(company, count: 1)[0]
    let key = ReleasedOrder.Key(number: "PO2611-0001", line: 1)
    func change(_ change: OrderChange, because reason: String) throws {
      _ = try workspace.changeOrder(edits, change, context: company.context(Self.buyer, reason: reason))
    }
    let silent = failure { try change(OrderChange(key: key, quantity: "0"), because: "") }
    #expect((silent as? CycleError)?.code == .reasonMissing)
    let later = order.due.adding(days: 7)
    try change(OrderChange(key: key, due: later, quantity: "500", price: "12.3456"), because: "供应商缺料")
    let line = try #require(workspace.orderBook(costs).lines.first)
    #expect(line.order.due == later && line.order.value == 617_280 && line.order.changeCount == 1 && line.order.lastReason == "供应商缺料")
    let day = workspace.plan.calendar.firstDay.distance(to: later)
    let moved = try state(workspace, "MOTOR")
    #expect(moved[1][day] == 500 && moved[2][day] == 6_172.80)
    #expect(moved[1].reduce(0, +) == 500, "the day it left holds nothing")
    try change(OrderChange(key: key, quantity: "0"), because: "不要了")
    #expect(workspace.orderBook(costs).lines.first?.order.status == .cancelled)
    #expect(try state(workspace, "MOTOR")[1].allSatisfy { $0 == 0 })
    for _ in 0..<3 { _ = try company.undo(as: Self.buyer) }
    #expect(workspace.orderBook(costs).lines.isEmpty)
    #expect(try state(workspace, "MOTOR") == before)
    _ = try release(company, count: 1)
    #expect(workspace.orderBook(costs).lines.first?.order.key.number == "PO2611-0002", "a number is never given twice")
    let reopened = try company.restarted()
    #expect(reopened.orderBook(costs).lines.map(\.order) == workspace.orderBook(costs).lines.map(\.order))
    #expect(digest(reopened) == digest(workspace))
  }

  @Test("an order made here releases a work order that asks for its motors on the day it begins")
  func workOrder() throws {
    let company = try SmallCompany()
    let workspace = company.workspace
    let motor = try #require(workspace.plan.catalogue.itemIndex("MOTOR"))
    let before = try workspace.plan.daily("dependent_demand", item: motor)
    let fan = try #require(try workspace.orderProposals(costs, OrderWish(item: "FAN-1")).first)
    #expect(fan.kind == .work && fan.price == nil && fan.value == 0)
    _ = try workspace.releaseOrders(edits, [choice(fan)], context: company.context(Self.buyer))
    #expect(workspace.orderBook(costs).lines.map(\.order.key.number) == ["WO2611-0001"])
    let after = try workspace.plan.daily("dependent_demand", item: motor)
    for day in before.indices { #expect(abs(before[day] - after[day]) < 1e-3) }
    #expect(workspace.plan.engine.checks().allSatisfy { $0.passes })
  }

  @Test("every reason at once; who may not edit supply releases nothing")
  func refused() throws {
    let company = try SmallCompany()
    let wrong = failure {
      try company.workspace.releaseOrders(
        edits,
        [
          OrderChoice(item: "NOBODY", due: day("2026-12-01"), isFirm: false, quantity: "5"),
          OrderChoice(item: "MOTOR", due: day("2031-01-01"), isFirm: false, quantity: "many"),
        ], context: company.context(Self.buyer))
    }
    let said = (wrong as? CycleError)?.detail.english ?? ""
    #expect(["NOBODY", "many", "2031-01-01"].allSatisfy { said.contains($0) }, "\(said)")
    #expect(throws: AccessError.self) { try Access.authorize(SmallCompany.chen, to: To.EditSupply.self) }
    let unknown = failure {
      try company.workspace.changeOrder(
        edits, OrderChange(key: ReleasedOrder.Key(number: "PO9", line: 1), quantity: "0"), context: company.context(Self.buyer, reason: "x")
      )
    }
    #expect((unknown as? CycleError)?.code == .orderNotKnown)
  }

  @Test("when the purchasing system sends an order of the same number it counts once, and the line here says so")
  func handedOver() throws {
    let company = try SmallCompany()
    let order = try release(company, count: 1)[0]
    let units = try #require(order.quantity.rescaled(to: 4)?.mantissa)
    let row: [String: FactValue] = [
      "order_number": .text("PO2611-0001"), "line_number": .number(1), "supplier": .text(try #require(order.supplierCode)),
      "item": .text("MOTOR"), "ordered_on": .day(day("2026-10-30")), "due_on": .day(order.due), "quantity": .number(units),
    ]
    let table = SmallCompanyFacts.table(.purchaseOrderLines, [row])
    _ = try company.store.record(
      FactBatch(table: table, recordedOn: SmallCompany.today),
      for: EventDraft(kind: "facts.recorded", actor: .system, idempotencyKey: "outside-order"), at: company.workspace.environment.now())
    let reopened = try company.restarted()
    let after = try state(reopened, "MOTOR")
    #expect(after[1].allSatisfy { $0 == 0 } && after[2].allSatisfy { $0 == 0 })
    #expect(reopened.orderBook(costs).lines.map(\.order.status) == [.handedOver] && reopened.orderBook(costs).openValue == 0)
    let index = try #require(reopened.plan.catalogue.itemIndex("MOTOR"))
    let scheduled = try reopened.plan.daily("scheduled_receipts", item: index)
    #expect(scheduled[reopened.plan.calendar.firstDay.distance(to: order.due)] >= order.quantity.doubleValue)
    let revision = reopened.revision
    #expect(try company.restarted().revision == revision, "it is handed over once")
  }
}
