// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// Whether the members of a group would have been forecast better with the season of their group than each with its own.
///
/// At origins of the last year the usual combination is fitted both ways, seeing only what came before. What counts is money: |error| of each member
/// and of their sum, because the one decides about stock and the other about cash.
public enum SeasonContest {
  /// Series of one group that end with it.
  public struct Member: Sendable {
    public let series: Series
    /// Money of one unit, ≥ 0.
    public let weight: Double

    public init(_ series: Series, weight: Double) { (self.series, self.weight) = (series, weight) }
  }

  /// The largest members stand for all, so that a group of thousands is judged as fast as one of forty.
  static let most = 40
  private static let origins = [3, 6, 9, 12]
  private static let reach = 6

  /// - Returns: false where nothing can be tested.
  /// - Complexity: eight fits of each of at most forty members.
  /// - Determinism: same input, same bits.
  public static func isBetter(_ season: SharedSeason, for members: [Member]) -> Bool {
    let sizes = members.map { $0.weight * $0.series.values.suffix(season.seasonLength).reduce(0) { $1.isNaN ? $0 : $0 + abs($1) } }
    let chosen = members.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }.prefix(most).sorted()
    var (own, shared) = (0.0, 0.0)
    for back in origins where season.known(dropping: back) != nil {
      let rows = chosen.filter { members[$0].series.count > back }
      own += loss(rows.map { members[$0] }, nil, back)
      shared += loss(rows.map { members[$0] }, season, back)
    }
    return shared < own
  }

  private static func loss(_ members: [Member], _ season: SharedSeason?, _ back: Int) -> Double {
    let steps = min(reach, back)
    var sums = [Double](repeating: 0, count: steps)
    var loss = 0.0
    for member in members {
      let series = member.series
      let training = series.prefix(series.count - back)
      guard let model = try? ForecastMethod.combination.fit(training, season: season, dropping: back),
        let forecast = try? model.forecast(horizon: steps).withFloor(training.naturalFloor)
      else { continue }
      for step in 0..<steps {
        let actual = series.values[series.count - back + step]
        guard !actual.isNaN else { continue }
        let error = member.weight * (actual - forecast.mean[step])
        loss += abs(error)
        sums[step] += error
      }
    }
    return loss + sums.reduce(0) { $0 + abs($1) }
  }
}
