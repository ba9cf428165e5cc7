// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Forecasting
import NumericalMethods
import Testing

/// What every method promises, whatever it does inside. Sees broken promises; says nothing about how good a forecast is.
func checkForecastModel<Model: ForecastModel>(_ model: Model) throws {
  try checkRefusals(model)
  try checkConstant(model)
  try checkScale(model)
  try checkParts(model)
  try checkNoLeakage(model)
}

/// Monthly sales with trend, season and noise, from a seed.
func exampleSeries(count: Int = 60, seasonLength: Int = 12, seed: UInt64 = 11, scale: Double = 1) throws
  -> Series
{
  var stream = RandomStream(seed: seed)
  let season: [Double] = [-20, -30, -5, 0, 5, 12, 8, 3, -2, 6, 18, 25]
  let values = (0..<count).map { index -> Double in
    let trend = 200 + 1.5 * Double(index)
    return (trend + season[index % 12] + 8 * stream.normal()) * scale
  }
  return try Series(values, seasonLength: seasonLength, granularity: .month)
}

private func checkRefusals<Model: ForecastModel>(_ model: Model) throws {
  let nothing = try Series([nil, nil], seasonLength: 12)
  let error = #expect(throws: ForecastError.self, "\(model.name)") { try model.fit(nothing) }
  #expect(error?.code == .noObservations, "\(model.name)")
  let fitted = try model.fit(exampleSeries())
  for horizon in [0, -1, ForecastLimits.horizon + 1] {
    let far = #expect(throws: ForecastError.self, "\(model.name)") { try fitted.forecast(horizon: horizon) }
    #expect(far?.code == .horizonOutOfRange, "\(model.name)")
  }
}

private func checkConstant<Model: ForecastModel>(_ model: Model) throws {
  for value in [0.0, 42, -7, 1e9] {
    let series = try Series([Double](repeating: value, count: 40), seasonLength: 12)
    guard let fitted = try? model.fit(series) else {
      // A multiplicative form may refuse what is not positive; nothing else may be refused.
      #expect(value <= 0, "\(model.name) refuses a constant \(value)")
      continue
    }
    let forecast = try fitted.forecast(horizon: 15)
    for mean in forecast.mean {
      #expect(abs(mean - value) <= 1e-6 * abs(value), "\(model.name) of constant \(value)")
    }
  }
}

private func checkScale<Model: ForecastModel>(_ model: Model) throws {
  let level = IntervalLevel.ninetyFive
  let plain = try model.fit(exampleSeries()).forecast(horizon: 14)
  // A power of two changes no digit, so even searches take the same path; other factors agree to a tolerance.
  for (factor, tolerance) in [(1024.0, 1e-12), (1e-6, 2e-3)] {
    let scaled = try model.fit(exampleSeries(scale: factor)).forecast(horizon: 14)
    for step in 0..<14 {
      let pairs = [
        (plain.mean[step], scaled.mean[step]),
        (plain.interval(level, step: step).lower, scaled.interval(level, step: step).lower),
        (plain.interval(level, step: step).upper, scaled.interval(level, step: step).upper),
      ]
      for (one, other) in pairs {
        #expect(abs(one - other / factor) <= tolerance * abs(one), "\(model.name) × \(factor) step \(step)")
      }
    }
  }
}

private func checkParts<Model: ForecastModel>(_ model: Model) throws {
  let series = try exampleSeries()
  let fitted = try model.fit(series)
  #expect(fitted.fittedValues.count == series.count, "\(model.name)")
  for index in 0..<series.count where !fitted.fittedValues[index].isNaN {
    let sum = fitted.fittedValues[index] + fitted.residuals[index]
    #expect(abs(sum - series.values[index]) < 1e-9, "\(model.name): fitted + residual = observed")
  }
  let forecast = try fitted.forecast(horizon: 30)
  let levels = [try IntervalLevel(percent: 50), .eighty, .ninetyFive]
  for step in 0..<30 {
    var last = (lower: forecast.mean[step], upper: forecast.mean[step])
    for level in levels {
      let interval = forecast.interval(level, step: step)
      #expect(interval.lower <= last.lower && interval.upper >= last.upper, "\(model.name): levels nest")
      last = (interval.lower, interval.upper)
    }
  }
  let again = try model.fit(series).forecast(horizon: 30)
  #expect(forecast == again, "\(model.name): same series, same bits")
}

private func checkNoLeakage<Model: ForecastModel>(_ model: Model) throws {
  let whole = try exampleSeries()
  let other = try Series(Array(whole.values.prefix(48)) + [9e5, -9e5, 0, 1, 2, 3], seasonLength: 12)
  let one = try model.fit(whole.prefix(48)).forecast(horizon: 6)
  let two = try model.fit(other.prefix(48)).forecast(horizon: 6)
  #expect(one == two, "\(model.name): later values leave no trace")
  let plan = BacktestPlan(horizon: 6, windows: 2, step: 3)
  let early = try Backtest(model, on: whole.prefix(54), plan: plan).folds
  let late = try Backtest(model, on: other, plan: plan).folds
  #expect(early.map(\.forecast).last == late.map(\.forecast).last, "\(model.name): backtests look only back")
}

@Suite struct ForecastModelContractTests {
  @Test("naive keeps the promises of a method") func naive() throws { try checkForecastModel(Naive()) }
  @Test("drift keeps the promises of a method") func drift() throws { try checkForecastModel(Drift()) }
  @Test("Croston's method keeps the promises of a method", arguments: Croston.Form.allCases)
  func croston(_ form: Croston.Form) throws { try checkForecastModel(Croston(form)) }
  @Test("Teunter, Syntetos and Babai's method keeps the promises of a method")
  func obsolescence() throws { try checkForecastModel(TeunterSyntetosBabai()) }
  @Test("smoothing in buckets keeps the promises of a method", arguments: Aggregated.Form.allCases)
  func aggregated(_ form: Aggregated.Form) throws { try checkForecastModel(Aggregated(form)) }
  @Test("seasonal naive keeps the promises of a method")
  func seasonalNaive() throws { try checkForecastModel(SeasonalNaive()) }
  @Test("the mean keeps the promises of a method")
  func mean() throws { try checkForecastModel(HistoricalMean()) }
  @Test("automatic exponential smoothing keeps the promises of a method")
  func smoothing() throws { try checkForecastModel(ExponentialSmoothing()) }
  @Test("theta keeps the promises of a method") func theta() throws { try checkForecastModel(Theta()) }
  @Test("dynamic theta keeps the promises of a method")
  func dynamicTheta() throws { try checkForecastModel(DynamicTheta()) }
  @Test("ARIMA keeps the promises of a method")
  func arima() throws { try checkForecastModel(ARIMA()) }
  @Test("complex smoothing keeps the promises of a method", arguments: [ComplexForm?.none] + ComplexForm.allCases)
  func complex(_ form: ComplexForm?) throws { try checkForecastModel(ComplexExponentialSmoothing(form)) }
  @Test("optimised theta keeps the promises of a method")
  func optimisedTheta() throws { try checkForecastModel(OptimisedTheta()) }
  @Test("dynamic standard theta keeps the promises of a method")
  func dynamicStandardTheta() throws { try checkForecastModel(DynamicStandardTheta()) }
  @Test("smoothing without the seasons keeps the promises of a method", arguments: DecompositionForecast.Form.allCases)
  func decomposition(_ form: DecompositionForecast.Form) throws { try checkForecastModel(DecompositionForecast(form)) }
  @Test("the automatic choice keeps the promises of a method")
  func automatic() throws { try checkForecastModel(AutomaticChoice(horizon: 14)) }

  @Test("each given form of exponential smoothing keeps the promises of a method", arguments: ETSForm.all)
  func forms(_ form: ETSForm) throws {
    guard form.isAdmissible(positive: true) else { return }
    try checkForecastModel(ExponentialSmoothing(form))
  }
}
