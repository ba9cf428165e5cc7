// SPDX-License-Identifier: Apache-2.0

/// Weighted sums of products of columns with each other and with the response: all that a regression needs to know.
struct ProductSums: Sendable {
  private let width: Int
  private var sums: [Double]
  private(set) var weight: Double

  /// - Parameter columns: `width` columns of `rows` values one after the other, the response last.
  /// - Parameter range: rows that count; all when nil.
  /// - Complexity: O(rows · width²).
  init(
    _ columns: UnsafePointer<Double>, width: Int, rows: Int, weights: UnsafePointer<Double>, in range: Range<Int>? = nil
  ) {
    let range = range ?? 0..<rows
    self.width = width
    var sums = [Double](repeating: 0, count: width * width)
    var total = 0.0
    for row in range { total += weights[row] }
    sums.withUnsafeMutableBufferPointer { sums in
      for left in 0..<width {
        for right in 0...left {
          sums[left * width + right] = ProductSums.sum(columns + left * rows, columns + right * rows, weights, range)
        }
      }
    }
    (self.sums, weight) = (sums, total)
  }

  /// Four sums at a time, added in a fixed order: quick, and the same bits everywhere.
  private static func sum(
    _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, _ weights: UnsafePointer<Double>, _ range: Range<Int>
  ) -> Double {
    var sums = SIMD4<Double>(repeating: 0)
    var row = range.lowerBound
    while row + 4 <= range.upperBound {
      let weight = UnsafeRawPointer(weights + row).loadUnaligned(as: SIMD4<Double>.self)
      let a = UnsafeRawPointer(left + row).loadUnaligned(as: SIMD4<Double>.self)
      let b = UnsafeRawPointer(right + row).loadUnaligned(as: SIMD4<Double>.self)
      sums += weight * a * b
      row += 4
    }
    var rest = 0.0
    while row < range.upperBound {
      rest += weights[row] * left[row] * right[row]
      row += 1
    }
    return (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
  }

  func product(_ left: Int, _ right: Int) -> Double { sums[max(left, right) * width + min(left, right)] }
  func productWithResponse(_ column: Int) -> Double { sums[(width - 1) * width + column] }
  var responseSquares: Double { sums[width * width - 1] }

  /// Without the rows that `part` sums.
  func without(_ part: ProductSums) -> ProductSums {
    var rest = self
    for index in sums.indices { rest.sums[index] -= part.sums[index] }
    rest.weight -= part.weight
    return rest
  }
}
