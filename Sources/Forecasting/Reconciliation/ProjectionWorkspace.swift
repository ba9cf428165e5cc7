// SPDX-License-Identifier: Apache-2.0

/// Eight right-hand sides side by side: steps of a forecast, or columns of a matrix.
typealias Lanes = SIMD8<Double>

/// The memory in which eight right-hand sides are reconciled at once, and the sums of a hierarchy as loops over it.
///
/// Vectors over nodes stand by position: aggregates, then bottoms. Each lane is worked on as if it were alone, so that its bits do not depend on
/// its neighbours.
final class ProjectionWorkspace {
  let aggregateCount: Int
  let bottomCount: Int
  var count: Int { aggregateCount + bottomCount }

  // In the order of their use, `count` lanes each for the first four, one for each aggregate for the others.

  /// What is to be made coherent; for a fixed node its fixed value.
  let target: UnsafeMutablePointer<Lanes>
  /// Error variances; 0 for a fixed node.
  let weights: UnsafeMutablePointer<Lanes>
  /// The coherent values.
  let result: UnsafeMutablePointer<Lanes>
  /// Weights as a solution sees them: bottoms held at 0 have none.
  let seenWeights: UnsafeMutablePointer<Lanes>
  /// One for each aggregate whose sum is heard, 0 for the others.
  let heard: UnsafeMutablePointer<Lanes>
  /// Multipliers of the sums, one for each aggregate.
  let multipliers: UnsafeMutablePointer<Lanes>
  let step: UnsafeMutablePointer<Lanes>
  let residual: UnsafeMutablePointer<Lanes>
  let direction: UnsafeMutablePointer<Lanes>
  let product: UnsafeMutablePointer<Lanes>
  /// 1 over the diagonal of the matrix; 0 where a sum is not heard, which keeps its multiplier at 0.
  let inverseDiagonal: UnsafeMutablePointer<Lanes>

  /// The same before any bottom was held at 0.
  let fullInverse: UnsafeMutablePointer<Lanes>
  let slope: UnsafeMutablePointer<Lanes>
  let origin: UnsafeMutablePointer<Lanes>

  private let columnStarts: UnsafeMutablePointer<Int32>
  private let columnAggregates: UnsafeMutablePointer<Int32>
  private let lanes: UnsafeMutablePointer<Lanes>

  init(_ hierarchy: Hierarchy) {
    let (above, below) = (hierarchy.aggregates.count, hierarchy.bottoms.count)
    (aggregateCount, bottomCount) = (above, below)
    let total = above + below
    lanes = .allocate(capacity: 4 * total + 10 * above)
    lanes.initialize(repeating: .zero, count: 4 * total + 10 * above)
    (target, weights, result, seenWeights) = (lanes, lanes + total, lanes + 2 * total, lanes + 3 * total)
    let rest = lanes + 4 * total
    (heard, multipliers, step, residual) = (rest, rest + above, rest + 2 * above, rest + 3 * above)
    (direction, product, inverseDiagonal) = (rest + 4 * above, rest + 5 * above, rest + 6 * above)
    (fullInverse, slope, origin) = (rest + 7 * above, rest + 8 * above, rest + 9 * above)
    columnStarts = .allocate(capacity: below + 1)
    for (place, start) in hierarchy.columnStarts.enumerated() { columnStarts[place] = Int32(start) }
    columnAggregates = .allocate(capacity: max(1, hierarchy.columnAggregates.count))
    for (place, aggregate) in hierarchy.columnAggregates.enumerated() { columnAggregates[place] = aggregate }
  }

  deinit {
    lanes.deallocate()
    columnStarts.deallocate()
    columnAggregates.deallocate()
  }

  /// result of bottoms, added up into result of aggregates.
  func addUp() {
    for place in 0..<aggregateCount { result[place] = .zero }
    let bottoms = result + aggregateCount
    for bottom in 0..<bottomCount {
      let value = bottoms[bottom]
      for place in Int(columnStarts[bottom])..<Int(columnStarts[bottom + 1]) { result[Int(columnAggregates[place])] += value }
    }
  }

  /// Square of the scaled residual that rounding of the target alone can make.
  func negligibleResidual() -> Lanes {
    for place in 0..<aggregateCount { product[place] = pointwiseMax(target[place], -target[place]) }
    let bottoms = target + aggregateCount
    for bottom in 0..<bottomCount {
      let value = pointwiseMax(bottoms[bottom], -bottoms[bottom])
      for place in Int(columnStarts[bottom])..<Int(columnStarts[bottom + 1]) { product[Int(columnAggregates[place])] += value }
    }
    var sum = Lanes.zero
    for place in 0..<aggregateCount { sum += inverseDiagonal[place] * product[place] * product[place] }
    return sum * 1e-31
  }

  /// residual = heard · (target of aggregates − their sums of target of bottoms).
  func findIncoherence() {
    for place in 0..<aggregateCount { residual[place] = target[place] }
    let bottoms = target + aggregateCount
    for bottom in 0..<bottomCount {
      let value = bottoms[bottom]
      for place in Int(columnStarts[bottom])..<Int(columnStarts[bottom + 1]) { residual[Int(columnAggregates[place])] -= value }
    }
    for place in 0..<aggregateCount { residual[place] *= heard[place] }
  }

  /// residual = heard · (target of aggregates − Wₐ·multipliers − their sums of result of bottoms).
  func findSlope() {
    for place in 0..<aggregateCount { residual[place] = target[place] - weights[place] * multipliers[place] }
    let bottoms = result + aggregateCount
    for bottom in 0..<bottomCount {
      let value = bottoms[bottom]
      for place in Int(columnStarts[bottom])..<Int(columnStarts[bottom + 1]) { residual[Int(columnAggregates[place])] -= value }
    }
    for place in 0..<aggregateCount { residual[place] *= heard[place] }
  }

  /// 1 over Wₐ + A·W_b·Aᵀ on the diagonal, from seenWeights.
  func findDiagonal() {
    for place in 0..<aggregateCount { product[place] = seenWeights[place] }
    let bottoms = seenWeights + aggregateCount
    for bottom in 0..<bottomCount {
      let value = bottoms[bottom]
      for place in Int(columnStarts[bottom])..<Int(columnStarts[bottom + 1]) { product[Int(columnAggregates[place])] += value }
    }
    for place in 0..<aggregateCount {
      let diagonal = product[place]
      inverseDiagonal[place] = (heard[place] / diagonal).replacing(with: 0, where: diagonal .<= 0)
    }
  }

  /// product = (Wₐ + A·W_b·Aᵀ)·direction, from seenWeights. Each bottom gathers from its aggregates and gives back at once: the vector over bottoms
  /// is never written.
  func multiply() {
    for place in 0..<aggregateCount { product[place] = seenWeights[place] * direction[place] }
    let bottoms = seenWeights + aggregateCount
    for bottom in 0..<bottomCount {
      let (begin, end) = (Int(columnStarts[bottom]), Int(columnStarts[bottom + 1]))
      var sum = Lanes.zero
      for place in begin..<end { sum += direction[Int(columnAggregates[place])] }
      sum *= bottoms[bottom]
      for place in begin..<end { product[Int(columnAggregates[place])] += sum }
    }
  }

  /// result of bottoms = target + W_b·Aᵀ·multipliers, at least 0 if asked; the weights of bottoms that are held at 0 vanish from seenWeights.
  func moveBottoms(isNonNegative: Bool) {
    let bottoms = aggregateCount
    for bottom in 0..<bottomCount {
      var sum = Lanes.zero
      for place in Int(columnStarts[bottom])..<Int(columnStarts[bottom + 1]) { sum += multipliers[Int(columnAggregates[place])] }
      let weight = weights[bottoms + bottom]
      var value = target[bottoms + bottom] + weight * sum
      if isNonNegative {
        let isHeld = value .<= 0
        value.replace(with: 0, where: isHeld)
        seenWeights[bottoms + bottom] = weight.replacing(with: 0, where: isHeld)
      }
      result[bottoms + bottom] = value
    }
  }
}
