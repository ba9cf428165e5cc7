// SPDX-License-Identifier: Apache-2.0

/// A series taken apart: trend + seasons + remainder = the series, to the last digit of the largest part.
///
/// All parts are in the units of the series, or of its transformed values where a transformation was asked for.
public struct Decomposition: Hashable, Sendable {
  /// One season: a value for each period of the series.
  public struct Season: Hashable, Sendable {
    public let length: Int
    public let values: [Double]

    public init(length: Int, values: [Double]) {
      self.length = length
      self.values = values
    }
  }

  /// The values that were taken apart: gaps filled, transformed.
  public let observed: [Double]
  public let trend: [Double]
  /// Shortest first.
  public let seasons: [Season]
  /// What trend and seasons do not tell.
  public let remainder: [Double]
  /// How much each value had to say, 0 … 1; 1 everywhere without robust iterations.
  public let trust: [Double]

  /// - Precondition: as many values in every part.
  public init(observed: [Double], trend: [Double], seasons: [Season], trust: [Double]) {
    precondition(trend.count == observed.count && trust.count == observed.count, "each part has a value for each period")
    precondition(seasons.allSatisfy { $0.values.count == observed.count }, "each season has a value for each period")
    self.observed = observed
    self.trend = trend
    self.seasons = seasons
    self.trust = trust
    var remainder = observed
    for season in seasons { for index in remainder.indices { remainder[index] -= season.values[index] } }
    for index in remainder.indices { remainder[index] -= trend[index] }
    self.remainder = remainder
  }

  public var count: Int { observed.count }

  /// All seasons together at each period.
  public var seasonal: [Double] {
    var sum = [Double](repeating: 0, count: count)
    for season in seasons { for index in sum.indices { sum[index] += season.values[index] } }
    return sum
  }

  /// The series without its seasons.
  public var seasonallyAdjusted: [Double] { zip(observed, seasonal).map { $0 - $1 } }

  /// How much of what moves around the trend is this season: 1 all of it, 0 nothing.
  ///
  /// - References: X. Wang, K. Smith, R. Hyndman (2006), Characteristic-based clustering for time series data, Data Min. Knowl. Discov.
  ///   13, 335–364.
  public func strength(of season: Season) -> Double {
    Decomposition.strength(season.values, against: remainder)
  }

  /// How much of what is not season is trend: 1 all of it, 0 nothing.
  public var trendStrength: Double { Decomposition.strength(trend, against: remainder) }

  private static func strength(_ part: [Double], against remainder: [Double]) -> Double {
    let whole = variance(zip(part, remainder).map { $0 + $1 })
    return whole > 0 ? max(0, 1 - variance(remainder) / whole) : 0
  }

  private static func variance(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    // Parts of a huge series have squares that no number holds.
    let scale = SeriesScale.powerOfTwo(values)
    let mean = values.reduce(0) { $0 + $1 / scale } / Double(values.count)
    return values.reduce(0) { $0 + ($1 / scale - mean) * ($1 / scale - mean) } / Double(values.count) * scale * scale
  }
}
