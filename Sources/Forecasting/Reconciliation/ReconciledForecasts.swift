// SPDX-License-Identifier: Apache-2.0

extension Reconciliation {
  /// Forecasts of all nodes, by number, that add up: means reconciled, scales sent through the same projection, each with the shape of errors that it had.
  ///
  /// A floor is kept where all reconciled means lie above it, and is 0 where nothing may be negative; otherwise there is none, since lifting one node would break the sum.
  /// Intervals nest as those of every `Forecast`, and a node's hold its mean. A fixed value has no width.
  ///
  /// - Throws: `nodes-mismatched` unless there is a forecast of one horizon for each node; as `reconcile`.
  public func reconcile(_ forecasts: [Forecast], overrides: [ForecastOverride] = []) throws(ForecastError) -> [Forecast] {
    let base = try NodeValues(forecasts.map(\.mean))
    let mean = try reconcile(base, overrides: overrides)
    let scale = try reconciledScales(try NodeValues(forecasts.map(\.scale)), base: base, overrides: overrides)
    return forecasts.enumerated().map { node, forecast in
      let means = mean.steps(of: node)
      let floor = means.allSatisfy { $0 >= forecast.floor } ? forecast.floor : -.infinity
      return Forecast(
        method: forecast.method, mean: means, scale: scale.steps(of: node), shape: forecast.shape,
        floor: isNonNegative ? max(0, floor) : floor)
    }
  }
}
