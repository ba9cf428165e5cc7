// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import NumericalMethods
import Testing

@testable import PlanningCycle

/// Sees: days counted wrongly, money paid twice or not at all, a drift taken for chance. Does not see: other companies' customs.
@Suite struct PaymentDelayTests {
  @Test("half is paid after 20 days and half after 40; an invoice of 30 days comes after 40, one of 50 days was never seen")
  func lags() throws {
    var weights = [Double](repeating: 0, count: PaymentLags.longest + 1)
    (weights[20], weights[40]) = (5, 5)
    let lags = try #require(PaymentLags(weights: weights))
    #expect(lags.mean == 30 && lags.day(0.2) == 20 && lags.day(0.7) == 40)
    #expect(lags.day(0.01, after: 30) == 40 && lags.day(0.99, after: 30) == 40 && lags.day(0.5, after: 50) == nil)
    let profile = lags.profile(step: 15)
    #expect(abs(profile.reduce(0, +) - 1) < 1e-12)
    #expect(abs(profile.enumerated().reduce(0) { $0 + Double($1.offset * 15) * $1.element } - 30) < 1e-9)
    #expect(PaymentLags(weights: [Double](repeating: 0, count: PaymentLags.longest + 1)) == nil)
  }

  @Test("a pace that wanders is found again: its spread, its persistence and where it stands")
  func drift() {
    var random = RandomStream(seed: 3)
    var pace = 0.0
    let months = (0..<400).map { _ -> Double in
      pace = 0.8 * pace + 3 * random.normal()
      return pace + random.normal()
    }
    let drift = DelayDrift.learn(months, noise: [Double](repeating: 1, count: 400))
    #expect((0.72...0.88).contains(drift.persistence), "\(drift.persistence)")
    #expect((4.0...6.2).contains(drift.spread), "\(drift.spread)")
    // Chance alone is no drift.
    let chance = (0..<400).map { _ in random.normal() }
    #expect(DelayDrift.learn(chance, noise: [Double](repeating: 1, count: 400)).spread < 0.4)
    #expect(DelayDrift.learn([1, 2, 3], noise: [0, 0, 0]).spread == 0)
  }

  @Test("three years say little about a slow pace, and its bands know it: over many companies they hold about as often as they say")
  func slowDrift() {
    var random = RandomStream(seed: 5)
    var (held, count) = (0, 0)
    for company in 0..<150 {
      var pace = 9 * random.normal()
      func next() -> Double {
        pace = 0.9 * pace + 9 * (1 - 0.81).squareRoot() * random.normal()
        return pace
      }
      let months = (0..<32).map { _ in next() + random.normal() }
      let drift = DelayDrift.learn(months, noise: [Double](repeating: 1, count: 32))
      let paths = (0..<100).map { path in
        var stream = PathSeed(seed: UInt64(company), path: path).stream(.payments, 0)
        return drift.draw(&stream, months: 6)
      }
      for month in 0..<6 {
        let (drawn, truth) = (paths.map { $0[month] }.sorted(), next())
        count += 1
        if PathStatistics.quantile(drawn, 0.1) <= truth && truth <= PathStatistics.quantile(drawn, 0.9) { held += 1 }
      }
    }
    #expect((0.68...0.88).contains(Double(held) / Double(count)), "\(held) of \(count)")
  }

  @Test("a pace that was lifted for good five months ago stays where it is, and its bands do not take the lift for wandering")
  func lift() {
    var random = RandomStream(seed: 8)
    let months = (0..<31).map { ($0 >= 26 ? 16 : 0) + 2 * random.normal() }
    let drift = DelayDrift.learn(months, noise: [Double](repeating: 1, count: 31))
    let last = (0..<400).map { path -> Double in
      var stream = PathSeed(seed: 1, path: path).stream(.payments, 0)
      return drift.draw(&stream, months: 6)[5]
    }.sorted()
    #expect((12...18).contains(PathStatistics.quantile(last, 0.5)), "\(PathStatistics.quantile(last, 0.5))")
    #expect(PathStatistics.quantile(last, 0.9) - PathStatistics.quantile(last, 0.1) < 16)
    #expect(abs(drift.past[3]) < 4 && abs(drift.past[29] - 16) < 4)
  }

  @Test("what should be here and is not says that everybody pays later: the newest month is no quicker for what is still open")
  func open() {
    var (billed, paid): ([(String, String, Int)], [(String, String?, Int)]) = ([], [])
    var open: [PaymentDelays.OpenInvoice] = []
    for index in 0..<600 {
      let on = day("2024-01-03").adding(days: index * 1_000 / 600)
      // Everybody takes 5 … 55 days, in the last two months 25 more.
      let expected = on.adding(days: 30)
      let received = on.adding(days: 5 + index * 37 % 51 + (expected.monthOf >= month("2026-09") ? 25 : 0))
      guard expected.monthOf <= month("2026-10") else { continue }
      billed.append(("L-\(index)", on.description, 100))
      if received.monthOf <= month("2026-10") {
        paid.append((received.description, "L-\(index)", 100))
      } else {
        open.append(PaymentDelays.OpenInvoice(region: 0, customer: "C1", number: "L-\(index)", day: on, amount: 100))
      }
    }
    #expect(open.count >= 10)
    let history = ReceiptHistory(
      invoices: invoices(billed), receipts: receipts(paid), catalogue: catalogue, cutoff: month("2026-10"))
    func newest(_ open: [PaymentDelays.OpenInvoice]) -> Double {
      PaceHistory(history, open: open, regions: 1, cutoff: month("2026-10")).common.past.last ?? 0
    }
    #expect((18...27).contains(newest(open)), "\(newest(open))")
    #expect(newest([]) < newest(open) - 4, "\(newest([]))")
  }

  @Test("receipts are matched by number, else the oldest invoice first, and each 分 once")
  func matched() {
    let history = ReceiptHistory(
      invoices: invoices([("A-1", "2026-01-01", 100), ("A-2", "2026-01-11", 200), ("A-3", "2026-02-01", 50)]),
      receipts: receipts([("2026-02-01", "A-2", 200), ("2026-03-02", nil, 120)]), catalogue: catalogue, cutoff: month("2026-10"))
    #expect(history.payments.map(\.lag) == [21, 60, 29])
    #expect(history.payments.map(\.amount) == [200, 100, 20])
  }

  @Test("what is drawn for a week of billings is those billings: nothing is paid twice, whenever it comes")
  func conserved() throws {
    let rows = (0..<36).flatMap { index -> [(String, String, Int)] in
      let first = month("2023-11").adding(months: index)
      return (0..<5).map { ("R-\(index)-\($0)", first.firstDay.adding(days: 5 * $0).description, 1_000 + 100 * $0) }
    }
    let paid = rows.enumerated().compactMap { index, row -> (String, String?, Int)? in
      let on = day(row.1).adding(days: 25 + index * 7 % 20)
      return on.monthOf <= month("2026-10") ? (on.description, row.0, row.2) : nil
    }
    let history = ReceiptHistory(
      invoices: invoices(rows), receipts: receipts(paid), catalogue: catalogue, cutoff: month("2026-10"))
    let open = PaymentDelays.OpenInvoice(region: 0, customer: "C1", number: "R-9", day: day("2026-10-20"), amount: 500)
    let delays = try #require(PaymentDelays.learn(history, open: [open], catalogue: catalogue, cutoff: month("2026-10")))
    #expect((30...36).contains(delays.lags[0].mean), "\(delays.lags[0].mean)")
    var billings = [Double](repeating: 0, count: 300)
    for day in 0..<100 { billings[day] = 10 }
    let expected = delays.expected([billings])
    #expect(abs(expected[0].reduce(0, +) - 1_000) < 1e-9)
    for path in 0..<20 {
      let drawn = delays.draw(
        PathSeed(seed: 1, path: path), firstDay: day("2026-11-01"), billings: [billings], expected: expected, regionCodes: ["EAST"],
        isBankDay: (0..<300).map { WorkingDays.china.isWorkday(day("2026-11-01").adding(days: $0)) })
      #expect(abs(drawn[0].reduce(0, +) - 500) < 1e-6)
      #expect(drawn[0].enumerated().contains { $1 > 0 && $0 < 60 })
    }
    #expect(PaymentDelays.learn(history, open: [], catalogue: catalogue, cutoff: month("2030-01")) == nil)
  }

  @Test("a supplier who is a week late is late in every path; months with other delays are drawn as they were")
  func suppliers() {
    var orders = FactTable(kind: .purchaseOrderLines)
    var receipts = FactTable(kind: .purchaseReceipts)
    for index in 0..<12 {
      let due = month("2025-10").adding(months: index).firstDay
      for (supplier, late) in [("S1", 7), ("S2", index % 2 == 0 ? 0 : 10)] {
        let number = FactValue.text("\(supplier)-\(index)")
        orders.append(
          [
            "order_number": number, "line_number": .number(1), "ordered_on": .day(due.adding(days: -20)), "due_on": .day(due),
            "supplier": .text(supplier), "item": "MOTOR", "quantity": SmallCompanyFacts.pieces(1),
          ], line: Int32(index))
        receipts.append(
          [
            "receipt_number": number, "line_number": .number(1), "received_on": .day(due.adding(days: late)), "order_number": number,
            "order_line": .number(1), "supplier": .text(supplier), "item": "MOTOR", "quantity": SmallCompanyFacts.pieces(1),
          ], line: Int32(index))
      }
    }
    let delays = SupplierDelays.learn(orders: orders, receipts: receipts, cutoff: month("2026-10"))
    let drawn = (0..<200).map { delays.draw(PathSeed(seed: 1, path: $0), suppliers: ["S1", "S2"]) }
    #expect(drawn.allSatisfy { $0[0] == 7 })
    #expect(Swift.Set(drawn.map { $0[1] }) == [0, 10])
    #expect((70...130).contains(drawn.count { $0[1] == 10 }))
  }

  // MARK: A customer

  private let catalogue = Catalogue(
    items: [], aliases: [:], families: [], regions: [Catalogue.Named(code: "EAST", name: BilingualText("华东", "East"), group: "")],
    departments: [], customers: ["C1": Catalogue.Named(code: "C1", name: BilingualText("一", "One"), group: "EAST")], suppliers: [:])

  private func invoices(_ rows: [(String, String, Int)]) -> FactTable {
    SmallCompanyFacts.table(
      .invoices,
      rows.map { number, on, amount in
        [
          "invoice_number": .text(number), "line_number": .number(1), "invoiced_on": .day(day(on)), "customer": "C1",
          "amount_incl_tax": SmallCompanyFacts.yuan(amount),
        ]
      })
  }

  private func receipts(_ rows: [(String, String?, Int)]) -> FactTable {
    SmallCompanyFacts.table(
      .receipts,
      rows.enumerated().map { index, row in
        var values: [String: FactValue] = [
          "receipt_number": .text("E-\(index)"), "received_on": .day(day(row.0)), "customer": "C1",
          "amount": SmallCompanyFacts.yuan(row.2),
        ]
        if let number = row.1 { values["invoice_number"] = .text(number) }
        return values
      })
  }
}
