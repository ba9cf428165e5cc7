// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// Any method behind the Chinese calendar: effects are taken out of the history, the method sees a usual year, and they come back with its forecast.
///
/// Where the past of the series does not speak for an effect, the method sees the series as it is and the forecast is its own, bit for bit.
///
/// - Missing values: stay missing for the method.
/// - Determinism: same input, same bits. At an origin in the past effects are learnt from what came before it.
public struct CalendarAdjusted<Model: ForecastModel>: ForecastModel {
  public let model: Model
  /// Those of the series to be fitted: its first period is the first of these. nil: the series has no dates, and the method sees it as it is.
  public let periods: DatedPeriods?
  /// Of the series' group; nil: the series speaks for itself alone.
  public let prior: CalendarPrior?

  public var name: String { model.name }

  public init(_ model: Model, periods: DatedPeriods?, prior: CalendarPrior? = nil) {
    (self.model, self.periods, self.prior) = (model, periods, prior)
  }

  /// - Throws: what the method throws.
  public func fit(_ series: Series) throws(ForecastError) -> FittedCalendarAdjusted<Model.Fitted> {
    guard let (effect, usual) = usual(series) else { return FittedCalendarAdjusted(try model.fit(series), nil, series) }
    return FittedCalendarAdjusted(try model.fit(usual), effect, series)
  }

  /// The effect and the history without it; nil where the past does not speak for any.
  func usual(_ series: Series) -> (effect: CalendarEffect, series: Series)? {
    let learnt = periods.flatMap { periods in
      prior.map { CalendarEffect.learnt(from: series, periods, towards: $0) } ?? CalendarEffect.learnt(from: series, periods)
    }
    guard let effect = learnt, let usual = try? effect.removed(from: series) else { return nil }
    return (effect, usual)
  }
}

/// A method that has learnt from a history without calendar effects, and the effects.
public struct FittedCalendarAdjusted<Model: FittedModel>: FittedModel {
  public let model: Model
  /// nil: none was found.
  public let effect: CalendarEffect?
  public let observed: [Double]
  public let fittedValues: [Double]
  private let count: Int
  private let floor: Double

  public var method: String { model.method + (effect.map { "+" + $0.name } ?? "") }
  public var parameters: [ModelParameter] { model.parameters + (effect?.coefficients ?? []) }
  public var estimatedCount: Double { model.estimatedCount + Double(effect?.coefficients.count ?? 0) }

  init(_ model: Model, _ effect: CalendarEffect?, _ series: Series) {
    (self.model, self.effect, count, floor) = (model, effect, series.count, series.naturalFloor)
    guard let effect else {
      (observed, fittedValues) = (model.observed, model.fittedValues)
      return
    }
    // Methods may leave out gaps at the beginning.
    let missing = series.count - model.observed.count
    observed = model.observed.enumerated().map { effect.restored($1, at: $0 + missing) }
    fittedValues = model.fittedValues.enumerated().map { effect.restored($1, at: $0 + missing) }
  }

  public func forecast(horizon: Int) throws(ForecastError) -> Forecast {
    let forecast = try model.forecast(horizon: horizon)
    guard let effect else { return forecast }
    return effect.restored(forecast, after: count, floor: max(floor, forecast.floor))
  }
}
