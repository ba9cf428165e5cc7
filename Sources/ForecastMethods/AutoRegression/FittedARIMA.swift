// SPDX-License-Identifier: Apache-2.0
public import Forecasting
import NumericalMethods

/// An ARIMA model that has learnt from a series.
public struct FittedARIMA: ErrorDrivenModel {
  public let order: ARIMAOrder
  public let observed: [Double]
  public let fittedValues: [Double]
  /// φ, Φ, θ, Θ, the constant, then the regressors; in the units of the series.
  public let parameters: [ModelParameter]
  /// −2·log likelihood of the differenced series.
  public let deviance: Double
  public let correctedAkaike: Double
  /// Variance of the one-step error.
  public var variance: Double { deviation * deviation }

  /// Of the one-step error: its square may be no number.
  private let deviation: Double
  private let differencing: Differencing
  private let regressors: Regressors
  /// Of regressors, in the units of the series; the constant's is apart.
  private let weights: [Double]
  private let constant: Double
  /// Differenced values without constant and regressors.
  private let rest: [Double]
  /// aₖ and bₖ of the multiplied polynomials; index 0 holds 0 and 1.
  private let ar: [Double]
  private let ma: [Double]
  /// Expected φ(B)w of the first steps ahead; nothing is expected of later ones.
  private let moved: [Double]

  public var method: String { order.description }
  public var drivingErrors: [Double] { residuals }
  public var estimatedCount: Double { Double(parameters.count) }

  init(_ fit: ARIMAFit, _ prepared: PreparedARIMA) {
    order = fit.order
    observed = prepared.observed
    differencing = prepared.differencing
    regressors = prepared.regressors
    let scale = prepared.scale
    let lags = fit.order.coefficientCount
    let constants = fit.order.hasConstant ? 1 : 0
    constant = constants == 1 ? fit.vector[lags] * scale : 0
    weights = zip(fit.vector.dropFirst(lags + constants), prepared.columnScales).map { $0 * scale / $1 }
    let likelihood = prepared.fitter.likelihood(fit.order)
    let coefficients = fit.vector.map { ARMALanes(repeating: $0) }
    var fitted = [Double](repeating: .nan, count: observed.count)
    var moved: [Double] = []
    let (count, loss) = (prepared.count, prepared.differencing.loss)
    let values = prepared.observed
    _ = coefficients.withUnsafeBufferPointer { buffer in
      withUnsafeTemporaryAllocation(of: ARMALanes.self, capacity: 1) { spare in
        likelihood.run(buffer.baseAddress ?? UnsafePointer(spare.baseAddress!), ahead: likelihood.polynomials.maReach) {
          index, error, deviation in
          if index < count {
            fitted[index + loss] = values[index + loss] - error[0] * deviation[0] * scale
          } else {
            moved.append(error[0] * scale)
          }
        }
      }
    }
    fittedValues = fitted
    self.moved = moved
    ar = (0...likelihood.polynomials.arReach).map { likelihood.polynomials.ar[$0][0] }
    ma = (0...likelihood.polynomials.maReach).map { likelihood.polynomials.ma[$0][0] }
    let stationary = prepared.differencing.differenced(prepared.observed)
    let columns = prepared.regressors.columns.map { prepared.differencing.differenced(Array($0.prefix(values.count))) }
    let (mean, shares) = (constant, weights)
    rest = stationary.indices.map { index in
      zip(columns, shares).reduce(stationary[index] - mean) { $0 - $1.0[index] * $1.1 }
    }
    let free = max(1, count - fit.vector.count)
    deviation = (likelihood.squares[0] / Double(free)).squareRoot() * scale
    let unit = 2 * Double(count) * logarithm(scale)
    deviance = fit.deviance + unit
    correctedAkaike = fit.correctedAkaike + unit
    parameters = FittedARIMA.parameters(fit, constant: constant, weights: weights, names: prepared.regressors.names)
  }

  /// Lags, constant and regressors in the units of `prepared`, where a search on more of the series sets out.
  func vector(in prepared: PreparedARIMA) -> [Double] {
    parameters.prefix(order.coefficientCount).map(\.value) + (order.hasConstant ? [constant / prepared.scale] : [])
      + zip(weights, prepared.columnScales).map { $0 * $1 / prepared.scale }
  }

  public func forecast(horizon: Int) throws(ForecastError) -> Forecast {
    try ForecastLimits.check(horizon: horizon)
    if let known = regressors.horizon(after: observed.count), known < horizon {
      throw ForecastError(
        .horizonOutOfRange, subject: "horizon", detail: "regressors are known for \(known) periods ahead, \(horizon) are asked for",
        hint: "give each cause a value for every period of the horizon")
    }
    let mean = path([Double](repeating: 0, count: horizon))
    var sum = 0.0
    let scale = responses(horizon).map { response -> Double in
      sum += response * response
      return deviation * sum.squareRoot()
    }
    return Forecast(method: method, mean: mean, scale: scale)
  }

  /// - Precondition: regressors are known as far as there are errors.
  public func path(_ errors: [Double]) -> [Double] {
    var path = rest
    for step in errors.indices {
      var value = step < moved.count ? moved[step] : 0
      for lag in 1..<max(1, ar.count) where ar[lag] != 0 && path.count >= lag { value += ar[lag] * path[path.count - lag] }
      for lag in 0...min(step, ma.count - 1) { value += ma[lag] * errors[step - lag] }
      path.append(value)
    }
    let columns = regressors.columns.map { differencing.differenced(Array($0.prefix(observed.count + errors.count))) }
    let differenced = (rest.count..<path.count).map { index in
      zip(columns, weights).reduce(path[index] + constant) { $0 + $1.0[index] * $1.1 }
    }
    return differencing.integrated(differenced, after: observed)
  }

  /// What one error does to values 0, 1, … periods later, differences put back.
  private func responses(_ count: Int) -> [Double] {
    var inner: [Double] = []
    var outer: [Double] = []
    for step in 0..<count {
      var value = step < ma.count ? ma[step] : 0
      for lag in 1..<max(1, ar.count) where lag <= step { value += ar[lag] * inner[step - lag] }
      inner.append(value)
      for (lag, coefficient) in differencing.coefficients.enumerated() where lag < step { value += coefficient * outer[step - 1 - lag] }
      outer.append(value)
    }
    return outer
  }

  private static func parameters(_ fit: ARIMAFit, constant: Double, weights: [Double], names: [String]) -> [ModelParameter] {
    var list: [ModelParameter] = []
    var index = 0
    let order = fit.order
    for (name, count) in [
      ("ar", order.autoregressive), ("seasonal-ar", order.seasonalAutoregressive), ("ma", order.movingAverage),
      ("seasonal-ma", order.seasonalMovingAverage),
    ] {
      for lag in 0..<count {
        list.append(ModelParameter("\(name)-\(lag + 1)", fit.vector[index]))
        index += 1
      }
    }
    if order.hasConstant {
      list.append(ModelParameter(order.differences + order.seasonalDifferences > 0 ? "drift" : "mean", constant))
    }
    return list + zip(names, weights).map { ModelParameter($0, $1) }
  }
}
