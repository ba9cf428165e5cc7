// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where a form's numbers stand in the vector that is optimised, and how unbounded numbers become admissible ones.
///
/// Places 0–3 are α, β, γ, φ on a logistic scale (unused ones have no effect), 4 the level, 5 the slope, then the first
/// `seasonLength − 1` seasonal states; the last state follows from their sum. A slope that is not damped takes the place of φ: with a season of twelve
/// that is one group fewer. The vector is padded to whole groups of four.
struct ETSLayout {
  let form: ETSForm
  let seasonLength: Int
  /// A multiple of four.
  let count: Int
  let slopePlace: Int
  /// Of the first seasonal state.
  let seasonPlace: Int
  /// β ÷ α.
  let slopeRange: ClosedRange<Double>

  // The usual region of Hyndman et al. (2008), §10: inside the admissible one, and every parameter keeps its meaning.
  static let alphaRange = 0.0001...0.9999
  static let shareRange = 0.0001...0.9999
  static let phiRange = 0.8...0.98
  /// A slope that follows the last values quickly explains the past well and the future badly: where the data choose the form, β stays below α ÷ 10.
  /// Found on the training parts of the M1 and tourism series.
  static let cautiousSlopeRange = 0.0001...0.1

  init(form: ETSForm, seasonLength: Int, slopeRange: ClosedRange<Double> = ETSLayout.shareRange) {
    self.form = form
    self.slopeRange = slopeRange
    self.seasonLength = seasonLength
    (slopePlace, seasonPlace) = form.trend == .damped ? (5, 6) : (3, 5)
    let used = seasonPlace + (form.season == .none ? 0 : seasonLength - 1)
    count = (used + 3) / 4 * 4
  }

  /// Whether the number there is a state in the units of the series.
  func hasUnit(_ place: Int) -> Bool {
    place == 4 || (place == slopePlace && form.trend != .none) || (place >= seasonPlace && form.season == .additive)
  }

  static func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
  static func logit(_ share: Double) -> Double { log(share / (1 - share)) }
  static func inside(_ x: Double, _ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * logistic(x)
  }
  static func slopeInside(_ x: Double, _ range: ClosedRange<Double>) -> Double {
    let share = logistic(x)
    return (range.upperBound - range.lowerBound) * share * (1 - share)
  }
  static func outside(_ value: Double, _ range: ClosedRange<Double>) -> Double {
    let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    return logit(min(max(share, 1e-6), 1 - 1e-6))
  }

  /// The point that a vector stands for; fills the seasonal states.
  func point(_ vector: UnsafePointer<Double>, season: UnsafeMutablePointer<Double>) -> ETSPoint {
    var point = ETSPoint()
    point.alpha = ETSLayout.inside(vector[0], ETSLayout.alphaRange)
    if form.trend != .none {
      point.beta = point.alpha * ETSLayout.inside(vector[1], slopeRange)
      point.phi = form.trend == .damped ? ETSLayout.inside(vector[3], ETSLayout.phiRange) : 1
      point.slope = vector[slopePlace]
    }
    point.level = vector[4]
    guard form.season != .none else { return point }
    point.gamma = (1 - point.alpha) * ETSLayout.inside(vector[2], ETSLayout.shareRange)
    var sum = 0.0
    for place in 0..<(seasonLength - 1) {
      season[place] = vector[seasonPlace + place]
      sum += vector[seasonPlace + place]
    }
    season[seasonLength - 1] = (form.season == .multiplicative ? Double(seasonLength) : 0) - sum
    return point
  }

  /// β ÷ α where a search may set out from.
  func slopeShare(_ share: Double) -> Double { min(share, 0.5 * slopeRange.upperBound) }

  /// The vector of a beginning.
  func vector(
    of grid: ETSGrid.Point, start: ETSStart, into vector: UnsafeMutablePointer<Double>
  ) {
    for index in 0..<count { vector[index] = 0 }
    vector[0] = ETSLayout.outside(grid.alpha, ETSLayout.alphaRange)
    vector[1] = ETSLayout.outside(slopeShare(grid.betaShare), slopeRange)
    vector[2] = ETSLayout.outside(grid.gammaShare, ETSLayout.shareRange)
    if form.trend == .damped { vector[3] = ETSLayout.outside(grid.phi, ETSLayout.phiRange) }
    vector[4] = start.level
    if form.trend != .none { vector[slopePlace] = start.slope }
    if form.season != .none {
      for place in 0..<(seasonLength - 1) { vector[seasonPlace + place] = start.season[place] }
    }
  }

  /// dα, dβ, dγ, dφ with respect to the first four places.
  func smoothingDerivatives(_ vector: UnsafePointer<Double>) -> ETSSmoothingDerivatives {
    let alpha = ETSLayout.inside(vector[0], ETSLayout.alphaRange)
    let alphaSlope = ETSLayout.slopeInside(vector[0], ETSLayout.alphaRange)
    let zero = SIMD4<Double>.zero
    var beta = zero
    var gamma = zero
    var phi = zero
    if form.trend != .none {
      beta[0] = alphaSlope * ETSLayout.inside(vector[1], slopeRange)
      beta[1] = alpha * ETSLayout.slopeInside(vector[1], slopeRange)
      if form.trend == .damped { phi[3] = ETSLayout.slopeInside(vector[3], ETSLayout.phiRange) }
    }
    if form.season != .none {
      gamma[0] = -alphaSlope * ETSLayout.inside(vector[2], ETSLayout.shareRange)
      gamma[2] = (1 - alpha) * ETSLayout.slopeInside(vector[2], ETSLayout.shareRange)
    }
    return ETSSmoothingDerivatives(alpha: SIMD4(alphaSlope, 0, 0, 0), beta: beta, gamma: gamma, phi: phi)
  }
}

/// dα, dβ, dγ, dφ with respect to the first four numbers of a vector; the others do not move them.
struct ETSSmoothingDerivatives {
  let alpha: SIMD4<Double>
  let beta: SIMD4<Double>
  let gamma: SIMD4<Double>
  let phi: SIMD4<Double>
}
