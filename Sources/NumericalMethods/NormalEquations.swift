// SPDX-License-Identifier: Apache-2.0

/// Solves a small symmetric positive definite system in place (Cholesky), without allocation.
///
/// Column after column is taken out of what is left: every step is then work on whole rows, four numbers at a time, in the order in which sums of a row would
/// have been taken.
///
/// - Parameters:
///   - matrix: `count × count`, row after row; the lower triangle is read and overwritten by its factor L, with 1 / Lᵢᵢ on the diagonal. The upper one need
///     not be filled, and is spoilt.
///   - rightHandSide: overwritten by the solution.
/// - Returns: false when the matrix is not positive definite to working precision; then the contents are spoilt.
/// - Complexity: O(count³ / 6).
@inlinable public func solvePositiveDefinite(
  _ matrix: UnsafeMutablePointer<Double>, _ rightHandSide: UnsafeMutablePointer<Double>, count: Int
) -> Bool {
  for pivotRow in 0..<count {
    let top = matrix + pivotRow * count
    let pivot = top[pivotRow]
    guard pivot > 0, pivot.isFinite else { return false }
    // The diagonal holds 1 / Lᵢᵢ, so that both substitutions multiply.
    let inverse = 1 / pivot.squareRoot()
    top[pivotRow] = inverse
    let solved = rightHandSide[pivotRow] * inverse
    rightHandSide[pivotRow] = solved
    for row in (pivotRow + 1)..<max(count, pivotRow + 1) {
      let factor = matrix[row * count + pivotRow] * inverse
      matrix[row * count + pivotRow] = factor
      // Once more in the upper triangle, where a column of L lies in one piece.
      top[row] = factor
      rightHandSide[row] -= factor * solved
    }
    for row in (pivotRow + 1)..<max(count, pivotRow + 1) {
      subtract(top[row], times: top, from: matrix + row * count, first: pivotRow + 1, last: row, width: count)
    }
  }
  for row in stride(from: count - 1, through: 0, by: -1) {
    let factors = matrix + row * count
    var sum = rightHandSide[row]
    for inner in (row + 1)..<max(count, row + 1) { sum -= factors[inner] * rightHandSide[inner] }
    rightHandSide[row] = sum * factors[row]
  }
  return true
}

/// `row[i] −= factor · other[i]` for i in first … last; fours may run beyond `last`, not beyond `width`.
@inlinable @inline(__always) func subtract(
  _ factor: Double, times other: UnsafeMutablePointer<Double>, from row: UnsafeMutablePointer<Double>, first: Int, last: Int, width: Int
) {
  var index = first
  while index <= last, index + 4 <= width {
    let four = UnsafeRawPointer(other + index).loadUnaligned(as: SIMD4<Double>.self)
    let place = UnsafeMutableRawPointer(row + index)
    place.storeBytes(of: place.loadUnaligned(as: SIMD4<Double>.self) - factor * four, as: SIMD4<Double>.self)
    index += 4
  }
  while index <= last {
    row[index] -= factor * other[index]
    index += 1
  }
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
