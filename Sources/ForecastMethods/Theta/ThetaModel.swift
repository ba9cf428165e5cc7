// SPDX-License-Identifier: Apache-2.0
public import Forecasting
import NumericalMethods

/// A model of the theta family: simple exponential smoothing whose next value also goes along the regression line, by the weight w = 1 −
/// 1/θ.
///
/// One-step means are μₜ = ℓₜ₋₁ + w·((1 − α)^(t−1)·A + (1 − (1 − α)ᵗ)/α·B) with the line A + B·t through all values, or through those
/// seen before t. They are linear in the first level and in w, so both are solved by least squares and the search is over α alone.
public struct FittedThetaModel: FittedModel {
  /// Which line, and whether w is estimated.
  enum Form: String, Sendable {
    /// The line through all values, w estimated.
    case optimised = "OptimisedTheta"
    /// The line learnt again with every value, w estimated.
    case dynamicOptimised = "DynamicTheta"
    /// The line learnt again with every value, θ = 2.
    case dynamicStandard = "DynamicStandardTheta"

    var isDynamic: Bool { self != .optimised }
    /// The first mean is the first value, as the authors have it; otherwise the first level is one of the series' own.
    var beginsAtFirst: Bool { self == .dynamicStandard }
    /// The authors' 0.1 … 0.99; the default method may forget more slowly.
    var alphaRange: ClosedRange<Double> { self == .dynamicOptimised ? 0.02...0.99 : 0.1...0.99 }
    var knownWeight: Double? { self == .dynamicStandard ? 0.5 : nil }
  }

  public let observed: [Double]
  public let fittedValues: [Double]
  public let alpha: Double
  /// w = 1 − 1/θ, 0 ≤ w < 1: 0 is simple exponential smoothing, near 1 the full slope of the line.
  public let weight: Double

  private let form: Form
  /// Everything below is in units of this.
  let unit: Double
  let adjusted: SeasonallyAdjusted
  let end: ThetaState
  private let deviation: Double

  public var method: String { form.rawValue }
  public var parameters: [ModelParameter] {
    [
      ModelParameter("alpha", alpha), ModelParameter("theta", 1 / (1 - weight)),
      ModelParameter("seasonal", adjusted.isSeasonal ? 1 : 0),
    ]
  }
  /// The first level, α, w unless it is known, and the season's indices.
  public var estimatedCount: Double { (form.knownWeight == nil ? 3 : 2) + Double(adjusted.freeIndexCount) }

  static let weightRange = 0.0...0.9999

  /// - Parameter near: α found on a beginning of the series, near which the search stays.
  init(_ observed: [Double], seasonLength: Int, form: Form, near: Double? = nil) {
    self.observed = observed
    self.form = form
    let (scaled, unit) = SeriesScale.scaled(observed)
    self.unit = unit
    adjusted = SeasonallyAdjusted(scaled, seasonLength: seasonLength)
    let values = adjusted.values
    let line = form.isDynamic ? nil : fittedLine(through: values)
    let begin = ThetaState(level: 0, line: line)
    let known = form.knownWeight
    let alpha = values.withUnsafeBufferPointer { values in
      ProfiledSmoothing.minimised(over: form.alphaRange, gridPoints: 10, tolerance: 1e-7, near: near) { alpha in
        FittedThetaModel.profile(values, alpha, from: begin, form).squares
      }
    }
    let best = values.withUnsafeBufferPointer { FittedThetaModel.profile($0, alpha, from: begin, form) }
    self.alpha = alpha
    weight = best.weight
    var state = begin
    state.level = best.start
    var squares = 0.0
    var fitted: [Double] = []
    fitted.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      let mean = form.beginsAtFirst && index == 0 ? value : state.level + best.weight * state.drift(alpha)
      squares += (value - mean) * (value - mean)
      fitted.append(adjusted.reseasoned(mean, at: index) * unit)
      state.absorb(value, alpha)
    }
    fittedValues = fitted
    end = state
    deviation = (squares / Double(max(1, values.count - (known == nil ? 3 : 2)))).squareRoot()
  }

  public func forecast(horizon: Int) throws(ForecastError) -> Forecast {
    try ForecastLimits.check(horizon: horizon)
    var mean: [Double] = []
    var scale: [Double] = []
    var state = end
    for step in 0..<horizon {
      let index = observed.count + step
      let value = state.level + weight * state.drift(alpha)
      mean.append(adjusted.reseasoned(value, at: index) * unit)
      let growth = (1 + Double(step) * alpha * alpha).squareRoot()
      scale.append(deviation * growth * adjusted.factor(at: index) * unit)
      state.absorb(value, alpha)
    }
    return Forecast(method: method, mean: mean, scale: scale)
  }

  /// Σe² with the best first level, and weight where none is known, for `alpha`.
  static func profile(
    _ values: UnsafeBufferPointer<Double>, _ alpha: Double, from begin: ThetaState, _ form: Form
  ) -> (start: Double, weight: Double, squares: Double) {
    var state = begin
    // e = (y − level from 0) − start·p − w·g
    var (ee, ep, eg, pp, pg, gg) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    if form.beginsAtFirst, let first = values.first { state.absorb(first, alpha) }
    for value in values.dropFirst(form.beginsAtFirst ? 1 : 0) {
      let error = value - state.level
      let power = state.power
      let drift = state.drift(alpha)
      ee += error * error
      ep += error * power
      eg += error * drift
      pp += power * power
      pg += power * drift
      gg += drift * drift
      state.absorb(value, alpha)
    }
    let determinant = pp * gg - pg * pg
    // Of one value nothing is left to be explained.
    guard pp > 0 else { return (values.first ?? 0, form.knownWeight ?? 0.5, 0) }
    var weight = form.knownWeight ?? (determinant > 1e-12 * pp * gg ? (pp * eg - pg * ep) / determinant : 0.5)
    weight = min(max(weight, weightRange.lowerBound), weightRange.upperBound)
    let start = (ep - weight * pg) / pp
    let squares =
      ee - 2 * (start * ep + weight * eg) + start * start * pp + 2 * start * weight * pg
      + weight * weight * gg
    return (start, weight, squares)
  }
}

/// What the model carries from period to period.
struct ThetaState {
  var level: Double
  /// (1 − α)ᵗ after t values.
  var power = 1.0
  /// The line is through all values, and stays.
  private let isFixed: Bool
  private var count = 0.0
  private var mean = 0.0
  private var lineLevel = 0.0
  private var lineSlope = 0.0

  /// - Parameter line: through all values, the first at 0; nil to learn it on the way.
  init(level: Double, line: (intercept: Double, slope: Double)?) {
    self.level = level
    isFixed = line != nil
    // The line's own time begins at 1.
    if let line { (lineLevel, lineSlope) = (line.intercept - line.slope, line.slope) }
  }

  /// What the line adds to the level, before the weight.
  @inline(__always)
  func drift(_ alpha: Double) -> Double {
    power * lineLevel + (1 - power * (1 - alpha)) / alpha * lineSlope
  }

  @inline(__always)
  mutating func absorb(_ value: Double, _ alpha: Double) {
    level += alpha * (value - level)
    power *= 1 - alpha
    if isFixed { return }
    count += 1
    if count == 1 {
      mean = value
      lineLevel = value
      return
    }
    // The least-squares line through the first t values, brought up to date.
    lineSlope = ((count - 2) * lineSlope + 6 * (value - mean) / count) / (count + 1)
    mean += (value - mean) / count
    lineLevel = mean - lineSlope * (count + 1) / 2
  }
}
