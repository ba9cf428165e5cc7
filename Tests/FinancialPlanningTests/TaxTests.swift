// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Testing

/// Sees wrong tax days, carry-forward and prepayments on hand-made months; does not see rates that the law changes.
@Suite("Taxes")
struct TaxTests {
  /// Days off in China in 2026 besides weekends, and weekend days worked, from the notice of November 2025.
  func worksIn2026(_ day: Day) -> Bool {
    let text = day.description
    let worked: Set = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]
    if worked.contains(text) { return true }
    let off = [
      ("2026-01-01", "2026-01-03"), ("2026-02-15", "2026-02-23"), ("2026-04-04", "2026-04-06"),
      ("2026-05-01", "2026-05-05"), ("2026-06-19", "2026-06-21"), ("2026-09-25", "2026-09-27"),
      ("2026-10-01", "2026-10-07"),
    ]
    if off.contains(where: { $0.0 <= text && text <= $0.1 }) { return false }
    return day.weekday <= 5
  }

  @Test("The rule alone gives all twelve days the tax authority published for 2026")
  func derivedEqualsPublished() {
    for month in Month(year: 2026, month: 1)...Month(year: 2026, month: 12) {
      let published = TaxDay.of(month, isWorkingDay: worksIn2026)
      #expect(!published.isDerived)
      #expect(TaxFilingDays.lastDay(in: month, isWorkday: worksIn2026) == published.day)
    }
    let later = TaxDay.of(Month(year: 2027, month: 3)) { $0.weekday <= 5 }
    #expect(later == TaxDay(day: Day(iso: "2027-03-15")!, isDerived: true))
  }

  @Test("A Spring Festival that the term ends in puts the day off by its days within the term: February 2024 was the 23rd")
  func festivalAtTheEnd() {
    let day = TaxDay.of(Month(year: 2024, month: 2)) { WorkingDays.china.isWorkday($0) }
    #expect(day == TaxDay(day: Day(iso: "2024-02-23")!, isDerived: true))
  }

  @Test("A calendar without working days ends, and says a day")
  func noWorkingDays() {
    #expect(TaxFilingDays.lastDay(in: Month(year: 2028, month: 1), isWorkday: { _ in false }) > Day(iso: "2028-01-15")!)
  }

  @Test("留抵 is carried until output VAT has used it up")
  func carriedForward() {
    let output = [100.0, 50, 300, 200]
    let input = [150.0, 80, 100, 20]
    var payable = [Double](repeating: -1, count: 4)
    var carried = payable
    carryVatForward(
      output: output, input: input, opening: 10, months: 4, payable: &payable, carried: &carried)
    #expect(payable == [0, 0, 110, 180])
    #expect(carried == [60, 90, 0, 0])
    // What is paid and carried closes over all months.
    #expect(payable.reduce(0, +) - carried[3] == output.reduce(0, +) - input.reduce(0, +) - 10)
  }

  @Test("Income tax follows the profit of the year to date and is prepaid after each quarter")
  func incomeTax() {
    // October (actual) to next April.
    let profit = [400.0, 100, -100, 80, 120, -300, 200]
    var expense = [100.0, 0, 0, 0, 0, 0, 0]
    var payment = [Double](repeating: -1, count: 7)
    var payable = payment
    expense.withUnsafeMutableBufferPointer { expense in
      payment.withUnsafeMutableBufferPointer { payment in
        payable.withUnsafeMutableBufferPointer { payable in
          profit.withUnsafeBufferPointer { profit in
            accrueIncomeTax(
              IncomeTaxRows(
                profit: profit.baseAddress!, expense: expense.baseAddress!, payment: payment.baseAddress!,
                payable: payable.baseAddress!),
              rate: 0.25, months: 7, firstMonthNumber: 10, actualMonths: 1, openingPayable: 100)
          }
        }
      }
    }
    #expect(expense == [100, 25, -25, 20, 30, -50, 25])
    #expect(payment == [0, 0, 0, 100, 0, 0, 0])
    #expect(payable == [0, 125, 100, 20, 50, 0, 25])
  }

  @Test("Surcharges on VAT paid are 12 % in a city")
  func surcharge() {
    #expect(abs(VatSurcharge.city.rate - 0.12) < 1e-12)
    #expect(abs(VatSurcharge.elsewhere.rate - 0.06) < 1e-12)
  }
}
