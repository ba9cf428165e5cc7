// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Quantities
import Testing

/// Sees interest of a wrong number of days, a rounding made twice, a 分 left over. Does not see what a bank really charges.
@Suite("Bank loans")
struct BankLoanTests {
  @Test("Quarterly interest is settled on the 20th and paid on the 21st; the last with the principal")
  func loan() throws {
    let loan = BankLoan(
      principal: try Fixture.amount("3000000.00"), drawnOn: try Fixture.day("2026-01-15"), maturesOn: try Fixture.day("2027-01-15"),
      annualRate: try Fixture.number("0.036"), repayments: [.init(on: try Fixture.day("2026-08-20"), try Fixture.amount("1000000.00"))])
    let payments = try #require(loan.payments())
    // 65, 92 days on 3 million; 60 on 3 and 32 on 2 million; 91 and 25 days on 2 million; 300, 200 元 a day.
    let expected = [
      "2026-03-21 19500.00 0.00", "2026-06-21 27600.00 0.00", "2026-08-20 0.00 1000000.00", "2026-09-21 24400.00 0.00",
      "2026-12-21 18200.00 0.00",
      "2027-01-15 5000.00 2000000.00",
    ]
    #expect(payments.map { "\($0.day) \($0.interest.decimalText) \($0.principal.decimalText)" } == expected)
    #expect(payments.last?.balance.minorUnits == 0)
  }

  @Test("Equal parts repay to the last 分")
  func equalParts() throws {
    let loan = BankLoan.equalParts(
      principal: try Fixture.amount("100000.00"), drawnOn: try Fixture.day("2026-08-31"), months: 7, annualRate: try Fixture.number("0.045")
    )
    let payments = try #require(loan.payments())
    #expect(payments.reduce(0) { $0 + $1.principal.minorUnits } == 10_000_000)
    #expect(payments.filter { $0.principal.minorUnits > 0 }.map(\.day.description).prefix(3) == ["2026-09-30", "2026-10-31", "2026-11-30"])
    let tooMuch = BankLoan(
      principal: try Fixture.amount("1.00"), drawnOn: try Fixture.day("2026-01-15"), maturesOn: try Fixture.day("2027-01-15"),
      annualRate: .zero, repayments: [.init(on: try Fixture.day("2026-08-20"), try Fixture.amount("2.00"))])
    #expect(tooMuch.payments() == nil)
  }
}
