// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// A level that walks at random below noise, seen from both sides: what each value and each step should have been by all the others.
///
/// In units of the one-step error the noise has the variance 1 − α and a step of the level α²: simple exponential smoothing, forwards and
/// backwards, exact at both ends and over gaps.
///
/// - References: A. Harvey, S. J. Koopman (1992), Diagnostic checking of unobserved-components time series models, J. Bus. Econ. Stat.
///   10(4), 377–389; P. de Jong, J. Penzer (1998), Diagnosing shocks in time series, J. Am. Stat. Assoc. 93(442), 796–806.
final class LocalLevel {
  let count: Int
  private let memory: UnsafeMutablePointer<Double>
  /// The level as the values before (after) a period tell it, and its variance.
  private let before: UnsafeMutablePointer<Double>
  private let beforeVariance: UnsafeMutablePointer<Double>
  private let after: UnsafeMutablePointer<Double>
  private let afterVariance: UnsafeMutablePointer<Double>
  private let list: UnsafeMutablePointer<Double>
  private let scratch: UnsafeMutablePointer<Double>

  /// Nothing is known before the first value.
  private static let unknown = 1e7
  static let alphas: [Double] = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99]

  init(count: Int) {
    self.count = count
    memory = .allocate(capacity: 6 * count + 6)
    memory.initialize(repeating: 0, count: 6 * count + 6)
    before = memory
    beforeVariance = before + count + 1
    after = beforeVariance + count + 1
    afterVariance = after + count + 1
    list = afterVariance + count + 1
    scratch = list + count + 1
  }

  deinit { memory.deallocate() }

  /// The α of least robust spread of one-step errors, as the likelihood weighs them.
  ///
  /// - Parameter values: NaN where nothing is known.
  func bestAlpha(_ values: UnsafePointer<Double>) -> Double {
    var best = (value: Double.infinity, alpha: LocalLevel.alphas[0])
    for alpha in LocalLevel.alphas {
      filter(values, alpha)
      var (known, logs, isFirst) = (0, 0.0, true)
      for index in 0..<count where !values[index].isNaN {
        // The first error measures nothing: its level was unknown.
        if isFirst {
          isFirst = false
          continue
        }
        let variance = beforeVariance[index] + 1 - alpha
        list[known] = (values[index] - before[index]) / variance.squareRoot()
        logs += ETSLogarithm.natural(variance)
        known += 1
      }
      let spread = robustSpread(list, count: known, scratch: scratch)
      let value = 2 * Double(known) * ETSLogarithm.natural(max(spread, .leastNormalMagnitude)) + logs
      if value < best.value { best = (value, alpha) }
    }
    return best.alpha
  }

  private func filter(_ values: UnsafePointer<Double>, _ alpha: Double) {
    let (noise, step) = (1 - alpha, alpha * alpha)
    var (level, variance) = (firstKnown(values), LocalLevel.unknown)
    for index in 0..<count {
      before[index] = level
      beforeVariance[index] = variance
      if !values[index].isNaN {
        let gain = variance / (variance + noise)
        level += gain * (values[index] - level)
        variance *= 1 - gain
      }
      variance += step
    }
    before[count] = level
    beforeVariance[count] = variance
  }

  private func firstKnown(_ values: UnsafePointer<Double>) -> Double {
    for index in 0..<count where !values[index].isNaN { return values[index] }
    return 0
  }

  /// Looks at `values` from both sides; afterwards `expected`, `outlying` and `shift` can be asked for.
  func smooth(_ values: UnsafePointer<Double>, alpha: Double) {
    filter(values, alpha)
    let (noise, step) = (1 - alpha, alpha * alpha)
    var (level, variance) = (before[count], LocalLevel.unknown)
    for index in stride(from: count - 1, through: 0, by: -1) {
      after[index] = level
      afterVariance[index] = variance
      if !values[index].isNaN {
        let gain = variance / (variance + noise)
        level += gain * (values[index] - level)
        variance *= 1 - gain
      }
      variance += step
    }
  }

  /// The level at `index` as all other values tell it, and its variance.
  func expected(_ index: Int) -> (level: Double, variance: Double) {
    let (one, other) = (beforeVariance[index], afterVariance[index])
    let share = other / (one + other)
    return (before[index] + (1 - share) * (after[index] - before[index]), one * share)
  }

  /// What the level after the step to `index` lies above that before it, and the variance of that when nothing has happened.
  func shift(_ index: Int, _ values: UnsafePointer<Double>, alpha: Double) -> (size: Double, variance: Double) {
    let noise = 1 - alpha
    var (level, variance) = (after[index], afterVariance[index])
    if !values[index].isNaN {
      let gain = variance / (variance + noise)
      level += gain * (values[index] - level)
      variance *= 1 - gain
    }
    return (level - before[index], variance + beforeVariance[index])
  }

  /// The one-step error that the values' distances from what the others tell speak of.
  func spread(_ values: UnsafePointer<Double>, alpha: Double) -> Double {
    var known = 0
    for index in 0..<count where !values[index].isNaN {
      let (level, variance) = expected(index)
      list[known] = (values[index] - level) / (variance + 1 - alpha).squareRoot()
      known += 1
    }
    return robustSpread(list, count: known, scratch: scratch)
  }

  /// The one-step error that the steps of the level speak of.
  func stepSpread(_ values: UnsafePointer<Double>, alpha: Double) -> Double {
    var known = 0
    for index in 1..<max(1, count) where !values[index].isNaN {
      let step = shift(index, values, alpha: alpha)
      list[known] = step.size / step.variance.squareRoot()
      known += 1
    }
    return robustSpread(list, count: known, scratch: scratch)
  }
}
