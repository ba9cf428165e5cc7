// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// The covariance of residuals, its correlations shrunk towards 0 by as much as they are uncertain.
///
/// intensity = Σ Var(rᵢⱼ) ÷ Σ rᵢⱼ² over all pairs i ≠ j of nodes, between 0 and 1. Sums over pairs are taken as sums over periods: Σᵢⱼ (Σₜ xᵢₜxⱼₜ)² is the
/// square of the periods × periods matrix XᵀX, so that no nodes × nodes matrix is ever made.
///
/// - Complexity: O(nodes × periods²).
/// - References: J. Schäfer, K. Strimmer (2005), A shrinkage approach to large-scale covariance matrix estimation, Stat. Appl. Genet. Mol. Biol. 4(1), art. 32,
///   DOI 10.2202/1544-6115.1175.
struct ShrunkCovariance {
  /// By position.
  let variances: [Double]
  /// Residuals less their means: for each period all nodes by position.
  let deviations: [[Double]]
  /// 1: uncorrelated. Never 0, which would leave no inverse.
  let intensity: Double

  /// - Throws: `no-errors-to-learn-from` for fewer than 3 periods in which every node has a residual.
  init(_ residuals: NodeValues, order: [Int]) throws(ForecastError) {
    let periods = (0..<residuals.stepCount).filter { period in order.allSatisfy { !residuals[$0, period].isNaN } }
    guard periods.count >= 3 else {
      throw ForecastError(
        .noErrorsToLearnFrom, subject: "residuals", detail: "needs 3 periods in which every node has a residual, has \(periods.count)",
        hint: "use variance weights, which look at each node alone")
    }
    let count = Double(periods.count)
    let means = order.map { node in stableMean(periods.map { residuals[node, $0] }) }
    let deviations = periods.map { period in order.indices.map { residuals[order[$0], period] - means[$0] } }
    var squares = [Double](repeating: 0, count: order.count)
    for period in deviations { for place in squares.indices { squares[place] += period[place] * period[place] } }
    // A node without errors has no correlation.
    let inverses = squares.map { $0 > 0 ? (count / $0).squareRoot() : 0 }
    self.deviations = deviations
    variances = squares.map { $0 / (count - 1) }
    let standardised = deviations.map { period in period.indices.map { period[$0] * inverses[$0] } }
    intensity = max(1e-6, min(1, ShrunkCovariance.intensity(standardised, pairsOfOne: inverses.count { $0 > 0 })))
  }

  private static func intensity(_ standardised: [[Double]], pairsOfOne: Int) -> Double {
    let count = Double(standardised.count)
    var products = StableSum()
    var ofSquares = StableSum()
    for first in standardised.indices {
      for second in 0...first {
        var product = 0.0
        for place in standardised[first].indices { product += standardised[first][place] * standardised[second][place] }
        products.add((first == second ? 1 : 2) * product * product)
        // Each node with itself is no pair: x⁴ is taken off below.
        if first == second { ofSquares.add(product * product) }
      }
    }
    var fourths = StableSum()
    for period in standardised { for value in period { fourths.add(value * value * value * value) } }
    // Each node's correlation with itself is 1.
    let squares = max(0, products.value / (count * count) - Double(pairsOfOne))
    let spread = max(0, ofSquares.value - fourths.value - count * squares)
    let variance = spread / (count * (count - 1))
    // Without a correlation there is nothing to keep.
    return squares > 1e-12 * Double(pairsOfOne) ? variance / squares : 1
  }
}
