// SPDX-License-Identifier: Apache-2.0

/// Takes trend and season out of a column: (1 − B)(1 − Bˢ) xₜ = (1 − θB)(1 − ΘBˢ) eₜ, solved for e from e = 0 on.
///
/// Regressing a filtered series on filtered columns is regression with errors of the airline model, which fits most sales: θ and Θ near 1 stand for a
/// trend and a season that hardly change, near 0 for such that change all the time.
///
/// - References: G. E. P. Box, G. M. Jenkins (1970), Time Series Analysis, ch. 9; D. F. Findley et al. (1998), New capabilities and methods of the
///   X-12-ARIMA seasonal-adjustment program, J. Bus. Econ. Stat. 16(2), 127–152.
struct AirlineFilter: Hashable, Sendable {
  let theta: Double
  let seasonalTheta: Double
  /// 1 for no season: then the first difference alone is taken.
  let seasonLength: Int

  /// Values before the first filtered one.
  static func lag(seasonLength: Int) -> Int { seasonLength > 1 ? seasonLength + 1 : 1 }

  /// A grid: the effects hardly depend on the third digit of θ.
  static func all(seasonLength: Int) -> [AirlineFilter] {
    let seasonal = seasonLength > 1 ? [0.0, 0.3, 0.6, 0.8, 0.95] : [0]
    return [0.0, 0.3, 0.5, 0.7, 0.85, 0.95].flatMap { theta in
      seasonal.map { AirlineFilter(theta: theta, seasonalTheta: $0, seasonLength: seasonLength) }
    }
  }

  /// Filters `count` values of `source`; `target` takes `count` − lag.
  func apply(_ source: UnsafePointer<Double>, count: Int, into target: UnsafeMutablePointer<Double>) {
    let season = seasonLength
    guard season > 1 else {
      var last = 0.0
      for index in 1..<max(1, count) {
        last = source[index] - source[index - 1] + theta * last
        target[index - 1] = last
      }
      return
    }
    let both = theta * seasonalTheta
    let lag = season + 1
    for row in 0..<max(0, count - lag) {
      let index = row + lag
      var error = source[index] - source[index - 1] - source[index - season] + source[index - lag]
      if row >= 1 { error += theta * target[row - 1] }
      if row >= season { error += seasonalTheta * target[row - season] }
      if row >= lag { error -= both * target[row - lag] }
      target[row] = error
    }
  }
}
