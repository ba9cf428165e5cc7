// SPDX-License-Identifier: Apache-2.0

extension Reconciliation {
  /// How large the errors of reconciled values are: base errors sent through the same projection.
  ///
  /// Base errors have the standard deviations given and the correlations of the weights: those of shrunk residuals, none otherwise. The variance of a reconciled value is
  /// its entry on the diagonal of M·Σ·Mᵀ, where M is the matrix that the reconciliation is. Shares are taken as they are, though they were estimated; holding
  /// bottoms at 0 is not seen. What is fixed has no error.
  ///
  /// - Parameters:
  ///   - scales: standard deviation for each node and step, at least 0.
  ///   - base: the forecasts that are reconciled.
  /// - Throws: as `reconcile`.
  /// - Complexity: M is made once, eight columns at a time and never whole: nodes ÷ 8 solutions, and nodes² × steps operations. Steps at which other nodes are fixed
  ///   need it again. 1,000 nodes take a blink, 40,000 minutes; see the page.
  /// - References: A. Panagiotelis et al. (2023), Probabilistic forecast reconciliation, Eur. J. Oper. Res. 306(2), 693–706, DOI 10.1016/j.ejor.2022.07.040.
  public func reconciledScales(_ scales: NodeValues, base: NodeValues, overrides: [ForecastOverride] = []) throws(ForecastError)
    -> NodeValues
  {
    try base.check(hierarchy, "forecasts")
    try scales.check(hierarchy, "scales")
    guard scales.stepCount == base.stepCount, scales.values.allSatisfy({ $0 >= 0 }) else {
      throw ForecastError(
        .nodesMismatched, subject: "scales", detail: "need the steps of the forecasts, and no value below 0",
        hint: "give standard deviations")
    }
    let fixed = try FixedNodes.steps(overrides, hierarchy, stepCount: base.stepCount, isNonNegative: isNonNegative)
    var groups: [[Int]: [Int]] = [:]
    for step in fixed.indices { groups[fixed[step].positions, default: []].append(step) }
    var variances = VarianceTable(count: hierarchy.count, steps: base.stepCount)
    for (_, steps) in groups.sorted(by: { $0.value[0] < $1.value[0] }) {
      switch plan {
      case .weigh(let weights, _): try spread(scales, weights, steps, fixed[steps[0]].withoutValues, into: &variances)
      case .shareOut(let sharing):
        for step in steps { try spread(scales, sharing, base, step, fixed[step], into: &variances) }
      }
    }
    var values = [Double](repeating: 0, count: base.values.count)
    for (node, position) in hierarchy.positions.enumerated() {
      for step in 0..<base.stepCount { values[node * base.stepCount + step] = variances[position, step].squareRoot() }
    }
    return NodeValues(nodeCount: base.nodeCount, stepCount: base.stepCount, values: values)
  }

  /// W = D + U·Uᵀ: the diagonal part node by node, the factors as whole errors.
  private func spread(
    _ scales: NodeValues, _ weights: ErrorWeights, _ steps: [Int], _ fixed: FixedNodes, into variances: inout VarianceTable
  ) throws(ForecastError) {
    let projection = projection(isNonNegative: false)
    let order = hierarchy.aggregates + hierarchy.bottoms
    let lanes = [FixedNodes](repeating: fixed, count: 8)
    let total = weights.variances
    func run() throws(ForecastError) {
      if let failure = projection.run(lanes) { throw failed(failure, steps: steps[0]..<(steps[0] + 1)) }
    }
    for begin in stride(from: 0, to: order.count, by: 8) {
      let width = min(8, order.count - begin)
      for place in order.indices { projection.forecasts[place] = .zero }
      var sizes = [Double](repeating: 0, count: 8 * steps.count)
      for lane in 0..<width {
        projection.forecasts[begin + lane][lane] = 1
        for (place, step) in steps.enumerated() {
          let scale = scales[order[begin + lane], step]
          sizes[lane * steps.count + place] = scale * scale * weights.diagonal[begin + lane] / total[begin + lane]
        }
      }
      try run()
      variances.add(projection.space.result, sizes, steps)
    }
    let parts = weights.factors.flatMap { factor in steps.map { (factor, $0) } }
    for begin in stride(from: 0, to: parts.count, by: 8) {
      let block = parts[begin..<min(begin + 8, parts.count)]
      for place in order.indices {
        var column = Lanes.zero
        for (lane, part) in block.enumerated() { column[lane] = scales[order[place], part.1] * part.0[place] / total[place].squareRoot() }
        projection.forecasts[place] = column
      }
      try run()
      for (lane, part) in block.enumerated() { variances.add(projection.space.result, lane: lane, times: 1, step: part.1) }
    }
  }

  /// One error for each node of the level, shared out as its forecast is.
  private func spread(
    _ scales: NodeValues, _ sharing: SharingOut, _ base: NodeValues, _ step: Int, _ fixed: FixedNodes, into variances: inout VarianceTable
  ) throws(ForecastError) {
    let above = hierarchy.aggregates.count
    let shares = sharing.shares(hierarchy, base, step: step)
    if fixed.positions.isEmpty {
      for bottom in hierarchy.bottoms.indices {
        let error = shares[bottom] * scales[sharing.level[sharing.owners[bottom]], step]
        variances.add(error * error, at: above + bottom, step)
      }
      var sums = [Double](repeating: 0, count: sharing.level.count)
      for place in 0..<above {
        let row = hierarchy.rowBottoms[hierarchy.rowStarts[place]..<hierarchy.rowStarts[place + 1]]
        for bottom in row { sums[sharing.owners[Int(bottom)]] += shares[Int(bottom)] }
        for bottom in row {
          let owner = sharing.owners[Int(bottom)]
          let error = sums[owner] * scales[sharing.level[owner], step]
          sums[owner] = 0
          variances.add(error * error, at: place, step)
        }
      }
      return
    }
    // How far a fixed value moves its parts depends on their sizes, which every column must see alike.
    let projection = projection(isNonNegative: false)
    load(base, step, 1, into: projection)
    let sizes = (0..<hierarchy.count).map { projection.forecasts[$0][0] }
    for begin in stride(from: 0, to: sharing.level.count, by: 8) {
      let width = min(8, sharing.level.count - begin)
      for bottom in hierarchy.bottoms.indices {
        var column = Lanes.zero
        let lane = sharing.owners[bottom] - begin
        if (0..<width).contains(lane) { column[lane] = shares[bottom] }
        projection.forecasts[above + bottom] = column
      }
      let lanes = [FixedNodes](repeating: fixed.withoutValues, count: 8)
      if let failure = projection.run(lanes, sizes: sizes) { throw failed(failure, steps: step..<(step + 1)) }
      for lane in 0..<width {
        let scale = scales[sharing.level[begin + lane], step]
        variances.add(projection.space.result, lane: lane, times: scale * scale, step: step)
      }
    }
  }
}

/// Variances by position and step while they are added up.
private struct VarianceTable {
  private var values: [Double]
  private let steps: Int
  private let count: Int

  init(count: Int, steps: Int) {
    values = [Double](repeating: 0, count: count * steps)
    self.count = count
    self.steps = steps
  }

  subscript(position: Int, step: Int) -> Double { values[position * steps + step] }

  mutating func add(_ variance: Double, at position: Int, _ step: Int) { values[position * steps + step] += variance }

  /// Squares of one lane.
  mutating func add(_ column: UnsafeMutablePointer<Lanes>, lane: Int, times size: Double, step: Int) {
    for position in 0..<count {
      let entry = column[position][lane]
      values[position * steps + step] += entry * entry * size
    }
  }

  /// Squares of eight columns, each with a size for each of `chosen` steps.
  mutating func add(_ columns: UnsafeMutablePointer<Lanes>, _ sizes: [Double], _ chosen: [Int]) {
    let width = chosen.count
    let isWhole = width == steps
    values.withUnsafeMutableBufferPointer { values in
      sizes.withUnsafeBufferPointer { sizes in
        for position in 0..<count {
          let squares = columns[position] * columns[position]
          for lane in 0..<8 where squares[lane] > 0 {
            let square = squares[lane]
            for place in 0..<width {
              values[position * steps + (isWhole ? place : chosen[place])] += square * sizes[lane * width + place]
            }
          }
        }
      }
    }
  }
}

extension FixedNodes {
  /// The same nodes as errors see them: what is fixed has none.
  var withoutValues: FixedNodes { FixedNodes(positions: positions, values: positions.map { _ in 0 }, implied: implied) }
}
