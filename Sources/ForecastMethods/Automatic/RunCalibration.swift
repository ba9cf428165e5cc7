// SPDX-License-Identifier: Apache-2.0
public import Forecasting
import NumericalMethods

/// Makes the intervals of series that are forecast together agree with the errors that all of them made in their past.
///
/// Three origins say little of one series and much of a thousand: of what was claimed at them the run's 80 % quantile should be one, and where it is not,
/// every spread of the run is multiplied by it. A factor for each third of the horizon, straight lines between their middles; one more for what lies
/// beyond the middle 80 %. Factors are drawn to one as if thirty series more had been seen: of so many the quantile is as uncertain as
/// factors of different sets differ.
///
/// - Determinism: depends on the set of evidence, not on its order.
/// - References: V. Vovk, A. Gammerman, G. Shafer (2005), Algorithmic Learning in a Random World, Springer, ch. 2 (quantiles of past
///   nonconformity as the size of an interval).
public struct RunCalibration: Hashable, Sendable {
  /// Of one law.
  struct Factors: Hashable, Sendable {
    /// ln of the factor in each third of the horizon.
    let thirds: [Double]
    /// ln of the further factor of the 95 % ends.
    let tail: Double
  }

  private let factors: [IntervalEvidence.Law: Factors]

  /// Nothing is corrected.
  public static let none = RunCalibration([])
  /// So many series are enough to learn from; those that follow are corrected by what these say.
  public static let sampleSize = 1_000

  /// Series' worth of belief in what each series says of itself.
  static let prior = 30.0
  /// Of fewer each keeps its own intervals.
  static let leastSeries = 10
  /// No run makes intervals more than this much narrower or wider.
  static let most = 0.7

  /// - Parameter evidence: one for each series, those without points among them.
  public init(_ evidence: [IntervalEvidence]) {
    var factors: [IntervalEvidence.Law: Factors] = [:]
    for law in IntervalEvidence.Law.allCases {
      factors[law] = RunCalibration.factors(evidence.filter { $0.law == law && !$0.points.isEmpty })
    }
    self.factors = factors
  }

  /// Factor of the spread at each third of the horizon, nil where too few series told of that law.
  public func spreadFactors(_ law: IntervalEvidence.Law) -> [Double]? { factors[law]?.thirds.map { exponential($0) } }
  /// Further factor of the 95 % ends.
  public func tailFactor(_ law: IntervalEvidence.Law) -> Double? { factors[law].map { exponential($0.tail) } }

  /// The same means with the run's spread. Where pieces are counted nothing changes: their distribution was tried on its own.
  public func apply(to forecast: Forecast, law: IntervalEvidence.Law) -> Forecast {
    guard let factors = factors[law], forecast.dispersion == nil else { return forecast }
    let horizon = Double(forecast.horizon)
    let scale = forecast.scale.enumerated().map { step, spread in
      spread * exponential(RunCalibration.between(factors.thirds, share: (Double(step) + 0.5) / horizon))
    }
    return forecast.calibrated(
      scale: scale,
      shape: forecast.shape.stretched(
        from: NormalScore.eighty, to: NormalScore.ninetyFive, by: exponential(factors.tail)))
  }

  /// - Parameter evidence: of one law, each with points.
  private static func factors(_ evidence: [IntervalEvidence]) -> Factors? {
    guard evidence.count >= leastSeries else { return nil }
    let weight = Double(evidence.count) / (Double(evidence.count) + prior)
    var parts: [[Double]] = [[], [], []]
    for series in evidence {
      for point in series.points { parts[min(2, Int(3 * point.share))].append(point.ofEighty) }
    }
    let seen = parts.map { $0.count >= 8 ? quantile(0.8, $0) : nil }
    // Far steps that nothing was seen of are as the last ones that something was seen of.
    var last = seen.compactMap { $0 }.first ?? 0
    let thirds = seen.map { value in
      last = value ?? last
      return last
    }
    var far: [Double] = []
    for series in evidence {
      for point in series.points { far.append(point.ofNinetyFive / exponential(thirds[min(2, Int(3 * point.share))])) }
    }
    let tail = far.count >= 40 ? quantile(0.95, far) : 0
    return Factors(thirds: thirds.map { $0 * weight }, tail: tail * weight)
  }

  /// ln of the quantile, −`most` … `most`.
  private static func quantile(_ probability: Double, _ values: [Double]) -> Double {
    let sorted = values.sorted()
    let position = min(Double(sorted.count - 1), probability * Double(sorted.count + 1) - 1)
    let below = max(0, Int(position))
    let above = min(sorted.count - 1, below + 1)
    let value = sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
    return value > 0 ? min(max(logarithm(value), -most), most) : -most
  }

  private static func between(_ thirds: [Double], share: Double) -> Double {
    let place = min(max(share * 3 - 0.5, 0), 2)
    let below = min(1, Int(place))
    return thirds[below] + (place - Double(below)) * (thirds[below + 1] - thirds[below])
  }
}
