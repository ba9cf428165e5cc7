// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// How many pieces may be wanted: whole numbers from 0 on, negative binomial, Poisson where the variance is the mean.
///
/// - References: J. M. Hilbe (2011), Negative Binomial Regression, 2nd ed., Cambridge University Press, ch. 8 (form with variance proportional
///   to the mean).
public struct CountDistribution: Hashable, Sendable {
  /// Expected number, ≥ 0.
  public let mean: Double
  /// Variance ÷ mean, ≥ 1.
  public let dispersion: Double

  /// Beyond this mean single pieces no longer matter and the quantiles are those of a bent normal distribution, rounded.
  static let largestSummedMean = 400.0

  public init(mean: Double, dispersion: Double) {
    self.mean = mean > 0 ? mean : 0
    self.dispersion = dispersion > 1 ? dispersion : 1
  }

  /// P(N = 0); each further probability is the one before times `ratio`.
  private var ofNone: Double {
    dispersion > 1 + 1e-9 ? exponential(-mean * logarithm(dispersion) / (dispersion - 1)) : exponential(-mean)
  }

  /// P(N = `count` + 1) ÷ P(N = `count`).
  private func ratio(after count: Double) -> Double { (mean + count * (dispersion - 1)) / (dispersion * (count + 1)) }

  /// P(N = `count`).
  ///
  /// - Complexity: O(count).
  public func probability(of count: Int) -> Double {
    guard count >= 0 else { return 0 }
    var probability = ofNone
    for below in 0..<count { probability *= ratio(after: Double(below)) }
    return probability
  }

  /// The smallest number of which at least `probability` lies at or below.
  public func quantile(_ probability: Double) -> Double {
    guard mean > 0, probability > 0 else { return 0 }
    guard mean <= CountDistribution.largestSummedMean else {
      return roundedQuantile(atScore: NormalDistribution.score(probability: probability))
    }
    // What is summed has errors of its last bits: they must not add a piece to a quantile that lies at an edge.
    let wanted = min(probability, 1 - 1e-13) - 1e-13
    var (count, term) = (0.0, ofNone)
    var sum = term
    while sum < wanted, count < mean || term > 1e-17 {
      term *= ratio(after: count)
      count += 1
      sum += term
    }
    return count
  }

  /// Normal, bent by the skewness (2φ − 1) ÷ √(φ·mean).
  private func roundedQuantile(atScore score: Double) -> Double {
    let score = min(max(score, -9), 9)
    let deviation = (dispersion * mean).squareRoot()
    let skewness = min((2 * dispersion - 1) / deviation, 0.3)
    return max(0, (mean + deviation * (score + skewness * (score * score - 1) / 6)).rounded())
  }
}
