// SPDX-License-Identifier: Apache-2.0
import Forecasting
import Quantities

/// The arithmetic of a total that is shared out: least squares with the variance of each leaf's own forecast, none below 0, in whole pieces that add up.
enum OverrideShares {
  struct Leaf {
    /// What the leaf starts from, pieces, at least 0.
    let base: Double
    /// Standard deviation of its forecast, pieces; nil where no range is known.
    let deviation: Double?
  }

  /// Half of a central range of 80 % in standard deviations of a normal error.
  static let halfWidth80 = 1.2815515655446004

  /// No leaf is taken to be surer than this part of the mean: one whose range has no width gives way last, and can.
  static let leastDeviation = 0.01

  /// Totals up to here are shared out in whole pieces without loss.
  static let limit = 9e15

  /// The values nearest to where the leaves start, in distances measured by their variances, that add up to a total.
  ///
  /// A leaf without a range is taken to be as unsure, for its size, as the others together; where none has one, the variance is the size, at least a piece.
  ///
  /// - Parameter total: pieces, 0...`limit`.
  /// - Returns: one a leaf; whole pieces, what is less than one with the largest.
  /// - Throws: `ForecastError`.
  static func reconciled(_ total: Double, _ leaves: [Leaf]) throws(ForecastError) -> [Double] {
    guard leaves.count > 1 else { return leaves.map { _ in total } }
    let names = leaves.indices.map(String.init)
    let hierarchy = try Hierarchy(bottoms: names, sums: [(node: "total", bottoms: names)])
    let numbers = hierarchy.numbers
    let deviations = deviations(leaves)
    var (base, residuals) = ([Double](repeating: 0, count: hierarchy.count), [Double](repeating: 0, count: hierarchy.count))
    for (name, (leaf, deviation)) in zip(names, zip(leaves, deviations)) {
      guard let number = numbers[name] else { continue }
      (base[number], residuals[number]) = (leaf.base, deviation)
    }
    guard let whole = numbers["total"] else { return [] }
    base[whole] = leaves.reduce(0) { $0 + $1.base }
    residuals[whole] = deviations.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let reconciliation = try Forecasting.Reconciliation(
      hierarchy, .minimumTrace(.variance), residuals: try NodeValues(residuals.map { [$0] }), isNonNegative: true)
    let values = try reconciliation.reconcile(
      try NodeValues(base.map { [$0] }), overrides: [ForecastOverride(node: whole, step: 0, value: total)])
    return inPieces(total, by: names.map { name in numbers[name].map { values[$0, 0] } ?? 0 })
  }

  private static func deviations(_ leaves: [Leaf]) -> [Double] {
    let known = leaves.filter { $0.deviation != nil }
    let (width, size) = (known.reduce(0) { $0 + ($1.deviation ?? 0) }, known.reduce(0) { $0 + $1.base })
    if width > 0 {
      let (relative, least) = (size > 0 ? width / size : 0, width / Double(known.count) * leastDeviation)
      return leaves.map { max(least, $0.deviation ?? relative * $0.base) }
    }
    return leaves.map { max(1, $0.base).squareRoot() }
  }

  /// In proportion to weights, in whole pieces by largest remainder; what is less than a piece goes to the heaviest.
  static func inPieces(_ total: Double, by weights: [Double]) -> [Double] {
    let nearest = total.rounded()
    // 0.1 + 0.2 is a hair off.
    let isWhole = abs(total - nearest) <= 1e-9 * max(1, abs(total))
    let pieces = isWhole ? nearest : total.rounded(.down)
    var parts = Allocation.split(Int64(pieces), by: weights.map { max(0, $0) }).map(Double.init)
    if !isWhole, let heaviest = weights.indices.max(by: { weights[$0] < weights[$1] }) { parts[heaviest] += total - pieces }
    return parts
  }
}
