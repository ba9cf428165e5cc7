// SPDX-License-Identifier: Apache-2.0

/// Solves a small symmetric positive definite system in place (Cholesky), without allocation.
///
/// - Parameters:
///   - matrix: `count × count`, row after row; the lower triangle is read and overwritten by its factor.
///   - rightHandSide: overwritten by the solution.
/// - Returns: false when the matrix is not positive definite to working precision; then the contents are spoilt.
/// - Complexity: O(count³ / 6).
@inlinable public func solvePositiveDefinite(
  _ matrix: UnsafeMutablePointer<Double>, _ rightHandSide: UnsafeMutablePointer<Double>, count: Int
) -> Bool {
  for row in 0..<count {
    let rowStart = matrix + row * count
    for column in 0..<row {
      let columnStart = matrix + column * count
      var sum = rowStart[column]
      for inner in 0..<column { sum -= rowStart[inner] * columnStart[inner] }
      rowStart[column] = sum * columnStart[column]
    }
    var pivot = rowStart[row]
    for inner in 0..<row { pivot -= rowStart[inner] * rowStart[inner] }
    guard pivot > 0, pivot.isFinite else { return false }
    // The diagonal holds 1 / Lᵢᵢ, so that both substitutions multiply.
    rowStart[row] = 1 / pivot.squareRoot()
  }
  for row in 0..<count {
    var sum = rightHandSide[row]
    for inner in 0..<row { sum -= matrix[row * count + inner] * rightHandSide[inner] }
    rightHandSide[row] = sum * matrix[row * count + row]
  }
  for row in stride(from: count - 1, through: 0, by: -1) {
    var sum = rightHandSide[row]
    for inner in (row + 1)..<max(count, row + 1) {
      sum -= matrix[inner * count + row] * rightHandSide[inner]
    }
    rightHandSide[row] = sum * matrix[row * count + row]
  }
  return true
}

/// Intercept and slope of the least-squares line through (0, y₀), (1, y₁), …; the slope is 0 for fewer than two values.
@inlinable public func fittedLine(through values: [Double]) -> (intercept: Double, slope: Double) {
  let count = Double(values.count)
  guard values.count > 1 else { return (values.first ?? 0, 0) }
  let middle = (count - 1) / 2
  let mean = stableMean(values)
  var products = 0.0
  for (index, value) in values.enumerated() { products += (Double(index) - middle) * (value - mean) }
  let slope = products / (count * (count * count - 1) / 12)
  return (mean - slope * middle, slope)
}
