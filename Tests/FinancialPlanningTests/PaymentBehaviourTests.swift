// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Quantities
import Testing

/// Sees open items thrown away, a delay counted from the wrong day, a commission rounded twice. Does not see why a customer pays late.
@Suite("Payment behaviour and platforms")
struct PaymentBehaviourTests {
  @Test("A platform's statements: cycle, lag, commission rounded once, returns inside")
  func platform() throws {
    let platform = PlatformSettlement(cycle: .halfMonthly, lagDays: 3, lagIsWorkingDays: true, commission: try Fixture.number("0.05"))
    let sales = try [
      ("2026-09-30", "100.00"), ("2026-09-15", "999.99"), ("2026-09-16", "0.10"), ("2026-09-20", "-30.00"), ("2026-09-01", "0.01"),
    ].map { (day: try Fixture.day($0.0), amount: try Fixture.amount($0.1)) }
    let statements = try #require(platform.statements(of: sales, bankDays: .china))
    #expect(statements.map(\.sales.decimalText) == ["1000.00", "70.10"])
    #expect(statements.map(\.commission.decimalText) == ["50.00", "3.51"], "3.505 is half away from zero")
    #expect(statements.map(\.cash.decimalText) == ["950.00", "66.59"])
    // Friday 18 September; three working days after the golden week's 1st to 7th are Saturday the 10th (调休) at last.
    #expect(statements.map(\.paidOn.description) == ["2026-09-18", "2026-10-10"])
    #expect(PlatformSettlement.Cycle.weekly.period(of: try Fixture.day("2026-09-20")).lowerBound.description == "2026-09-14")
  }

  @Test("Behaviour is learnt from receipts and from what is still open")
  func behaviour() throws {
    func seen(_ due: String, _ paid: String?, _ amount: String, bill: Bool = false) throws -> PaymentBehaviour.Observation {
      PaymentBehaviour.Observation(
        dueDay: try Fixture.day(due), paidDay: try paid.map(Fixture.day), amount: try Fixture.amount(amount), isBill: bill)
    }
    let asOf = try Fixture.day("2026-09-30")
    let behaviour = PaymentBehaviour(
      [
        try seen("2026-06-10", "2026-06-08", "100.00"), try seen("2026-07-10", "2026-07-20", "200.00", bill: true),
        try seen("2026-08-10", "2026-09-09", "100.00"), try seen("2026-09-10", nil, "100.00"), try seen("2026-10-10", nil, "900.00"),
        try seen("2026-09-10", "2026-09-10", "-50.00"),
      ], asOf: asOf)
    #expect(behaviour.receiptCount == 3 && behaviour.openCount == 1, "what is not due yet and credit notes say nothing")
    #expect(behaviour.billShare == 0.5 && behaviour.onTimeShare == 0.25 && behaviour.meanDelayDays == 12)
    // Five hundred at risk: 1/5 two days early, 2/4 of the rest after 10 days; the open hundred leaves at 20; the last one is alone at 30.
    #expect(behaviour.steps.map(\.days) == [-2, 10, 30])
    for (step, paid) in zip(behaviour.steps, [0.2, 0.6, 1.0]) { #expect(abs(step.paid - paid) < 1e-12) }
    #expect(behaviour.delayDays(0.5) == 10 && behaviour.delayDays(0.9) == 30)
    let shares = behaviour.shares(termDays: 30, stepDays: 30, count: 4)
    #expect(abs(shares[1] - 0.6) < 1e-12 && abs(shares.reduce(0, +) - 1) < 1e-12)
    #expect(PaymentBehaviour([], asOf: asOf).delayDays(0.5) == nil)
  }
}
