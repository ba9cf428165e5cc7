// SPDX-License-Identifier: Apache-2.0

/// Eight right-hand sides side by side: steps of a forecast, or columns of a matrix.
typealias Lanes = SIMD8<Double>

/// The memory in which eight right-hand sides are reconciled at once, and the sums of a hierarchy as loops over it.
///
/// C is the matrix of `SumRows`: C·y = 0 where every aggregate is the sum of its parts. Vectors over nodes stand by position: aggregates, then bottoms. Each
/// lane is worked on as if it were alone, so that its bits do not depend on its neighbours.
final class ProjectionWorkspace {
  let aggregateCount: Int
  let count: Int

  /// What is to be made coherent; for a fixed node its fixed value.
  let target: UnsafeMutablePointer<Lanes>
  /// Error variances; 0 for a fixed node.
  let weights: UnsafeMutablePointer<Lanes>
  /// The coherent values.
  let result: UnsafeMutablePointer<Lanes>
  /// Weights as a solution sees them: bottoms held at 0 have none.
  let seenWeights: UnsafeMutablePointer<Lanes>
  // The others have a place for each aggregate.
  /// 1 where the sum is heard, 0 where it is not.
  let heard: UnsafeMutablePointer<Lanes>
  /// Multipliers of the sums.
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

  /// For each lane the square of what may be left of the scaled residual: tighter where values are fixed, since nothing else makes their parts add up to them.
  var tolerance = Lanes(repeating: ProjectionWorkspace.usual)
  static let usual = 1e-20
  static let tight = 1e-28

  private let starts: UnsafeMutablePointer<Int32>
  private let rows: UnsafeMutablePointer<Int32>
  private let columnStarts: UnsafeMutablePointer<Int32>
  private let columnAggregates: UnsafeMutablePointer<Int32>
  private let lanes: UnsafeMutablePointer<Lanes>

  init(_ hierarchy: Hierarchy, _ sums: SumRows) {
    let above = hierarchy.aggregates.count
    (aggregateCount, count) = (above, hierarchy.count)
    // Each part is written before it is read: half of it is needed only where values may not be negative, and is never touched otherwise.
    lanes = .allocate(capacity: 4 * count + 10 * above)
    (target, weights, result, seenWeights) = (lanes, lanes + count, lanes + 2 * count, lanes + 3 * count)
    let rest = lanes + 4 * count
    (heard, multipliers, step, residual) = (rest, rest + above, rest + 2 * above, rest + 3 * above)
    (direction, product, inverseDiagonal) = (rest + 4 * above, rest + 5 * above, rest + 6 * above)
    (fullInverse, slope, origin) = (rest + 7 * above, rest + 8 * above, rest + 9 * above)
    starts = Self.copy(sums.starts)
    rows = Self.copy(sums.rows)
    columnStarts = Self.copy(hierarchy.columnStarts.map(Int32.init))
    columnAggregates = Self.copy(hierarchy.columnAggregates)
  }

  private static func copy(_ numbers: [Int32]) -> UnsafeMutablePointer<Int32> {
    let memory = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, numbers.count))
    for (place, number) in numbers.enumerated() { memory[place] = number }
    return memory
  }

  deinit {
    lanes.deallocate()
    starts.deallocate()
    rows.deallocate()
    columnStarts.deallocate()
    columnAggregates.deallocate()
  }

  /// Result of aggregates = the sums of their bottoms, one after the other.
  func addUp() {
    for place in 0..<aggregateCount { result[place] = .zero }
    for bottom in 0..<(count - aggregateCount) {
      let value = result[aggregateCount + bottom]
      for place in Int(columnStarts[bottom])..<Int(columnStarts[bottom + 1]) { result[Int(columnAggregates[place])] += value }
    }
  }

  /// residual = heard · C·values.
  func findIncoherence(of values: UnsafeMutablePointer<Lanes>) {
    for place in 0..<aggregateCount { residual[place] = values[place] }
    for node in 0..<count {
      let value = values[node]
      for place in Int(starts[node])..<Int(starts[node + 1]) { residual[Int(rows[place])] -= value }
    }
    for place in 0..<aggregateCount { residual[place] *= heard[place] }
  }

  /// Square of the scaled residual that rounding of the target alone can make.
  func negligibleResidual() -> Lanes {
    for place in 0..<aggregateCount { product[place] = pointwiseMax(target[place], -target[place]) }
    for node in 0..<count {
      let value = pointwiseMax(target[node], -target[node])
      for place in Int(starts[node])..<Int(starts[node + 1]) { product[Int(rows[place])] += value }
    }
    var sum = Lanes.zero
    for place in 0..<aggregateCount { sum += inverseDiagonal[place] * product[place] * product[place] }
    return sum * 1e-31
  }

  /// 1 over C·W·Cᵀ on the diagonal, from seenWeights.
  func findDiagonal() {
    for place in 0..<aggregateCount { product[place] = seenWeights[place] }
    for node in 0..<count {
      let weight = seenWeights[node]
      for place in Int(starts[node])..<Int(starts[node + 1]) { product[Int(rows[place])] += weight }
    }
    for place in 0..<aggregateCount {
      let diagonal = product[place]
      inverseDiagonal[place] = (heard[place] / diagonal).replacing(with: 0, where: diagonal .<= 0)
    }
  }

  /// product = C·W·Cᵀ·direction, from seenWeights. Each node gathers from its rows and gives back at once: the vector over nodes is never written.
  func multiply() {
    for place in 0..<aggregateCount { product[place] = .zero }
    for node in 0..<aggregateCount {
      let (begin, end) = (Int(starts[node]), Int(starts[node + 1]))
      var sum = direction[node]
      for place in begin..<end { sum -= direction[Int(rows[place])] }
      sum *= seenWeights[node]
      product[node] += sum
      for place in begin..<end { product[Int(rows[place])] -= sum }
    }
    for node in aggregateCount..<count {
      let (begin, end) = (Int(starts[node]), Int(starts[node + 1]))
      var sum = Lanes.zero
      for place in begin..<end { sum += direction[Int(rows[place])] }
      sum *= seenWeights[node]
      for place in begin..<end { product[Int(rows[place])] += sum }
    }
  }

  /// result = target − W·Cᵀ·multipliers, bottoms at least 0 if asked; the weights of bottoms that are held at 0 vanish from seenWeights.
  func move(isNonNegative: Bool) {
    for node in 0..<count {
      var sum = node < aggregateCount ? multipliers[node] : .zero
      for place in Int(starts[node])..<Int(starts[node + 1]) { sum -= multipliers[Int(rows[place])] }
      let weight = weights[node]
      var value = target[node] - weight * sum
      if isNonNegative && node >= aggregateCount {
        let isHeld = value .<= 0
        value.replace(with: 0, where: isHeld)
        seenWeights[node] = weight.replacing(with: 0, where: isHeld)
      }
      result[node] = value
    }
  }
}
