// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Forecasting

// Weekly demand with two typing errors in it.
let demand = (0..<52).map { week -> Double in
  if week == 20 || week == 44 { return 900 }
  return 80 + Double(week * 37 % 11)
}
let series = try Series(demand, seasonLength: 1, granularity: .week)

/// What a method must promise, shortened; the whole of it is `checkForecastModel` in the tests of the library.
func brokenPromises<Model: ForecastModel>(_ model: Model) throws -> [String] {
  var broken: [String] = []
  let fitted = try model.fit(series)
  let forecast = try fitted.forecast(horizon: 8)
  if fitted.fittedValues.count != series.count { broken.append("a fitted value for each period") }
  if try model.fit(series).forecast(horizon: 8) != forecast { broken.append("the same bits for the same series") }
  let doubled = try model.fit(Series(series.values.map { 2 * $0 }, seasonLength: 1)).forecast(horizon: 8)
  if doubled.mean != forecast.mean.map({ 2 * $0 }) { broken.append("twice the values, twice the forecast") }
  for horizon in [0, ForecastLimits.horizon + 1] {
    if (try? fitted.forecast(horizon: horizon)) != nil { broken.append("no forecast for \(horizon) periods") }
  }
  if (try? model.fit(Series([nil, nil], seasonLength: 1))) != nil { broken.append("nothing is learnt from nothing") }
  return broken
}

/// One line of the comparison: a method's errors where it saw only the past.
func score<Model: ForecastModel>(_ model: Model) throws -> (name: String, wape: Double, bias: Double) {
  let test = try Backtest(model, on: series, plan: BacktestPlan(horizon: 4, windows: 8))
  return (model.name, test.wape, test.bias)
}

print("broken promises: \(try brokenPromises(MovingMedian(window: 9)).count)")
let scores = try [score(MovingMedian(window: 9)), score(Naive()), score(HistoricalMean()), score(ExponentialSmoothing())]
for score in scores.sorted(by: { $0.wape < $1.wape }) {
  print("\(score.name): WAPE \(percent(score.wape)), bias \(percent(score.bias))")
}

func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
