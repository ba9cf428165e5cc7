// SPDX-License-Identifier: Apache-2.0
public import Forecasting
import NumericalMethods

/// A table of base forecasts in, the same table with values that add up out.
public struct TableReconciler: Sendable {
  public let reconciliation: Reconciliation
  /// Whether intervals are reconciled; without, the bounds are left out.
  public let writesIntervals: Bool

  public init(_ reconciliation: Reconciliation, writesIntervals: Bool = true) {
    self.reconciliation = reconciliation
    self.writesIntervals = writesIntervals
  }

  /// Values that add up, with the table they came from.
  public struct Outcome: Sendable {
    let table: NodeTable
    let names: [String]
    let mean: NodeValues
    /// Lower and upper ends by column name of the table.
    let bounds: [(name: String, values: NodeValues)]

    /// `unique_id,ds,mean,lo-80,hi-80,…,model`.
    public var heading: String {
      (["unique_id", "ds", "mean"] + bounds.map(\.name) + (table.models.isEmpty ? [] : ["model"])).joined(separator: ",") + "\n"
    }

    /// How many pieces of lines there are.
    public var count: Int { table.order.count }

    /// The lines of one node, in the order of the table.
    public func lines(_ place: Int) -> String {
      let node = table.order[place]
      let name = DelimitedText.quoted(names[node]) + ","
      let model = table.models.isEmpty ? "\n" : "," + DelimitedText.quoted(table.models[node]) + "\n"
      var lines = ""
      for (step, period) in table.periods.enumerated() {
        lines += name
        lines += DelimitedText.quoted(period)
        lines += ","
        lines += DelimitedText.number(mean[node, step])
        for bound in bounds {
          lines += ","
          lines += DelimitedText.number(bound.values[node, step])
        }
        lines += model
      }
      return lines
    }
  }

  /// - Parameter overrides: rows of nodes and periods with the column `value`; periods are those of `base`.
  /// - Throws: as `Reconciliation.reconcile`.
  public func reconcile(_ base: NodeTable, overrides: NodeTable? = nil) throws(ForecastError) -> Outcome {
    let hierarchy = reconciliation.hierarchy
    try base.checkComplete(hierarchy)
    guard let forecasts = base.column("mean") else {
      throw ForecastError(.nodesMismatched, subject: "forecasts", detail: "the column mean was not read", hint: "read it")
    }
    let fixed = try overrides.map { table throws(ForecastError) in try self.fixed(table, base) } ?? []
    let mean = try reconciliation.reconcile(forecasts, overrides: fixed)
    let lower = base.columns.filter { $0.hasPrefix("lo-") }
    var bounds: [(name: String, values: NodeValues)] = []
    if writesIntervals && !lower.isEmpty {
      bounds = try self.bounds(base, lower, forecasts, mean, fixed)
    }
    return Outcome(table: base, names: hierarchy.names, mean: mean, bounds: bounds)
  }

  private func fixed(_ table: NodeTable, _ base: NodeTable) throws(ForecastError) -> [ForecastOverride] {
    let steps = Dictionary(uniqueKeysWithValues: base.periods.enumerated().map { ($1, $0) })
    guard let values = table.column("value") else { return [] }
    var found: [ForecastOverride] = []
    for (place, period) in table.periods.enumerated() {
      for node in table.order where !values[node, place].isNaN {
        guard let step = steps[period] else {
          throw ForecastError(
            .nodesMismatched, subject: reconciliation.hierarchy.names[node],
            detail: "is fixed for \"\(period)\", which is no period of the forecasts",
            hint: "write periods as the forecasts do")
        }
        found.append(ForecastOverride(node: node, step: step, value: values[node, place]))
      }
    }
    return found
  }

  /// Each end keeps its distance from the mean, in units of the error's standard deviation: that is taken from the widths of the base intervals as if errors were normal,
  /// reconciled, and the distances follow it. So levels nest as they did, and lopsided intervals stay so.
  private func bounds(
    _ base: NodeTable, _ lower: [String], _ forecasts: NodeValues, _ mean: NodeValues, _ fixed: [ForecastOverride]
  ) throws(ForecastError) -> [(name: String, values: NodeValues)] {
    var pairs: [(name: String, score: Double, low: NodeValues, high: NodeValues)] = []
    for name in lower {
      let level = String(name.dropFirst(3))
      guard let percent = Double(level), let low = base.column("lo-" + level), let high = base.column("hi-" + level) else { continue }
      let score = NormalDistribution.score(probability: try IntervalLevel(percent: percent).upperProbability)
      pairs.append((level, score, low, high))
    }
    var scales = [Double](repeating: 0, count: forecasts.values.count)
    for place in scales.indices {
      let sizes = pairs.map { ($0.high.values[place] - $0.low.values[place]) / (2 * $0.score) }.filter { $0 >= 0 }
      scales[place] = sizes.isEmpty ? 0 : stableMean(sizes)
    }
    let (nodes, steps) = (forecasts.nodeCount, forecasts.stepCount)
    let reconciled = try reconciliation.reconciledScales(
      NodeValues(nodeCount: nodes, stepCount: steps, values: scales), base: forecasts, overrides: fixed)
    let least = reconciliation.isNonNegative ? 0 : -Double.infinity
    var bounds: [(name: String, values: NodeValues)] = []
    for pair in pairs {
      var (low, high) = (mean.values, mean.values)
      for place in scales.indices {
        let scale = reconciled.values[place]
        let (below, above) = (forecasts.values[place] - pair.low.values[place], pair.high.values[place] - forecasts.values[place])
        let isKnown = scales[place] > 0 && below >= 0 && above >= 0
        low[place] = max(least, mean.values[place] - (isKnown ? below * scale / scales[place] : pair.score * scale))
        high[place] = mean.values[place] + (isKnown ? above * scale / scales[place] : pair.score * scale)
      }
      bounds.append(("lo-" + pair.name, NodeValues(nodeCount: nodes, stepCount: steps, values: low)))
      bounds.append(("hi-" + pair.name, NodeValues(nodeCount: nodes, stepCount: steps, values: high)))
    }
    return bounds
  }
}
