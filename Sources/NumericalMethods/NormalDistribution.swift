// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The standard normal distribution: probability of a score, and score of a probability.
public enum NormalDistribution {
  /// P(Z ≤ `score`).
  public static func probability(below score: Double) -> Double {
    0.5 * erfc(-score / 2.0.squareRoot())
  }

  /// Density at `score`.
  public static func density(at score: Double) -> Double {
    exp(-0.5 * score * score) / (2 * Double.pi).squareRoot()
  }

  /// The loss function G(k) = E[max(Z − k, 0)] = φ(k) − k × P(Z > k): how far Z lies above `score` on average, zero where it does not.
  public static func loss(above score: Double) -> Double {
    max(0, density(at: score) - score * probability(below: -score))
  }

  /// The score whose loss is `loss`, for 0 < loss < ∞; right to 1e-12. ∞ at 0, NaN outside.
  ///
  /// G falls everywhere and G(−g) > g, so that halving between −g and 40 closes in on the only root.
  public static func score(loss: Double) -> Double {
    guard loss > 0, loss < .infinity else { return loss == 0 ? .infinity : .nan }
    var (low, high) = (-loss, 40.0)
    while high - low > 1e-13 * max(1, low.magnitude) {
      let middle = low + (high - low) / 2
      if middle == low || middle == high { break }
      if NormalDistribution.loss(above: middle) > loss { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }

  /// The score below which a share of `probability` lies; ∓∞ at 0 and 1, NaN outside.
  ///
  /// A rational first guess (Abramowitz & Stegun) is polished by three Halley steps on
  /// `erfc`, so the result is right to the last few bits between 1e-300 and 1 − 1e-16.
  public static func score(probability: Double) -> Double {
    guard probability > 0 else { return probability == 0 ? -.infinity : .nan }
    guard probability < 1 else { return probability == 1 ? .infinity : .nan }
    // The lower half is where `erfc` keeps its digits.
    if probability > 0.5 { return -score(probability: 1 - probability) }
    var guess = firstGuess(probability)
    for _ in 0..<3 {
      let step = (NormalDistribution.probability(below: guess) - probability) / density(at: guess)
      guard step.isFinite else { break }
      guess -= step / (1 + 0.5 * guess * step)
    }
    return guess
  }

  /// Abramowitz & Stegun 26.2.23, absolute error below 4.5e-4: near enough for Halley's cubic convergence.
  private static func firstGuess(_ probability: Double) -> Double {
    let t = (-2 * log(probability)).squareRoot()
    let numerator = 2.515517 + t * (0.802853 + t * 0.010328)
    let denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    return -(t - numerator / denominator)
  }
}
