// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// Which columns a regression takes up, one after the other, as the price of taking one falls.
///
/// Minimises ½bᵀGb − cᵀb + λ(α Σ|b| + (1 − α)/2 Σb²) by coordinate descent, for falling λ; G and c are the products of columns of size 1.
///
/// - References: H. Zou, T. Hastie (2005), Regularization and variable selection via the elastic net, J. R. Stat. Soc. B 67(2), 301–320;
///   J. Friedman,
///   T. Hastie, R. Tibshirani (2010), Regularization paths for generalized linear models via coordinate descent, J. Stat. Software 33(1).
struct ElasticNet {
  /// Share of the price that is paid for being there at all; the rest is paid for size. 1 is the lasso.
  let mixing: Double
  static let steps = 40
  /// The lowest price as a share of that at which nothing is taken.
  private static let lowest = 0.003
  private static let mostSweeps = 200

  /// Different sets of columns in the order in which they are met, the empty one left out; within a set in the order of `places`.
  ///
  /// - Parameter most: columns beyond which the path ends.
  /// - Complexity: steps × sweeps × places².
  func sets(_ sums: ProductSums, _ places: [Int], most: Int) -> [[Int]] {
    let count = places.count
    guard count > 0, sums.responseSquares > 0 else { return [] }
    let sizes = places.map { sums.product($0, $0).squareRoot() }
    let size = sums.responseSquares.squareRoot()
    var products = [Double](repeating: 0, count: count * count)
    for row in 0..<count {
      for column in 0..<count { products[row * count + column] = sums.product(places[row], places[column]) / (sizes[row] * sizes[column]) }
    }
    // What is left to explain: c − Gb.
    var left = places.indices.map { sums.productWithResponse(places[$0]) / (sizes[$0] * size) }
    var coefficients = [Double](repeating: 0, count: count)
    var price = left.reduce(0) { max($0, abs($1)) } / mixing
    guard price > 0 else { return [] }
    var found: [[Int]] = []
    let fall = exponential(logarithm(ElasticNet.lowest) / Double(ElasticNet.steps))
    for _ in 0..<ElasticNet.steps {
      price *= fall
      descend(products, &left, &coefficients, price: price)
      let chosen = places.indices.filter { coefficients[$0] != 0 }.map { places[$0] }
      guard chosen.count <= most else { break }
      if !chosen.isEmpty, found.last != chosen, !found.contains(chosen) { found.append(chosen) }
    }
    return found
  }

  private func descend(_ products: [Double], _ left: inout [Double], _ coefficients: inout [Double], price: Double) {
    let count = coefficients.count
    let threshold = price * mixing
    let divisor = 1 + price * (1 - mixing)
    products.withUnsafeBufferPointer { products in
      left.withUnsafeMutableBufferPointer { left in
        coefficients.withUnsafeMutableBufferPointer { coefficients in
          for _ in 0..<ElasticNet.mostSweeps {
            var largest = 0.0
            for place in 0..<count {
              let pull = left[place] + coefficients[place]
              let moved = abs(pull) > threshold ? (pull - (pull > 0 ? threshold : -threshold)) / divisor : 0
              let change = moved - coefficients[place]
              guard change != 0 else { continue }
              coefficients[place] = moved
              for other in 0..<count { left[other] -= change * products[place * count + other] }
              largest = max(largest, abs(change))
            }
            if largest < 1e-7 { break }
          }
        }
      }
    }
  }
}
