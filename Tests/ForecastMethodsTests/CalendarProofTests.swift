// SPDX-License-Identifier: Apache-2.0
import Calendars
import Forecasting
import Foundation
import NumericalMethods
import Testing

@testable import ForecastMethods

/// Where the series of the proofs lie.
private enum CalendarProofs {
  static let exports = ReferenceFixtures.folder.appendingPathComponent("china_exports_monthly.csv").path
  static let tables = ["m1_monthly", "sales_hospital", "tourism_monthly"]
  static let arePresent =
    FileManager.default.fileExists(atPath: exports)
    && tables.allSatisfy { FileManager.default.fileExists(atPath: ReferenceFixtures.path($0)) }
}

/// Published series, forecast with the calendar and without. `Reference/forecasting/make_calendar_references.py` says what statsforecast's AutoETS does on the
/// exports. Sees: effects that make real forecasts worse, a festival that helps no longer, effects found where there can be none. Does not see: days and
/// weeks, for which no published sales of China lie at hand.
@Suite("Calendar effects on published series", .enabled(if: CalendarProofs.arePresent, ReferenceFixtures.whereTheyLie))
struct CalendarProofTests {
  private struct Errors {
    var error = 0.0
    var actual = 0.0
    var wape: Double { error / actual }

    mutating func add(_ actual: Double, _ forecast: Double) {
      error += abs(actual - forecast)
      self.actual += actual
    }
  }

  /// The crisis of 2009 and the recovery stand by themselves: no calendar foretells them.
  private static func group(_ month: Month) -> String {
    month.month > 2 ? "other-months" : [2009, 2010].contains(month.year) ? "january-february-of-the-crisis" : "january-february"
  }

  private static let first = Month(year: 1983, month: 7)

  private static func exports() throws -> Series {
    let lines = try String(contentsOfFile: CalendarProofs.exports, encoding: .utf8).split(separator: "\n").dropFirst()
    let values = lines.compactMap { Double($0.split(separator: ",")[1]) }
    try #require(values.count == 366)
    return try Series(values, seasonLength: 12, granularity: .month)
  }

  /// Σ|error| by group at every `stride`th of the last 96 origins, one to twelve months ahead.
  private static func errors<Model: ForecastModel>(_ model: Model, _ series: Series, stride: Int = 1) throws -> [String: Errors] {
    var errors: [String: Errors] = [:]
    for origin in Swift.stride(from: 270, to: 366, by: stride) {
      let horizon = min(12, 366 - origin)
      let mean = try model.fit(series.prefix(origin)).forecast(horizon: horizon).mean
      for step in 0..<horizon {
        errors[group(first.adding(months: origin + step)), default: Errors()].add(series.values[origin + step], mean[step])
      }
    }
    return errors
  }

  private static func ratio(_ groups: [String], _ ours: [String: Errors], _ theirs: [String: Errors]) -> Double {
    groups.reduce(0) { $0 + (ours[$1]?.error ?? .nan) } / groups.reduce(0) { $0 + (theirs[$1]?.error ?? .nan) }
  }

  private static let festival = ["january-february", "january-february-of-the-crisis"]

  @Test(
    "China's exports, eight years of months, one to twelve ahead: January and February gain by the calendar, other months do not pay for it"
  )
  func exports() throws {
    let series = try CalendarProofTests.exports()
    let periods = DatedPeriods(months: CalendarProofTests.first)
    let peer = try Dictionary(
      uniqueKeysWithValues: ReferenceFixtures.rows("calendar-exports.csv").map { row in
        (String(row[0]), Errors(error: try #require(Double(row[1])), actual: try #require(Double(row[2]))))
      })
    let plainModel = ExponentialSmoothing()
    let logarithms = LogarithmicModel(plainModel)
    let plain = try CalendarProofTests.errors(plainModel, series)
    let adjusted = try CalendarProofTests.errors(CalendarAdjusted(plainModel, periods: periods), series)
    let plainLogarithms = try CalendarProofTests.errors(logarithms, series)
    let best = try CalendarProofTests.errors(CalendarAdjusted(logarithms, periods: periods), series)
    for group in peer.keys.sorted() {
      let wapes = [best, plainLogarithms, adjusted, plain, peer].map { $0[group]?.wape ?? .nan }
      print(
        "exports, \(group): WAPE on logarithms \(wapes[0]) with the calendar, \(wapes[1]) without; as they are \(wapes[2]), \(wapes[3]); AutoETS \(wapes[4])"
      )
      try #expect(abs(#require(best[group]).actual - #require(peer[group]).actual) < 1e-6 * #require(peer[group]).actual, "the same months")
    }
    let ratio = CalendarProofTests.ratio
    let festival = CalendarProofTests.festival
    for (name, ours) in [("logarithms", best), ("as they are", adjusted)] {
      print(
        "exports, \(name): January and February \(ratio(festival, ours, peer)) of AutoETS, \(ratio(festival, ours, plain)) of our ETS without calendar;",
        "without the crisis \(ratio(["january-february"], ours, peer)); others \(ratio(["other-months"], ours, peer))")
    }
    #expect(ratio(festival, best, peer) <= 0.75)
    #expect(ratio(["other-months"], best, peer) <= 1.02)
    #expect(ratio(festival, best, plainLogarithms) < 0.95)
    #expect(ratio(["january-february"], adjusted, peer) < 0.75)
    #expect(ratio(festival, adjusted, peer) < 0.9)
    #expect(ratio(festival, adjusted, plain) < 0.985)
    #expect(ratio(["other-months"], adjusted, peer) < 1.02)
    #expect(ratio(["other-months"], adjusted, plain) < 1.01)
  }

  @Test("the automatic choice gains by the calendar, too, at every fifth of these origins")
  func choice() throws {
    let series = try CalendarProofTests.exports()
    let choice = AutomaticChoice(horizon: 12)
    let plain = try CalendarProofTests.errors(choice, series, stride: 5)
    let found = try CalendarProofTests.errors(
      CalendarChoice(choice, periods: DatedPeriods(months: CalendarProofTests.first)), series, stride: 5)
    let near = CalendarProofTests.ratio(CalendarProofTests.festival, found, plain)
    let far = CalendarProofTests.ratio(["other-months"], found, plain)
    print("exports, auto: January and February \(near) of auto without calendar, other months \(far)")
    #expect(near < 0.93)
    #expect(far < 1)
  }

  @Test(
    "series without Spring Festival, dated as if they knew it, lose nothing: effects are found in few, and errors as a whole do not rise by a hundredth",
    arguments: [("m1_monthly", 1993), ("m1_monthly", 2004), ("sales_hospital", 2000), ("tourism_monthly", 1995)])
  func nothingLost(_ table: String, _ year: Int) throws {
    let periods = DatedPeriods(months: Month(year: year, month: 1))
    var (all, found) = (0, 0)
    var sums = (plain: StableSum(), adjusted: StableSum())
    for line in try ReferenceFixtures.unpacked(ReferenceFixtures.path(table)).split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",")
      let horizon = try #require(Int(cells[2]))
      let values = cells.dropFirst(3).compactMap { Double($0) }
      let training = try Series(Array(values.dropLast(horizon)), seasonLength: 12, granularity: .month)
      let scale = AccuracyMeasure.naiveError(training.values, 12) { abs($0) }
      guard scale > 0 else { continue }
      all += 1
      let model = AutomaticChoice(horizon: horizon)
      let actual = Array(values.suffix(horizon))
      // Where none is found the forecasts are the same, bit for bit (`CalendarEffectStories`); then their error is not needed but for its sum.
      let fitted = CalendarEffect.learnt(from: training, periods)
      let plain = AccuracyMeasure.mae(actual: actual, forecast: try plainForecast(model, training, horizon)) / scale
      sums.plain.add(plain)
      guard fitted != nil else {
        sums.adjusted.add(plain)
        continue
      }
      found += 1
      let mean = try CalendarChoice(model, periods: periods).fit(training).forecast(horizon: horizon).mean
      sums.adjusted.add(AccuracyMeasure.mae(actual: actual, forecast: mean) / scale)
    }
    let ratio = sums.adjusted.value / sums.plain.value
    print("\(table) from \(year): an effect in \(found) of \(all), MASE \(ratio) of that without the calendar")
    #expect(Double(found) <= 0.07 * Double(all))
    #expect(ratio <= 1.01)
  }

  private func plainForecast(_ model: AutomaticChoice, _ series: Series, _ horizon: Int) throws -> [Double] {
    try model.fit(series).forecast(horizon: horizon).mean
  }
}
