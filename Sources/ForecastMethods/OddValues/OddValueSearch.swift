// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// Finds outliers and level shifts of a series without season, the plainest first: what was found is taken out before the next is looked
/// for, so that none hides another.
///
/// - References: C. Chen, L.-M. Liu (1993), Joint estimation of model parameters and outlier effects in time series, J. Am. Stat. Assoc.
///   88(421), 284–297.
struct OddValueSearch {
  struct Finding: Hashable, Sendable {
    let isShift: Bool
    let index: Int
    var size: Double
    let score: Double
    let certainty: Double
  }

  /// −2·log likelihood up to a constant: a view that explains less by a spread than by calling it odd is the worse one.
  var deviance: Double {
    2 * Double(expected.count) * ETSLogarithm.natural(max(spread, .leastNormalMagnitude)) + 0.5 * Double(findings.count) * threshold
      * threshold
  }

  /// By period.
  private(set) var findings: [Finding] = []
  /// What each value would have been expected to be: itself where nothing is odd and something was observed.
  private(set) var expected: [Double]
  /// Usual one-step error.
  let spread: Double
  let alpha: Double
  private(set) var threshold = Double.infinity

  /// Of the false alarms that are allowed so many may be shifts: neighbouring steps say nearly the same.
  private static let shareOfShifts = 0.4
  /// A shift needs values on both sides that speak for it.
  static let leastStay = 4
  static let leastValues = 8
  private static let quick = 0.3
  /// No more than an eighth of the values are odd, and no more than this are looked for: each takes a pass over the series.
  private static let most = 250

  /// - Parameters:
  ///   - values: NaN where nothing was observed.
  ///   - estimated: numbers that were estimated before, from the same values.
  ///   - leverage: what of a value was in them.
  ///   - rate: share of clean series in which anything may be found.
  init(_ values: [Double], estimated: Int, leverage: Double, rate: Double) {
    let count = values.count
    let known = values.count { !$0.isNaN }
    let drift = OddValueSearch.drift(values)
    var left = values.indices.map { values[$0] - drift * Double($0) }
    expected = values
    let level = LocalLevel(count: count)
    let alpha = left.withUnsafeBufferPointer { $0.baseAddress.map(level.bestAlpha) ?? 0.5 }
    self.alpha = alpha
    let freedom = Double(max(4, known - 3 - estimated))
    let outlierLimit =
      OddValueSearch.limit(rate * (1 - OddValueSearch.shareOfShifts), tests: known, freedom: freedom) / (1 - leverage).squareRoot()
    let shiftLimit = OddValueSearch.limit(rate * OddValueSearch.shareOfShifts, tests: known, freedom: freedom)
    threshold = outlierLimit
    var spread = 0.0
    let most = min(known / 8, OddValueSearch.most)
    for _ in 0...most {
      let best = left.withUnsafeBufferPointer { buffer -> Finding? in
        guard let start = buffer.baseAddress else { return nil }
        level.smooth(start, alpha: alpha)
        spread = level.spread(start, alpha: alpha)
        // Steps of a quick level tell its spread too; those of a slow one are too much alike.
        if alpha >= OddValueSearch.quick { spread = max(spread, level.stepSpread(start, alpha: alpha)) }
        return OddValueSearch.oddest(
          level, start, alpha: alpha, spread: spread, limits: (outlierLimit, shiftLimit), tests: known, freedom: freedom)
      }
      guard let best, findings.count < most else { break }
      findings.append(best)
      if best.isShift {
        for index in 0..<best.index { left[index] += best.size }
      } else {
        left[best.index] = .nan
      }
    }
    self.spread = spread
    for index in 0..<count where left[index].isNaN {
      var value = level.expected(index).level + drift * Double(index)
      for found in findings where found.isShift && index < found.index { value -= found.size }
      expected[index] = value
    }
    joinEnd(count)
    findings.sort { $0.index < $1.index }
  }

  /// Outliers of one sign that reach the end are a new level: nobody knows yet that it will not stay.
  private mutating func joinEnd(_ count: Int) {
    let outliers = findings.filter { !$0.isShift }.sorted { $0.index > $1.index }
    var run: [Finding] = []
    for finding in outliers {
      guard finding.index == count - 1 - run.count, finding.size * (run.first?.size ?? finding.size) > 0 else { break }
      run.append(finding)
    }
    guard run.count > 1, let last = run.last else { return }
    findings.removeAll { finding in !finding.isShift && finding.index >= last.index }
    let size = run.reduce(0) { $0 + $1.size } / Double(run.count)
    let plainest = run.max { abs($0.score) < abs($1.score) } ?? last
    findings.append(
      Finding(isShift: true, index: last.index, size: size, score: plainest.score, certainty: plainest.certainty))
  }

  private static func oddest(
    _ level: LocalLevel, _ values: UnsafePointer<Double>, alpha: Double, spread: Double, limits: (outlier: Double, shift: Double),
    tests: Int, freedom: Double
  ) -> Finding? {
    guard spread > 0 else { return nil }
    var best: (excess: Double, isShift: Bool, index: Int, size: Double, score: Double) = (1, false, -1, 0, 0)
    for index in 0..<level.count where !values[index].isNaN {
      let (middle, variance) = level.expected(index)
      let size = values[index] - middle
      let score = size / (spread * (variance + 1 - alpha).squareRoot())
      if abs(score) / limits.outlier > best.excess { best = (abs(score) / limits.outlier, false, index, size, score) }
      guard index >= leastStay, index <= level.count - leastStay else { continue }
      let step = level.shift(index, values, alpha: alpha)
      let stepScore = step.size / (spread * step.variance.squareRoot())
      if abs(stepScore) / limits.shift > best.excess { best = (abs(stepScore) / limits.shift, true, index, step.size, stepScore) }
    }
    guard best.index >= 0 else { return nil }
    let certainty = OddValueSearch.certainty(best.score, tests: tests, freedom: freedom)
    return Finding(isShift: best.isShift, index: best.index, size: best.size, score: best.score, certainty: certainty)
  }

  /// The score that one of `tests` values of a clean series passes with the probability `rate`, the spread being estimated too.
  static func limit(_ rate: Double, tests: Int, freedom: Double) -> Double {
    let normal = NormalDistribution.score(probability: 1 - rate / (2 * Double(max(1, tests))))
    // The first terms of Student's score by the normal one.
    return normal + (normal * normal * normal + normal) / (4 * freedom)
  }

  /// The share of clean series in which no value lies as far out.
  static func certainty(_ score: Double, tests: Int, freedom: Double) -> Double {
    var (low, high) = (0.0, abs(score))
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if middle + (middle * middle * middle + middle) / (4 * freedom) < abs(score) { low = middle } else { high = middle }
    }
    return max(0, 1 - 2 * Double(tests) * NormalDistribution.probability(below: -low))
  }

  /// Per period, by the median of differences a fifth of the series apart: one shift moves few of them.
  private static func drift(_ values: [Double]) -> Double {
    let lag = max(1, values.count / 5)
    var slopes: [Double] = []
    for index in lag..<max(lag, values.count) {
      let slope = (values[index] - values[index - lag]) / Double(lag)
      if !slope.isNaN { slopes.append(slope) }
    }
    return slopes.isEmpty ? 0 : median(slopes)
  }
}
