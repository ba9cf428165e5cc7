// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// Regression whose coefficients are drawn towards zero: b ~ N(0, σ²τ²), errors ~ N(0, σ²), σ taken at its most likely value.
///
/// The evidence (the likelihood of the data when b is integrated out) tells how far to draw, and whether there is anything to be drawn: a column that
/// explains nothing lowers it.
///
/// - References: A. E. Hoerl, R. W. Kennard (1970), Ridge regression, Technometrics 12(1), 55–67; D. J. C. MacKay (1992), Bayesian interpolation,
///   Neural Computation 4(3), 415–447.
struct ShrunkenRegression: Sendable {
  let coefficients: [Double]
  /// Logarithm of the evidence, up to a constant that depends on the number of rows alone.
  let evidence: Double
  let spread: Double

  /// τ, in units of the error: from effects hardly above the noise to such that drown it.
  static let spreads = [1.0, 2, 4, 8, 16]

  /// With no columns at all.
  static func empty(_ sums: ProductSums) -> ShrunkenRegression {
    ShrunkenRegression(coefficients: [], evidence: evidence(sums.responseSquares, sums.weight, 0), spread: 0)
  }

  /// - Parameter chosen: places in the sums, at least one.
  /// - Returns: nil when the sums are not those of real columns.
  static func fit(_ sums: ProductSums, _ chosen: [Int], spread: Double) -> ShrunkenRegression? {
    let width = chosen.count
    // Thousands of these are solved for one series: no array but that of the result.
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: width * width + width) { buffer in
      guard let matrix = buffer.baseAddress else { return nil }
      let solution = matrix + width * width
      for row in 0..<width {
        for column in 0...row { matrix[row * width + column] = sums.product(chosen[row], chosen[column]) }
        matrix[row * width + row] += 1 / (spread * spread)
        solution[row] = sums.productWithResponse(chosen[row])
      }
      guard solvePositiveDefinite(matrix, solution, count: width) else { return nil }
      var squares = sums.responseSquares
      var pivots = 1.0
      for row in 0..<width {
        squares -= solution[row] * sums.productWithResponse(chosen[row])
        // The solver leaves 1 / Lᵢᵢ on the diagonal.
        pivots *= matrix[row * width + row] / spread
      }
      return ShrunkenRegression(
        coefficients: Array(UnsafeBufferPointer(start: solution, count: width)),
        evidence: evidence(squares, sums.weight, -2 * logarithm(pivots)), spread: spread)
    }
  }

  /// Variances of the coefficients of `fit`, its own shrinkage disregarded.
  static func variances(_ sums: ProductSums, _ chosen: [Int], spread: Double) -> [Double]? {
    guard let noise = noise(sums, chosen, spread) else { return nil }
    var variances: [Double] = []
    for place in chosen.indices {
      var system = SmallSystem(chosen.count) { sums.product(chosen[$0], chosen[$1]) + ($0 == $1 ? 1 / (spread * spread) : 0) }
      guard system.solve(chosen.indices.map { $0 == place ? 1 : 0 }) else { return nil }
      variances.append(noise * system.solution[place])
    }
    return variances
  }

  /// Coefficients drawn towards `means` of known `variances`, in the units of the response.
  static func towards(_ sums: ProductSums, _ chosen: [Int], means: [Double], variances: [Double]) -> [Double]? {
    guard let widest = spreads.last, let noise = noise(sums, chosen, widest) else { return nil }
    var system = SmallSystem(chosen.count) { sums.product(chosen[$0], chosen[$1]) + ($0 == $1 ? noise / variances[$0] : 0) }
    let right = chosen.indices.map { sums.productWithResponse(chosen[$0]) + noise * means[$0] / variances[$0] }
    return system.solve(right) ? system.solution : nil
  }

  /// Variance of the errors.
  private static func noise(_ sums: ProductSums, _ chosen: [Int], _ spread: Double) -> Double? {
    guard let fit = fit(sums, chosen, spread: spread) else { return nil }
    let squares = sums.responseSquares - zip(fit.coefficients, chosen).reduce(0) { $0 + $1.0 * sums.productWithResponse($1.1) }
    let noise = squares / max(1, sums.weight - Double(chosen.count))
    return noise > 0 ? noise : nil
  }

  private static func evidence(_ squares: Double, _ weight: Double, _ determinant: Double) -> Double {
    // Rounding may leave a perfect fit a little below zero.
    -weight / 2 * logarithm(max(squares, 1e-200)) - determinant / 2
  }
}

/// A few linear equations with a symmetric positive definite matrix.
private struct SmallSystem {
  private let count: Int
  private var matrix: [Double]
  private(set) var solution: [Double] = []

  /// - Parameter entry: of row and column, column ≤ row.
  init(_ count: Int, entry: (Int, Int) -> Double) {
    self.count = count
    matrix = [Double](repeating: 0, count: count * count)
    for row in 0..<count {
      for column in 0...row { matrix[row * count + column] = entry(row, column) }
    }
  }

  /// Once: the matrix is overwritten by its factor.
  mutating func solve(_ rightHandSide: [Double]) -> Bool {
    solution = rightHandSide
    return matrix.withUnsafeMutableBufferPointer { matrix in
      solution.withUnsafeMutableBufferPointer { solution in
        guard let matrix = matrix.baseAddress, let solution = solution.baseAddress else { return false }
        return solvePositiveDefinite(matrix, solution, count: count)
      }
    }
  }
}
