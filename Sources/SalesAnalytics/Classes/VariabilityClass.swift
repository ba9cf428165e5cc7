// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// XYZ 分类: how steadily a member is asked for, month by month.
public enum VariabilityClass: String, CaseIterable, Hashable, Sendable {
  case x = "X"
  case y = "Y"
  case z = "Z"
  /// Fewer than three months since the first one with anything, or nothing on the whole.
  case none = "–"

  /// Standard deviation (of all months, not of a sample) over mean, from the first month with anything on; nil where it cannot be told.
  public static func variation(_ months: [Double]) -> Double? {
    let live = Array(months.drop { $0 == 0 })
    guard live.count >= 3 else { return nil }
    let mean = stableMean(live)
    guard mean > 0 else { return nil }
    return stableMean(live.map { ($0 - mean) * ($0 - mean) }).squareRoot() / mean
  }

  /// - Parameters:
  ///   - x: X up to this coefficient of variation.
  ///   - y: Y up to this one; beyond it Z.
  public init(_ months: [Double], x: Double = 0.5, y: Double = 1) {
    guard let variation = VariabilityClass.variation(months) else {
      self = .none
      return
    }
    self = variation <= x ? .x : variation <= y ? .y : .z
  }
}
