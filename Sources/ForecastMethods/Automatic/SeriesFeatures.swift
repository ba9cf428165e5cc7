// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// Eight numbers of size about 1 that say what kind of series it is, from its past alone.
struct SeriesFeatures {
  /// Heads of the table's columns, in the order of `values`.
  static let names = ["always", "season", "length", "reach", "season-strength", "trend-strength", "turns", "slope"]

  let values: SIMD8<Double>

  /// ln(n) ÷ 2 − 1.5: 0 for twenty values, about 1 for a hundred and fifty, and no more than 1.2: what was learnt of usual series is not carried on to
  /// thousands of values.
  var length: Double { values[2] }

  /// - Parameters:
  ///   - values: without gaps.
  ///   - horizon: periods that are to be forecast.
  init(_ values: [Double], seasonLength: Int, horizon: Int) {
    let count = values.count
    let adjusted: [Double]
    let strengths: (season: Double, trend: Double)
    if seasonLength > 1, count >= 2 * seasonLength {
      let trend = SeasonalIndices.centredMovingAverage(values, window: seasonLength)
      let indices = SeasonalIndices(values, seasonLength: seasonLength, multiplicative: false).indices
      adjusted = values.indices.map { values[$0] - indices[$0 % seasonLength] }
      strengths = SeriesFeatures.strengths(values, trend: trend, indices)
    } else {
      adjusted = values
      let line = fittedLine(through: values)
      let rest = values.indices.map { values[$0] - line.intercept - line.slope * Double($0) }
      strengths = (0, SeriesFeatures.share(rest, of: values))
    }
    let changes = zip(adjusted.dropFirst(), adjusted).map { $0 - $1 }
    let (mean, deviation) = SeriesFeatures.meanAndDeviation(changes)
    self.values = SIMD8(
      1, seasonLength > 1 ? 1 : 0, min(logarithm(Double(max(1, count))) / 2 - 1.5, 1.2),
      seasonLength > 1 ? min(max(logarithm(Double(horizon) / Double(seasonLength)), -2), 2) : 0, strengths.season, strengths.trend,
      SeriesFeatures.firstCorrelation(changes, mean), deviation > 0 ? min(max(mean / deviation, -1), 1) : 0)
  }

  /// 1 − Var(irregular) ÷ Var(season + irregular), and the same for the trend.
  private static func strengths(_ values: [Double], trend: [Double], _ indices: [Double]) -> (season: Double, trend: Double) {
    var both: [Double] = []
    var irregular: [Double] = []
    var trended: [Double] = []
    for index in values.indices where !trend[index].isNaN {
      let rest = values[index] - trend[index] - indices[index % indices.count]
      both.append(values[index] - trend[index])
      irregular.append(rest)
      trended.append(trend[index] + rest)
    }
    return (share(irregular, of: both), share(irregular, of: trended))
  }

  private static func share(_ rest: [Double], of whole: [Double]) -> Double {
    let size = meanAndDeviation(whole).deviation
    guard size > 0 else { return 0 }
    let ratio = meanAndDeviation(rest).deviation / size
    return max(0, 1 - ratio * ratio)
  }

  /// Deviation with divisor n; of values that neither over- nor underflow when squared.
  private static func meanAndDeviation(_ values: [Double]) -> (mean: Double, deviation: Double) {
    guard !values.isEmpty else { return (0, 0) }
    let largest = values.reduce(0) { max($0, abs($1)) }
    guard largest > 0, largest.isFinite else { return (values[0], 0) }
    let mean = values.reduce(0) { $0 + $1 / largest } / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 / largest - mean) * ($1 / largest - mean) }
    return (mean * largest, largest * (squares / Double(values.count)).squareRoot())
  }

  private static func firstCorrelation(_ values: [Double], _ mean: Double) -> Double {
    guard values.count > 2 else { return 0 }
    let largest = values.reduce(0) { max($0, abs($1 - mean)) }
    guard largest > 0, largest.isFinite else { return 0 }
    var squares = 0.0
    var products = 0.0
    var last = 0.0
    for value in values {
      let centred = (value - mean) / largest
      squares += centred * centred
      products += centred * last
      last = centred
    }
    return products / squares
  }
}
