// SPDX-License-Identifier: Apache-2.0
import Calendars
import Forecasting
import NumericalMethods
import Testing

@testable import ForecastMethods

/// Days and weeks, dates of files, groups. Sees: windows off by a day, weeks that begin elsewhere, a group that is not listened to or that drowns its
/// members.
@Suite("Calendar effects of days, weeks and groups") struct CalendarPeriodTests {
  @Test("festivals before the lunar table fall where they fell")
  func earlyFestivals() throws {
    for (year, month, day) in [(1972, 2, 15), (1979, 1, 28), (1985, 2, 20), (1989, 2, 6), (1990, 1, 27), (2026, 2, 17)] {
      #expect(SpringFestivals.day(in: year) == Day(year: year, month: month, day: day))
    }
    #expect(SpringFestivals.day(in: 1969) == nil && SpringFestivals.day(in: 2051) == nil)
    for year in 1971...2050 {
      let days = try #require(SpringFestivals.day(in: year - 1)).distance(to: #require(SpringFestivals.day(in: year)))
      // Twelve or thirteen moons.
      #expect((353...385).contains(days) && !(356...382).contains(days), "\(year): \(days)")
    }
  }

  @Test("deviations are counted in days of the window, and years even out")
  func deviations() throws {
    let week = CalendarFeature("test", .springFestival(0...6))
    let table = CalendarTable([week], working: .china)
    let column = try #require(table.column(week))
    #expect(table.column(CalendarFeature("other", .monthEnd(2))) == nil)
    let first = try #require(Day(year: 2026, month: 2, day: 1))
    // 17 to 23 February 2026 lie in February, 29 January to 4 February 2025 in both.
    let whole = table.deviation(column, from: first, days: 28, byYear: true)
    // Years before the lunar table of `Calendars` are not known to the test, and change the mean a little.
    let known = stableMean((1990...2050).map { Double(MadeUpSales.days(0...6, in: Month(year: $0, month: 2))) })
    #expect(abs(whole - (1 - known / 7)) < 0.02)
    let split = table.deviation(column, from: try #require(Day(year: 2025, month: 2, day: 1)), days: 28, byYear: true)
    #expect(abs((whole - split) - 3.0 / 7) < 1e-9)
    #expect(table.deviation(column, from: try #require(Day(year: 2060, month: 2, day: 1)), days: 28, byYear: true) == 0)
    var sum = StableSum()
    for index in 0..<(81 * 12) {
      sum.add(
        table.deviation(
          column, from: Month(year: 1970, month: 1).adding(months: index).firstDay,
          days: Month(year: 1970, month: 1).adding(months: index).dayCount, byYear: true))
    }
    #expect(abs(sum.value) < 0.2)
  }

  @Test("weeks named by their Sunday end there, others begin at their day; quarters and numbers have no effects")
  func labels() throws {
    func periods(_ texts: [String]) throws -> DatedPeriods? {
      let labels = try texts.map { try #require(PeriodLabel($0)) }
      return DatedPeriods(try #require(PeriodGrid(labels: labels)))
    }
    let monday = try #require(Day(year: 2026, month: 1, day: 5))
    #expect(try periods(["2026-01-11", "2026-01-18"]) == DatedPeriods(weeks: monday))
    #expect(try periods(["2026-W02", "2026-W03"]) == DatedPeriods(weeks: monday))
    #expect(try periods(["2026-01-05", "2026-01-12"]) == DatedPeriods(weeks: monday))
    #expect(try periods(["2026-01-31", "2026-02-28"]) == DatedPeriods(months: Month(year: 2026, month: 1)))
    #expect(try periods(["202601", "202602"]) == DatedPeriods(months: Month(year: 2026, month: 1)))
    #expect(try periods(["2026-01-05", "2026-01-06"]) == DatedPeriods(days: monday))
    #expect(try periods(["2026Q1", "2026Q2"]) == nil)
    #expect(try periods(["1", "2"]) == nil)
  }

  @Test("daily sales that leap on 11 November and rest at Spring Festival are forecast to do so again")
  func days() throws {
    let first = try #require(Day(year: 2021, month: 3, day: 1))
    var random = RandomStream(seed: 8)
    func shift(_ day: Day) -> Double {
      let date = day.civil
      if date.month == 11, (10...11).contains(date.day) { return 1.2 }
      return (0...6).contains(day.springFestivalOffset ?? 99) ? -0.9 : 0
    }
    let values = (0..<1_340).map { index -> Double in
      let day = first.adding(days: index)
      return exponential(4 + (day.weekday > 5 ? 0.3 : 0) + shift(day) + 0.1 * random.normal())
    }
    let series = try Series(values, seasonLength: 7, granularity: .day)
    let fitted = try CalendarAdjusted(ExponentialSmoothing(), periods: DatedPeriods(days: first)).fit(series)
    let effect = try #require(fitted.effect)
    #expect(effect.name == "ChineseCalendar")
    let plain = effect.shift(at: first.distance(to: try #require(Day(year: 2025, month: 8, day: 20))))
    let leap = effect.shift(at: first.distance(to: try #require(Day(year: 2025, month: 11, day: 11)))) - plain
    let rest = effect.shift(at: first.distance(to: try #require(Day(year: 2026, month: 2, day: 19)))) - plain
    print("days: \(leap) for 1.2, \(rest) for -0.9")
    #expect(abs(leap - 1.2) < 0.2 && abs(rest + 0.9) < 0.2)
  }

  @Test("weekly sales know in which week the festival falls")
  func weeks() throws {
    let first = try #require(Day(year: 2018, month: 1, day: 1))
    var random = RandomStream(seed: 9)
    func closed(_ index: Int) -> Double {
      Double((0..<7).count { (0...6).contains(first.adding(days: 7 * index + $0).springFestivalOffset ?? 99) }) / 7
    }
    let values = (0..<312).map { exponential(6 - 0.8 * closed($0) + 0.06 * random.normal()) }
    let effect = try #require(
      CalendarEffect.learnt(from: Series(values, seasonLength: 52, granularity: .week), DatedPeriods(weeks: first)))
    // Festivals: 29 January 2025 (a Wednesday) and 17 February 2026 (a Tuesday).
    for festival in [Day(year: 2025, month: 1, day: 27), Day(year: 2026, month: 2, day: 16)] {
      let index = first.distance(to: try #require(festival)) / 7
      let fall = effect.shift(at: index) - effect.shift(at: index - 20)
      print("weeks: \(fall) for \(-0.8 * closed(index))")
      #expect(fall < -0.3)
    }
  }

  private func group(_ count: Int, months: Int, common: Double, noise: Double) -> [(sales: MadeUpSales, member: CalendarPrior.Member)] {
    (0..<count).compactMap { index in
      let sales = MadeUpSales(
        months: months, closed: common + 0.02 * Double(index % 5 - 2), before: 0, noise: noise, seed: UInt64(300 + index))
      return (try? sales.series()).map { (sales, CalendarPrior.Member($0, sales.periods)) }
    }
  }

  @Test("noisy members of a group are nearer to the truth with it than each alone, and a new one has the group's effect")
  func shared() throws {
    let members = group(30, months: 84, common: -0.4, noise: 0.12)
    let prior = try #require(CalendarPrior(learntFrom: members.map(\.member)))
    #expect(prior.memberCount == 30)
    var (alone, together) = (0.0, 0.0)
    for (sales, member) in members {
      let own = CalendarEffect.learnt(from: member.series, member.periods)
      let drawn = try #require(CalendarEffect.learnt(from: member.series, member.periods, towards: prior))
      for index in 0..<84 {
        let truth = sales.deviation(sales.month(index))
        alone += abs((own?.shift(at: index) ?? 0) - truth)
        together += abs(drawn.shift(at: index) - truth)
      }
    }
    print("group: error of effects \(together / alone) of that alone, \(prior.name)")
    #expect(together < 0.6 * alone)
    let young = MadeUpSales(closed: -0.4, before: 0)
    let effect = try #require(CalendarEffect.learnt(from: young.series(18), young.periods, towards: prior))
    for index in 18..<60 { #expect(abs(effect.shift(at: index) - young.deviation(young.month(index))) < 0.08) }
  }

  @Test("a group without an effect has none in common")
  func nothingShared() {
    let members = group(20, months: 84, common: 0, noise: 0.12).map { pair in
      let sales = MadeUpSales(months: 84, closed: 0, before: 0, noise: 0.12, seed: pair.sales.seed)
      return (try? sales.series()).map { CalendarPrior.Member($0, sales.periods) }
    }
    #expect(CalendarPrior(learntFrom: members.compactMap { $0 }) == nil)
    #expect(CalendarPrior(learntFrom: []) == nil)
  }
}
