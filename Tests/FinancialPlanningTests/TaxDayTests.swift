// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Testing

/// Sees a filing day that a holiday should have moved; does not see a notice of the tax authority that departs from the rule.
@Suite("Tax days")
struct TaxDayTests {
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
      let last = TaxFilingDays.lastDay(in: month, isWorkday: worksIn2026)
      #expect(last.dayOfMonth == [20, 24, 16, 20, 22, 15, 15, 17, 15, 26, 16, 15][month.month - 1])
      #expect(TaxDay.of(month, workingDays: .china) == TaxDay(day: last, isDerived: false))
    }
    let later = TaxDay.of(Month(year: 2027, month: 3), workingDays: .china)
    #expect(later == TaxDay(day: Day(iso: "2027-03-15")!, isDerived: true), "the holidays of 2027 are not published yet")
  }

  @Test("A Spring Festival that the term ends in puts the day off by its days within the term: February 2024 was the 23rd")
  func festivalAtTheEnd() {
    #expect(TaxFilingDays.lastDay(in: Month(year: 2024, month: 2), isWorkday: WorkingDays.china.isWorkday) == Day(iso: "2024-02-23")!)
  }

  @Test("A calendar without working days ends, and says a day")
  func noWorkingDays() {
    #expect(TaxFilingDays.lastDay(in: Month(year: 2028, month: 1), isWorkday: { _ in false }) > Day(iso: "2028-01-15")!)
  }
}
