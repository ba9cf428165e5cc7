// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods
import Testing

/// What holds of every reconciliation, on hierarchies drawn at random: trees, crossed ones, and any sets of bottoms.
/// Sees: sums that do not hold, a projection that moves what is coherent, values that are not the nearest, a fixed value that moved. Does not see: whether the weights
/// are good ones; that is for `ReconciliationReferenceTests` and the data.
@Suite struct ReconciliationTests {
  static let weightings: [ReconciliationMethod.ErrorWeighting] = [.equal, .structural, .variance, .shrunk]

  @Test("what comes out adds up, whatever the method, the weights, the signs and what is fixed", arguments: 1...12)
  func coherent(_ seed: Int) throws {
    let example = try Example(seed)
    for weighting in Self.weightings {
      for isNonNegative in [false, true] {
        let reconciliation = try example.reconciliation(weighting, isNonNegative)
        let found = try reconciliation.reconcile(example.base)
        #expect(example.incoherence(found) < 1e-12)
        if isNonNegative { #expect(found.values.allSatisfy { $0 >= 0 }) }
        let fixed = [ForecastOverride(node: example.hierarchy.aggregates[0], step: 1, value: 123)]
        let held = try reconciliation.reconcile(example.base, overrides: fixed)
        #expect(held[fixed[0].node, 1] == 123)
        #expect(example.incoherence(held) < 1e-13)
        #expect(held.steps(of: 0)[0] == found.steps(of: 0)[0], "another step is not touched")
      }
    }
    let up = try Reconciliation(example.hierarchy, .bottomUp).reconcile(example.base)
    #expect(example.incoherence(up) == 0)
    for bottom in example.hierarchy.bottoms { #expect(up.steps(of: bottom) == example.base.steps(of: bottom)) }
  }

  @Test("forecasts that add up already are left as they are", arguments: 1...6)
  func unchanged(_ seed: Int) throws {
    let example = try Example(seed)
    let coherent = example.summed { abs($0) }
    for weighting in Self.weightings {
      let found = try example.reconciliation(weighting, true).reconcile(coherent)
      for (now, before) in zip(found.values, coherent.values) { #expect(abs(now - before) <= 1e-13 * abs(before)) }
    }
  }

  @Test("ten times the forecasts and errors give ten times the result; nodes in another order give the same", arguments: 1...6)
  func invariance(_ seed: Int) throws {
    let example = try Example(seed)
    let turned = try example.turned()
    for weighting in Self.weightings {
      for isNonNegative in [false, true] {
        let found = try example.reconciliation(weighting, isNonNegative).reconcile(example.base)
        #expect(try example.reconciliation(weighting, isNonNegative).reconcile(example.base) == found, "the same bits")
        let big = try example.scaled(1e6).reconciliation(weighting, isNonNegative).reconcile(example.scaled(1e6).base)
        let other = try turned.reconciliation(weighting, isNonNegative).reconcile(turned.base)
        let numbers = turned.hierarchy.numbers
        for (node, name) in example.hierarchy.names.enumerated() {
          for step in 0..<found.stepCount {
            let value = found[node, step]
            #expect(abs(big[node, step] - 1e6 * value) <= 1e-7 * 1e6 * max(1, abs(value)))
            #expect(abs(other[try #require(numbers[name]), step] - value) <= 1e-8 * max(1, abs(value)))
          }
        }
      }
    }
  }

  @Test("the number of steps asked for together changes not a bit of any of them")
  func lanes() throws {
    let example = try Example(3)
    for weighting in Self.weightings {
      let reconciliation = try example.reconciliation(weighting, true)
      let all = try reconciliation.reconcile(example.base)
      for step in 0..<example.base.stepCount {
        let alone = try reconciliation.reconcile(NodeValues((0..<example.hierarchy.count).map { [example.base[$0, step]] }))
        for node in 0..<example.hierarchy.count { #expect(alone[node, 0] == all[node, step]) }
      }
    }
  }

  @Test(
    "values of at least nought are the nearest ones: no bottom above nought has a slope, none at nought would rather rise",
    arguments: 1...30)
  func nearest(_ seed: Int) throws {
    let example = try Example(seed)
    var held = 0
    for weighting in [ReconciliationMethod.ErrorWeighting.equal, .structural, .variance] {
      let found = try example.reconciliation(weighting, true).reconcile(example.base)
      for step in 0..<found.stepCount {
        // Of ½ Σ (value − base)² ÷ weight with respect to each bottom.
        var slopes = [Double](repeating: 0, count: example.hierarchy.count)
        var sizes = slopes
        for node in 0..<example.hierarchy.count {
          let slope = (found[node, step] - example.base[node, step]) / example.weight(weighting, node)
          for bottom in example.hierarchy.bottoms(of: node) {
            slopes[bottom] += slope
            sizes[bottom] += abs(slope)
          }
        }
        for bottom in example.hierarchy.bottoms {
          let value = found[bottom, step]
          if value == 0 { held += 1 }
          #expect(value > 0 ? abs(slopes[bottom]) <= 1e-8 * sizes[bottom] : slopes[bottom] >= -1e-8 * sizes[bottom])
        }
      }
    }
    #expect(held > 0, "the example does not reach nought")
  }

  @Test("under correlated errors too: slopes by a dense covariance, pair by pair as Schäfer and Strimmer wrote it", arguments: 1...9)
  func nearestCorrelated(_ seed: Int) throws {
    let example = try Example(seed)
    let weights = example.denseShrunkCovariance()
    let count = example.hierarchy.count
    for isNonNegative in [false, true] {
      let found = try example.reconciliation(.shrunk, isNonNegative).reconcile(example.base)
      for step in 0..<found.stepCount {
        var matrix = weights
        var slopes = (0..<count).map { found[$0, step] - example.base[$0, step] }
        let isSolved = matrix.withUnsafeMutableBufferPointer { matrix in
          slopes.withUnsafeMutableBufferPointer { solvePositiveDefinite(matrix.baseAddress!, $0.baseAddress!, count: count) }
        }
        try #require(isSolved)
        for (place, bottom) in example.hierarchy.bottoms.enumerated() {
          let parts = (0..<count).filter { example.hierarchy.bottoms(of: $0).contains(bottom) }.map { slopes[$0] }
          let (slope, size) = (parts.reduce(0, +), parts.reduce(0) { $0 + abs($1) })
          let isFree = !isNonNegative || found[bottom, step] > 0
          #expect(isFree ? abs(slope) <= 1e-7 * size : slope >= -1e-7 * size, "bottom \(place): \(slope) of \(size)")
        }
      }
    }
  }

  @Test("residuals that add up themselves say nothing about levels: shrunk weights are variance weights then", arguments: 1...5)
  func coherentResiduals(_ seed: Int) throws {
    let example = try Example(seed)
    let residuals = example.coherentResiduals()
    let shrunk = try Reconciliation(example.hierarchy, .minimumTrace(.shrunk), residuals: residuals).reconcile(example.base)
    let alone = try Reconciliation(example.hierarchy, .minimumTrace(.variance), residuals: residuals).reconcile(example.base)
    for (one, other) in zip(shrunk.values, alone.values) { #expect(abs(one - other) <= 1e-7 * max(1, abs(other))) }
  }
}

/// A hierarchy, base forecasts and residuals drawn at random; every third is a tree, every third crossed, every third any sets.
struct Example {
  let hierarchy: Hierarchy
  let base: NodeValues
  let residuals: NodeValues
  private let seed: Int

  init(_ seed: Int) throws {
    self.seed = seed
    var random = RandomStream(seed: UInt64(seed))
    hierarchy = try Example.drawn(seed, &random)
    let steps = 11
    base = try NodeValues(
      (0..<hierarchy.count).map { [hierarchy] node in
        (0..<steps).map { _ in Double(hierarchy.bottomCount(of: node)) * (1 + 2 * random.normal()) }
      })
    residuals = try NodeValues(
      (0..<hierarchy.count).map { [hierarchy] node in
        let size = Double(hierarchy.bottomCount(of: node)).squareRoot() * (0.2 + random.uniform())
        return (0..<15).map { _ in size * random.normal() }
      })
  }

  private init(_ hierarchy: Hierarchy, _ base: NodeValues, _ residuals: NodeValues, _ seed: Int) {
    (self.hierarchy, self.base, self.residuals, self.seed) = (hierarchy, base, residuals, seed)
  }

  private static func drawn(_ seed: Int, _ random: inout RandomStream) throws -> Hierarchy {
    let count = 12 + Int(random.uniform() * 30)
    let bottoms = (0..<count).map { "b\($0)" }
    switch seed % 3 {
    case 0:
      var edges: [Hierarchy.Edge] = []
      for node in 1...count { edges.append(Hierarchy.Edge(parent: "n\(Int(random.uniform() * Double(node) * 0.7))", child: "n\(node)")) }
      return try Hierarchy(edges: edges)
    case 1:
      let labels = (0..<count).map { ["r\($0 % 3)", "i\(Int(random.uniform() * 4))", "x\($0)"] }
      return try Hierarchy(
        columns: ["region", "item", "cell"], labels: labels, groupings: [[], ["region"], ["item"], ["region", "item"]])
    default:
      let sums = (0..<8).map { place in
        (node: "s\(place)", bottoms: place == 0 ? bottoms : bottoms.filter { _ in random.uniform() < 0.4 } + [])
      }
      return try Hierarchy(bottoms: bottoms, sums: sums.filter { !$0.bottoms.isEmpty })
    }
  }

  func reconciliation(_ weighting: ReconciliationMethod.ErrorWeighting, _ isNonNegative: Bool) throws -> Reconciliation {
    try Reconciliation(hierarchy, .minimumTrace(weighting), residuals: residuals, isNonNegative: isNonNegative)
  }

  /// Largest difference of a node from the sum of its bottoms, relative to their sizes.
  func incoherence(_ values: NodeValues) -> Double {
    var worst = 0.0
    for node in 0..<hierarchy.count {
      for step in 0..<values.stepCount {
        let parts = hierarchy.bottoms(of: node).map { values[$0, step] }
        let size = max(parts.reduce(0) { $0 + abs($1) }, 1)
        worst = max(worst, abs(values[node, step] - parts.reduce(0, +)) / size)
      }
    }
    return worst
  }

  /// Bottom forecasts through `change`, added up.
  func summed(_ change: (Double) -> Double) -> NodeValues {
    let rows = (0..<hierarchy.count).map { node in
      (0..<base.stepCount).map { step in hierarchy.bottoms(of: node).reduce(0) { $0 + change(base[$1, step]) } }
    }
    return NodeValues(nodeCount: rows.count, stepCount: base.stepCount, values: rows.flatMap { $0 })
  }

  /// Of mean 0: variance weights look at squares, shrunk ones at squares about the mean.
  func coherentResiduals() -> NodeValues {
    let rows = (0..<hierarchy.count).map { node in
      let sums = (0..<residuals.stepCount).map { step in hierarchy.bottoms(of: node).reduce(0) { $0 + residuals[$1, step] } }
      let mean = sums.reduce(0, +) / Double(sums.count)
      return sums.map { $0 - mean }
    }
    return NodeValues(nodeCount: rows.count, stepCount: residuals.stepCount, values: rows.flatMap { $0 })
  }

  /// Row after row, by node number.
  func denseShrunkCovariance() -> [Double] {
    let (count, periods) = (hierarchy.count, Double(residuals.stepCount))
    let deviations = (0..<count).map { node in
      let errors = residuals.steps(of: node)
      return errors.map { $0 - errors.reduce(0, +) / periods }
    }
    let sizes = deviations.map { ($0.reduce(0) { $0 + $1 * $1 } / periods).squareRoot() }
    var (spread, squares) = (0.0, 0.0)
    var matrix = [Double](repeating: 0, count: count * count)
    for row in 0..<count {
      for column in 0..<count {
        let products = zip(deviations[row], deviations[column]).map { $0 * $1 }
        matrix[row * count + column] = products.reduce(0, +) / (periods - 1)
        guard row != column else { continue }
        let scaled = products.map { $0 / (sizes[row] * sizes[column]) }
        let mean = scaled.reduce(0, +) / periods
        spread += scaled.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (periods * (periods - 1))
        squares += mean * mean
      }
    }
    let kept = 1 - min(1, spread / squares)
    for place in matrix.indices where place / count != place % count { matrix[place] *= kept }
    return matrix
  }

  func scaled(_ factor: Double) -> Example {
    func times(_ values: NodeValues) -> NodeValues {
      NodeValues(nodeCount: values.nodeCount, stepCount: values.stepCount, values: values.values.map { $0 * factor })
    }
    return Example(hierarchy, times(base), times(residuals), seed)
  }

  /// The same nodes from the last to the first.
  func turned() throws -> Example {
    let bottoms = hierarchy.bottoms.reversed().map { hierarchy.names[$0] }
    let sums = hierarchy.aggregates.reversed().map { node in
      (node: hierarchy.names[node], bottoms: hierarchy.bottoms(of: node).map { hierarchy.names[$0] })
    }
    let turned = try Hierarchy(bottoms: bottoms, sums: sums)
    let numbers = hierarchy.numbers
    let order = turned.names.compactMap { numbers[$0] }
    return Example(turned, try NodeValues(order.map { base.steps(of: $0) }), try NodeValues(order.map { residuals.steps(of: $0) }), seed)
  }

  func weight(_ weighting: ReconciliationMethod.ErrorWeighting, _ node: Int) -> Double {
    switch weighting {
    case .equal: return 1
    case .structural: return Double(hierarchy.bottomCount(of: node))
    default:
      let errors = residuals.steps(of: node)
      return errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)
    }
  }
}
