// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// How much slower or quicker everybody pays from month to month: days beside the usual, an autoregression of first order that starts where
/// the last month left it.
struct DelayDrift: Sendable {
  /// Share of a deviation that is left a month later.
  let persistence: Double
  /// Standard deviation over the months, days, without the chance of single payments.
  let spread: Double
  /// Deviation of the last month, days, shrunk by what chance explains.
  let state: Double

  static let none = DelayDrift(persistence: 0, spread: 0, state: 0)

  /// - Parameters:
  ///   - deviations: days beside the usual, by month, newest last.
  ///   - noise: variance that single payments put into each month's mean.
  ///   - usual: months at the end that the usual was taken from.
  static func learn(_ deviations: [Double], noise: [Double], usual: Int) -> DelayDrift {
    let count = deviations.count
    guard count >= 6, let last = deviations.last else { return .none }
    let mean = stableMean(deviations)
    let raw = deviations.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
    let chance = stableMean(noise)
    let variance = max(0, raw - chance)
    guard variance > 1e-9 else { return .none }
    var product = 0.0
    for index in 1..<count { product += (deviations[index] - mean) * (deviations[index - 1] - mean) }
    // Persistence is found too low in short histories (Kendall 1954): (1 + 3φ) ÷ n is put back.
    let found = product / Double(count - 1) / variance
    let persistence = min(0.97, max(0, found + (1 + 3 * max(0, min(1, found))) / Double(count)))
    let usualMean = stableMean(Array(deviations.suffix(usual)))
    // A pace that wanders slowly shows only a part of its spread in a few years.
    let spread = (variance / Self.seenShare(persistence, months: count)).squareRoot()
    let trust = variance / (variance + (noise.last ?? chance))
    let caution = (Double(count + 1) / Double(count - 1)).squareRoot()
    return DelayDrift(persistence: persistence, spread: spread * caution, state: trust * (last - usualMean))
  }

  /// What the variance around the mean of so many months is expected to be, as a share of the whole: that of an
  /// autoregression of first order, (1 − Var(mean) ÷ σ²) × n ÷ (n − 1).
  static func seenShare(_ persistence: Double, months: Int) -> Double {
    let (phi, count) = (persistence, Double(months))
    var power = 1.0
    for _ in 0..<months { power *= phi }
    let mean = ((1 + phi) / (1 - phi) - 2 * phi * (1 - power) / (count * (1 - phi) * (1 - phi))) / count
    return max(0.3, (1 - mean) * count / (count - 1))
  }

  /// Days beside the usual, by month after the cutoff.
  func draw(_ random: inout RandomStream, months: Int) -> [Double] {
    var now = state
    let step = spread * (1 - persistence * persistence).squareRoot()
    return (0..<months).map { _ in
      now = persistence * now + step * random.normal()
      return now
    }
  }
}
