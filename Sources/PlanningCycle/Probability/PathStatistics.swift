// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// Mean, variance and quantiles over paths; sums run in path order.
enum PathStatistics {
  static func mean(_ values: [Double]) -> Double { values.isEmpty ? 0 : stableMean(values) }

  static func variance(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let mean = stableMean(values)
    return stableSum(values.map { ($0 - mean) * ($0 - mean) }) / Double(values.count - 1)
  }

  /// Linear between order statistics (type 7 of Hyndman and Fan).
  ///
  /// - Parameter sorted: rising.
  static func quantile(_ sorted: [Double], _ probability: Double) -> Double {
    guard let last = sorted.last else { return 0 }
    let position = probability * Double(sorted.count - 1)
    let below = Int(position)
    guard below + 1 < sorted.count else { return last }
    return sorted[below] + (position - Double(below)) * (sorted[below + 1] - sorted[below])
  }
}
