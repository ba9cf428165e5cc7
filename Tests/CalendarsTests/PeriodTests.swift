// SPDX-License-Identifier: Apache-2.0

import Calendars
import Testing

private func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }
private func month(_ text: String) throws -> Month { try #require(Month(iso: text)) }

@Suite("Weeks, quarters and fiscal years")
struct PeriodTests {
  @Test(
    "ISO weeks at the turn of the year belong where most of them lies",
    arguments: [
      ("2026-01-01", "2026-W01"), ("2025-12-29", "2026-W01"), ("2025-12-28", "2025-W52"),
      ("2027-01-01", "2026-W53"),
      ("2027-01-04", "2027-W01"), ("2021-01-03", "2020-W53"), ("2026-11-22", "2026-W47"),
      ("1969-12-31", "1970-W01"),
      ("1900-01-01", "1900-W01"),
    ])
  func isoWeeks(date: String, week: String) throws {
    let day = try day(date)
    #expect(day.weekOf.description == week)
    #expect(day.weekOf.days.contains(day))
    #expect(day.weekOf.firstDay.weekday == 1)
  }

  @Test("a week is found again by its year and number; week 53 exists only in long years")
  func weekByNumber() throws {
    var week = try day("1999-01-04").weekOf
    for _ in 0..<3000 {
      guard Week(year: week.year, number: week.number) == week else {
        Issue.record("\(week) is not found by its own number")
        return
      }
      week = week.adding(weeks: 1)
    }
    #expect(Week(year: 2026, number: 53) != nil)
    #expect(Week(year: 2025, number: 53) == nil)
    #expect(Week(year: 2025, number: 0) == nil)
    #expect(Week(year: 2025, number: .max) == nil)
  }

  @Test("quarters hold three months each")
  func quarters() throws {
    #expect(try month("2026-11").quarterOf.description == "2026-Q4")
    let quarter = Quarter(year: 2028, quarter: 1)
    #expect(quarter.dayCount == 91)
    #expect(quarter.months == (try month("2028-01"))...(try month("2028-03")))
    #expect(quarter.adding(quarters: -1).description == "2027-Q4")
    #expect(Quarter(ordinal: -1).quarter == 4)
    #expect(Quarter(ordinal: -1).year == -1)
  }

  @Test(
    "the year of the books is the calendar year; a group's year may start in April, named after either end")
  func fiscalYears() throws {
    let march = try month("2027-03")
    #expect(FiscalCalendar.china.year(of: march) == FiscalYear(2027))
    let byEnd = try #require(FiscalCalendar(startMonth: 4))
    #expect(byEnd.year(of: march).number == 2027)
    #expect(byEnd.year(of: march).firstMonth.description == "2026-04")
    #expect(byEnd.year(of: march).period(of: march) == 12)
    #expect(byEnd.year(of: march).month(period: 12) == march)
    #expect(byEnd.year(of: march).period(of: try month("2027-04")) == nil)
    let byStart = try #require(FiscalCalendar(startMonth: 4, naming: .byFirstMonth))
    #expect(byStart.year(of: march).description == "FY2026")
    #expect(byStart.year(of: march).dayCount == 365)
    #expect(FiscalCalendar(startMonth: 13) == nil)
    for startMonth in 1...12 {
      let calendar = try #require(FiscalCalendar(startMonth: startMonth))
      for ordinal in 0..<36 {
        let month = march.adding(months: ordinal)
        #expect(calendar.year(of: month).months.contains(month))
      }
    }
  }

  @Test("what nests adds up: days in all, months in quarters, weeks in nothing but themselves")
  func nesting() {
    #expect(Granularity.day.nests(in: .week))
    #expect(Granularity.month.nests(in: .quarter))
    #expect(!Granularity.week.nests(in: .month))
    #expect(!Granularity.year.nests(in: .month))
    #expect(Granularity.week.nests(in: .week))
  }
}

@Suite("Axes of time")
struct PeriodAxisTests {
  @Test("a month axis gives each month its position and none to those outside")
  func months() throws {
    let axis = try #require(MonthAxis(first: month("2026-11"), last: month("2028-04")))
    #expect(axis.count == 18)
    #expect(axis.index(of: try month("2026-11")) == 0)
    #expect(axis.index(of: try month("2028-04")) == 17)
    #expect(axis.index(of: try month("2028-05")) == nil)
    #expect(axis.index(of: try month("2026-10")) == nil)
    #expect(axis.unboundedIndex(of: try month("2026-10")) == -1)
    #expect(Array(axis).map(\.description).prefix(3) == ["2026-11", "2026-12", "2027-01"])
    for (position, period) in axis.enumerated() { #expect(axis[position] == period) }
    #expect(MonthAxis(first: try month("2026-11"), last: try month("2026-10")) == nil)
  }

  @Test("a range is cut to the axis; one that misses it is empty")
  func cut() throws {
    let axis = MonthAxis(first: try month("2026-03"), count: 6)
    #expect(axis.indices(of: try month("2026-01")...month("2026-04")) == 0..<2)
    #expect(axis.indices(of: try month("2026-08")...month("2027-04")) == 5..<6)
    #expect(axis.indices(of: try month("2025-01")...month("2026-02")).isEmpty)
    #expect(axis.indices(of: try month("2026-09")...month("2026-12")).isEmpty)
  }

  @Test("days and months of an axis lead to each other")
  func crossing() throws {
    let days = try #require(DayAxis(first: day("2026-11-23"), last: day("2027-02-21")))
    #expect(days.count == 91)
    #expect(days.months.count == 4)
    let positions = days.monthPositions
    #expect(positions.count == days.count)
    for (position, day) in days.enumerated() {
      #expect(days.months[Int(positions[position])] == day.monthOf)
    }
    #expect(MonthAxis(first: try month("2026-01"), count: 12).days.count == 365)
    #expect(DayAxis(first: try day("2026-01-01"), count: -3).months.isEmpty)
    #expect(DayAxis(first: try day("2026-01-01"), count: 0).monthPositions.isEmpty)
  }
}
