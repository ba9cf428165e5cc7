// SPDX-License-Identifier: Apache-2.0

/// Takes differences of a series and puts forecasts back on top of what was differenced.
struct Differencing {
  let differences: Int
  let seasonalDifferences: Int
  let seasonLength: Int
  /// (1 − B)ᵈ(1 − Bᵐ)ᴰ as yₜ = wₜ + Σ cₖ yₜ₋ₖ; index k − 1 holds cₖ.
  let coefficients: [Double]

  init(_ differences: Int, _ seasonalDifferences: Int, seasonLength: Int) {
    self.differences = differences
    self.seasonalDifferences = seasonalDifferences
    self.seasonLength = seasonLength
    var polynomial = [1.0]
    for _ in 0..<differences { polynomial = Differencing.times(polynomial, lag: 1) }
    for _ in 0..<seasonalDifferences { polynomial = Differencing.times(polynomial, lag: seasonLength) }
    coefficients = polynomial.dropFirst().map { -$0 }
  }

  /// Values that are lost at the beginning.
  var loss: Int { coefficients.count }

  func differenced(_ values: [Double]) -> [Double] {
    var result = values
    for _ in 0..<seasonalDifferences { result = Differencing.lagged(result, seasonLength) }
    for _ in 0..<differences { result = Differencing.lagged(result, 1) }
    return result
  }

  /// Values that follow `history` when their differences are `differenced`.
  func integrated(_ differenced: [Double], after history: [Double]) -> [Double] {
    var values = Array(history.suffix(loss))
    let known = values.count
    for difference in differenced {
      var value = difference
      for (lag, coefficient) in coefficients.enumerated() where coefficient != 0 {
        value += coefficient * values[values.count - 1 - lag]
      }
      values.append(value)
    }
    return Array(values[known...])
  }

  static func lagged(_ values: [Double], _ lag: Int) -> [Double] {
    guard values.count > lag else { return [] }
    return (lag..<values.count).map { values[$0] - values[$0 - lag] }
  }

  private static func times(_ polynomial: [Double], lag: Int) -> [Double] {
    var product = polynomial + [Double](repeating: 0, count: lag)
    for index in polynomial.indices { product[index + lag] -= polynomial[index] }
    return product
  }
}
