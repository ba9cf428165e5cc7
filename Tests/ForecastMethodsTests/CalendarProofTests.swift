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

  @Test(
    "China's exports, eight years of months, one to twelve ahead: January and February gain by the calendar, other months do not pay for it"
  )
  func exports() throws {
    let lines = try String(contentsOfFile: CalendarProofs.exports, encoding: .utf8).split(separator: "\n").dropFirst()
    let values = lines.compactMap { Double($0.split(separator: ",")[1]) }
    try #require(values.count == 366)
    let first = Month(year: 1983, month: 7)
    let series = try Series(values, seasonLength: 12, granularity: .month)
    let plainModel = ExponentialSmoothing()
    let model = CalendarAdjusted(plainModel, periods: DatedPeriods(months: first))
    var plain: [String: Errors] = [:]
    var adjusted: [String: Errors] = [:]
    var found = 0
    for origin in 270..<366 {
      let known = series.prefix(origin)
      let horizon = min(12, 366 - origin)
      let fitted = try model.fit(known)
      if fitted.effect != nil { found += 1 }
      let with = try fitted.forecast(horizon: horizon).mean
      let without = try plainModel.fit(known).forecast(horizon: horizon).mean
      for step in 0..<horizon {
        let group = CalendarProofTests.group(first.adding(months: origin + step))
        plain[group, default: Errors()].add(values[origin + step], without[step])
        adjusted[group, default: Errors()].add(values[origin + step], with[step])
      }
    }
    let peer = try Dictionary(
      uniqueKeysWithValues: ReferenceFixtures.rows("calendar-exports.csv").map { row in
        (String(row[0]), Errors(error: try #require(Double(row[1])), actual: try #require(Double(row[2]))))
      })
    print("exports: an effect at \(found) of 96 origins")
    for group in peer.keys.sorted() {
      let (ours, own, theirs) = try (#require(adjusted[group]), #require(plain[group]), #require(peer[group]))
      print("exports, \(group): WAPE \(ours.wape) with the calendar, \(own.wape) without, \(theirs.wape) of AutoETS")
      #expect(abs(ours.actual - theirs.actual) < 1e-6 * theirs.actual, "the same months")
    }
    func ratio(_ groups: [String], _ errors: [String: Errors]) -> Double {
      groups.reduce(0) { $0 + (adjusted[$1]?.error ?? .nan) } / groups.reduce(0) { $0 + (errors[$1]?.error ?? .nan) }
    }
    let festival = ["january-february", "january-february-of-the-crisis"]
    print("exports: January and February \(ratio(festival, peer)) of AutoETS, \(ratio(festival, plain)) of no calendar; without the crisis")
    print(
      "exports: \(ratio(["january-february"], peer)) and \(ratio(["january-february"], plain)); others \(ratio(["other-months"], peer))")
    #expect(found >= 40)
    #expect(ratio(["january-february"], peer) < 0.75)
    #expect(ratio(festival, peer) < 0.9)
    #expect(ratio(festival, plain) < 0.985)
    #expect(ratio(["other-months"], peer) < 1.02)
    #expect(ratio(["other-months"], plain) < 1.005)
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
      let mean = try CalendarAdjusted(model, periods: periods).fit(training).forecast(horizon: horizon).mean
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
