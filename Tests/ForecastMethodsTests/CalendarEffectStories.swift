// SPDX-License-Identifier: Apache-2.0
import Calendars
import Forecasting
import NumericalMethods
import Testing

@testable import ForecastMethods

/// Sees: a festival at the wrong date, an effect that is missed, made up, or put back into the wrong month, dates counted from another end, gaps taken for
/// sales. Does not see: what festivals do to real sales (`CalendarProofTests` does).
@Suite("Calendar effects") struct CalendarEffectStories {
  @Test("a festival of known size at its true dates is found to a few hundredths", arguments: 1...6)
  func planted(_ seed: UInt64) throws {
    let sales = MadeUpSales(seed: seed)
    let effect = try #require(CalendarEffect.learnt(from: sales.series(), sales.periods))
    #expect(effect.isMultiplicative && effect.name.contains("SpringFestival"))
    var largest = 0.0
    for index in 0..<(sales.months + 24) { largest = max(largest, abs(effect.shift(at: index) - sales.deviation(sales.month(index)))) }
    print("planted: largest difference \(largest)")
    #expect(largest < 0.06)
  }

  @Test("a festival that only adds is found in series with zeros and losses")
  func additive() throws {
    let sales = MadeUpSales()
    var random = RandomStream(seed: 3)
    let values = (0..<sales.months).map { 40 * sales.shift(sales.month($0)) + 2 * random.normal() }
    let effect = try #require(CalendarEffect.learnt(from: Series(values, seasonLength: 12), sales.periods))
    #expect(!effect.isMultiplicative)
    for index in 0..<sales.months { #expect(abs(effect.shift(at: index) - 40 * sales.deviation(sales.month(index))) < 3) }
  }

  @Test("where none was planted none is found, but for two series in a hundred, and five where January and February are thrice as wild")
  func noneFound() throws {
    var found = [0, 0]
    for seed in 1...300 as ClosedRange<UInt64> {
      var sales = MadeUpSales(closed: 0, before: 0, noise: 0.05, seed: 1_000 + seed)
      sales.first = Month(year: 1990 + Int(seed % 20), month: Int(seed % 12) + 1)
      sales.months = 40 + Int(seed % 7) * 24
      let calm = sales.values()
      // Often January and February are wilder than other months without any festival.
      var random = RandomStream(seed: 5_000 + seed)
      let wild = calm.enumerated().map { $1 * exponential(sales.month($0).month <= 2 ? 0.15 * random.normal() : 0) }
      for (place, values) in [calm, wild].enumerated() {
        if CalendarEffect.learnt(from: try Series(values, seasonLength: 12), sales.periods) != nil { found[place] += 1 }
      }
    }
    print("made up without a festival: found in \(found) of 300")
    #expect(found[0] <= 6 && found[1] <= 15)
  }

  @Test("a festival in January takes from January what one in mid-February takes from February")
  func moves() throws {
    // Festivals: 22 January 2023, 10 February 2024; 23 January 2031, 11 February 2032.
    for (first, early, late) in [(2011, 2023, 2024), (2019, 2031, 2032)] {
      let sales = MadeUpSales(first: Month(year: first, month: 1), before: 0)
      let model = CalendarAdjusted(ExponentialSmoothing(), periods: sales.periods)
      let mean = try model.fit(sales.series()).forecast(horizon: 40).mean
      func ratio(_ year: Int) -> Double {
        let january = sales.first.distance(to: Month(year: year, month: 1)) - sales.months
        return logarithm(mean[january] / mean[january + 1])
      }
      func planted(_ year: Int) -> Double { sales.shift(Month(year: year, month: 1)) - sales.shift(Month(year: year, month: 2)) }
      #expect(planted(late) - planted(early) > 0.2)
      #expect(abs((ratio(late) - ratio(early)) - (planted(late) - planted(early))) < 0.05)
    }
  }

  @Test("the forecast is better for it: errors of January and February fall by a seventh, those of other months do not rise")
  func better() throws {
    var errors = (plain: [0.0, 0.0], adjusted: [0.0, 0.0])
    for seed in 1...8 as ClosedRange<UInt64> {
      let sales = MadeUpSales(seed: seed)
      let whole = sales.values(sales.months + 24)
      let training = try sales.series()
      let plain = try ExponentialSmoothing().fit(training).forecast(horizon: 24).mean
      let adjusted = try CalendarAdjusted(ExponentialSmoothing(), periods: sales.periods).fit(training).forecast(horizon: 24).mean
      for step in 0..<24 {
        let place = sales.month(sales.months + step).month <= 2 ? 0 : 1
        errors.plain[place] += abs(whole[sales.months + step] - plain[step])
        errors.adjusted[place] += abs(whole[sales.months + step] - adjusted[step])
      }
    }
    print("made up: January and February \(errors.adjusted[0] / errors.plain[0]), other months \(errors.adjusted[1] / errors.plain[1])")
    #expect(errors.adjusted[0] < 0.85 * errors.plain[0])
    #expect(errors.adjusted[1] < 1.02 * errors.plain[1])
  }

  @Test("a thousand times the sales have a thousand times the forecast")
  func scales() throws {
    let sales = MadeUpSales()
    let model = CalendarAdjusted(ExponentialSmoothing(), periods: sales.periods)
    let one = try model.fit(sales.series())
    let many = try model.fit(Series(sales.values().map { $0 * 1_024 }, seasonLength: 12))
    #expect(one.effect != nil && many.method == one.method)
    let (small, large) = (try one.forecast(horizon: 12), try many.forecast(horizon: 12))
    for step in 0..<12 {
      #expect(abs(large.mean[step] / 1_024 - small.mean[step]) < 1e-9 * small.mean[step])
      #expect(abs(large.scale[step] / 1_024 - small.scale[step]) < 1e-6 * small.mean[step])
    }
  }

  @Test("months without an observation neither hide the festival nor are made up")
  func gaps() throws {
    let sales = MadeUpSales(seed: 4)
    let values = sales.values().enumerated().map { $0 < 5 || $0 % 17 == 3 ? nil : Optional($1) }
    let series = try Series(values, seasonLength: 12)
    let fitted = try CalendarAdjusted(AutomaticChoice(horizon: 6), periods: sales.periods).fit(series)
    let effect = try #require(fitted.effect)
    let removed = try effect.removed(from: series)
    for index in 0..<sales.months {
      #expect(removed.isObserved(at: index) == series.isObserved(at: index))
      #expect(abs(effect.shift(at: index) - sales.deviation(sales.month(index))) < 0.1)
    }
    // The choice leaves out the gaps before the first value; what remains are the values as they were.
    for (observed, value) in zip(fitted.observed.reversed(), series.values.reversed()) where !value.isNaN {
      #expect(abs(observed - value) < 1e-9 * value)
    }
  }

  @Test("a series of less than three years has no effect of its own, and its forecast is the method's, bit for bit")
  func short() throws {
    let sales = MadeUpSales(closed: -1)
    for count in [1, 12, 35] {
      let series = try sales.series(count)
      #expect(CalendarEffect.learnt(from: series, sales.periods) == nil)
      let model = AutomaticChoice(horizon: 3)
      let plain = try model.fit(series).forecast(horizon: 3)
      #expect(try CalendarAdjusted(model, periods: sales.periods).fit(series).forecast(horizon: 3) == plain)
    }
  }

  @Test("demand that comes now and then keeps its noughts")
  func intermittent() throws {
    let sales = MadeUpSales(closed: -1)
    let values = sales.values().enumerated().map { $0 % 4 == 1 ? $1 : 0 }
    #expect(CalendarEffect.learnt(from: try Series(values, seasonLength: 12), sales.periods) == nil)
  }

  @Test("any method behind the calendar keeps the promises of a method")
  func contract() throws {
    let periods = DatedPeriods(months: Month(year: 2015, month: 1))
    try checkForecastModel(CalendarAdjusted(ExponentialSmoothing(), periods: periods))
    try checkForecastModel(CalendarAdjusted(SeasonalNaive(), periods: periods))
    try checkForecastModel(CalendarAdjusted(Theta(), periods: nil))
    try checkForecastModel(CalendarChoice(AutomaticChoice(horizon: 6), periods: periods))
  }

  @Test("difficult series give numbers or a refusal", arguments: DifficultSeriesTests.difficult)
  func difficult(_ example: DifficultSeriesTests.Difficult) throws {
    for first in [Month(year: 1, month: 1), Month(year: 1988, month: 5), Month(year: 2049, month: 1), Month(year: 9000, month: 1)] {
      let series = try Series(example.values, seasonLength: 12)
      let model = CalendarChoice(AutomaticChoice(horizon: 14), periods: DatedPeriods(months: first))
      let forecast = try model.fit(series).forecast(horizon: 14)
      #expect(forecast.mean.allSatisfy(\.isFinite) && forecast.scale.allSatisfy(\.isFinite))
    }
  }
}
