// SPDX-License-Identifier: Apache-2.0

/// Eight parameter vectors at once: one to be judged and up to seven a little beside it, for the derivatives.
typealias ARMALanes = SIMD8<Double>

/// The lag polynomials of an order, multiplied out, and the covariances that follow from them. One for each order; nothing in it allocates after that.
///
/// Signs: yₜ = Σ aₖ yₜ₋ₖ + eₜ + Σ bₖ eₜ₋ₖ.
final class ARMAPolynomials {
  let order: ARIMAOrder
  let seasonLength: Int
  /// Reach of the autoregressive and of the moving-average part.
  let arReach: Int
  let maReach: Int
  /// aₖ and bₖ; index 0 is not used for a and holds 1 for b.
  let ar: UnsafeMutablePointer<ARMALanes>
  let ma: UnsafeMutablePointer<ARMALanes>
  /// Lags of a and b that can differ from 0, rising.
  let arLags: [Int]
  let maLags: [Int]
  /// Covariance of y with itself, of y with a later φ(B)y, and of φ(B)y with itself, by lag; in units of the error's variance.
  let valueCovariance: UnsafeMutablePointer<ARMALanes>
  let crossCovariance: UnsafeMutablePointer<ARMALanes>
  let movingCovariance: UnsafeMutablePointer<ARMALanes>
  private let pureCovariance: UnsafeMutablePointer<ARMALanes>
  private let response: UnsafeMutablePointer<ARMALanes>
  /// Step-down coefficients of every order 1 … `arReach`, one row each.
  private let rows: UnsafeMutablePointer<ARMALanes>
  private let storage: UnsafeMutablePointer<ARMALanes>

  /// - Parameter hasCovariances: false where `multiply` alone is wanted.
  init(_ order: ARIMAOrder, seasonLength: Int, hasCovariances: Bool = true) {
    self.order = order
    self.seasonLength = seasonLength
    arReach = order.autoregressiveReach(seasonLength)
    maReach = order.movingAverageReach(seasonLength)
    arLags = ARMAPolynomials.lags(order.autoregressive, order.seasonalAutoregressive, seasonLength)
    maLags = ARMAPolynomials.lags(order.movingAverage, order.seasonalMovingAverage, seasonLength)
    let (p, q) = (arReach + 1, maReach + 1)
    let size = 2 * p + 5 * q + (hasCovariances ? (p + q) + p * p : 0)
    storage = .allocate(capacity: size)
    storage.initialize(repeating: .zero, count: size)
    ar = storage
    valueCovariance = ar + p
    ma = valueCovariance + p
    crossCovariance = ma + q
    movingCovariance = crossCovariance + q
    response = movingCovariance + q
    pureCovariance = response + 2 * q
    rows = pureCovariance + (p + q)
  }

  deinit { storage.deallocate() }

  private static func lags(_ near: Int, _ seasonal: Int, _ length: Int) -> [Int] {
    var lags: Swift.Set<Int> = []
    for season in 0...seasonal { for lag in 0...near { lags.insert(season * length + lag) } }
    return lags.sorted().filter { $0 > 0 }
  }

  /// Fills everything from coefficients: φ₁…, Φ₁…, θ₁…, Θ₁…, one lane a vector.
  ///
  /// - Returns: false when lane 0 is not stationary.
  func fill(_ coefficients: UnsafePointer<ARMALanes>) -> Bool {
    multiply(coefficients)
    guard fillPureCovariance() else { return false }
    fillMovingCovariance()
    // Covariance of the whole: that of the autoregressive part alone, filtered by the moving average twice.
    for lag in 0..<arReach {
      var sum = movingCovariance[0] * pureCovariance[lag]
      for shift in 1..<(maReach + 1) where maReach > 0 {
        sum += movingCovariance[shift] * (pureCovariance[lag + shift] + pureCovariance[abs(lag - shift)])
      }
      valueCovariance[lag] = sum
    }
    return true
  }

  /// The lag polynomials alone.
  func multiply(_ coefficients: UnsafePointer<ARMALanes>) {
    let (p, sp, q, sq) = (
      order.autoregressive, order.seasonalAutoregressive, order.movingAverage, order.seasonalMovingAverage
    )
    for lag in 0...arReach { ar[lag] = .zero }
    for lag in 0...maReach { ma[lag] = .zero }
    let (near, seasonal) = (coefficients, coefficients + p)
    for season in 0...sp {
      if season > 0 { ar[season * seasonLength] += seasonal[season - 1] }
      for lag in 1..<(p + 1) where p > 0 {
        ar[season * seasonLength + lag] += season == 0 ? near[lag - 1] : -near[lag - 1] * seasonal[season - 1]
      }
    }
    let (nearMoving, seasonalMoving) = (coefficients + p + sp, coefficients + p + sp + q)
    for season in 0...sq {
      if season > 0 { ma[season * seasonLength] += seasonalMoving[season - 1] }
      for lag in 1..<(q + 1) where q > 0 {
        ma[season * seasonLength + lag] += season == 0 ? nearMoving[lag - 1] : nearMoving[lag - 1] * seasonalMoving[season - 1]
      }
    }
    ma[0] = ARMALanes(repeating: 1)
  }

  /// Covariances of the autoregressive part alone: down to its partial autocorrelations and up again (Levinson, Durbin).
  private func fillPureCovariance() -> Bool {
    let width = arReach + 1
    guard arReach > 0 else {
      pureCovariance[0] = ARMALanes(repeating: 1)
      for lag in 1..<(maReach + 1) where maReach > 0 { pureCovariance[lag] = .zero }
      return true
    }
    let last = rows + arReach * width
    for lag in 1...arReach { last[lag] = ar[lag] }
    var variance = ARMALanes(repeating: 1)
    for size in stride(from: arReach, through: 1, by: -1) {
      let row = rows + size * width
      let partial = row[size]
      let rest = 1 - partial * partial
      guard rest[0] > 1e-9 else { return false }
      variance /= rest
      let below = row - width
      for lag in 1..<size { below[lag] = (row[lag] + partial * row[size - lag]) / rest }
    }
    pureCovariance[0] = variance
    for size in 1...arReach {
      let row = rows + size * width
      let below = row - width
      var sum = row[size] * variance
      for lag in 1..<size { sum += below[lag] * pureCovariance[size - lag] }
      pureCovariance[size] = sum
      variance *= 1 - row[size] * row[size]
    }
    for lag in (arReach + 1)..<max(arReach + 1, arReach + maReach + 1) {
      var sum = ARMALanes.zero
      for back in arLags { sum += ar[back] * pureCovariance[lag - back] }
      pureCovariance[lag] = sum
    }
    return true
  }

  private func fillMovingCovariance() {
    for lag in 0...maReach {
      var sum = ARMALanes.zero
      for index in lag...maReach { sum += ma[index] * ma[index - lag] }
      movingCovariance[lag] = sum
    }
    guard arReach > 0 else { return }
    // ψ: what one error does to later values.
    for index in 0...maReach {
      var sum = ma[index]
      for back in arLags where back <= index { sum += ar[back] * response[index - back] }
      response[index] = sum
    }
    for lag in 0...maReach {
      var sum = ARMALanes.zero
      for index in lag...maReach { sum += ma[index] * response[index - lag] }
      crossCovariance[lag] = sum
    }
  }
}
