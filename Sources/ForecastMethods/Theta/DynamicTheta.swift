// SPDX-License-Identifier: Apache-2.0
public import Forecasting
import NumericalMethods

/// The dynamic optimised theta model: the regression line is learnt again with every value, and how far the series is bent is
/// estimated together with α and the first level.
///
/// One-step means are μₜ = ℓₜ₋₁ + w·((1 − α)^(t−1)·Aₜ₋₁ + (1 − (1 − α)ᵗ)/α·Bₜ₋₁) with w = 1 − 1/θ, A and B the running line. They are
/// linear in the first level and in w, so both are solved by least squares (0 ≤ w < 1) and the search is over α alone.
///
/// - Missing values: filled seasonally before the fit.
/// - References: J. Fiorucci, T. Pellegrini, F. Louzada, F. Petropoulos, A. Koehler (2016), Models for optimising the theta method,
///   Int. J. Forecasting 32(4), 1151–1161, DOI 10.1016/j.ijforecast.2016.02.005.
public struct DynamicTheta: ForecastModel {
  public var name: String { "dynamic-theta" }
  public init() {}

  public func fit(_ series: Series) throws(ForecastError) -> FittedDynamicTheta {
    let filled = try GapFilling.seasonal.fill(series)
    return FittedDynamicTheta(filled.values, seasonLength: series.seasonLength)
  }
}

/// The level, the running line and the weight between them.
public struct FittedDynamicTheta: FittedModel {
  public let observed: [Double]
  public let fittedValues: [Double]
  public let alpha: Double
  /// w = 1 − 1/θ: 0 is simple exponential smoothing, near 1 the full slope of the line.
  public let weight: Double

  private let adjusted: SeasonallyAdjusted
  private let end: ThetaState
  private let deviation: Double

  public var method: String { "DynamicTheta" }
  public var parameters: [ModelParameter] {
    [
      ModelParameter("alpha", alpha), ModelParameter("theta", 1 / (1 - weight)),
      ModelParameter("seasonal", adjusted.isSeasonal ? 1 : 0),
    ]
  }
  /// The first level, w, α, and the season's indices.
  public var estimatedCount: Double { 3 + Double(adjusted.freeIndexCount) }

  static let alphaRange = 0.02...0.99
  static let weightRange = 0.0...0.9999

  init(_ observed: [Double], seasonLength: Int) {
    self.observed = observed
    adjusted = SeasonallyAdjusted(observed, seasonLength: seasonLength)
    let values = adjusted.values
    let alpha = values.withUnsafeBufferPointer { values in
      minimise(over: FittedDynamicTheta.alphaRange, gridPoints: 10, tolerance: 1e-7) { alpha in
        FittedDynamicTheta.profile(values, alpha).squares
      }
    }
    let best = values.withUnsafeBufferPointer { FittedDynamicTheta.profile($0, alpha) }
    self.alpha = alpha
    weight = best.weight
    var state = ThetaState(level: best.start)
    var squares = 0.0
    var fitted: [Double] = []
    fitted.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      let mean = state.level + best.weight * state.drift(alpha)
      squares += (value - mean) * (value - mean)
      fitted.append(adjusted.reseasoned(mean, at: index))
      state.absorb(value, alpha)
    }
    fittedValues = fitted
    end = state
    deviation = (squares / Double(max(1, values.count - 3))).squareRoot()
  }

  public func forecast(horizon: Int) throws(ForecastError) -> Forecast {
    try ForecastLimits.check(horizon: horizon)
    var mean: [Double] = []
    var scale: [Double] = []
    var state = end
    for step in 0..<horizon {
      let index = observed.count + step
      let value = state.level + weight * state.drift(alpha)
      mean.append(adjusted.reseasoned(value, at: index))
      let growth = (1 + Double(step) * alpha * alpha).squareRoot()
      scale.append(deviation * growth * adjusted.factor(at: index))
      state.absorb(value, alpha)
    }
    return Forecast(method: method, mean: mean, scale: scale)
  }

  /// Σe² with the best first level and weight for `alpha`.
  static func profile(_ values: UnsafeBufferPointer<Double>, _ alpha: Double) -> (
    start: Double, weight: Double, squares: Double
  ) {
    var state = ThetaState(level: 0)
    // e = (y − level from 0) − start·p − w·g
    var (ee, ep, eg, pp, pg, gg) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for value in values {
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
    var weight = determinant > 1e-12 * pp * gg ? (pp * eg - pg * ep) / determinant : 0.5
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
  private var count = 0.0
  private var mean = 0.0
  private var lineLevel = 0.0
  private var lineSlope = 0.0

  init(level: Double) { self.level = level }

  /// What the running line adds to the level, before the weight.
  @inline(__always)
  func drift(_ alpha: Double) -> Double {
    power * lineLevel + (1 - power * (1 - alpha)) / alpha * lineSlope
  }

  @inline(__always)
  mutating func absorb(_ value: Double, _ alpha: Double) {
    level += alpha * (value - level)
    power *= 1 - alpha
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
