// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Planning
import Quantities
import Testing

@testable import PlanningCycle

/// Sees: a bill in a wrong state or on a wrong day, a step that cannot be, or one that does something else in the plan. Does not see: the accounts a ledger
/// posts it to, which `FinancialPlanning` proves.
@Suite struct BillStories {
  private let company: SmallCompany

  init() throws { company = try CashCompany.make() }

  private func view(scenario: Int64? = nil) throws -> BillsView {
    try company.workspace.billsView(try Access.authorize(SmallCompany.wang, to: To.ViewCash.self), scenario: scenario)
  }

  @discardableResult
  private func plan(
    _ bill: String, _ step: PlannedBillStep, as person: Person = SmallCompany.wang, scenario: Int64? = nil
  ) throws -> CommandOutcome {
    try company.workspace.planBillStep(
      try Access.authorize(person, to: To.ViewCash.self), bill: bill, step, scenario: scenario, context: company.context(person))
  }

  private func refusal(_ work: () throws -> CommandOutcome) -> CycleError? { failure(work) as? CycleError }

  @Test("the register says where each bill is, when it turns into money and what a bank would pay today")
  func register() throws {
    let view = try view()
    #expect(
      view.lines.map { "\($0.bill.number) \($0.bill.state.rawValue)" } == [
        "CD-1 held", "KP-1 issued", "CD-3 endorsed", "CD-4 pledged", "CD-2 held",
      ])
    let first = view.lines[0]
    // 12 December 2026 is a Saturday. From Monday, 23 November, 19 days: 20,000 × 2 % × 19 ÷ 360 = 21.11.
    #expect(first.cashOn == day("2026-12-14") && first.daysLeft == 19 && first.proceeds == 2_000_000 - 2_111)
    #expect(view.lines[2].cashOn == nil && view.lines[2].proceeds == nil)
    #expect(view.payees.map { "\($0.code) \($0.open)" } == ["S1 6500000"])
  }

  @Test("a discount brings the money on its day, costs its interest, and the bill no longer comes at maturity; undo takes it back")
  func discount() throws {
    let before = try company.value("cash_balance@2027-03-01")
    try plan("CD-2", .discount(on: day("2026-12-01"), rate: nil))
    #expect(try view().lines.first { $0.bill.number == "CD-2" }?.isPlannedAway == true)
    // 89 days: 60,000 × 2 % × 89 ÷ 360 = 296.67.
    #expect(try company.value("financing_charges@2026-12-01") == 296.67)
    #expect(try company.value("bills_given@2027-03-01") == 60_000)
    let after = try #require(try company.value("cash_balance@2027-03-01"))
    // A quarter of the interest comes back as income tax that is not prepaid in January.
    #expect(abs(after - (before ?? 0) + 296.67 * 0.75) < 0.005)
    #expect(company.workspace.plan.engine.checks().filter { !$0.passes }.isEmpty)
    _ = try company.undo(as: SmallCompany.wang)
    #expect(try company.value("cash_balance@2027-03-01") == before)
    #expect(try view().lines.allSatisfy { !$0.isPlannedAway })
  }

  @Test("an endorsement pays the supplier's next invoices and moves no cash on its day")
  func endorse() throws {
    let (before, paid) = (try company.value("cash_balance@2026-12-28"), try company.value("cash_suppliers@2026-12-01"))
    try plan("CD-2", .endorse(on: day("2026-12-01"), supplier: "S1"))
    #expect(try company.value("payables_moved@2026-12-21") == -25_000)
    #expect(try company.value("payables_moved@2026-12-28") == -35_000)
    #expect(try company.value("cash_suppliers@2026-12-01") == paid, "no cash on the day of endorsement")
    let after = try #require(try company.value("cash_balance@2026-12-28"))
    #expect(abs(after - (before ?? 0) - 60_000) < 0.005)
    #expect(company.workspace.plan.engine.checks().filter { !$0.passes }.isEmpty)
  }

  @Test("in a scenario the plan keeps its bill")
  func scenario() throws {
    let id = try company.makeScenario("贴现")
    try plan("CD-2", .discount(on: day("2026-12-01"), rate: FixedPoint(mantissa: 3, scale: 2)), scenario: id)
    #expect(try view(scenario: id).lines.contains { $0.isPlannedAway })
    #expect(try !view().lines.contains { $0.isPlannedAway })
  }

  @Test("every reason comes at once: a day that is past and after maturity, no bank day, too little owed, a bill that is not in hand")
  func refusals() throws {
    #expect(refusal { try plan("CD-3", .discount(on: day("2026-12-01"), rate: nil)) }?.code == .billNotKnown)
    let weekend = refusal { try plan("CD-2", .discount(on: day("2026-12-05"), rate: nil)) }
    #expect(weekend?.code == .billStepRefused && weekend?.detail.chinese.contains("2026-12-07") == true)
    let late = refusal { try plan("CD-1", .endorse(on: day("2026-12-20"), supplier: "S9")) }
    #expect(late?.detail.english.contains("less than the bill") == true && late?.detail.english.contains("matures") == true)
    #expect(refusal { try plan("CD-2", .discount(on: day("2026-11-02"), rate: nil)) }?.code == .billStepRefused)
    #expect(refusal { try plan("CD-2", .discount(on: day("2029-12-20"), rate: nil)) }?.code == .billStepRefused)
    try plan("CD-2", .discount(on: day("2026-12-01"), rate: nil))
    #expect(refusal { try plan("CD-2", .endorse(on: day("2026-12-01"), supplier: "S1")) }?.code == .billNotKnown)
  }
}
