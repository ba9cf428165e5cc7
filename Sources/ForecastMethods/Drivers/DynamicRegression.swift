// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// A method that knows what moves the series from outside: drivers are chosen and their effects learnt on the past, taken out of it, and
/// put back for the
/// periods ahead; the method sees what is left.
///
/// Which drivers count, at which lags, and whether effects multiply or add, the past says. Where it speaks for none the method sees the
/// series as it
/// is, and the forecast is its own, bit for bit. `decisions` says what became of each driver.
///
/// - Missing values: of the series stay missing for the method; of drivers they are refused.
/// - Determinism: same input, same bits. At an origin in the past nothing of the series after it is seen.
/// - Complexity: 30 filters × periods × columns², at most four times.
/// - References: A. Pankratz (1991), Forecasting with Dynamic Regression Models, Wiley; H. Zou, T. Hastie (2005), DOI
///   10.1111/j.1467-9868.2005.00503.x.
public struct DynamicRegression<Model: ForecastModel>: ForecastModel {
  public let model: Model
  /// Their first value belongs to the first period of the series.
  public let drivers: [Driver]

  public var name: String { model.name }

  /// - Throws: `values-not-suited` for more than `Driver.mostDrivers` drivers or `Driver.mostColumns` lags, or for a name that is there
  ///   twice.
  public init(_ model: Model, drivers: [Driver]) throws(ForecastError) {
    try Driver.check(drivers)
    self.init(model, checked: drivers)
  }

  /// Drivers that were checked, and the calendar's beside them.
  init(_ model: Model, checked drivers: [Driver]) { (self.model, self.drivers) = (model, drivers) }

  /// - Throws: `driver-not-known` naming the driver and the first period of the past without a value; what the method throws.
  public func fit(_ series: Series) throws(ForecastError) -> FittedDynamicRegression<Model.Fitted> {
    try fit(series, try learnt(from: series))
  }

  /// What the past says of the drivers, before the method sees anything.
  struct Learnt {
    /// nil: no driver is used.
    let effect: DriverEffect?
    let decisions: [DriverDecision]
  }

  /// - Throws: `driver-not-known` as `fit`.
  func learnt(from series: Series) throws(ForecastError) -> Learnt {
    let filled = try GapFilling.seasonal.fill(series)
    for driver in drivers { try driver.check(past: series.count) }
    guard let search = DriverSearch(series, filled: filled.values, drivers) else {
      return Learnt(effect: nil, decisions: DriverDecision.all(drivers, .tooFewPeriods))
    }
    let found = search.effect(count: series.count)
    return Learnt(effect: found, decisions: DriverDecision.all(search, found))
  }

  func fit(_ series: Series, _ learnt: Learnt) throws(ForecastError) -> FittedDynamicRegression<Model.Fitted> {
    guard let effect = learnt.effect, let usual = try? effect.removed(from: series) else {
      return FittedDynamicRegression(try model.fit(series), nil, learnt.decisions, series)
    }
    return FittedDynamicRegression(try model.fit(usual), effect, learnt.decisions, series)
  }
}
