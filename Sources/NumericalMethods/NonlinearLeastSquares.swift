// SPDX-License-Identifier: Apache-2.0

/// Goals, in order: the same bits on every run; no allocation inside; few evaluations.
///
/// Minimises F(θ) = Σ rᵢ(θ)² by Levenberg–Marquardt on normal equations that the caller accumulates, so that residuals and
/// derivatives need never be stored.
///
/// - References: K. Levenberg (1944); D. Marquardt (1963), J. SIAM 11(2), 431–441; damping rule after H. B. Nielsen (1999).
public struct NonlinearLeastSquares {
  public var iterationLimit: Int
  /// Stop when two accepted steps running lower F by less than this share of F each.
  public var relativeDecrease: Double

  @inlinable public init(iterationLimit: Int = 40, relativeDecrease: Double = 1e-9) {
    self.iterationLimit = iterationLimit
    self.relativeDecrease = relativeDecrease
  }

  /// Doubles that `workspace` must hold for `count` parameters.
  @inlinable public static func workspaceSize(for count: Int) -> Int { 2 * count * count + 4 * count }

  /// Improves `parameters` in place.
  ///
  /// - Parameters:
  ///   - parameters: start in, best point out.
  ///   - workspace: `workspaceSize(for: count)` doubles, contents free.
  ///   - objective: F at a point; anything not finite means "not allowed here".
  ///   - normalEquations: fills JᵀJ (row after row; only the lower triangle is read) and Jᵀr at a point where F is finite.
  /// - Returns: F at the parameters left behind.
  @inlinable public func minimise(
    _ parameters: UnsafeMutablePointer<Double>, count: Int, workspace: UnsafeMutablePointer<Double>,
    objective: (UnsafePointer<Double>) -> Double,
    normalEquations: (
      UnsafePointer<Double>, _ matrix: UnsafeMutablePointer<Double>, _ gradient: UnsafeMutablePointer<Double>
    ) -> Void
  ) -> Double {
    let matrix = workspace
    let damped = matrix + count * count
    let gradient = damped + count * count
    let step = gradient + count
    let trial = step + count
    var best = objective(parameters)
    guard best.isFinite else { return best }
    var damping = 1e-3
    var growth = 2.0
    var needsEquations = true
    var smallDecreases = 0
    for _ in 0..<iterationLimit {
      if needsEquations { normalEquations(parameters, matrix, gradient) }
      var largest = 0.0
      for index in 0..<count { largest = max(largest, matrix[index * count + index]) }
      guard largest > 0, largest.isFinite else { break }
      damped.update(from: matrix, count: count * count)
      for index in 0..<count {
        // A parameter without influence has an empty column: the floor keeps it where it is.
        damped[index * count + index] += damping * max(matrix[index * count + index], 1e-9 * largest)
        step[index] = -gradient[index]
      }
      var value = Double.infinity
      if solvePositiveDefinite(damped, step, count: count) {
        for index in 0..<count { trial[index] = parameters[index] + step[index] }
        value = objective(trial)
      }
      if value < best {
        let decrease = best - value
        for index in 0..<count { parameters[index] = trial[index] }
        // A short step under strong damping is no sign of a valley: two small decreases in a row are.
        smallDecreases = decrease <= relativeDecrease * best ? smallDecreases + 1 : 0
        best = value
        damping = max(damping / 5, 1e-12)
        growth = 2
        needsEquations = true
        if smallDecreases == 2 { break }
      } else {
        damping *= growth
        growth *= 2
        needsEquations = false
        if damping > 1e10 { break }
      }
    }
    return best
  }
}
