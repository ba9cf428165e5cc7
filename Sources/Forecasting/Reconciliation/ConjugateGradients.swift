// SPDX-License-Identifier: Apache-2.0

extension ProjectionWorkspace {
  /// Steps after which a solution that is not there is given up.
  static let iterationLimit = 20_000

  /// Solves C·W·Cᵀ·step = residual for eight lanes by conjugate gradients, scaled by the diagonal. The residual is used up.
  ///
  /// A lane that is done stands still while the others go on. For structural weights eigenvalues lie between ½ and the number of levels, whatever the number of
  /// nodes: some ten steps.
  ///
  /// - Parameter negligible: square of the scaled residual of each lane that counts as 0.
  /// - Returns: false when some lane is not within 1e-8 of its start at the limit.
  /// - References: M. R. Hestenes, E. Stiefel (1952), Methods of conjugate gradients for solving linear systems, J. Res. NBS 49(6), 409–436.
  func solve(negligible: Lanes) -> Bool {
    var size = Lanes.zero
    for place in 0..<aggregateCount {
      let scaled = inverseDiagonal[place] * residual[place]
      direction[place] = scaled
      step[place] = .zero
      size += scaled * residual[place]
    }
    let first = size
    let enough = pointwiseMax(first * tolerance, negligible)
    var isActive = size .> enough
    var iterations = 0
    while any(isActive), iterations < Self.iterationLimit {
      multiply()
      var curvature = Lanes.zero
      for place in 0..<aggregateCount { curvature += direction[place] * product[place] }
      isActive = isActive .& (curvature .> 0)
      let length = (size / curvature).replacing(with: 0, where: .!isActive)
      var next = Lanes.zero
      for place in 0..<aggregateCount {
        step[place] += length * direction[place]
        let rest = residual[place] - length * product[place]
        residual[place] = rest
        next += inverseDiagonal[place] * rest * rest
      }
      isActive = isActive .& (next .> enough)
      let turn = (next / size).replacing(with: 0, where: .!isActive)
      for place in 0..<aggregateCount {
        let scaled = inverseDiagonal[place] * residual[place]
        direction[place] = (scaled + turn * direction[place]).replacing(with: 0, where: .!isActive)
      }
      size = next
      iterations += 1
    }
    return all(size .<= pointwiseMax(first * 1e-16, negligible))
  }
}
