// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Forecasting

// Four years of a quarterly series; one quarter was not counted.
let sales: [Double?] = [112, 148, 131, 175, 120, 155, nil, 186, 127, 166, 148, 197, 133, 171, 155, 209]
let series = try Series(sales, seasonLength: 4, granularity: .quarter)

// The method is chosen by what each would have said in the past.
let choice = try AutomaticChoice(horizon: 4).fit(series)
let forecast = try choice.forecast(horizon: 4)
print("chosen: \(choice.chosen.name)")
for step in 0..<forecast.horizon {
  let interval = forecast.interval(.eighty, step: step)
  print("step \(step + 1): \(tenths(forecast.mean[step])), 80 % between \(tenths(interval.lower)) and \(tenths(interval.upper))")
}

// Any quantile and any level may be asked for afterwards.
let order = forecast.quantile(0.95, step: 0)
let narrow = try IntervalLevel(percent: 50)
print("enough in 19 of 20 cases: \(tenths(order)); 50 %: \(tenths(forecast.interval(narrow, step: 0).upper)) at most")
print("nothing below \(tenths(forecast.floor)) was ever sold")

// What several steps bring together.
let paths = forecast.samplePaths(1_000, seed: 7)
let quarter = paths.interval(.eighty, ofSumOver: 0..<3)
print("three quarters together: 80 % between \(tenths(quarter.lower)) and \(tenths(quarter.upper))")

// Errors of the past drawn again, for whom they are not normal.
let smoothed = try ExponentialSmoothing().fit(series)
if let year = try ResidualBootstrap(count: 5_000, seed: 7).paths(of: smoothed, horizon: 4)?.interval(.eighty, ofSumOver: 0..<4) {
  print("a year, errors drawn again: 80 % between \(tenths(year.lower)) and \(tenths(year.upper))")
}

// Whether forecasts that were made lean to one side.
let signal = TrackingSignal(errors: [5, 7, 4, 6, 5, 8])
print(signal.value, signal.lean)  // 6.0 low

// What cannot be forecast says why.
do {
  _ = try ForecastMethod(name: "ets").fit(Series([5, 7], seasonLength: 1))
} catch {
  print(error)
}

func tenths(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
