// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// A series as its methods see it: without gaps, and without the season of its group where that is known.
struct SeenSeries {
  let values: [Double]
  let seasonLength: Int

  /// - Parameter dropped: periods that the group's total has after the end of the series.
  init(_ series: Series, season: SharedSeason?, dropping dropped: Int) {
    let known = season?.known(dropping: dropped)
    let plain = known.map { FittedInSeason.adjusted(series, $0, dropping: dropped) } ?? series
    values = ((try? GapFilling.seasonal.fill(plain)) ?? plain).values
    seasonLength = known == nil ? series.seasonLength : 1
  }

  func features(horizon: Int) -> SeriesFeatures { SeriesFeatures(values, seasonLength: seasonLength, horizon: horizon) }

  /// Last year's figures say nothing of a series without a season.
  func admits(_ method: ForecastMethod) -> Bool { method != .seasonalNaive || seasonLength > 1 }

  /// Less than a season and a quarter was seen: what looks like a trend may be the way to the season's peak.
  var isShorterThanItsSeason: Bool { seasonLength > 1 && 4 * values.count <= 5 * seasonLength }

  /// Mean periods between two demands from the first one on; nil for a series with values below nought or without demand.
  private var meanInterval: Double? {
    guard let first = values.firstIndex(where: { $0 != 0 }), values.allSatisfy({ $0 >= 0 }) else { return nil }
    let demands = values[first...].count { $0 > 0 }
    return Double(values.count - first) / Double(demands)
  }

  /// Demand that comes now and then, and not because of the time of the year.
  ///
  /// The usual limit is 1.32 periods from one demand to the next; on the training parts of the car parts 1.15 is better.
  ///
  /// - References: A. A. Syntetos, J. E. Boylan, J. D. Croston (2005), On the categorization of demand patterns, J. Oper. Res. Soc. 56(5), 495–503,
  ///   DOI 10.1057/palgrave.jors.2601841.
  var isIntermittent: Bool {
    guard let meanInterval, meanInterval >= 1.15 else { return false }
    let (scaled, _) = SeriesScale.scaled(values)
    // Both tests: the usual one alone calls every tenth of a thousand parts without a season seasonal.
    return !SeasonalityTest.isSeasonal(scaled, seasonLength: seasonLength)
      || UnitRoots.seasonStrength(scaled, seasonLength: seasonLength) < 0.5
  }
}
