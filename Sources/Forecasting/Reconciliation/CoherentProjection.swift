// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// Makes up to eight steps coherent at once, with weights that may have factors: W = D + U·Uᵀ.
///
/// An error is e = D^½·ε + U·f with ε and f independent and of variance 1. For given f the rest is a projection in D alone; the best f minimises the convex
/// Φ(f) = ½·fᵀf + ½·Σ (y − forecast − U·f)² ÷ D, whose slope the projection gives. Where nothing is held at 0 Φ is quadratic, and Newton's one step
/// is the Woodbury identity: no nodes × nodes matrix is made.
///
/// One object works for one caller at a time.
final class CoherentProjection {
  enum Heard {
    /// Forecasts of all nodes, weighted.
    case all(ErrorWeights, SumRows)
    /// Bottoms alone, each as free as it is large; aggregates that are fixed.
    case bottoms
  }

  let hierarchy: Hierarchy
  let isNonNegative: Bool
  let space: ProjectionWorkspace
  /// What was forecast, by position: filled by the caller.
  var forecasts: [Lanes]
  private let weights: ErrorWeights?
  private let sums: SumRows
  private let factors: [[Double]]
  /// Forecasts moved by the factors.
  private var moved: [Lanes]
  private lazy var factorSpace = ProjectionWorkspace(hierarchy, sums)
  private var curvatures: (key: [Int], matrix: [Double]) = ([-1], [])

  init(_ hierarchy: Hierarchy, _ heard: Heard, isNonNegative: Bool) {
    self.hierarchy = hierarchy
    self.isNonNegative = isNonNegative
    switch heard {
    case .all(let weights, let sums): (self.weights, self.sums) = (weights, sums)
    case .bottoms: (weights, sums) = (nil, SumRows(bottomsOf: hierarchy))
    }
    factors = weights?.factors ?? []
    space = ProjectionWorkspace(hierarchy, sums)
    forecasts = [Lanes](repeating: .zero, count: hierarchy.count)
    moved = forecasts
  }

  /// Makes `forecasts` coherent, into `space.result`.
  ///
  /// - Parameters:
  ///   - fixed: for each lane in use what is fixed there.
  ///   - sizes: where bottoms alone are heard, how large they are, by position; nil for the size of `forecasts`.
  func run(_ fixed: [FixedNodes], sizes: [Double]? = nil) -> ProjectionWorkspace.Failure? {
    setWeights(fixed, sizes)
    var amounts = [Lanes](repeating: .zero, count: factors.count)
    setTarget(amounts, fixed)
    if let failure = space.project(isNonNegative: isNonNegative) { return failure }
    guard let weights, !factors.isEmpty else { return nil }
    var step = amounts
    var descent = Lanes(repeating: .infinity)
    for round in 0..<80 {
      let slopes = slope(amounts, weights, fixed)
      var (worst, size, along) = (Lanes.zero, Lanes(repeating: 1), Lanes.zero)
      for index in factors.indices {
        worst = pointwiseMax(worst, pointwiseMax(slopes[index], -slopes[index]))
        size = pointwiseMax(size, pointwiseMax(amounts[index], -amounts[index]))
        along += slopes[index] * step[index]
      }
      let isDone = worst .<= 1e-11 * size
      // A quadratic is done after one step, and after a second one to the last digits.
      if all(isDone) || (!isNonNegative && round == 2) { return nil }
      // Where Φ rises again the step was too long.
      let isLong = along .> 0.5 * descent
      for lane in fixed.indices where !isDone[lane] {
        if isLong[lane] {
          for index in factors.indices {
            step[index][lane] *= 0.5
            amounts[index][lane] -= step[index][lane]
          }
        } else {
          guard let next = newtonStep(slopes.map { $0[lane] }, lane, fixed[lane], weights) else { return .noSolution }
          descent[lane] = 0
          for index in factors.indices {
            step[index][lane] = next[index]
            amounts[index][lane] += next[index]
            descent[lane] -= next[index] * slopes[index][lane]
          }
        }
      }
      setTarget(amounts, fixed)
      if let failure = space.project(isNonNegative: isNonNegative) { return failure }
    }
    return .noSolution
  }

  /// Lane by lane; what is fixed has no weight.
  private func setWeights(_ fixed: [FixedNodes], _ sizes: [Double]?) {
    let above = space.aggregateCount
    if let weights {
      for place in 0..<space.count { space.weights[place] = Lanes(repeating: weights.diagonal[place]) }
    } else {
      for place in above..<space.count {
        let size = sizes.map { Lanes(repeating: $0[place]) } ?? forecasts[place]
        space.weights[place] = pointwiseMax(size, -size)
      }
      var mean = Lanes.zero
      for place in above..<space.count { mean += space.weights[place] }
      mean /= Double(space.count - above)
      // What is 0 may have to grow when all around it is 0.
      let least = (mean * 1e-9).replacing(with: 1, where: mean .<= 0)
      for place in 0..<above { space.weights[place] = .zero }
      for place in above..<space.count { space.weights[place] = pointwiseMax(space.weights[place], least) }
    }
    for place in 0..<above { space.heard[place] = Lanes(repeating: weights == nil ? 0 : 1) }
    space.tolerance = Lanes(repeating: ProjectionWorkspace.usual)
    for (lane, nodes) in fixed.enumerated() where !nodes.positions.isEmpty {
      space.tolerance[lane] = ProjectionWorkspace.tight
      for position in nodes.positions {
        space.weights[position][lane] = 0
        if position < above { space.heard[position][lane] = 1 }
      }
      for position in nodes.implied { space.heard[position][lane] = 0 }
    }
  }

  /// target = forecasts + U·amounts; what is fixed stays.
  private func setTarget(_ amounts: [Lanes], _ fixed: [FixedNodes]) {
    if factors.isEmpty {
      forecasts.withUnsafeBufferPointer { forecasts in
        for place in forecasts.indices { space.target[place] = forecasts[place] }
      }
    } else {
      moved = forecasts
      moved.withUnsafeMutableBufferPointer { moved in
        for (index, factor) in factors.enumerated() {
          let amount = amounts[index]
          guard any(amount .!= 0) else { continue }
          factor.withUnsafeBufferPointer { factor in
            for place in moved.indices { moved[place] += factor[place] * amount }
          }
        }
        for place in moved.indices { space.target[place] = moved[place] }
      }
    }
    for (lane, nodes) in fixed.enumerated() {
      for (position, value) in zip(nodes.positions, nodes.values) { space.target[position][lane] = value }
    }
  }

  /// Of Φ: amounts − Uᵀ·D⁻¹·(result − moved).
  private func slope(_ amounts: [Lanes], _ weights: ErrorWeights, _ fixed: [FixedNodes]) -> [Lanes] {
    for (lane, nodes) in fixed.enumerated() {
      for (position, value) in zip(nodes.positions, nodes.values) { space.result[position][lane] = value }
    }
    var scaled = moved
    for place in 0..<space.count { scaled[place] = (space.result[place] - moved[place]) / weights.diagonal[place] }
    var slopes = amounts
    for (index, factor) in factors.enumerated() {
      var sum = Lanes.zero
      for place in 0..<space.count { sum += factor[place] * scaled[place] }
      slopes[index] -= sum
    }
    return slopes
  }

  /// −(I + Uᵀ·D⁻¹·(1 − P)·U)⁻¹·slope, where P is the projection that leaves fixed and held nodes at 0.
  private func newtonStep(_ slope: [Double], _ lane: Int, _ fixed: FixedNodes, _ weights: ErrorWeights) -> [Double]? {
    var key = fixed.positions
    if isNonNegative {
      for bottom in space.aggregateCount..<space.count where space.result[bottom][lane] == 0 && space.weights[bottom][lane] > 0 {
        key.append(bottom)
      }
    }
    if curvatures.key != key {
      guard let matrix = curvature(key, fixed, weights) else { return nil }
      curvatures = (key, matrix)
    }
    var matrix = curvatures.matrix
    var step = slope.map { -$0 }
    let isSolved = matrix.withUnsafeMutableBufferPointer { matrix in
      step.withUnsafeMutableBufferPointer { step in
        guard let first = matrix.baseAddress, let right = step.baseAddress else { return false }
        return solvePositiveDefinite(first, right, count: slope.count)
      }
    }
    return isSolved ? step : nil
  }

  private func curvature(_ key: [Int], _ fixed: FixedNodes, _ weights: ErrorWeights) -> [Double]? {
    let count = factors.count
    var still = [Bool](repeating: false, count: factorSpace.count)
    for position in key { still[position] = true }
    for place in 0..<factorSpace.count { factorSpace.weights[place] = Lanes(repeating: still[place] ? 0 : weights.diagonal[place]) }
    for place in 0..<factorSpace.aggregateCount { factorSpace.heard[place] = Lanes(repeating: 1) }
    for position in fixed.implied { factorSpace.heard[position] = .zero }
    var matrix = [Double](repeating: 0, count: count * count)
    var columns = [Lanes](repeating: .zero, count: factorSpace.count)
    for begin in stride(from: 0, to: count, by: 8) {
      let width = min(8, count - begin)
      for lane in 0..<width {
        let factor = factors[begin + lane]
        for place in columns.indices { columns[place][lane] = factor[place] }
      }
      for place in columns.indices { factorSpace.target[place] = still[place] ? .zero : columns[place] }
      guard factorSpace.project(isNonNegative: false) == nil else { return nil }
      for place in columns.indices {
        columns[place] = (columns[place] - (still[place] ? .zero : factorSpace.result[place])) / weights.diagonal[place]
      }
      for (row, factor) in factors.enumerated() {
        var sum = Lanes.zero
        for place in columns.indices { sum += factor[place] * columns[place] }
        for lane in 0..<width { matrix[row * count + begin + lane] = sum[lane] + (row == begin + lane ? 1 : 0) }
      }
    }
    return matrix
  }
}
