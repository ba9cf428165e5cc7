// SPDX-License-Identifier: Apache-2.0
public import Forecasting
import NumericalMethods

/// A method that sees the logarithms of a series: what grows and swings by shares grows and swings there by sums.
///
/// Logarithms are taken around their mean, so that a unit changes nothing and methods that need positive values are left out. The forecast is the value
/// below which the future lies with even odds.
///
/// - Missing values: stay missing for the method.
public struct LogarithmicModel<Model: ForecastModel>: ForecastModel {
  public let model: Model

  public var name: String { model.name }

  public init(_ model: Model) { self.model = model }

  /// - Throws: `no-observations`, `values-not-suited` for values not above nought; what the method throws.
  public func fit(_ series: Series) throws(ForecastError) -> FittedLogarithmic<Model.Fitted> {
    guard series.observedCount > 0 else {
      throw ForecastError(.noObservations, subject: name, detail: "needs at least 1 observation, has 0")
    }
    guard series.values.allSatisfy({ $0.isNaN || $0 > 0 }) else {
      throw ForecastError(.valuesNotSuited, subject: name, detail: "logarithms need values above 0")
    }
    // A power of two between the smallest and the largest is taken out first, by its exponent: every digit is the same in all such units.
    let exponents = series.values.filter { !$0.isNaN }.map { Int($0.exponent) }
    let middle = ((exponents.min() ?? 0) + (exponents.max() ?? 0)) >> 1
    let unit = Double(sign: .plus, exponent: middle, significand: 1)
    let logs = series.values.map {
      $0.isNaN ? nil : Optional(logarithm($0.significand) + Double(Int($0.exponent) - middle) * logarithm(2))
    }
    let centre = stableMean(logs.compactMap { $0 })
    let moved = try Series(logs.map { $0.map { $0 - centre } }, seasonLength: series.seasonLength, granularity: series.granularity)
    return FittedLogarithmic(try model.fit(moved), centre: centre, unit: unit)
  }
}

/// A method that has learnt from logarithms, back in the units of the series.
public struct FittedLogarithmic<Model: FittedModel>: FittedModel {
  public let observed: [Double]
  public let fittedValues: [Double]
  let model: Model
  let centre: Double
  let unit: Double

  public var method: String { "log " + model.method }
  public var parameters: [ModelParameter] { model.parameters }
  public var estimatedCount: Double { model.estimatedCount }

  init(_ model: Model, centre: Double, unit: Double) {
    (self.model, self.centre, self.unit) = (model, centre, unit)
    observed = model.observed.map { exponential($0 + centre) * unit }
    fittedValues = model.fittedValues.map { $0.isNaN ? .nan : exponential($0 + centre) * unit }
  }

  public func forecast(horizon: Int) throws(ForecastError) -> Forecast {
    let logs = try model.forecast(horizon: horizon)
    let mean = logs.mean.map { exponential($0 + centre) * unit }
    // The spread of a lognormal value; one beyond e³ is no longer a spread of anything.
    let scale = zip(mean, logs.scale).map { mean, spread in
      let variance = min(spread * spread, 9)
      return mean * exponential(variance / 2) * max(0, exponential(variance) - 1).squareRoot()
    }
    return Forecast(method: method, mean: mean, scale: scale, floor: 0)
  }
}
