// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods

/// A search for what is odd with the season out of the way, on values or on their logarithms, whichever have the errors that are more
/// alike.
struct DeseasonedSearch {
  let search: OddValueSearch
  let isLogarithmic: Bool
  /// Nothing below nought was ever seen.
  let isNeverNegative: Bool
  /// 0 everywhere where there is none.
  private let season: [Double]
  private let known: Int
  private let freedom: Double

  /// Seasons that have a say in one.
  private static let window = 35

  /// - Parameter values: scaled to about 1, NaN where nothing was observed or what was observed does not count.
  init(_ values: [Double], season length: Int, rate: Double) throws(ForecastError) {
    isNeverNegative = !values.contains { $0 < 0 }
    let observed = values.filter { !$0.isNaN }
    known = observed.count
    let estimated = length > 1 ? length - 1 : 0
    freedom = Double(max(4, observed.count - 3 - estimated))
    let plain = try DeseasonedSearch.look(values, length, estimated: estimated, rate: rate)
    if observed.allSatisfy({ $0 > 0 }) {
      let logarithms = values.map { $0.isNaN ? $0 : logarithm($0) }
      let other = try DeseasonedSearch.look(logarithms, length, estimated: estimated, rate: rate)
      let turn = logarithms.reduce(0) { $1.isNaN ? $0 : $0 + $1 }
      if other.search.deviance + 2 * turn < plain.search.deviance {
        (search, season, isLogarithmic) = (other.search, other.season, true)
        return
      }
    }
    (search, season, isLogarithmic) = (plain.search, plain.season, false)
  }

  /// Twice over: the second season is that of the values without what the first search found.
  private static func look(_ values: [Double], _ length: Int, estimated: Int, rate: Double) throws(ForecastError) -> (
    search: OddValueSearch, season: [Double]
  ) {
    let nothing = [Double](repeating: 0, count: values.count)
    guard length > 1 else { return (OddValueSearch(values, estimated: 0, leverage: 0, rate: rate), nothing) }
    let years = values.count / length
    let rows = LoessRows(count: years, window: window, isLinear: false, isRaw: false)
    let leverage = rows.row(years / 2)[years / 2 - rows.left(of: years / 2)]
    var season = nothing
    var whole = try GapFilling.seasonal.fill(Series(values.map { $0.isNaN ? nil : $0 }, seasonLength: length)).values
    var search: OddValueSearch?
    for _ in 0..<2 {
      let parts = try STL(
        seasonLength: length, seasonalWindow: window, seasonalDegree: 0, isRobust: true, innerIterations: 4, outerIterations: 6
      ).decompose(
        Series(whole, seasonLength: length))
      season = parts.seasons[0].values
      let found = OddValueSearch(zip(values, season).map { $0 - $1 }, estimated: estimated, leverage: leverage, rate: rate)
      for index in whole.indices {
        whole[index] = found.expected[index] + season[index]
        // The season is told best by values of one level.
        for shift in found.findings where shift.isShift && index < shift.index { whole[index] += shift.size }
      }
      search = found
    }
    return (search ?? OddValueSearch(values, estimated: estimated, leverage: leverage, rate: rate), season)
  }

  /// What a value would have been expected to be.
  func expected(_ index: Int) -> Double {
    let value = search.expected[index] + season[index]
    return isLogarithmic ? exponential(value) : value
  }

  /// How far a value lies from that, in usual one-step errors.
  func score(of value: Double, at index: Int) -> Double {
    let expected = search.expected[index] + season[index]
    guard search.spread > 0 else { return value == (isLogarithmic ? exponential(expected) : expected) ? 0 : -1e6 }
    // Noughts have no logarithm: they are measured against what is expected of the spread in the units of the series.
    return isLogarithmic ? (value / exponential(expected) - 1) / search.spread : (value - expected) / search.spread
  }

  func certainty(_ score: Double) -> Double { OddValueSearch.certainty(score, tests: known, freedom: freedom) }

  /// Whether noughts there lie as far below what is expected as an outlier must.
  func areOdd(_ run: Range<Int>) -> Bool {
    run.reduce(0) { $0 + score(of: 0, at: $1) } / Double(run.count) < -search.threshold
  }
}
