// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// Many ways the future may go, each over all steps: drawn from a forecast so that every step has the forecast's own quantiles and the errors of
/// different steps hang together.
///
/// What a planner asks of a quarter or a year is the distribution of a sum, and that is in no interval of a single step: where errors stay, the range of
/// the sum is far wider than independent steps would make it. Normal scores of the steps have the correlation of the forecast's `persistence` (a Gaussian
/// copula); each is then turned into the value that the forecast has at that score, so that floors, shapes and whole numbers are kept.
///
/// - Determinism: path k depends on the seed and on k alone, not on how many are drawn. Paths 2k and 2k + 1 have opposite scores.
/// - Complexity: O(paths × steps).
/// - References: R. B. Nelsen (2006), An Introduction to Copulas, 2nd ed., Springer, ch. 2.
public struct SamplePaths: Hashable, Sendable {
  public let horizon: Int
  /// Number of paths.
  public let count: Int
  /// One path after the other, `horizon` values each.
  public let values: [Double]

  /// - Parameters:
  ///   - count: paths, at least 1.
  ///   - seed: the same seed gives the same bits.
  public init(_ forecast: Forecast, count: Int = 1_000, seed: UInt64) {
    let (horizon, count) = (forecast.horizon, max(1, count))
    (self.horizon, self.count) = (horizon, count)
    let deviations = (0..<horizon).map { forecast.persistence.deviation($0) }
    let carried = forecast.persistence.carried
    var values: [Double] = []
    values.reserveCapacity(count * horizon)
    var scores = [Double](repeating: 0, count: horizon)
    for path in 0..<count {
      if path % 2 == 0 {
        var random = RandomStream(seed: seed ^ (UInt64(path / 2) &* 0xD134_2543_DE82_EF95))
        var kept = 0.0
        for step in 0..<horizon {
          let surprise = random.normal()
          scores[step] = (surprise + kept) / deviations[step]
          kept += carried * surprise
        }
      } else {
        for step in 0..<horizon { scores[step] = -scores[step] }
      }
      for step in 0..<horizon { values.append(forecast.value(atScore: scores[step], step: step)) }
    }
    self.values = values
  }

  /// Paths that somebody else drew, one after the other.
  ///
  /// - Precondition: whole paths of at least one step.
  init(horizon: Int, values: [Double]) {
    precondition(horizon > 0 && values.count % horizon == 0, "paths are whole")
    (self.horizon, self.values) = (horizon, values)
    count = values.count / horizon
  }

  /// One path, 0 ..< `count`.
  public func path(_ number: Int) -> ArraySlice<Double> { values[(number * horizon)..<((number + 1) * horizon)] }

  /// What the paths have at one step, path by path.
  func values(at step: Int) -> [Double] { (0..<count).map { values[$0 * horizon + step] } }

  /// The sum over `steps` in each path, smallest first.
  ///
  /// - Precondition: steps of the horizon.
  public func sums(over steps: Range<Int>) -> [Double] {
    precondition(steps.lowerBound >= 0 && steps.upperBound <= horizon, "steps are those of the forecast")
    return (0..<count).map { number in
      var sum = 0.0
      for step in steps { sum += values[number * horizon + step] }
      return sum
    }.sorted()
  }

  /// The value below which the sum over `steps` lies with `probability`: a whole number where pieces are counted.
  public func quantile(_ probability: Double, ofSumOver steps: Range<Int>) -> Double {
    SamplePaths.quantile(probability, ofSorted: sums(over: steps))
  }

  /// The interval in which the sum over `steps` lies with the probability of `level`.
  public func interval(_ level: IntervalLevel, ofSumOver steps: Range<Int>) -> PredictionInterval {
    let sorted = sums(over: steps)
    return PredictionInterval(
      level: level, lower: SamplePaths.quantile(level.lowerProbability, ofSorted: sorted),
      upper: SamplePaths.quantile(level.upperProbability, ofSorted: sorted))
  }

  private static func quantile(_ probability: Double, ofSorted sorted: [Double]) -> Double {
    let place = Int((probability * Double(sorted.count)).rounded(.up)) - 1
    return sorted[min(max(place, 0), sorted.count - 1)]
  }
}

extension Forecast {
  /// `count` ways the future may go; see `SamplePaths`.
  public func samplePaths(_ count: Int = 1_000, seed: UInt64) -> SamplePaths { SamplePaths(self, count: count, seed: seed) }
}
