// SPDX-License-Identifier: Apache-2.0
import Forecasting
import Foundation
import NumericalMethods
import Testing

@testable import ForecastMethods

/// Seasons taken out and carried on. Sees a season that is lost, made up or put at the wrong place; a spread that forgets what the season
/// swallowed.
@Suite struct DecompositionForecastTests {
  private static let week: [Double] = (0..<168).map { 20 * sine(2 * Double.pi * Double($0) / 168) + ($0 / 24 >= 5 ? -25 : 0) }
  private static let day: [Double] = (0..<24).map { 40 * cosine(2 * Double.pi * Double($0 - 15) / 24) }

  private func error(_ forecast: Forecast, _ expected: (Int) -> Double) -> Double {
    (0..<forecast.horizon).reduce(0) { $0 + abs(forecast.mean[$1] - expected($1)) } / Double(forecast.horizon)
  }

  @Test("a year of weeks is carried on, which exponential smoothing alone cannot do")
  func weeks() throws {
    var random = RandomStream(seed: 21)
    func expected(_ index: Int) -> Double { 500 + 100 * sine(2 * Double.pi * Double(index) / 52) }
    let series = try Series((0..<260).map { expected($0) + 5 * random.normal() }, seasonLength: 52, granularity: .week)
    let ours = try DecompositionForecast(.stl).fit(series)
    #expect(ours.method.hasPrefix("STL(52") && (ours.parameters.last?.value ?? 0) > 0.95)
    let plain = try ExponentialSmoothing().fit(series).forecast(horizon: 26)
    #expect(error(try ours.forecast(horizon: 26)) { expected(260 + $0) } < 8)
    #expect(error(plain) { expected(260 + $0) } > 30)
  }

  @Test("hours have their day and their week: the first method knows the day, the second both")
  func hours() throws {
    var random = RandomStream(seed: 22)
    func expected(_ index: Int) -> Double { 300 + Self.day[index % 24] + Self.week[index % 168] }
    let series = try Series((0..<1_000).map { expected($0) + 4 * random.normal() }, seasonLength: 24)
    let one = error(try DecompositionForecast(.stl).fit(series).forecast(horizon: 168)) { expected(1_000 + $0) }
    let both = try DecompositionForecast(.mstl).fit(series)
    #expect(both.method.hasPrefix("MSTL(24,168"))
    #expect(error(try both.forecast(horizon: 168)) { expected(1_000 + $0) } < 3 && one > 9, "\(one)")
    let days = try Series((0..<800).map { Double($0 % 7) + 50 }, seasonLength: 7, granularity: .day)
    #expect(try DecompositionForecast(.mstl).fit(days).method.hasPrefix("MSTL(7,365"))
    #expect(try DecompositionForecast(.mstl).fit(days.prefix(700)).method.contains("365") == false)
    #expect(try DecompositionForecast(.mstl, seasonLengths: [30, 1, 7, 7, 900]).fit(days).method.hasPrefix("MSTL(7,30"))
  }

  @Test("a season that grows with the level is a factor, one that does not is a sum")
  func kinds() throws {
    var random = RandomStream(seed: 23)
    let season = (0..<12).map { exponential(0.5 * sine(2 * Double.pi * Double($0) / 12)) }
    let factors = (0..<96).map { exponential(3 + 0.02 * Double($0)) * season[$0 % 12] * exponential(0.02 * random.normal()) }
    let multiplied = try DecompositionForecast(.stl).fit(try Series(factors, seasonLength: 12))
    #expect(multiplied.isMultiplicative && multiplied.method.contains("log"))
    let expected = (0..<12).map { exponential(3 + 0.02 * Double(96 + $0)) * season[$0 % 12] }
    #expect(error(try multiplied.forecast(horizon: 12)) { expected[$0] } < 0.08 * expected.reduce(0, +) / 12)
    let sums = (0..<96).map { 100 + 3 * Double($0) + 60 * season[$0 % 12] + 4 * random.normal() }
    #expect(try !DecompositionForecast(.stl).fit(try Series(sums, seasonLength: 12)).isMultiplicative)
    // Below nought there are no logarithms.
    #expect(try !DecompositionForecast(.stl).fit(try Series(factors.map { $0 - 20 }, seasonLength: 12)).isMultiplicative)
  }

  @Test("of noise hardly any season is kept, of a season nearly all")
  func kept() throws {
    var random = RandomStream(seed: 24)
    var (noise, real) = (0.0, 0.0)
    for _ in 0..<50 {
      let plain = (0..<72).map { _ in 100 + 10 * random.normal() }
      let seasonal = plain.enumerated().map { $1 + 30 * sine(2 * Double.pi * Double($0) / 12) }
      noise += try DecompositionForecast(.stl).fit(try Series(plain, seasonLength: 12)).parameters.last?.value ?? 0
      real += try DecompositionForecast(.stl).fit(try Series(seasonal, seasonLength: 12)).parameters.last?.value ?? 0
    }
    #expect(noise / 50 < 0.3 && real / 50 > 0.9, "\(noise / 50) \(real / 50)")
  }

  @Test("intervals of 300 noisy seasonal series hold what they promise within five points")
  func coverage() throws {
    var random = RandomStream(seed: 25)
    var inside = (eighty: 0, ninetyFive: 0, all: 0)
    for _ in 0..<300 {
      let values = (0..<72).map { 200 + 30 * sine(2 * Double.pi * Double($0) / 12) + 10 * random.normal() }
      let forecast = try DecompositionForecast(.stl).fit(Series(Array(values.prefix(60)), seasonLength: 12)).forecast(horizon: 12)
      for step in 0..<12 {
        inside.all += 1
        if forecast.interval(.eighty, step: step).contains(values[60 + step]) { inside.eighty += 1 }
        if forecast.interval(.ninetyFive, step: step).contains(values[60 + step]) { inside.ninetyFive += 1 }
      }
    }
    let (eighty, ninetyFive) = (Double(inside.eighty) / Double(inside.all), Double(inside.ninetyFive) / Double(inside.all))
    #expect(abs(eighty - 0.80) < 0.05 && abs(ninetyFive - 0.95) < 0.05, "\(eighty) \(ninetyFive)")
  }

  @Test("without a season that was seen twice it is exponential smoothing without one, number for number")
  func noSeason() throws {
    let values = (0..<24).map { 50 + Double($0 * 7 % 12) }
    let ours = try DecompositionForecast(.mstl).fit(try Series(values, seasonLength: 12))
    let plain = try ExponentialSmoothing().fit(try Series(values, seasonLength: 1))
    #expect(ours.method == plain.method)
    #expect(try ours.forecast(horizon: 5) == plain.forecast(horizon: 5))
  }
}

/// Accuracy on published series whose last values were held out, beside statsforecast 2.1.1 on the same ones (`peers/accuracy.csv`).
@Suite(.enabled(if: HeldOut.arePresent, ReferenceFixtures.whereTheyLie))
struct DecompositionAccuracyTests {
  @Test(
    "on Australian retail sales and on the weekly series of the M4 competition seasons taken out beat every single peer",
    arguments: [(table: "sales_ausretail", season: 12, scaleSeason: 12), (table: "m4_weekly", season: 52, scaleSeason: 1)])
  func peers(table: String, season: Int, scaleSeason: Int) throws {
    let series = try HeldOut.all(table)
    let benchmark = try #require(try HeldOut.peers(table).first { $0.model == "Naive2" })
    func relative(_ method: ForecastMethod) throws -> Double {
      let (smape, mase) = try HeldOut.accuracy(method, on: series, season: season, scaleSeason: scaleSeason)
      print("\(table) \(method.name): sMAPE \(smape), MASE \(mase), OWA \((smape / benchmark.smape + mase / benchmark.mase) / 2)")
      return (smape / benchmark.smape + mase / benchmark.mase) / 2
    }
    let best = try #require(
      try HeldOut.peers(table).filter { $0.model != "Naive2" && !$0.model.hasPrefix("ENSEMBLE") }.map(\.owa).min())
    let ours = try relative(.seasonTrend)
    #expect(ours < best, "\(ours) against \(best)")
    #expect(try ours < relative(.exponentialSmoothing) && ours < relative(.theta))
  }

  @Test("on the hourly series of the M4 competition two seasons beat one, and both beat last week again")
  func hourly() throws {
    // Naive2 of the competition's own table.
    let series = try HeldOut.all("m4_hourly")
    #expect(series.count == 414)
    func relative(_ method: ForecastMethod) throws -> Double {
      let (smape, mase) = try HeldOut.accuracy(method, on: series, season: 24, scaleSeason: 24)
      print("m4_hourly \(method.name): sMAPE \(smape), MASE \(mase), OWA \((smape / 18.383 + mase / 2.395) / 2)")
      return (smape / 18.383 + mase / 2.395) / 2
    }
    let both = try relative(.multipleSeasons)
    #expect(both < 0.57)
    #expect(try both < relative(.seasonTrend) && both < relative(.seasonalNaive) && both < relative(.theta))
  }
}

/// Published series with the values that were held out.
struct HeldOut {
  let training: [Double]
  let test: [Double]

  static let tables = ["sales_ausretail", "m4_weekly", "m4_hourly"]
  static let arePresent =
    tables.allSatisfy { FileManager.default.fileExists(atPath: ReferenceFixtures.path($0)) }
    && FileManager.default.fileExists(atPath: ReferenceFixtures.folder.appendingPathComponent("peers/accuracy.csv").path)

  static func all(_ table: String) throws -> [HeldOut] {
    try ReferenceFixtures.unpacked(ReferenceFixtures.path(table)).split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",")
      let horizon = try #require(Int(cells[2]))
      let values = cells.dropFirst(3).compactMap { Double($0) }
      return HeldOut(training: Array(values.dropLast(horizon)), test: Array(values.suffix(horizon)))
    }
  }

  static func peers(_ table: String) throws -> [(model: String, smape: Double, mase: Double, owa: Double)] {
    let file = ReferenceFixtures.folder.appendingPathComponent("peers/accuracy.csv")
    var found: [(model: String, smape: Double, mase: Double, owa: Double)] = []
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst() {
      let cells: [Substring] = line.split(separator: ",")
      guard cells[0] == table else { continue }
      let numbers: [Double] = cells.dropFirst(3).compactMap { Double($0) }
      try #require(numbers.count == 3)
      found.append((String(cells[1]), numbers[0], numbers[1], numbers[2]))
    }
    return found
  }

  /// Means over the series of sMAPE (percent) and MASE.
  static func accuracy(_ method: ForecastMethod, on series: [HeldOut], season: Int, scaleSeason: Int) throws -> (Double, Double) {
    var (smape, mase) = (0.0, 0.0)
    for part in series {
      let training = try Series(part.training, seasonLength: season)
      let mean = try method.fit(training).forecast(horizon: part.test.count).withFloor(training.naturalFloor).mean
      smape += 100 * AccuracyMeasure.smape(actual: part.test, forecast: mean) / Double(series.count)
      mase +=
        AccuracyMeasure.mase(actual: part.test, forecast: mean, training: part.training, seasonLength: scaleSeason) / Double(series.count)
    }
    return (smape, mase)
  }
}
