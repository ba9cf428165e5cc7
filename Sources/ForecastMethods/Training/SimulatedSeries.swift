// SPDX-License-Identifier: Apache-2.0
public import Forecasting
import NumericalMethods

/// Made-up series of many kinds, each from a seed: what a table of combination weights learns from beside real ones, so that it does not take the few
/// sets that are published for the world.
///
/// Level, damped slope and season move by their own random steps of random size; errors are additive or relative; now and then a level jumps.
public struct SimulatedSeries {
  public let series: Series
  public let horizon: Int

  public init(seed: UInt64) {
    var stream = RandomStream(seed: seed)
    let kinds: [(season: Int, granularity: Series.Granularity, horizon: Int)] = [(1, .year, 6), (4, .quarter, 8), (12, .month, 18)]
    let kind = kinds[min(2, Int(stream.uniform() * 3))]
    let shortest = kind.season == 1 ? 14 : 4 * kind.season
    let count = shortest + Int(stream.uniform() * (kind.season == 1 ? 40 : Double(9 * kind.season))) + kind.horizon
    let noise = 0.005 * exponential(3.2 * stream.uniform())
    let levelStep = noise * 1.5 * stream.uniform() * stream.uniform()
    let slopeStep = noise * 0.3 * stream.uniform() * stream.uniform()
    let damping = stream.uniform() < 0.4 ? 1 : 0.8 + 0.2 * stream.uniform()
    let isSeasonal = kind.season > 1 && stream.uniform() < 0.8
    let seasonSize = isSeasonal ? 0.02 + 0.3 * stream.uniform() : 0
    let seasonStep = noise * 0.3 * stream.uniform() * (isSeasonal ? 1 : 0)
    let isRelative = stream.uniform() < 0.5
    let jumps = stream.uniform() < 0.15
    var season = (0..<kind.season).map { _ in seasonSize * stream.normal() }
    let middle = season.reduce(0, +) / Double(kind.season)
    for place in season.indices { season[place] -= middle }
    let growth = (stream.uniform() < 0.6 ? 1.0 : 0) * 0.04 * stream.normal() / Double(max(1, kind.season / 2))
    var (level, slope) = (1.0, growth)
    var values: [Double] = []
    for index in 0..<count {
      slope = growth + damping * (slope - growth) + slopeStep * stream.normal()
      level += slope + levelStep * stream.normal()
      if jumps, stream.uniform() < 1.5 / Double(count) { level += 8 * noise * stream.normal() }
      let place = index % kind.season
      season[place] += seasonStep * stream.normal()
      let base = isRelative ? level * exponential(season[place]) : level + season[place]
      let error = noise * stream.normal()
      values.append(1_000 * max(0.02, isRelative ? base * (1 + error) : base + error))
    }
    series = Series(simulated: values, seasonLength: kind.season, granularity: kind.granularity)
    horizon = kind.horizon
  }
}

extension Series {
  /// For finite values alone.
  fileprivate init(simulated values: [Double], seasonLength: Int, granularity: Granularity) {
    guard let series = try? Series(values, seasonLength: seasonLength, granularity: granularity) else {
      preconditionFailure("simulated values are finite")
    }
    self = series
  }
}
