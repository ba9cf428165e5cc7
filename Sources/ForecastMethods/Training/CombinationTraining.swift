// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods

/// Learns a table of combination weights by minimising the scaled absolute error of the combination itself over many series.
///
/// Every set of series counts alike, whatever its number (fewer than a hundred count less), in units of what equal weights would have; series that are very wrong are held
/// down, so that no single one leads. Rows are pulled to nought, the error weight is free. Steps follow Adam with a falling rate: no line search, no
/// randomness, the same bits on every run.
///
/// - References: D. Kingma, J. Ba (2015), Adam: a method for stochastic optimization, ICLR.
public struct CombinationTraining {
  public let members: [ForecastMethod]
  public let steps: Int
  /// λ of λΣ(row)².
  public let shrinkage: Double

  public init(members: [ForecastMethod] = CombinationTraining.usualMembers, steps: Int = 800, shrinkage: Double = 1e-4) {
    self.members = members
    self.steps = steps
    self.shrinkage = shrinkage
  }

  public static let usualMembers: [ForecastMethod] = [
    .exponentialSmoothing, .optimisedTheta, .dynamicTheta, .theta, .complexSmoothing, .arima, .seasonTrend, .seasonalNaive, .drift,
  ]

  /// - Parameter sets: examples made with the same members, one list a set; empty ones are passed over.
  public func table(_ sets: [[TrainingExample]]) -> CombinationTable {
    let filled = sets.filter { !$0.isEmpty }
    let examples = filled.flatMap { $0 }
    let importance = filled.flatMap { CombinationTraining.importance($0) }.map { $0 / Double(max(1, filled.count)) }
    let count = members.count * 8 + 2
    var point = [Double](repeating: 0, count: count)
    point[count - 2] = 1.5
    var (mean, square, best) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count), point)
    var lowest = Double.infinity
    var gradient = [Double](repeating: 0, count: count)
    for step in 1...max(1, steps) {
      let value = evaluate(point, examples, importance, &gradient)
      if value < lowest { (lowest, best) = (value, point) }
      let rate = 0.05 * (1 - Double(step - 1) / Double(steps))
      let (first, second) = (1 - power(0.9, step), 1 - power(0.999, step))
      for index in 0..<count {
        mean[index] = 0.9 * mean[index] + 0.1 * gradient[index]
        square[index] = 0.999 * square[index] + 0.001 * gradient[index] * gradient[index]
        point[index] -= rate * (mean[index] / first) / ((square[index] / second).squareRoot() + 1e-10)
      }
    }
    return table(best)
  }

  private func power(_ base: Double, _ exponent: Int) -> Double { exponential(Double(exponent) * logarithm(base)) }

  private func table(_ point: [Double]) -> CombinationTable {
    // Three digits are more than the sets tell.
    func short(_ value: Double) -> Double { (value * 1_000).rounded() / 1_000 }
    let rows = members.indices.map { member in SIMD8<Double>((0..<8).map { short(point[member * 8 + $0]) }) }
    return CombinationTable(members: members, rows: rows, errorWeight: (short(point[point.count - 2]), short(point[point.count - 1])))
  }

  private static func importance(_ set: [TrainingExample]) -> [Double] {
    let equal = set.map { example -> Double in
      let share = 1 / Double(example.able.count { $0 })
      return example.loss(example.able.map { $0 ? share : 0 })
    }
    let limit = 8 * Combination.median.centre(equal)
    let mean = Combination.mean.centre(equal)
    guard mean > 0 else { return equal.map { _ in 0 } }
    let size = min(1, Double(set.count) / 100) / Double(set.count) / mean
    return equal.map { $0 > limit ? size * limit / $0 : size }
  }

  /// The loss and its derivatives.
  private func evaluate(_ point: [Double], _ examples: [TrainingExample], _ importance: [Double], _ gradient: inout [Double]) -> Double {
    let count = members.count
    var total = 0.0
    for index in 0..<(count * 8) {
      total += shrinkage * point[index] * point[index]
      gradient[index] = 2 * shrinkage * point[index]
    }
    (gradient[count * 8], gradient[count * 8 + 1]) = (0, 0)
    var weights = [Double](repeating: 0, count: count)
    var pull = [Double](repeating: 0, count: count)
    for (example, weight) in zip(examples, importance) where weight > 0 {
      let sensitivity = point[count * 8] + point[count * 8 + 1] * example.features.length
      fillWeights(point, example, sensitivity, &weights)
      total += weight * derivatives(example, weights, &pull)
      for member in 0..<count where example.able[member] {
        let share = weight * pull[member]
        for feature in 0..<8 { gradient[member * 8 + feature] += share * example.features.values[feature] }
        gradient[count * 8] -= share * example.ratios[member]
        gradient[count * 8 + 1] -= share * example.ratios[member] * example.features.length
      }
    }
    return total
  }

  private func fillWeights(_ point: [Double], _ example: TrainingExample, _ sensitivity: Double, _ weights: inout [Double]) {
    var highest = -Double.infinity
    for member in weights.indices where example.able[member] {
      var score = -sensitivity * example.ratios[member]
      for feature in 0..<8 { score += point[member * 8 + feature] * example.features.values[feature] }
      weights[member] = score
      highest = max(highest, score)
    }
    var sum = 0.0
    for member in weights.indices {
      weights[member] = example.able[member] ? exponential(weights[member] - highest) : 0
      sum += weights[member]
    }
    for member in weights.indices { weights[member] /= sum }
  }

  /// Mean |error|, and what it changes by when a member's score does.
  private func derivatives(_ example: TrainingExample, _ weights: [Double], _ pull: inout [Double]) -> Double {
    let horizon = example.actual.count
    for member in pull.indices { pull[member] = 0 }
    var sum = 0.0
    for step in 0..<horizon {
      var value = 0.0
      for member in weights.indices { value += weights[member] * example.forecasts[member * horizon + step] }
      let error = value - example.actual[step]
      sum += abs(error)
      let sign = error > 0 ? 1.0 : error < 0 ? -1 : 0
      for member in weights.indices { pull[member] += sign * weights[member] * (example.forecasts[member * horizon + step] - value) }
    }
    for member in pull.indices { pull[member] /= Double(horizon) }
    return sum / Double(horizon)
  }
}
