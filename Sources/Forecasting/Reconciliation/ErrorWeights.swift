// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// The covariance W of base forecast errors, as far as its shape matters: W = D + U·Uᵀ with D on the diagonal and a column of U for each period of residuals.
///
/// Never more than n × periods numbers, whatever the weighting. By position: aggregates, then bottoms.
///
/// Residuals that add up themselves (those of a linear method applied alike at every level, of which seasonal naive is one) say nothing about how far the
/// levels disagree: with them `shrunk` gives what `variance` gives, but for their mean. They must be the residuals of the models that made the base forecasts.
struct ErrorWeights {
  let diagonal: [Double]
  /// Columns of U.
  let factors: [[Double]]

  /// W on the diagonal.
  var variances: [Double] {
    var sum = diagonal
    for factor in factors { for place in sum.indices { sum[place] += factor[place] * factor[place] } }
    return sum
  }

  /// - Parameter residuals: actual − fitted for each node and period, NaN where there is none; needed by `variance` and `shrunk`.
  /// - Throws: `nodes-mismatched`, `no-errors-to-learn-from`.
  init(_ weighting: ReconciliationMethod.ErrorWeighting, _ hierarchy: Hierarchy, residuals: NodeValues?) throws(ForecastError) {
    let order = hierarchy.aggregates + hierarchy.bottoms
    switch weighting {
    case .equal:
      self.init(diagonal: order.map { _ in 1 }, factors: [])
    case .structural:
      self.init(diagonal: order.map { Double(hierarchy.bottomCount(of: $0)) }, factors: [])
    case .variance:
      let residuals = try ErrorWeights.checked(residuals, hierarchy, weighting)
      var variances: [Double] = []
      for node in order {
        let squares = residuals.steps(of: node).filter { !$0.isNaN }.map { $0 * $0 }
        guard !squares.isEmpty else {
          throw ForecastError(
            .noErrorsToLearnFrom, subject: hierarchy.names[node], detail: "has not one residual", hint: "use structural weights")
        }
        variances.append(stableMean(squares))
      }
      self.init(diagonal: try ErrorWeights.lifted(variances), factors: [])
    case .shrunk:
      let shrunk = try ShrunkCovariance(try ErrorWeights.checked(residuals, hierarchy, weighting), order: order)
      let lifted = try ErrorWeights.lifted(shrunk.variances)
      let diagonal = lifted.indices.map { lifted[$0] - (1 - shrunk.intensity) * shrunk.variances[$0] }
      let share = ((1 - shrunk.intensity) / Double(shrunk.deviations.count - 1)).squareRoot()
      self.init(diagonal: diagonal, factors: share > 0 ? shrunk.deviations.map { $0.map { share * $0 } } : [])
    }
  }

  private init(diagonal: [Double], factors: [[Double]]) {
    self.diagonal = diagonal
    self.factors = factors
  }

  /// A node that never erred would not move at all, and two of them could contradict each other.
  private static func lifted(_ variances: [Double]) throws(ForecastError) -> [Double] {
    let mean = stableMean(variances)
    guard mean > 0, mean.isFinite else {
      throw ForecastError(
        .noErrorsToLearnFrom, subject: "residuals", detail: "are 0 everywhere",
        hint: "give the errors of one-step forecasts inside the history, or use structural weights")
    }
    return variances.map { max($0, 1e-12 * mean) }
  }

  private static func checked(_ residuals: NodeValues?, _ hierarchy: Hierarchy, _ weighting: ReconciliationMethod.ErrorWeighting)
    throws(ForecastError) -> NodeValues
  {
    guard let residuals else {
      throw ForecastError(
        .noErrorsToLearnFrom, subject: weighting.rawValue, detail: "needs residuals of every node, has none",
        hint: "give them, or use structural weights")
    }
    try residuals.check(hierarchy, "residuals", allowsGaps: true)
    return residuals
  }
}
