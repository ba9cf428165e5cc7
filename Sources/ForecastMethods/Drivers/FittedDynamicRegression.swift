// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// A method that has learnt from a history with every driver at its usual value, and what the drivers do.
public struct FittedDynamicRegression<Model: FittedModel>: FittedModel {
  public let model: Model
  /// What became of each driver, in their order.
  public let decisions: [DriverDecision]
  public let observed: [Double]
  public let fittedValues: [Double]
  /// nil: no driver is used.
  let effect: DriverEffect?
  private let count: Int
  private let floor: Double

  /// Effects are factors; else they are added. False when no driver is used.
  public var isMultiplicative: Bool { effect?.isMultiplicative ?? false }

  /// `ETS(A,N,A)+promotion+price`.
  public var method: String { decisions.filter(\.isUsed).reduce(model.method) { $0 + "+" + $1.name } }

  /// The method's, then each effect: `promotion`, `log price lag 1`.
  public var parameters: [ModelParameter] {
    model.parameters
      + decisions.flatMap { decision in
        decision.effects.map { effect in
          ModelParameter(
            (effect.isOfLogarithm ? "log " : "") + decision.name + (effect.lag > 0 ? " lag \(effect.lag)" : ""), effect.coefficient)
        }
      }
  }
  public var estimatedCount: Double { model.estimatedCount + Double(effect?.terms.count ?? 0) }

  init(_ model: Model, _ effect: DriverEffect?, _ decisions: [DriverDecision], _ series: Series) {
    (self.model, self.effect, self.decisions) = (model, effect, decisions)
    (count, floor) = (series.count, series.naturalFloor)
    guard let effect else {
      (observed, fittedValues) = (model.observed, model.fittedValues)
      return
    }
    // Methods may leave out gaps at the beginning.
    let missing = series.count - model.observed.count
    observed = model.observed.enumerated().map { effect.restored($1, at: $0 + missing) }
    fittedValues = model.fittedValues.enumerated().map { effect.restored($1, at: $0 + missing) }
  }

  /// - Throws: `horizon-out-of-range`; `driver-not-known` naming the driver and the first period ahead without a value. Drivers that are
  ///   not used need none.
  public func forecast(horizon: Int) throws(ForecastError) -> Forecast {
    try ForecastLimits.check(horizon: horizon)
    guard let effect else { return try model.forecast(horizon: horizon) }
    for term in effect.terms {
      try effect.columns.drivers[term.column.driver].check(horizon: horizon, after: count, lag: term.column.lag)
    }
    let forecast = try model.forecast(horizon: horizon)
    return effect.restored(forecast, after: count, floor: max(floor, forecast.floor), method: method)
  }

  /// What moved each period of the past, and what moves the next `horizon`; 0 for the past alone.
  ///
  /// - Throws: as `forecast`.
  public func contributions(horizon: Int = 0) throws(ForecastError) -> DriverContributions {
    let first = count - model.observed.count
    let (ahead, plain) = horizon > 0 ? (try forecast(horizon: horizon).mean, try model.forecast(horizon: horizon).mean) : ([], [])
    // Some methods leave gaps as they are.
    let past = FittedDynamicRegression.filled(model.observed)
    guard let effect else {
      return DriverContributions(firstPeriod: first, pastCount: past.count, base: past + ahead, drivers: [])
    }
    let whole = past.enumerated().map { effect.restored($1, at: $0 + first) }
    return effect.contributions(whole + ahead, without: past + plain, first: first, pastCount: past.count)
  }

  private static func filled(_ values: [Double]) -> [Double] {
    guard values.contains(where: \.isNaN), let series = try? Series(values.map { $0.isNaN ? nil : $0 }, seasonLength: 1) else {
      return values
    }
    return ((try? GapFilling.interpolated.fill(series)) ?? series).values
  }
}
