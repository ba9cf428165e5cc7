// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import Planning
import Quantities
import Testing

@testable import PlanningCycle

/// Frame agreements in the plan: which price is paid for which unit, what is left, what a release carries.
/// Sees a unit paid at the wrong price, an agreement that gives more than it has, a release the agreement does not remember. Does not see screens.
@Suite("Frame agreements in the plan")
struct AgreementStories {
  let edits: Authorized<To.EditSupply>
  let costs: Authorized<To.ViewPurchases>

  init() throws {
    edits = try Access.authorize(OrderStories.buyer, to: To.EditSupply.self)
    costs = try Access.authorize(OrderStories.buyer, to: To.ViewPurchases.self)
  }

  static func row(
    _ number: String, item: String = "MOTOR", supplier: String = "S1", _ from: String = "2026-11-01", _ through: String = "2027-12-31",
    units: Int, price yuan: Int, currency: String? = nil, calledOff: Int? = nil
  ) -> [String: FactValue] {
    var row: [String: FactValue] = [
      "number": .text(number), "item": .text(item), "supplier": .text(supplier), "valid_from": .day(day(from)),
      "valid_to": .day(day(through)),
      "quantity": SmallCompanyFacts.pieces(units), "price_excl_tax": SmallCompanyFacts.price(yuan),
    ]
    row["currency"] = currency.map { .text($0) }
    row["called_off"] = calledOff.map { SmallCompanyFacts.pieces($0) }
    return row
  }

  func company(_ rows: [[String: FactValue]]) throws -> SmallCompany {
    try SmallCompany(extra: [SmallCompanyFacts.table(.frameAgreements, rows)])
  }

  func motor(_ measure: String, _ workspace: Workspace) throws -> [Double] {
    try workspace.plan.daily(measure, item: try #require(workspace.plan.catalogue.itemIndex("MOTOR")))
  }

  func line(_ workspace: Workspace, _ number: String = "FA-1") throws -> AgreementBook.Line {
    try #require(try workspace.agreementBook(costs).lines.first { $0.agreement.number == number })
  }

  @Test("a motor costs 36 while the agreement has something left, then 40 as ever; what is bought does not change")
  func prices() throws {
    let without = try SmallCompany().workspace
    let bought = try motor("bought_receipts", without)
    #expect(bought.reduce(0, +) > 1_000)
    let workspace = try company([Self.row("FA-1", units: 700, price: 36)]).workspace
    #expect(try motor("bought_receipts", workspace) == bought)
    let (agreed, paid, before) = (
      try motor("agreed_receipts", workspace), try motor("purchases", workspace), try motor("purchases", without)
    )
    var left = 700.0
    for day in bought.indices {
      let expected = min(left, bought[day])
      left -= expected
      #expect(agreed[day] == expected, "day \(day)")
      #expect(abs(before[day] - paid[day] - 4 * expected) < 1e-6, "every agreed unit is 4 cheaper, day \(day)")
    }
    #expect(left == 0)
    let line = try line(workspace)
    #expect(line.state == .inForce && line.locked == 700 && line.planned == 700 && line.left == 0 && line.exceeded > 0)
    #expect(line.spentOn != nil && line.price == 36 && line.ordinaryPrice?.doubleValue == 40)
    #expect(workspace.plan.engine.checks().allSatisfy { $0.passes })
    #expect(workspace.alerts().contains { $0.code == "agreements.exceeded" })
  }

  @Test("a price rise reaches only what no agreement locks; more locked in a what-if is more at the agreed price")
  func rise() throws {
    let company = try company([Self.row("FA-1", units: 700, price: 36)])
    let catalogue = company.workspace.plan.catalogue
    let family = catalogue.items[try #require(catalogue.itemIndex("MOTOR"))].family
    let before = try motor("purchases", company.workspace)
    try company.edit("purchase_price_change|Item=F:\(family)", "0.1")
    let (after, bought, agreed) = (
      try motor("purchases", company.workspace), try motor("bought_receipts", company.workspace),
      try motor("agreed_receipts", company.workspace)
    )
    for day in after.indices { #expect(abs(after[day] - before[day] - 4 * (bought[day] - agreed[day])) < 1e-6) }
    try company.edit("agreement_quantity|Agreement=FA-1/MOTOR", "900")
    #expect(abs(try motor("agreed_receipts", company.workspace).reduce(0, +) - 900) < 1e-9)
    #expect(try line(company.workspace).locked == 900)
  }

  @Test("orders of before the cutoff count against it, unless the file says how much was called off; it holds on its days only")
  func used() throws {
    let order: [String: FactValue] = [
      "order_number": .text("P1"), "line_number": .number(1), "supplier": .text("S1"), "item": .text("MOTOR"),
      "ordered_on": .day(day("2026-10-09")), "due_on": .day(day("2026-10-20")), "quantity": SmallCompanyFacts.pieces(150),
      "received_quantity": SmallCompanyFacts.pieces(150), "status": .text("已关闭"),
    ]
    let rows = [
      Self.row("FA-1", "2026-10-01", "2027-12-31", units: 500, price: 36), Self.row("FA-2", "2026-10-10", units: 500, price: 37),
      Self.row("FA-3", "2026-01-01", "2026-10-31", units: 500, price: 30),
      Self.row("FA-4", "2026-10-01", "2027-12-31", units: 90, price: 38, calledOff: 90),
    ]
    let workspace = try SmallCompany(extra: [
      SmallCompanyFacts.table(.purchaseOrderLines, [order]), SmallCompanyFacts.table(.frameAgreements, rows),
    ]).workspace
    // The cheapest that held on the day took it: the one that ended since.
    #expect(try ["FA-1", "FA-2", "FA-3", "FA-4"].map { try line(workspace, $0).used } == [0, 0, 150, 90])
    #expect(try line(workspace, "FA-3").state == .ended && line(workspace, "FA-3").planned == 0)
    #expect(try line(workspace, "FA-4").state == .spent)
    #expect(try line(workspace, "FA-1").planned == 500 && line(workspace, "FA-2").planned == 500)
  }

  @Test("an agreement with another supplier, in another currency, or for what is made here is shown with its reason and moves nothing")
  func notUsed() throws {
    let before = try motor("purchases", try SmallCompany().workspace)
    let workspace = try company([
      Self.row("FA-1", supplier: "S9", units: 700, price: 1), Self.row("FA-2", units: 700, price: 1, currency: "USD"),
      Self.row("FA-3", item: "FAN-1", units: 700, price: 1), Self.row("FA-4", item: "GHOST", units: 700, price: 1),
    ]).workspace
    #expect(try motor("purchases", workspace) == before)
    let lines = try workspace.agreementBook(costs).lines
    #expect(Set(lines.map(\.agreement.number)) == ["FA-1", "FA-2", "FA-3"] && lines.allSatisfy { $0.state == .notUsed })
    #expect(try line(workspace, "FA-1").agreement.obstacle == .otherSupplier)
    #expect(try line(workspace, "FA-2").agreement.obstacle == .otherCurrency)
    #expect(try line(workspace, "FA-3").agreement.obstacle == .made)
    #expect(workspace.alerts().contains { $0.code == "agreements.not-used" })
  }

  /// A company whose agreement covers all orders due before today, and half of the first one that may be released.
  func companyThatSplits(
    from: String = "2026-11-01"
  ) throws -> (company: SmallCompany, order: OrderProposal, before: Int, half: Double) {
    let plain = try SmallCompany().workspace
    let first = try #require(try plain.orderProposals(costs, OrderWish(item: "MOTOR")).first)
    let due = plain.plan.calendar.firstDay.distance(to: first.due)
    let before = Int(try motor("bought_receipts", plain)[..<due].reduce(0, +))
    let half = Int(first.quantity.doubleValue / 2)
    let company = try company([Self.row("FA-1", from, "2027-12-31", units: before + half, price: 36)])
    return (company, try #require(try company.workspace.orderProposals(costs, OrderWish(item: "MOTOR")).first), before, Double(half))
  }

  @Test("a release is split where the agreement ends, remembers what it took, and gives it back when it is cancelled or undone")
  func release() throws {
    let (company, order, before, half) = try companyThatSplits()
    let workspace = company.workspace
    let paid = try motor("purchases", workspace)
    #expect(half > 1 && order.parts.count == 2 && order.price == nil)
    #expect(order.parts.map(\.agreement) == ["FA-1", nil] && order.parts[0].quantity.doubleValue == half)
    #expect(order.parts.map { $0.price?.doubleValue } == [36, 40])
    #expect(order.value == order.parts.reduce(0) { $0 + $1.value })
    let choice = OrderChoice(item: order.item, due: order.due, isFirm: order.isFirm, quantity: order.quantity.description)
    _ = try workspace.releaseOrders(edits, [choice], context: company.context(OrderStories.buyer))
    let lines = workspace.orderBook(costs).lines.map(\.order)
    #expect(lines.map(\.agreement) == ["FA-1", nil] && lines.map(\.key.line) == [1, 2])
    #expect(lines.compactMap(\.value).reduce(0, +) == order.value)
    #expect(try line(workspace).released == half && line(workspace).planned == Double(before) && line(workspace).left == 0)
    let after = try motor("purchases", workspace)
    for day in paid.indices { #expect(abs(paid[day] - after[day]) < 0.0051, "day \(day)") }
    let typed = failure { try company.edit("agreement_released|Agreement=FA-1/MOTOR", "0") }
    #expect((typed as? CycleError)?.code == .cellNotEditable)
    _ = try workspace.changeOrder(
      edits, OrderChange(key: lines[0].key, quantity: "1"), context: company.context(OrderStories.buyer, reason: "供应商缺料"))
    #expect(try line(workspace).released == 1)
    #expect(try company.restarted().agreementBook(costs).lines.map(\.released) == [1])
    for _ in 0..<2 { _ = try company.undo(as: OrderStories.buyer) }
    #expect(try line(workspace).released == 0)
    #expect(try motor("purchases", workspace) == paid)
  }

  @Test("when the purchasing system sends the order, its file counts and the release no longer does")
  func handedOver() throws {
    let (company, order, before, half) = try companyThatSplits(from: "2026-10-01")
    let choice = OrderChoice(item: order.item, due: order.due, isFirm: order.isFirm, quantity: order.quantity.description)
    _ = try company.workspace.releaseOrders(edits, [choice], context: company.context(OrderStories.buyer))
    let number = try #require(company.workspace.orderBook(costs).lines.first { $0.order.agreement == "FA-1" }?.order.key.number)
    #expect(try line(company.workspace).released == half)
    let row: [String: FactValue] = [
      "order_number": .text(number), "line_number": .number(1), "supplier": .text("S1"), "item": .text("MOTOR"),
      "ordered_on": .day(day("2026-10-30")), "due_on": .day(order.due), "quantity": SmallCompanyFacts.pieces(Int(half)),
    ]
    _ = try company.store.record(
      FactBatch(table: SmallCompanyFacts.table(.purchaseOrderLines, [row]), recordedOn: SmallCompany.today),
      for: EventDraft(kind: "facts.recorded", actor: .system, idempotencyKey: "outside"), at: company.workspace.environment.now())
    let line = try line(try company.restarted())
    #expect(line.used == half && line.released == 0 && line.planned <= Double(before))
  }
}
