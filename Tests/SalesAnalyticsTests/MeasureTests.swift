// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Testing

@testable import SalesAnalytics

/// Sees a measure whose formula, day or tax is wrong; can't see speed.
@Suite("Every measure of a small trade is what a planner works out by hand")
struct MeasureTests {
  @Test("Ordered: four lines, 4,746.00 含税 and 4,200.00 不含税; three orders of two customers")
  func ordered() throws {
    let answer = try LampTrade.ask(
      .orderedInclTax, .orderedExclTax, .orderedQuantity, .orderLines, .orders, .orderingCustomers, .averageOrderInclTax)
    #expect(answer.total == [cents(4746), cents(4200), .quantity(390_000), .count(4), .count(3), .count(2), .mean(474_600, over: 3)])
  }

  @Test("Delivered before returns, returned apart, and the rate of both by value")
  func delivered() throws {
    let answer = try LampTrade.ask(
      .deliveredInclTax, .deliveredQuantity, .returnedInclTax, .returnedQuantity, .returnsRate, .netDeliveredExclTax)
    #expect(
      answer.total == [
        cents(3480.4), .quantity(270_000), cents(113), .quantity(10_000), .share(11_300, over: 348_040), cents(2980),
      ])
  }

  @Test("Backlog on 28 February: eight of O2 and four of O3, both past their promise; a return opens nothing again")
  func backlog() throws {
    let answer = try LampTrade.ask(
      .backlogInclTax, .backlogExclTax, .backlogQuantity, .backlogLines, .overdueBacklogInclTax, by: [.customer])
    #expect(answer.total == [cents(813.6 + 452), cents(720 + 400), .quantity(120_000), .count(2), cents(1265.6)])
    #expect(answer.rows.map { $0.figures[0] } == [cents(452), cents(813.6)])
  }

  @Test("A day earlier than its promise a line is open but not overdue")
  func notYetOverdue() throws {
    let answer = try LampTrade.trade.analyse(
      SalesQuestion([.backlogInclTax, .overdueBacklogInclTax], in: days("2026-01-01", "2026-02-28"), asOf: day("2026-02-20")))
    #expect(answer.total == [cents(1265.6), cents(813.6)])
  }

  @Test("On time: one of four promised lines whole; 10 + 3 + 12 of 39 pieces; ten days of grace mend the second line")
  func onTime() throws {
    let answer = try LampTrade.ask(.onTimeLines, .onTimeQuantity)
    #expect(answer.total == [.share(1, over: 4), .share(250_000, over: 390_000)])
    let patient = try LampTrade.trade.analyse(
      SalesQuestion([.onTimeLines], in: days("2026-01-01", "2026-02-28"), asOf: day("2026-02-28"), graceDays: 10))
    #expect(patient.total == [.share(2, over: 4)])
  }

  @Test("Two lines were completed: after nine and after twenty days")
  func daysToShip() throws {
    #expect(try LampTrade.ask(.daysToShip).total == [.mean(29, over: 2)])
  }

  @Test("A margin holds only what has a cost; what has none is said beside it")
  func margin() throws {
    let answer = try LampTrade.ask(.orderMargin, .orderMarginShare, .deliveryMargin, .deliveryMarginShare)
    // L1: 34 ordered for 3,200.00 at 60.00 each; 22 − 1 delivered for 2,080.00 − 100.00.
    #expect(answer.total == [cents(1160), .share(116_000, over: 320_000), cents(720), .share(72_000, over: 198_000)])
    #expect(answer.withoutCost == SalesAnalysis.WithoutCost(orders: 100_000, deliveries: 100_000))
  }

  @Test("Price deviation follows the agreed price of the day, else the list price; discount the list price alone")
  func prices() throws {
    let answer = try LampTrade.ask(.priceDeviationInclTax, .priceDeviationShare, .discountInclTax, .priceDeviationExclTax)
    // −70 + 0 − 166 + 12 against 1,200 + 1,130 + 2,200 + 440; list 34 × 130 + 5 × 226.
    #expect(answer.total[0] == cents(-224))
    #expect(answer.total[1] == .share(-22_400, over: 497_000))
    #expect(answer.total[2] == cents(4420 + 1130 - 4746))
    // −61.95 + 0 − 146.90 + 10.62, each line rounded once.
    #expect(answer.total[3] == cents(-198.23))
  }

  @Test("A list price without tax is compared without tax")
  func listWithoutTax() throws {
    let trade = books([LampTrade.items, LampTrade.orders])
    let answer = try trade.analyse(
      SalesQuestion(
        [.discountExclTax, .discountInclTax], in: days("2026-01-01", "2026-02-28"), asOf: day("2026-02-28"), listPriceHoldsTax: false))
    #expect(answer.total == [cents(4420 + 1130 - 4200), cents((4420 + 1130) * 1.13 - 4746)])
  }

  @Test("Invoiced, collected and the bills in it")
  func money() throws {
    let answer = try LampTrade.ask(.invoicedInclTax, .invoicedExclTax, .collected, .collectedInBills, .billShare)
    #expect(answer.total == [cents(3367.4), cents(2980), cents(1900), cents(900), .share(90_000, over: 190_000)])
  }

  @Test("Money without an invoice pays what is due first: F1 is settled, F2 keeps 360.00, the credit waits")
  func receivables() throws {
    let answer = try LampTrade.ask(
      .receivable, .receivableNotDue, .receivable1To30, .receivableOverdue, .receivableCredits, .unappliedReceipts)
    #expect(answer.total == [cents(1467.4), cents(1220.4), cents(360), cents(360), cents(-113), cents(0)])
    let byItem = try LampTrade.ask(.receivable, .collected, by: [.item])
    #expect(byItem.rows.map(\.figures) == [[cents(1107.4), cents(1130)], [cents(360), cents(770)]])
  }

  @Test("Days are weighted by money: 1,000.00 after 35 days, 808.00 after 40, 92.00 after 30")
  func daysToPay() throws {
    let answer = try LampTrade.ask(.daysToPay, .daysLate, .paidLateShare)
    // 分 × days: 3,500,000 + 3,232,000 + 276,000; past the due day 500,000 + 808,000 + 0.
    #expect(answer.total[0] == .mean(7_008_000, over: 190_000))
    #expect(answer.total[1] == .mean(1_308_000, over: 190_000))
    #expect(answer.total[2] == .share(180_800, over: 190_000))
  }

  @Test("A balance by month shows the months its documents come from, older ones as one")
  func balanceByMonth() throws {
    let answer = try LampTrade.trade.analyse(
      SalesQuestion([.orderedInclTax, .backlogInclTax], by: [.month], in: days("2026-02-01", "2026-02-28"), asOf: day("2026-02-28")))
    #expect(answer.rows.map(\.keys) == [[.earlier], [.period(.month(Month(year: 2026, month: 2)))]])
    #expect(answer.rows.map(\.figures) == [[cents(0), cents(813.6)], [cents(452), cents(452)]])
    #expect(answer.total == [cents(452), cents(1265.6)])
  }

  @Test("What a shipment or invoice does not say is its order's: channel and salesperson")
  func inherited() throws {
    let answer = try LampTrade.ask(.deliveredInclTax, .invoicedInclTax, .collected, by: [.channel, .owner])
    #expect(answer.rows.count == 2)
    #expect(answer.rows[0].figures == [cents(2260), cents(2147), cents(1900)])
    guard case .member(let channel) = answer.rows[0].keys[0], case .member(let owner) = answer.rows[0].keys[1] else {
      Issue.record("rows are of members")
      return
    }
    #expect(channel.code == "经销商" && owner.code == "E1")
  }

  @Test("Filters of several dimensions hold together; a code nobody knows matches nothing")
  func filters() throws {
    let one = try LampTrade.ask(.orderedInclTax, filters: [SalesFilter(.customer, ["C1"]), SalesFilter(.item, ["L1"])])
    #expect(one.total == [cents(1582)])
    #expect(try LampTrade.ask(.orderedInclTax, filters: [SalesFilter(.family, ["其他"])]).total == [cents(0)])
  }

  @Test("Without shipments an order line's own day tells its delivery; without taxes nothing is guessed")
  func bareOrders() throws {
    let bare = books([
      table(
        .salesOrderLines,
        [
          [
            "order_number": .text("1"), "line_number": .number(1), "ordered_on": .on("2026-01-02"), "due_on": .on("2026-01-10"),
            "shipped_on": .on("2026-01-09"), "item": .text("X"), "quantity": .pieces(2), "amount_excl_tax": .yuan(50),
          ],
          [
            "order_number": .text("2"), "line_number": .number(1), "ordered_on": .on("2026-01-03"), "item": .text("X"),
            "quantity": .pieces(1),
            "price_excl_tax": .price(25), "tax_rate": .price(0.13),
          ],
        ])
    ])
    let answer = try bare.analyse(
      SalesQuestion(
        [.orderedInclTax, .orderedExclTax, .deliveredExclTax, .backlogQuantity, .onTimeLines], in: days("2026-01-01", "2026-01-31"),
        asOf: day("2026-01-31")))
    #expect(answer.total == [cents(28.25), cents(75), cents(50), .quantity(10_000), .share(1, over: 1)])
    #expect(bare.deliverySource == .orderLines)
    #expect(answer.findings.contains(SalesFinding(kind: .orderWithoutAmountInclTax, count: 1)))
    #expect(answer.findings.contains(SalesFinding(kind: .deliveriesFromOrderLines, count: 1)))
  }
}
