// SPDX-License-Identifier: Apache-2.0

/// Forecasts of all nodes of a hierarchy in, forecasts that add up out: 层级调和.
///
/// What is learnt — shares, variances, correlations — is learnt once; then any number of forecasts can be reconciled. The sum of the bottoms is every node's value, to the last
/// bit where no value was fixed.
public struct Reconciliation: Sendable {
  public let hierarchy: Hierarchy
  public let method: ReconciliationMethod
  /// Bottoms, and with them all nodes, are at least 0: the nearest such values, not clipped ones.
  public let isNonNegative: Bool

  enum Plan: Sendable {
    case shareOut(SharingOut)
    case weigh(ErrorWeights, SumRows)
  }
  let plan: Plan

  /// - Parameters:
  ///   - history: actual values of every node (NaN: none), for shares that are learnt.
  ///   - residuals: actual − fitted value of every node, from the models that made the base forecasts (NaN: none), for weights that are learnt. Residuals that add up
  ///     themselves do not tell how far levels disagree, and make `shrunk` the same as `variance`.
  /// - Throws: `hierarchy-unsuited`, `nodes-mismatched`, `no-errors-to-learn-from`, `not-finite`.
  public init(
    _ hierarchy: Hierarchy, _ method: ReconciliationMethod, history: NodeValues? = nil, residuals: NodeValues? = nil,
    isNonNegative: Bool = false
  ) throws(ForecastError) {
    self.hierarchy = hierarchy
    self.method = method
    self.isNonNegative = isNonNegative
    switch method {
    case .bottomUp: plan = .shareOut(SharingOut(bottomsOf: hierarchy))
    case .topDown(let proportions): plan = .shareOut(try SharingOut(hierarchy, level: nil, proportions, history: history))
    case .middleOut(let level, let proportions):
      plan = .shareOut(try SharingOut(hierarchy, level: level, proportions, history: history))
    case .minimumTrace(let weighting):
      let weights = try ErrorWeights(weighting, hierarchy, residuals: residuals)
      plan = .weigh(weights, SumRows(hierarchy, weights))
    }
  }

  /// The reconciled values: for each node and step.
  ///
  /// With `overrides` the fixed values are held, and all others are the nearest that add up to them. Where the method weighs forecasts (minimum trace) so are distances
  /// from what was forecast; otherwise what the method says is moved, bottoms in proportion to their size.
  ///
  /// - Throws: `nodes-mismatched`, `not-finite`, `overrides-contradict`, `not-reconciled`.
  public func reconcile(_ base: NodeValues, overrides: [ForecastOverride] = []) throws(ForecastError) -> NodeValues {
    try base.check(hierarchy, "forecasts")
    let fixed = try FixedNodes.steps(overrides, hierarchy, stepCount: base.stepCount, isNonNegative: isNonNegative)
    let projection = projection(isNonNegative: isNonNegative)
    var values = [Double](repeating: 0, count: base.values.count)
    for begin in stride(from: 0, to: base.stepCount, by: 8) {
      let width = min(8, base.stepCount - begin)
      load(base, begin, width, into: projection)
      let held = Array(fixed[begin..<(begin + width)])
      if let failure = projection.run(held) { throw failed(failure, steps: begin..<(begin + width)) }
      values.withUnsafeMutableBufferPointer { values in
        hierarchy.positions.withUnsafeBufferPointer { positions in
          for node in positions.indices {
            let lanes = projection.space.result[positions[node]]
            for lane in 0..<width { values[node * base.stepCount + begin + lane] = lanes[lane] }
          }
        }
      }
      for (lane, nodes) in held.enumerated() where !nodes.positions.isEmpty {
        let order = hierarchy.aggregates + hierarchy.bottoms
        for (position, value) in zip(nodes.positions, nodes.values) { values[order[position] * base.stepCount + begin + lane] = value }
      }
    }
    return NodeValues(nodeCount: base.nodeCount, stepCount: base.stepCount, values: values)
  }

  func projection(isNonNegative: Bool) -> CoherentProjection {
    switch plan {
    case .shareOut: CoherentProjection(hierarchy, .bottoms, isNonNegative: isNonNegative)
    case .weigh(let weights, let sums): CoherentProjection(hierarchy, .all(weights, sums), isNonNegative: isNonNegative)
    }
  }

  /// What the projection is to start from: the forecasts, or what the method makes of them for the bottoms.
  func load(_ base: NodeValues, _ begin: Int, _ width: Int, into projection: CoherentProjection) {
    switch plan {
    case .weigh:
      let steps = base.stepCount
      projection.forecasts.withUnsafeMutableBufferPointer { forecasts in
        base.values.withUnsafeBufferPointer { values in
          for (node, position) in hierarchy.positions.enumerated() {
            var lanes = Lanes.zero
            for lane in 0..<width { lanes[lane] = values[node * steps + begin + lane] }
            forecasts[position] = lanes
          }
        }
      }
    case .shareOut(let sharing):
      let above = hierarchy.aggregates.count
      for lane in 0..<width {
        let shares = sharing.shares(hierarchy, base, step: begin + lane)
        for (bottom, owner) in sharing.owners.enumerated() {
          projection.forecasts[above + bottom][lane] = shares[bottom] * base[sharing.level[owner], begin + lane]
        }
      }
    }
  }

  func failed(_ failure: ProjectionWorkspace.Failure, steps: Range<Int>) -> ForecastError {
    let subject = steps.count == 1 ? "step \(steps.lowerBound + 1)" : "steps \(steps.lowerBound + 1) to \(steps.upperBound)"
    switch failure {
    case .noSolution:
      return ForecastError(
        .notReconciled, subject: subject, detail: "the weights differ so widely that no solution was found in the digits there are",
        hint: "use structural weights")
    case .noNonNegativeSolution:
      return ForecastError(
        .overridesContradict, subject: subject, detail: "no values of at least 0 add up to what is fixed",
        hint: "fix parts at no more than their whole")
    }
  }
}
