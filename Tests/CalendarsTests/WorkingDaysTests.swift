// SPDX-License-Identifier: Apache-2.0

import Calendars
import Testing

private func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

/// Sees a wrong day in a built-in year and wrong arithmetic at the seams. The independent road is walking day by day.
@Suite("Workdays and 调休")
struct WorkingDaysTests {
  @Test(
    "workdays by month of the years with a notice",
    arguments: [
      (2022, [21, 16, 23, 21, 20, 21, 21, 23, 21, 18, 22, 22]),
      (2023, [18, 20, 23, 20, 21, 21, 21, 23, 20, 19, 22, 21]),
      (2024, [22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22]),
      (2025, [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]),
      (2026, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]),
    ])
  func byMonth(year: Int, expected: [Int]) {
    #expect((1...12).map { WorkingDays.china.workdays(in: Month(year: year, month: $0)) } == expected)
    #expect(WorkingDays.china.status(of: year) == .published)
  }

  @Test("the make-up Saturday before Spring Festival 2026 is worked, the Monday of the festival is not")
  func makeUpDay() throws {
    #expect(WorkingDays.china.isWorkday(try day("2026-02-14")))
    #expect(!WorkingDays.china.isWorkday(try day("2026-02-16")))
    #expect(!WorkingDays.china.isWorkday(try day("2026-02-21")))
    #expect(WorkingDays.china.isWorkday(try day("2026-02-28")))
    #expect(WorkingDays.china.isWorkday(try day("2026-11-23")))
  }

  @Test("in every notice, weekdays off less make-up days are the statutory days")
  func balance() {
    for notice in HolidayYear.published {
      #expect(
        notice.weekdaysOff.count - notice.makeUpDays.count == HolidayYear.statutoryDayCount(notice.year),
        "\(notice.year)")
    }
  }

  @Test("a year without a notice is presumed and loses exactly the statutory weekdays: 248 workdays in 2027")
  func presumed() throws {
    let year2027 = try day("2027-01-01")...day("2027-12-31")
    #expect(WorkingDays.china.workdays(in: year2027) == 248)
    #expect(WorkingDays.china.status(of: 2027) == .presumed)
    for year in 1990...2050 {
      let table = try #require(HolidayYear.presumed(year))
      #expect(table.weekdaysOff.count == HolidayYear.statutoryDayCount(year), "\(year)")
      #expect(table.makeUpDays.isEmpty)
    }
    #expect(HolidayYear.presumed(2051) == nil)
    // 2028: 中秋 falls on 3 October; both days are given.
    #expect(try #require(HolidayYear.presumed(2028)).weekdaysOff.filter { $0.month == 10 }.count == 4)
  }

  @Test("the next and the last workday around the long holiday")
  func neighbours() throws {
    #expect(WorkingDays.china.nextWorkday(onOrAfter: try day("2026-02-15")).description == "2026-02-24")
    #expect(WorkingDays.china.previousWorkday(onOrBefore: try day("2026-02-23")).description == "2026-02-14")
    #expect(WorkingDays.china.nextWorkday(onOrAfter: try day("2026-02-28")).description == "2026-02-28")
  }

  @Test("adding workdays equals walking day by day, forwards and back, inside and beyond the tables")
  func addingEqualsWalking() throws {
    for start in [
      "2026-01-28", "2026-02-20", "2050-12-20", "2051-01-01", "1989-12-25", "1990-01-01", "1950-06-04",
    ] {
      let start = try day(start)
      for steps in -40...40 where steps != 0 {
        var walked = start
        var left = steps.magnitude
        while left > 0 {
          walked = walked.adding(days: steps.signum())
          if WorkingDays.china.isWorkday(walked) { left -= 1 }
        }
        let added = WorkingDays.china.adding(workdays: steps, to: start)
        #expect(added == walked, "\(start) \(steps)")
        // Counting leaves the start out, so walking back from a day that is not worked counts one less.
        let uncounted = steps < 0 && !WorkingDays.china.isWorkday(start) ? 1 : 0
        #expect(WorkingDays.china.workdays(from: start, to: added) == steps + uncounted, "\(start) \(steps)")
      }
    }
    #expect(WorkingDays.china.adding(workdays: 0, to: try day("2026-02-20")).description == "2026-02-20")
    #expect(WorkingDays.china.adding(workdays: .max, to: try day("2026-02-20")) == Day(ordinal: .max))
    #expect(WorkingDays.china.adding(workdays: .min, to: try day("2026-02-20")) == Day(ordinal: .min))
  }

  @Test("a calendar without holidays knows weekends only, and presumes nothing")
  func mondayToFriday() throws {
    #expect(WorkingDays.mondayToFriday.isWorkday(try day("2026-10-01")))
    #expect(!WorkingDays.mondayToFriday.isWorkday(try day("2026-02-14")))
    #expect(WorkingDays.mondayToFriday.status(of: 2031) == .published)
    #expect(WorkingDays.mondayToFriday.workdays(in: Month(year: 2090, month: 2)) == 20)
  }

  @Test("a corrected notice replaces the earlier one of its year")
  func extended() throws {
    let extra = HolidayYear(
      year: 2027, status: .published, source: "示例", daysOff: [try day("2027-01-01")],
      makeUpDays: [try day("2027-01-03")])
    let calendar = WorkingDays.china.extended(with: extra)
    #expect(calendar.status(of: 2027) == .published)
    #expect(calendar.isWorkday(try day("2027-01-03")))
    #expect(calendar.isWorkday(try day("2027-05-03")))
    #expect(calendar.status(of: 2026) == .published)
    #expect(calendar.workdays(in: Month(year: 2026, month: 2)) == 16)
    let corrected = HolidayYear(
      year: 2027, status: .published, source: "示例", daysOff: [try day("2027-01-01")], makeUpDays: [])
    #expect(!calendar.extended(with: corrected).isWorkday(try day("2027-01-03")))
  }
}

@Suite("The last day to file taxes")
struct TaxFilingDaysTests {
  @Test(
    "follows the dates that the tax authority published",
    arguments: [
      (2024, [15, 23, 15, 18, 22, 19, 15, 15, 18, 24, 15, 16]),
      (2025, [15, 20, 17, 18, 22, 16, 15, 15, 15, 27, 17, 15]),
      (2026, [20, 24, 16, 20, 22, 15, 15, 17, 15, 26, 16, 15]),
    ])
  func published(year: Int, expected: [Int]) {
    let days = (1...12).map {
      TaxFilingDays.lastDay(in: Month(year: year, month: $0), workingDays: .china).day.dayOfMonth
    }
    #expect(days == expected)
  }

  @Test("is presumed where the holidays are")
  func presumed() {
    let result = TaxFilingDays.lastDay(in: Month(year: 2027, month: 3), workingDays: .china)
    #expect(result.status == .presumed)
    #expect(result.day.description == "2027-03-15")
  }
}
