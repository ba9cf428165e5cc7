// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Testing

@testable import SalesAnalytics

/// Sees a wrong base, a rate where there is none, unlike lengths; can't see whether a period is the one a reader wants.
@Suite("Growth compares like with like and says when there is nothing to compare")
struct GrowthTests {
  @Test("A rate needs a base above nought; losses are spoken as losses")
  func rates() {
    #expect(Growth(112, against: 100) == .rate(0.12))
    #expect(Growth(5, against: 0) == .notApplicable(.baseIsNought))
    #expect(Growth(5, against: -3) == .notApplicable(.baseIsNegative))
    #expect(Growth(5, against: -3, isResult: true) == .lossEnded)
    #expect(Growth(-5, against: 3, isResult: true) == .lossBegun)
    #expect(Growth(-2, against: -8, isResult: true) == .lossLess(0.75))
    #expect(Growth(-10, against: -8, isResult: true) == .lossMore(0.25))
  }

  @Test("Shares differ by percentage points, days by days")
  func points() {
    #expect(Growth(.share(1, over: 4), against: .share(1, over: 5)) == .points((0.25 - 0.2) * 100))
    #expect(Growth(.mean(30, over: 2), against: .mean(36, over: 3)) == .difference(3))
    #expect(Growth(.share(1, over: 4), against: .notApplicable) == .notApplicable(.notTold))
  }

  private static let march = SalesPeriod.month(Month(year: 2026, month: 3))

  @Test("A month that is over is compared whole; 29 February has its 28th")
  func whole() throws {
    let year = try #require(ComparedPeriods(.yearOnYear, of: Self.march, asOf: day("2026-12-31")))
    #expect(year.base == days("2025-03-01", "2025-03-31") && year.isWhole)
    let previous = try #require(ComparedPeriods(.previousPeriod, of: Self.march, asOf: day("2026-12-31")))
    #expect(previous.base == days("2026-02-01", "2026-02-28"))
    let leap = try #require(ComparedPeriods(.yearToDate, of: .month(Month(year: 2024, month: 2)), asOf: day("2024-12-31")))
    #expect(leap.current == days("2024-01-01", "2024-02-29") && leap.base == days("2023-01-01", "2023-02-28"))
  }

  @Test("A month that runs is compared with as many days, or with as many working days, and says so")
  func running() throws {
    let days10 = try #require(ComparedPeriods(.yearOnYear, of: Self.march, asOf: day("2026-03-10")))
    #expect(days10.base == days("2025-03-01", "2025-03-10") && !days10.isWhole && days10.currentDays == 10 && days10.baseDays == 10)
    // 1–10 March 2026 begins on a Sunday: seven working days; 2025 has the seventh on Tuesday the 11th.
    let work = try #require(
      ComparedPeriods(.yearOnYear, of: Self.march, asOf: day("2026-03-10"), alike: .workdays, calendar: .mondayToFriday))
    #expect(work.currentWorkdays == 7 && work.baseWorkdays == 7 && work.base.upperBound == day("2025-03-11"))
    #expect(ComparedPeriods(.yearOnYear, of: Self.march, asOf: day("2026-02-28")) == nil)
  }

  @Test("Around the festival days are counted from 正月初一: 17 February 2026 against 29 January 2025")
  func festival() throws {
    let window = try #require(ComparedPeriods(.aroundFestival, of: .year(2026), asOf: day("2026-12-31")))
    #expect(window.current == days("2026-01-18", "2026-03-19") && window.base == days("2024-12-30", "2025-02-28"))
    let running = try #require(ComparedPeriods(.aroundFestival, of: .year(2026), asOf: day("2026-02-01")))
    #expect(running.base == days("2024-12-30", "2025-01-13") && !running.isWhole)
    let both = try #require(ComparedPeriods(.januaryFebruary, of: .month(Month(year: 2026, month: 2)), asOf: day("2026-12-31")))
    #expect(both.current == days("2026-01-01", "2026-02-28") && both.base == days("2025-01-01", "2025-02-28"))
    #expect(ComparedPeriods(.januaryFebruary, of: Self.march, asOf: day("2026-12-31")) == nil)
  }

  @Test("A year of which only a part is known is no base: the cumulated growth against it is not told")
  func partlyKnown() throws {
    let first = try #require(LampTrade.trade.knownFrom(.orderedInclTax))
    let days = try LampTrade.trade.days(of: .orderedInclTax, in: day("2024-01-01")...day("2027-12-31"), asOf: day("2027-12-31"))
    func cumulated(_ month: Month) throws -> Growth {
      days.growth(try #require(ComparedPeriods(.yearToDate, of: .month(month), asOf: day("2027-12-31"))))
    }
    let known = Month(year: first.year + 1, month: 12)
    #expect(try (cumulated(known) == .notApplicable(.baseNotKnown)) == (first.monthOf.month > 1))
    #expect(try cumulated(Month(year: first.year, month: 12)) == .notApplicable(.baseNotKnown))
    #expect(
      days.growth(try #require(ComparedPeriods(.yearOnYear, of: .month(known), asOf: day("2027-12-31")))) != .notApplicable(.baseNotKnown))
  }

  @Test("By working day: 10 % more in 22 days than in 20 is no growth")
  func perWorkday() {
    guard case .rate(let rate) = Growth(110, against: 100).perWorkday(22, 20) else {
      Issue.record("a rate")
      return
    }
    #expect(abs(rate) < 1e-12)
    #expect(Growth(5, against: 0).perWorkday(22, 20) == .notApplicable(.baseIsNought))
  }

  @Test("Two periods of the lamps by customer: who is on one side alone is there too, and margins may turn")
  func compared() throws {
    let question = SalesQuestion(
      [.orderedInclTax, .orderMargin, .backlogInclTax], by: [.customer], in: days("2026-02-01", "2026-02-28"), asOf: day("2026-02-28"))
    let periods = try #require(
      ComparedPeriods(.previousPeriod, of: .month(Month(year: 2026, month: 2)), asOf: day("2026-02-28")))
    let answer = try LampTrade.trade.compare(question, periods)
    #expect(answer.rows.map { $0.current[0] } == [cents(452), cents(0)])
    #expect(answer.rows.map { $0.base[0] } == [cents(2260), cents(2034)])
    #expect(answer.rows[0].growth[0] == .rate((452.0 - 2260) / 2260))
    // At the end of January all of O2 was open, at the end of February eight of it and O3.
    #expect(answer.total.base[2] == cents(2034) && answer.total.current[2] == cents(1265.6))
    #expect(throws: SalesAnalysisError.self) {
      var byMonth = question
      byMonth.dimensions = [.month]
      _ = try LampTrade.trade.compare(byMonth, periods)
    }
  }

  @Test("A series of days gives the same figures as questions asked one by one")
  func series() throws {
    for measure in [SalesMeasure.orderedInclTax, .deliveryMarginShare, .collected, .onTimeLines, .daysLate] {
      let series = try Demo.books.growth(of: measure, in: days("2025-11-01", "2026-10-31"), asOf: day("2026-10-31"))
      #expect(series.rows.count == 12)
      let first = series.rows[2]
      #expect(first.period == .month(Month(year: 2026, month: 1)))
      func ask(_ range: ClosedRange<Day>) throws -> SalesFigure {
        try Demo.books.analyse(SalesQuestion([measure], in: range, asOf: day("2026-10-31"))).total[0]
      }
      #expect(first.figure == (try ask(days("2026-01-01", "2026-01-31"))))
      #expect(first.yearOnYear == Growth(first.figure, against: try ask(days("2025-01-01", "2025-01-31"))))
      #expect(first.previousPeriod == Growth(first.figure, against: try ask(days("2025-12-01", "2025-12-31"))))
      let march = series.rows[4]
      #expect(march.yearToDate == (try ask(days("2026-01-01", "2026-03-31"))))
    }
    #expect(throws: SalesAnalysisError.self) {
      try Demo.books.growth(of: .receivable, in: days("2026-01-01", "2026-10-31"), asOf: day("2026-10-31"))
    }
  }

  @Test("The festival moves from 29 January to 17 February: each month alone swings, both together and day by day hardly")
  func springFestival() throws {
    let series = try Demo.books.growth(of: .orderedInclTax, in: days("2026-01-01", "2026-02-28"), asOf: day("2026-10-31"))
    func size(_ growth: Growth?) throws -> Double {
      guard case .rate(let rate)? = growth else { throw Missing() }
      // Against what the company grows by in an ordinary year.
      return abs(rate - 0.06)
    }
    let (january, february) = (try size(series.rows[0].yearOnYear), try size(series.rows[1].yearOnYear))
    let both = try size(series.rows[0].januaryFebruary)
    #expect(series.rows[0].januaryFebruary == series.rows[1].januaryFebruary)
    let full = try Demo.books.growth(of: .orderedInclTax, in: days("2026-01-01", "2026-10-31"), asOf: day("2026-10-31"))
    let window = try #require(full.festivals.first)
    #expect(window.offsets == -30...30 && window.phases.map(\.offsets) == [-30 ... -1, 0...6, 7...30])
    #expect(window.phases.reduce(0) { $0 + $1.current.whole! } == window.current.whole)
    let aligned = try size(window.growth)
    #expect(both < max(january, february) / 2, "\(january) \(february) \(both)")
    #expect(aligned < max(january, february) / 2, "\(january) \(february) \(aligned)")
  }

  struct Missing: Error {}
}
