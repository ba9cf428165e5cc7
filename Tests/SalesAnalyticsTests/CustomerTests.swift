// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import DemoCompany
import Testing

@testable import SalesAnalytics

/// Sees a late payer taken for a good one, a lost customer for a living one; can't foresee what no history shows.
@Suite("What orders and receipts tell of customers")
struct CustomerTests {
  private static let end = Demo.history.upperBound
  private static let member = SalesMember(code: "C", name: nil, englishName: nil)

  @Test("Five customers, three of them alike: the alike ones share the better score")
  func scores() {
    #expect(RFMScores.scores([10, 20, 20, 20, 90]) == [1, 4, 4, 4, 5])
    #expect(RFMScores.scores([7]) == [5])
    #expect(RFMScores.scores((1...10).map { Int64($0) }) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
  }

  @Test("The lamp trade: the customer who ordered last, more often and for as much is better in two")
  func rfm() throws {
    let scores = try LampTrade.trade.rfm(in: days("2026-01-01", "2026-02-28"), asOf: day("2026-02-28"))
    #expect(scores.entries.map(\.customer.code) == ["C1", "C2"])
    #expect(scores.entries.map(\.recencyDays) == [18, 39] && scores.entries.map(\.orders) == [2, 1])
    #expect(scores.entries.map(\.amount) == [271_200, 203_400])
    #expect(scores.entries[0].segment == .champion && scores.entries[1].monetary == 3)
  }

  @Test("Orders every ten days, one pause of thirty: the next is due ten days on; silence is judged by own waits")
  func cycle() {
    let start = day("2026-01-01").ordinal
    let ordered = [0, 10, 20, 50, 60, 70].map { start + Int32($0) }
    func silent(_ days: Int32) -> OrderCycle { OrderCycle(Self.member, days: ordered, asOf: Day(ordinal: start + 70 + days)) }
    #expect(silent(5).medianWait == 10 && silent(5).nextOrder == Day(ordinal: start + 80) && silent(5).overdueDays == 0)
    #expect(silent(5).sign == .regular && silent(25).sign == .late && silent(31).sign == .atRisk && silent(61).sign == .lost)
    #expect(silent(25).overdueDays == 15 && silent(25).usualness == 2.0 / 6)
    // Waits 10 10 10 10 30: nine of ten are within 22 days.
    #expect(silent(0).nextRange == Day(ordinal: start + 80)...Day(ordinal: start + 92))
    let twice = OrderCycle(Self.member, days: [start, start + 10], asOf: Day(ordinal: start + 500))
    #expect(twice.sign == .notKnown && twice.nextOrder == nil)
  }

  @Test("The lost dealer of the demo is found by their own silence, and nobody else is")
  func lostDealer() throws {
    let cycles = Demo.books.orderCycles(asOf: Self.end)
    let gone = cycles.filter { $0.sign == .atRisk || $0.sign == .lost }
    #expect(gone.map(\.customer.code) == [Demo.facts.highlights.lostDealer])
    let dealer = try #require(gone.first)
    #expect(dealer.overdueDays > 60 && (dealer.usualness ?? 1) < 0.05)
    // Nearly everybody else is within nine of ten of their own waits.
    #expect(cycles.filter { $0.sign == .regular || $0.sign == .notKnown }.count >= cycles.count - 4)
  }

  @Test("The late dealer pays later than any other dealer, and later than before")
  func lateDealer() throws {
    let window = days("2025-11-01", "2026-10-31")
    let behaviours = try Demo.books.paymentBehaviour(in: window, asOf: Self.end, filters: [SalesFilter(.channel, ["经销商"])])
    let worst = try #require(behaviours.max { ($0.daysLateWithOpen ?? 0) < ($1.daysLateWithOpen ?? 0) })
    #expect(worst.customer.code == Demo.facts.highlights.lateDealer)
    #expect((worst.daysLate ?? 0) > 20 && (worst.trend ?? 0) > 20)
    #expect(worst.overdue > 0 && worst.longestOverdueDays > 30)
    // The parts are the company's whole.
    let all = try Demo.books.paymentBehaviour(in: window, asOf: Self.end)
    let total = try Demo.books.analyse(SalesQuestion([.collected, .receivable, .receivableOverdue], in: window, asOf: Self.end)).total
    #expect(all.reduce(0) { $0 + $1.collected } == total[0].whole)
    #expect(all.reduce(0) { $0 + $1.open } == total[1].whole)
    #expect(all.reduce(0) { $0 + $1.overdue } == total[2].whole)
  }

  @Test("A trade of four alike customers is as concentrated as four; credits hold no share")
  func concentration() {
    let four = Concentration(["A", "B", "C", "D", "E"].map { (SalesMember(code: $0, name: nil, englishName: nil), $0 == "E" ? -5 : 25) })
    #expect(four.index == 2500 && four.effectiveCount == 4 && four.share(ofTop: 2) == 0.5 && four.share(ofTop: 9) == 1)
    #expect(Concentration([]).effectiveCount == nil)
  }

  @Test("February of the lamps: C1 shrank by 1,808.00, C2 fell away; nobody is new")
  func bridge() throws {
    let bridge = try LampTrade.trade.customerBridge(in: days("2026-01-01", "2026-02-28"), asOf: day("2026-02-28"))
    #expect(bridge.steps.map(\.now) == [429_400, 45_200])
    #expect(bridge.steps[0].new == CustomerBridge.Part(customers: 2, amount: 429_400))
    #expect(bridge.steps[1].shrunk == CustomerBridge.Part(customers: 1, amount: 180_800))
    #expect(bridge.steps[1].lost == CustomerBridge.Part(customers: 1, amount: 203_400))
  }

  @Test(
    "The demo's bridges close to the cent each month, quarter and year, and tie to the orders",
    arguments: [SalesDimension.month, .quarter, .year])
  func bridges(_ dimension: SalesDimension) throws {
    let bridge = try Demo.books.customerBridge(by: dimension, in: days("2024-01-01", "2026-10-31"), asOf: Self.end)
    let orders = try Demo.books.analyse(
      SalesQuestion([.orderedInclTax], by: [dimension], in: days("2024-01-01", "2026-10-31"), asOf: Self.end))
    #expect(bridge.steps.map(\.now) == orders.rows.map { $0.figures[0].whole! })
    for (index, step) in bridge.steps.enumerated() {
      #expect(step.before + step.new.amount + step.returned.amount + step.grown.amount - step.shrunk.amount - step.lost.amount == step.now)
      if index > 0 { #expect(step.before == bridge.steps[index - 1].now) }
    }
    if dimension == .month {
      // The dealer who left six months ago is lost in the month after.
      #expect(bridge.steps.contains { $0.lost.customers > 0 })
    }
    #expect(bridge.steps.last?.isWhole == (dimension == .month))
  }
}
