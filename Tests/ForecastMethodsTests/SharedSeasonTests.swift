// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods
import Testing

@testable import ForecastMethods

/// Sees: waves that are missed or made up, a past that knows the future, a season at the wrong month, a group judged without a test, series that break
/// the fit. Does not see: whether real companies' families have a season in common (the calibration proof and each refresh do).
@Suite("Season of a group")
struct SharedSeasonTests {
  private func wave(_ month: Int) -> Double {
    exponential(0.3 * sine(2 * Double.pi * Double(month) / 12) + 0.1 * cosine(4 * Double.pi * Double(month) / 12))
  }

  private func group(_ count: Int, months: Int, noise: Double, _ season: (Int, Int) -> Double) throws -> [Series] {
    var random = RandomStream(seed: 5)
    return try (0..<count).map { member in
      try Series(
        (0..<months).map { (200 + Double(member)) * season(member, $0) * exponential(noise * random.normal()) }, seasonLength: 12,
        granularity: .month)
    }
  }

  private func total(_ series: [Series]) -> [Double] {
    series[0].values.indices.map { month in series.reduce(0) { $0 + $1.values[month] } }
  }

  @Test("two waves on a rising line are found as they were planted, and a line alone has none")
  func planted() throws {
    let rising = (0..<48).map { exponential(5 + 0.01 * Double($0)) * wave($0) }
    let season = try #require(HarmonicSeason(rising, seasonLength: 12))
    let mean = (0..<12).map(wave).reduce(0, +) / 12
    #expect(season.waves == 2 && season.estimatedCount == 4)
    for place in 0..<12 { #expect(abs(season.factors[place] - wave(place) / mean) < 1e-9) }
    let line = try #require(HarmonicSeason((0..<48).map { exponential(5 + 0.01 * Double($0)) }, seasonLength: 12))
    #expect(line.waves == 0 && line.factors.allSatisfy { $0 == 1 })
  }

  @Test("noise alone is rarely taken for a season")
  func noise() throws {
    var random = RandomStream(seed: 3)
    let found = (0..<200).count { _ in
      HarmonicSeason((0..<36).map { _ in exponential(0.1 * random.normal()) }, seasonLength: 12).map { $0.waves > 0 } ?? false
    }
    #expect(found < 50)
  }

  @Test("too few values, or one that is not above nought, have no season; months before the first sale are no months")
  func refused() {
    #expect(HarmonicSeason([Double](repeating: 1, count: 17), seasonLength: 12) == nil)
    #expect(HarmonicSeason([Double](repeating: 1, count: 18), seasonLength: 12) != nil)
    #expect(HarmonicSeason((0..<36).map { $0 == 9 ? 0 : 1 }, seasonLength: 12) == nil)
    #expect(
      SharedSeason(total: [0, 0] + (0..<30).map(wave), seasonLength: 12).waves
        == SharedSeason(total: (0..<30).map(wave), seasonLength: 12).waves)
    #expect(SharedSeason(total: [], seasonLength: 12).known(dropping: 0) == nil)
  }

  @Test("what is known of an end in the past is what was known then, month for month")
  func past() throws {
    let values = total(try group(4, months: 40, noise: 0.2) { _, month in wave(month) })
    let today = SharedSeason(total: values, seasonLength: 12)
    for dropped in [1, 7, 22] {
      let then = try #require(SharedSeason(total: Array(values.dropLast(dropped)), seasonLength: 12).known(dropping: 0))
      let told = try #require(today.known(dropping: dropped))
      // A year of months around that end, counted from both ends.
      for month in -6..<6 { #expect(told.factor(back: month + dropped) == then.factor(back: month)) }
    }
    #expect(today.known(dropping: 23) == nil)
  }

  @Test("where twelve noisy items have one season, theirs is better; where each has its own, each keeps it; untested it is not taken")
  func contest() throws {
    let common = try group(12, months: 48, noise: 0.25) { _, month in wave(month) }
    func isBetter(_ series: [Series]) -> Bool {
      SeasonContest.isBetter(SharedSeason(total: total(series), seasonLength: 12), for: series.map { .init($0, weight: 1) })
    }
    #expect(isBetter(common))
    let each = try group(12, months: 48, noise: 0.02) { member, month in wave(month + member) }
    #expect(!isBetter(each))
    #expect(!isBetter(try common.map { try Series(Array($0.values.prefix(20)), seasonLength: 12) }))
  }

  @Test("a forecast in the season of the group is low where the group is low, and repeats last year as it was")
  func forecast() throws {
    let common = try group(12, months: 45, noise: 0.25) { _, month in wave(month) }
    let season = SharedSeason(total: total(common), seasonLength: 12)
    let known = try #require(season.known(dropping: 0))
    let forecast = try ForecastMethod.mean.fit(common[0], season: season, dropping: 0).forecast(horizon: 12)
    for step in 1..<12 {
      let expected = known.factor(back: -step - 1) / known.factor(back: -1)
      #expect(abs(forecast.mean[step] / forecast.mean[0] - expected) < 1e-12)
      #expect(abs(forecast.scale[step] / forecast.scale[0] - expected) < 1e-12)
    }
    // The tenth month is far below all others.
    #expect(forecast.mean.indices.min { forecast.mean[$0] < forecast.mean[$1] } == 0)
    let last = try ForecastMethod.seasonalNaive.fit(common[0], season: season, dropping: 0).forecast(horizon: 12)
    #expect(last.mean == Array(common[0].values.suffix(12)))
    let model = try ForecastMethod.mean.fit(common[0], season: season, dropping: 0)
    #expect(model.observed.indices.allSatisfy { abs(model.observed[$0] - common[0].values[$0]) < 1e-9 * common[0].values[$0] })
  }

  @Test("past errors know the season as far as the past knew it, and the series' own before")
  func errors() throws {
    let common = try group(12, months: 40, noise: 0.25) { _, month in wave(month) }
    func errors(_ season: SharedSeason?) -> [[Double]] {
      PastErrors.measure(common[0], method: .mean, steps: 1, origins: 20, season: season).relative
    }
    let (own, shared) = (errors(nil), errors(SharedSeason(total: total(common), seasonLength: 12)))
    #expect(own.count == 20 && zip(own, shared).allSatisfy { $0 != $1 })
    // A total of twenty months knows its season at three ends, the newest of which is today.
    let young = errors(SharedSeason(total: Array(total(common).suffix(20)), seasonLength: 12))
    #expect(zip(own, young).map { $0 == $1 } == (0..<20).map { $0 >= 2 })
  }

  @Test("the series of real companies break nothing in the season of their group", arguments: DifficultSeriesTests.difficult)
  func difficult(_ example: DifficultSeriesTests.Difficult) throws {
    let season = SharedSeason(total: (0..<60).map { 1_000 * wave($0) }, seasonLength: 12)
    let series = try Series(example.values, seasonLength: 12)
    let forecast = try AutomaticChoice(horizon: 12, season: season).fit(series).forecast(horizon: 12)
    #expect(forecast.mean.allSatisfy(\.isFinite) && forecast.scale.allSatisfy(\.isFinite))
  }
}
