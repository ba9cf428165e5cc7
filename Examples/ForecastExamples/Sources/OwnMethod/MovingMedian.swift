// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// Every period will be as the middle one of the last few was.
struct MovingMedian: ForecastModel {
  let window: Int
  var name: String { "moving-median" }

  func fit(_ series: Series) throws(ForecastError) -> FittedMovingMedian {
    FittedMovingMedian(try GapFilling.interpolated.fill(series).values, window: max(1, window))
  }
}

struct FittedMovingMedian: FittedModel {
  let observed: [Double]
  let fittedValues: [Double]
  let window: Int

  var method: String { "MovingMedian(\(window))" }
  var parameters: [ModelParameter] { [ModelParameter("window", Double(window))] }
  var estimatedCount: Double { 1 }

  init(_ observed: [Double], window: Int) {
    self.observed = observed
    self.window = window
    fittedValues = observed.indices.map { index in
      index > 0 ? Combination.median.centre(Array(observed[max(0, index - window)..<index])) : .nan
    }
  }

  func forecast(horizon: Int) throws(ForecastError) -> Forecast {
    try ForecastLimits.check(horizon: horizon)
    let middle = Combination.median.centre(Array(observed.suffix(window)))
    // A third of the value where one observation says nothing of the spread.
    let errors = residuals.filter { !$0.isNaN }.map(abs)
    let spread = errors.isEmpty ? abs(middle) / 3 : 1.4826 * Combination.median.centre(errors)
    return Forecast(
      method: method, mean: [Double](repeating: middle, count: horizon), scale: [Double](repeating: spread, count: horizon))
  }
}
