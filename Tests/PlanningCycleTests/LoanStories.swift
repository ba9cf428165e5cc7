// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import FinancialPlanning
import Testing

@testable import PlanningCycle

/// Sees interest on the wrong days or year, a loan missing from a period, periods that do not roll forward, interest that no loan explains.
@Suite("Loans")
struct LoanStories {
  private func proof() throws -> Authorized<To.ViewCash> { try Access.authorize(SmallCompany.wang, to: To.ViewCash.self) }

  /// 200,000 at 3.6 % from 11 January 2026 to 11 January 2027.
  private func workspace(_ changes: [String: FactValue] = [:]) throws -> Workspace {
    var loan: [String: FactValue] = [
      "code": "JK-1", "bank": "农商行", "drawn_on": .day(day("2026-01-11")), "matures_on": .day(day("2027-01-11")),
      "principal": SmallCompanyFacts.yuan(200_000), "annual_rate": SmallCompanyFacts.thousandths(36),
      "credit_limit": SmallCompanyFacts.yuan(500_000),
    ]
    loan.merge(changes) { $1 }
    return try TermsStories.workspace([SmallCompanyFacts.table(.loans, [loan])])
  }

  @Test(
    "What the bank takes is counted by days: monthly over 360 unless the loan says quarterly or 365; the last interest comes with the principal"
  )
  func schedule() throws {
    let view = try workspace().loansView(try proof(), grain: .month)
    let loan = try #require(view.lines.first)
    #expect(loan.dayBasis == 360 && loan.settlement == .monthly && loan.free == 30_000_000)
    // 21 November 2026 is a Saturday. From 21 November to 21 December thirty days: 200,000 × 3.6 % × 30 ÷ 360.
    #expect(loan.payments.map(\.day) == [day("2026-11-23"), day("2026-12-21"), day("2027-01-11")])
    #expect(loan.payments[1].interest == 60_000 && loan.payments[1].principal == 0 && loan.payments[1].balance == 20_000_000)
    // Twenty-one days more, with the principal.
    #expect(loan.payments[2].interest == 42_000 && loan.payments[2].principal == 20_000_000 && loan.payments[2].balance == 0)
    let other = try workspace(["day_basis": .number(365), "settlement": "按季"]).loansView(try proof(), grain: .month)
    let quarterly = try #require(other.lines.first)
    #expect(quarterly.dayBasis == 365 && quarterly.settlement == .quarterly)
    // 21 September to 21 December are 91 days: 200,000 × 3.6 % × 91 ÷ 365 = 1,795.07.
    #expect(quarterly.payments.first?.interest == 179_507)
  }

  @Test("Months and quarters roll forward and hold the same draws, repayments and interest; the repayment lies on its day")
  func periods() throws {
    let workspace = try workspace()
    let (months, quarters) = (
      try workspace.loansView(try proof(), grain: .month).periods, try workspace.loansView(try proof(), grain: .quarter).periods
    )
    for periods in [months, quarters] {
      for (before, after) in zip(periods, periods.dropFirst()) { #expect(before.closing == after.opening) }
    }
    #expect(months.count > quarters.count && months.last?.closing == quarters.last?.closing)
    for part in [\LoansView.Period.repaid, \.drawn, \.interest, \.scheduled] {
      #expect(months.reduce(0) { $0 + $1[keyPath: part] } == quarters.reduce(0) { $0 + $1[keyPath: part] })
    }
    #expect(months.first { $0.repaid > 0 }?.id == "2027-01")
  }

  @Test("Interest in the cash calendar names its loan, and is what the plan pays")
  func calendar() throws {
    let book = try workspace().cashBook(try proof(), scenario: nil)
    // 20 December 2026 is a Sunday; the plan pays on the working day before.
    let entries = book.entries().filter { $0.line == "cash_interest" && $0.day == day("2026-12-18") }
    #expect(entries.contains { $0.source == .loan && $0.label.english == "Interest of loan JK-1" && $0.amount == -60_000 })
    let paid = book.entries().filter { $0.line == "cash_interest" }.reduce(0) { $0 + $1.amount }
    #expect(paid == -book.total("cash_interest").reduce(0, +))
  }
}
