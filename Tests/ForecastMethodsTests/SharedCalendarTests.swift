// SPDX-License-Identifier: Apache-2.0
import Calendars
import Forecasting
import NumericalMethods
import Testing

@testable import ForecastMethods

/// Sees: a family's festival that its items do not get, that they get in the wrong month or in the wrong size, months that pay for it, a festival made up.
/// Does not see: whether real families have one festival in common.
@Suite("Calendar effect of a group") struct SharedCalendarTests {
  /// Items that were all sold from the first month on, with a festival of one size and noise of their own.
  private func family(_ count: Int, months: Int, closed: Double, noise: Double, seed: UInt64) -> [MadeUpSales] {
    (0..<UInt64(count)).map { item in
      var sales = MadeUpSales(closed: closed, before: closed == 0 ? 0 : 0.1, noise: noise, seed: 100 * seed + item)
      sales.months = months
      return sales
    }
  }

  private func total(_ items: [MadeUpSales], months: Int) throws -> Series {
    let values = items.map { $0.values(months) }
    return try Series((0..<months).map { month in values.reduce(0) { $0 + $1[month] } }, seasonLength: 12, granularity: .month)
  }

  /// Σ|error| of items of which the last thirty months are known, a year ahead: January and February, other months.
  private func errors(_ items: [MadeUpSales], months: Int, _ calendar: SharedCalendarEffect?) throws -> (near: Double, far: Double) {
    let whole = try total(items, months: months)
    let season = SharedSeason(total: (calendar?.usualTotal ?? whole).values, seasonLength: 12)
    var errors = (near: 0.0, far: 0.0)
    for item in items {
      let values = item.values(months + 12)
      let known = try Series(Array(values[(months - 30)..<months]), seasonLength: 12, granularity: .month)
      let model = AutomaticChoice(horizon: 12, season: season)
      let forecast =
        try calendar.map { try $0.fit(model, to: known).forecast(horizon: 12) } ?? model.fit(known).forecast(horizon: 12)
      for step in 0..<12 {
        let error = abs(values[months + step] - forecast.mean[step])
        if item.month(months + step).month <= 2 { errors.near += error } else { errors.far += error }
      }
    }
    return errors
  }

  @Test("items of thirty months gain in January and February by the festival of their family, and other months do not pay for it")
  func better() throws {
    var (plain, shared) = ((near: 0.0, far: 0.0), (near: 0.0, far: 0.0))
    // Next festivals: 28 January 2017, 16 February 2018, 25 January 2020, 22 January 2023.
    for (end, years) in [9, 10, 12, 15].enumerated() {
      let families = (0..<4).map { family(8, months: 12 * years, closed: -0.4, noise: 0.12, seed: UInt64(10 * end + $0)) }
      let calendars = SharedCalendarEffect.learn(try families.map { (try total($0, months: 12 * years), $0[0].periods) })
      for (items, learnt) in zip(families, calendars) {
        let calendar = try #require(learnt, "four families of eight items speak for it together")
        let (without, with) = try (errors(items, months: 12 * years, nil), errors(items, months: 12 * years, calendar))
        (plain.near, plain.far) = (plain.near + without.near, plain.far + without.far)
        (shared.near, shared.far) = (shared.near + with.near, shared.far + with.far)
      }
    }
    print("family: January and February \(shared.near / plain.near), other months \(shared.far / plain.far)")
    #expect(shared.near < 0.95 * plain.near)
    #expect(shared.far < 1.01 * plain.far)
  }

  @Test("a member has the festival in its own months and size, whenever it began")
  func aligned() throws {
    let items = family(20, months: 120, closed: -0.3, noise: 0.05, seed: 7)
    let calendar = try #require(SharedCalendarEffect(total: total(items, months: 120), items[0].periods))
    for count in [7, 30, 119, 120] {
      let effect = calendar.effect(onLast: count)
      for index in 0..<(count + 12) {
        let month = items[0].month(120 - count + index)
        #expect(abs(effect.shift(at: index) - items[0].deviation(month)) < 0.06)
      }
    }
  }

  @Test("months before the first sale change nothing, and noughts of a member stay noughts")
  func noughts() throws {
    let items = family(6, months: 96, closed: -0.3, noise: 0.03, seed: 3)
    let sold = try total(items, months: 96)
    let later = try #require(SharedCalendarEffect(total: sold, items[0].periods))
    let early = try #require(
      SharedCalendarEffect(
        total: Series([0, 0, 0, 0, 0] + sold.values, seasonLength: 12, granularity: .month),
        DatedPeriods(months: items[0].first.adding(months: -5))))
    #expect(early.usualTotal == later.usualTotal)
    let thin = try Series((0..<40).map { $0 % 3 == 0 ? 5 : 0 }, seasonLength: 12, granularity: .month)
    let usual = try early.effect(onLast: 40).removed(from: thin)
    #expect(usual.values.indices.allSatisfy { (usual.values[$0] == 0) == (thin.values[$0] == 0) })
    let fitted = try early.fit(AutomaticChoice(horizon: 6), to: thin)
    #expect(zip(fitted.observed, thin.values).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  @Test("a family without a festival has none, nor has one with losses or with nothing sold")
  func none() throws {
    let found = try (0..<60).count { seed in
      let items = family(8, months: 84, closed: 0, noise: 0.1, seed: UInt64(1_000 + seed))
      return try SharedCalendarEffect(total: total(items, months: 84), items[0].periods) != nil
    }
    #expect(found <= 3)
    let periods = MadeUpSales().periods
    let nothing = try Series([Double](repeating: 0, count: 60), seasonLength: 12, granularity: .month)
    #expect(SharedCalendarEffect(total: nothing, periods) == nil)
    let losses = try Series((0..<96).map { 10 * MadeUpSales().shift(MadeUpSales().month($0)) }, seasonLength: 12, granularity: .month)
    #expect(SharedCalendarEffect(total: losses, periods) == nil)
  }

  @Test("a family of less than three years has the festival of the others, and each is drawn towards what they have in common")
  func families() throws {
    let totals = try (0..<5).map { place -> (total: Series, periods: DatedPeriods) in
      let months = place == 4 ? 30 : 84
      let items = family(6, months: 84, closed: -0.3, noise: 0.08, seed: UInt64(40 + place))
      let whole = try total(items, months: 84)
      let first = items[0].first.adding(months: 84 - months)
      return (try Series(Array(whole.values.suffix(months)), seasonLength: 12, granularity: .month), DatedPeriods(months: first))
    }
    let learnt = SharedCalendarEffect.learn(totals)
    let young = try #require(learnt[4])
    let sales = MadeUpSales(closed: -0.3)
    for index in 0..<42 { #expect(abs(young.effect.shift(at: index) - sales.deviation(sales.month(54 + index))) < 0.06) }
    #expect(learnt.allSatisfy { $0 != nil })
    #expect(SharedCalendarEffect(total: totals[4].total, totals[4].periods) == nil)
  }

  @Test("the series of real companies break nothing behind the festival of their family", arguments: DifficultSeriesTests.difficult)
  func difficult(_ example: DifficultSeriesTests.Difficult) throws {
    let items = family(4, months: 96, closed: -0.3, noise: 0.03, seed: 9)
    let calendar = try #require(SharedCalendarEffect(total: total(items, months: 96), items[0].periods))
    let series = try Series(example.values, seasonLength: 12)
    let forecast = try calendar.fit(AutomaticChoice(horizon: 12), to: series).forecast(horizon: 12)
    #expect(forecast.mean.allSatisfy(\.isFinite) && forecast.scale.allSatisfy(\.isFinite))
  }
}
