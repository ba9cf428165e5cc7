// SPDX-License-Identifier: Apache-2.0
import Calendars
import Quantities
import Testing

@testable import FinancialPlanning

/// Sees a share of money lost or counted twice when a distribution is shortened, an open invoice expected on a day that is past, money nobody promised counted
/// as coming. Does not see whether customers go on as they did.
@Suite("Learnt payment")
struct LearntPaymentTests {
  /// Invoices over 100 of 1 January; `nil` is open.
  private func behaviour(_ days: [Int?], asOf: Int = 200) throws -> PaymentBehaviour {
    let first = try Fixture.day("2026-01-01")
    let seen = try days.map { delay in
      PaymentBehaviour.Observation(dueDay: first, paidDay: delay.map { first.adding(days: $0) }, amount: try Fixture.amount("100.00"))
    }
    return PaymentBehaviour(seen, asOf: first.adding(days: asOf))
  }

  @Test("Two days stay two days with their shares, and an open invoice comes on the one that is left")
  func twoDays() throws {
    let learnt = try #require(LearntPayment(try behaviour([Int?](repeating: 40, count: 9) + [Int?](repeating: 52, count: 3))))
    #expect(learnt.points.map(\.days) == [40, 52])
    for (point, share) in zip(learnt.points, [0.75, 0.25]) { #expect(abs(point.share - share) < 1e-9) }
    #expect(learnt.medianDays == 40)
    let late = learnt.remaining(after: 45)
    #expect(late.map(\.days) == [52] && abs(late[0].share - 1) < 1e-9)
    #expect(learnt.remaining(after: 60).isEmpty, "later than anybody ever paid")
    #expect(LearntPayment(try behaviour([nil, nil])) == nil)
  }

  @Test("A long list of days is shortened to a dozen with the mean kept to a day")
  func shortened() throws {
    let days = (0..<97).map { 10 + $0 * $0 % 61 }
    let learnt = try #require(LearntPayment(try behaviour(days)))
    #expect(learnt.points.count <= LearntPayment.pointCount)
    let mean = Double(days.reduce(0, +)) / Double(days.count)
    let kept = learnt.points.reduce(0.0) { $0 + $1.share * Double($1.days) }
    #expect(abs(kept - mean) < 0.5)
    #expect(abs(learnt.points.reduce(0.0) { $0 + $1.share } - 1) < 1e-9)
    #expect(learnt.points.map(\.days) == learnt.points.map(\.days).sorted())
  }

  @Test("What has been open longer than anything was paid after stays in receivables")
  func unknown() throws {
    let learnt = try #require(LearntPayment(try behaviour([30, 30, 30, nil])))
    #expect(abs(learnt.points.reduce(0.0) { $0 + $1.share } - 0.75) < 1e-9)
    let rule = SettlementRule(mix: [], learnt: (learnt, 5), tenor: BillTenor(months: 6))
    #expect(rule.learntShare == 1)
    #expect(abs(settled(1_000, rule)[30] - 750) < 1e-9 && abs(settled(1_000, rule).reduce(0, +) - 750) < 1e-9)
  }

  @Test("Agreements and receipts share a document by weight")
  func mixed() throws {
    let learnt = try #require(LearntPayment(try behaviour([50, 50])))
    let agreed = PaymentAgreement([Instalment(anchor: .invoice, due: PaymentTerms(days: 10))])
    let rule = SettlementRule(mix: [(agreed, 1)], learnt: (learnt, 3), tenor: BillTenor(months: 6))
    #expect(rule.learntShare == 0.75)
    let days = settled(800, rule)
    #expect(abs(days[10] - 200) < 1e-9 && abs(days[50] - 600) < 1e-9)
    #expect(SettlementRule(mix: [(agreed, 1)]).learntShare == 0)
  }

  /// By day, of a document on the first of 120 bank days.
  private func settled(_ amount: Double, _ rule: SettlementRule) -> [Double] {
    let calendar = BankCalendar(firstDay: Day(ordinal: 20_000), isBankDay: [Bool](repeating: true, count: 120))
    var days = [Double](repeating: 0, count: 120)
    rule.moves(of: amount, on: 0, calendar: calendar) { days[$0.day] += $0.amount }
    return days
  }
}
