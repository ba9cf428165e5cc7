// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Forecasting
import NumericalMethods

/// A promise that was not kept, and where.
struct BrokenPromise: CustomStringConvertible {
  let subject: String
  let series: FuzzSeries
  let promise: String

  var description: String {
    let head = series.values.prefix(12).map { $0.map { "\($0)" } ?? "nil" }.joined(separator: ", ")
    return "series \(series.number), \(subject): \(promise) [\(series.kind.rawValue), \(series.values.count) values, season "
      + "\(series.seasonLength), horizon \(series.horizon): \(head)]"
  }
}

/// What every method promises of every series that can be made: checked without a word about how good a forecast is.
struct FuzzPromises: Sendable {
  /// Laws that hold of a method beyond those of all.
  struct Laws: OptionSet, Sendable {
    let rawValue: Int
    /// c more everywhere makes the forecast c more.
    static let shift = Laws(rawValue: 1)
    /// Nothing is chosen by tests or criteria, so that units of any kind give the same to a tolerance.
    static let units = Laws(rawValue: 2)
  }

  let subject: String
  let laws: Laws
  let fit: @Sendable (Series) throws(ForecastError) -> any FittedModel

  static let levels = [50.0, 80, 95, 99.99].compactMap { try? IntervalLevel(percent: $0) }

  func broken(_ fuzz: FuzzSeries) throws -> [BrokenPromise] {
    var (found, stream) = ([BrokenPromise](), fuzz.stream)
    func expect(_ holds: Bool, _ promise: @autoclosure () -> String) {
      if !holds { found.append(BrokenPromise(subject: subject, series: fuzz, promise: promise())) }
    }
    let series = try fuzz.series()
    let fitted: any FittedModel
    do throws(ForecastError) { fitted = try fit(series) } catch {
      let allowed: [ForecastError.Code] =
        series.observedCount == 0 ? [.noObservations, .nothingToCombine] : [.seriesTooShort, .valuesNotSuited, .nothingToCombine]
      expect(allowed.contains(error.code) && !error.detail.isEmpty, "refuses with \(error)")
      return found
    }
    expect(series.observedCount > 0, "is fitted to nothing")
    let seen = fitted.observed.count
    expect(seen == series.count || seen == series.withoutLeadingGaps().count, "saw \(seen) values")
    expect(fitted.fittedValues.count == seen, "\(fitted.fittedValues.count) fitted values of \(seen)")
    expect(!fitted.fittedValues.contains { $0.isInfinite }, "a fitted value is infinite")
    expect(fitted.parameters.allSatisfy { $0.value.isFinite }, "a parameter is not finite: \(fitted.parameters)")
    expect(fitted.estimatedCount.isFinite && fitted.estimatedCount >= 0, "estimated \(fitted.estimatedCount)")
    let forecast = try fitted.forecast(horizon: fuzz.horizon)
    found += checkNumbers(forecast, fuzz)
    if fuzz.kind.isOrdinary, series.observedCount > 8 {
      expect(!forecast.scale.contains(0), "is certain of what nobody knows")
      let far = forecast.mean.reduce(0) { max($0, abs($1)) }
      expect(far <= 1e3 * Double(fuzz.horizon) * fuzz.size, "runs away: \(far / fuzz.size) times the largest value")
    }
    if let driven = fitted as? any ErrorDrivenModel { found += try checkPaths(driven, forecast, fuzz) }
    let shorter = try fitted.forecast(horizon: 1)
    expect(shorter.mean[0] == forecast.mean[0] && shorter.scale[0] == forecast.scale[0], "the first step depends on the horizon")
    expect(try fit(series).forecast(horizon: fuzz.horizon) == forecast, "the same series gives other bits")
    let exponent = powerOfTwo(fuzz, &stream)
    if let values = fuzz.scaled(by: exponent) {
      let factor = Double(sign: .plus, exponent: exponent, significand: 1)
      let scaled = try fit(Series(values, seasonLength: fuzz.seasonLength)).forecast(horizon: fuzz.horizon)
      let places = (0..<fuzz.horizon).filter { step in
        // Where the result itself leaves the range of normal numbers digits are lost.
        abs(forecast.mean[step]) < 1e290 && forecast.scale[step] < 1e290 && abs(scaled.mean[step]) < 1e290 && scaled.scale[step] < 1e290
      }
      if let step = places.first(where: { !Self.same(scaled.mean[$0], forecast.mean[$0], factor) }) {
        expect(false, "× 2^\(exponent) mean \(forecast.mean[step]) becomes \(scaled.mean[step] / factor) at step \(step)")
      } else if let step = places.first(where: { !Self.same(scaled.scale[$0], forecast.scale[$0], factor) }) {
        expect(false, "× 2^\(exponent) scale \(forecast.scale[step]) becomes \(scaled.scale[step] / factor) at step \(step)")
      }
    }
    if fuzz.kind.isOrdinary, series.observedCount > 8 { found += try checkLaws(fuzz, forecast) }
    return found
  }

  private func checkNumbers(_ forecast: Forecast, _ fuzz: FuzzSeries) -> [BrokenPromise] {
    var found: [BrokenPromise] = []
    func broken(_ promise: String) { found.append(BrokenPromise(subject: subject, series: fuzz, promise: promise)) }
    if forecast.horizon != fuzz.horizon { broken("\(forecast.horizon) steps") }
    if let bad = forecast.mean.firstIndex(where: { !$0.isFinite }) { broken("mean \(forecast.mean[bad]) at step \(bad)") }
    if let bad = forecast.scale.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) { broken("scale \(forecast.scale[bad]) at step \(bad)") }
    if let bad = forecast.mean.firstIndex(where: { $0 < forecast.floor }) { broken("mean \(forecast.mean[bad]) below the floor") }
    for step in Set([0, fuzz.horizon / 2, fuzz.horizon - 1]).sorted() {
      var (lower, upper) = (forecast.mean[step], forecast.mean[step])
      for level in Self.levels {
        let interval = forecast.interval(level, step: step)
        if !(interval.lower.isFinite && interval.upper.isFinite) {
          broken("\(level) %: \(interval.lower) … \(interval.upper) at step \(step)")
        }
        if !(interval.lower <= lower && interval.upper >= upper) {
          broken("\(level) % does not hold what a lower level holds, step \(step)")
        }
        if interval.lower < forecast.floor { broken("\(level) % reaches below the floor") }
        (lower, upper) = (interval.lower, interval.upper)
      }
      let quantiles = [0.001, 0.1, 0.5, 0.9, 0.999].map { forecast.quantile($0, step: step) }
      if zip(quantiles, quantiles.dropFirst()).contains(where: { !($0 <= $1) }) { broken("quantiles fall: \(quantiles)") }
    }
    return found
  }

  /// The path without errors is the forecast, and a forecast whose errors are drawn again keeps what every forecast promises.
  private func checkPaths(_ model: any ErrorDrivenModel, _ forecast: Forecast, _ fuzz: FuzzSeries) throws -> [BrokenPromise] {
    let quiet = model.path([Double](repeating: 0, count: fuzz.horizon))
    let size = max(fuzz.size, forecast.mean.reduce(0) { max($0, abs($1)) })
    let other = quiet.indices.first { abs(forecast.mean[$0]) < 1e290 && !(abs(quiet[$0] - forecast.mean[$0]) <= 1e-9 * size) }
    if quiet.count != fuzz.horizon || other != nil {
      return [BrokenPromise(subject: subject, series: fuzz, promise: "the path without errors is another one at step \(other ?? -1)")]
    }
    guard fuzz.horizon <= 40 else { return [] }
    let drawn = try ResidualBootstrap(count: 100, seed: UInt64(fuzz.number)).forecast(model, horizon: fuzz.horizon)
    return checkNumbers(drawn, fuzz).map { BrokenPromise(subject: subject + ", errors drawn", series: fuzz, promise: $0.promise) }
  }

  private func checkLaws(_ fuzz: FuzzSeries, _ forecast: Forecast) throws -> [BrokenPromise] {
    var found: [BrokenPromise] = []
    let near = 0..<min(12, fuzz.horizon)
    func compare(_ law: String, _ tolerance: Double, _ change: (Double) -> Double, _ back: (Double) -> Double) throws {
      let moved = try Series(fuzz.values.map { $0.map(change) }, seasonLength: fuzz.seasonLength)
      guard let other = try? fit(moved).forecast(horizon: fuzz.horizon) else { return }
      let size = max(fuzz.size, near.reduce(0) { max($0, abs(forecast.mean[$1])) })
      for step in near where abs(back(other.mean[step]) - forecast.mean[step]) > tolerance * size {
        found.append(
          BrokenPromise(
            subject: subject, series: fuzz, promise: "\(law): \(forecast.mean[step]) becomes \(back(other.mean[step])) at step \(step)"))
        return
      }
    }
    if laws.contains(.units) { try compare("× 1e-6", 1e-5, { $0 * 1e-6 }, { $0 * 1e6 }) }
    let shift = 3 * fuzz.size
    if laws.contains(.shift) { try compare("+ \(shift)", 1e-9, { $0 + shift }, { $0 - shift }) }
    return found
  }

  /// Towards 1 for extreme series, so that what under- or overflows on the way is seen; any power for others.
  private func powerOfTwo(_ fuzz: FuzzSeries, _ stream: inout RandomStream) -> Int {
    guard fuzz.size > 0, fuzz.size.isNormal else { return 1 }
    let own = Int(fuzz.size.exponent)
    if abs(own) > 200 { return -own }
    return stream.whole(3) == 0 ? (stream.whole(2) == 0 ? 600 : -600) - own : stream.whole(80) - 40
  }

  private static func same(_ scaled: Double, _ plain: Double, _ factor: Double) -> Bool {
    // A result that was too small for its digits, on either side.
    if abs(scaled) < 1e-290 && abs(plain * factor) < 1e-290 { return true }
    if abs(plain) < 1e-290 && abs(scaled / factor) < 1e-290 { return true }
    return scaled == plain * factor
  }
}
