// SPDX-License-Identifier: Apache-2.0

extension ProjectionWorkspace {
  enum Failure {
    /// Conjugate gradients did not arrive.
    case noSolution
    /// No values of at least 0 add up to what is fixed.
    case noNonNegativeSolution
  }

  /// result = the coherent values nearest to target, distances measured in `weights`: min Σ (y − target)² ÷ weight over y that add up.
  ///
  /// The solution is y = target − W·Cᵀ·(C·W·Cᵀ)⁻¹·C·target, a matrix with a row for each aggregate. A weight of 0 holds a node where it is.
  ///
  /// - References: S. L. Wickramasuriya, G. Athanasopoulos, R. J. Hyndman (2019), Optimal forecast reconciliation through trace minimization, JASA 114(526),
  ///   804–819, DOI 10.1080/01621459.2018.1448825.
  func project(isNonNegative: Bool) -> Failure? {
    for place in 0..<count { seenWeights[place] = weights[place] }
    findDiagonal()
    // Forecasts that add up but for rounding are not moved by a bit.
    let negligible = negligibleResidual()
    findIncoherence(of: target)
    guard solve(negligible: negligible) else { return .noSolution }
    for place in 0..<aggregateCount { multipliers[place] = step[place] }
    move(isNonNegative: false)
    if isNonNegative, hasNegativeBottom, let failure = hold(negligible) { return failure }
    addUp()
    return nil
  }

  private var hasNegativeBottom: Bool {
    var least = Lanes.zero
    for bottom in aggregateCount..<count { least = pointwiseMin(least, result[bottom]) }
    return any(least .< 0)
  }

  /// The nearest values of at least 0. The conditions of Kuhn and Tucker in the multipliers λ alone: C·y(λ) = 0 for y(λ) = target − W·Cᵀ·λ, with 0 for bottoms that would
  /// lie below.
  ///
  /// C·y(λ) is the slope of a concave, piecewise quadratic function; Newton's steps, shortened where they overshoot, end at its top after finitely many, and there the
  /// values are the nearest ones exactly, not clipped ones.
  ///
  /// - References: L. Qi, J. Sun (1993), A nonsmooth version of Newton's method, Math. Programming 58, 353–367, DOI 10.1007/BF01581275.
  private func hold(_ negligible: Lanes) -> Failure? {
    // Rounding of the sums of what moves comes on top of that of the target.
    let enough = negligible * 1e4
    for place in 0..<aggregateCount { fullInverse[place] = inverseDiagonal[place] }
    for _ in 0..<200 {
      move(isNonNegative: true)
      findIncoherence(of: result)
      var size = Lanes.zero
      for place in 0..<aggregateCount { size += fullInverse[place] * residual[place] * residual[place] }
      let isDone = size .<= enough
      if all(isDone) { return nil }
      for place in 0..<aggregateCount {
        // A fixed sum whose bottoms are all held has an empty row: a little of the full diagonal keeps the step finite, and does not move the top.
        let little = (1e-6 / fullInverse[place]).replacing(with: 0, where: fullInverse[place] .<= 0)
        seenWeights[place] = weights[place].replacing(with: little, where: weights[place] .<= 0)
        slope[place] = residual[place]
        origin[place] = multipliers[place]
      }
      findDiagonal()
      _ = solve(negligible: .zero)
      climb(isDone)
    }
    return .noNonNegativeSolution
  }

  /// Goes from origin along step until the slope there has all but vanished, the whole step where it can.
  private func climb(_ isDone: SIMDMask<SIMD8<Int64>>) {
    var start = Lanes.zero
    for place in 0..<aggregateCount {
      step[place].replace(with: 0, where: isDone)
      start += slope[place] * step[place]
    }
    var (length, low, high) = (Lanes(repeating: 1), Lanes.zero, Lanes(repeating: 1))
    for _ in 0..<40 {
      for place in 0..<aggregateCount { multipliers[place] = origin[place] + length * step[place] }
      move(isNonNegative: true)
      findIncoherence(of: result)
      var now = Lanes.zero
      for place in 0..<aggregateCount { now += residual[place] * step[place] }
      let isPast = now .< -1e-6 * start
      let isShort = (now .> 0.5 * start) .& (length .< 1)
      guard any(isPast .| isShort) else { return }
      high.replace(with: length, where: isPast)
      low.replace(with: length, where: isShort)
      length = ((low + high) * 0.5).replacing(with: length, where: .!(isPast .| isShort))
    }
  }
}
