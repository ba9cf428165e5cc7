// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// Numbers without bounds for the coefficients of a lag polynomial whose roots lie outside the unit circle: the partial autocorrelations are their
/// hyperbolic tangents. A search in them never leaves the stationary, invertible region.
///
/// - References: R. H. Jones (1980), Maximum likelihood fitting of ARMA models to time series with missing observations, Technometrics 22(3), 389–395,
///   DOI 10.1080/00401706.1980.10486171.
enum StableCoefficients {
  /// Order of the polynomials in a vector, and the sign their coefficients carry.
  static func parts(_ order: ARIMAOrder) -> [(count: Int, sign: Double)] {
    [
      (order.autoregressive, 1), (order.seasonalAutoregressive, 1), (order.movingAverage, -1), (order.seasonalMovingAverage, -1),
    ]
  }

  /// Coefficients of one polynomial from its unbounded numbers (Levinson, Durbin).
  ///
  /// - Parameter spare: as many doubles.
  static func fill(
    _ coefficients: UnsafeMutablePointer<Double>, from free: UnsafePointer<Double>, count: Int, sign: Double,
    spare: UnsafeMutablePointer<Double>
  ) {
    for size in 0..<count {
      let partial = tangent(free[size])
      for lag in 0..<size { spare[lag] = coefficients[lag] - partial * coefficients[size - 1 - lag] }
      for lag in 0..<size { coefficients[lag] = spare[lag] }
      coefficients[size] = partial
    }
    for lag in 0..<count { coefficients[lag] *= sign }
  }

  /// The way back; a polynomial on or beyond the edge is moved just inside.
  static func free(_ coefficients: ArraySlice<Double>, sign: Double) -> [Double] {
    var rest = coefficients.map { $0 * sign }
    var free: [Double] = []
    while let last = rest.last {
      let partial = min(max(last, -1 + 1e-9), 1 - 1e-9)
      free.append(0.5 * logarithm((1 + partial) / (1 - partial)))
      let divisor = 1 - partial * partial
      rest = (0..<(rest.count - 1)).map { (rest[$0] + partial * rest[rest.count - 2 - $0]) / divisor }
    }
    return free.reversed()
  }

  private static func tangent(_ value: Double) -> Double {
    let power = exponential(-2 * abs(value))
    let size = (1 - power) / (1 + power)
    return value < 0 ? -size : size
  }
}
