// SPDX-License-Identifier: Apache-2.0
import Forecasting
import Testing

@Suite struct ForecastTests {
  @Test("normal errors give the textbook interval")
  func normal() {
    let forecast = Forecast(method: "test", mean: [100], scale: [10])
    let interval = forecast.interval(.ninetyFive, step: 0)
    #expect(abs(interval.lower - 80.40036015459946) < 1e-10)
    #expect(abs(interval.upper - 119.59963984540054) < 1e-10)
    #expect(abs(forecast.quantile(0.5, step: 0) - 100) < 1e-12)
  }

  @Test("a higher level contains a lower one and the mean, whatever the shape of past errors")
  func nesting() throws {
    let skewed = (0..<60).map { Double(($0 * $0) % 17) - 3 }
    let forecast = Forecast(
      method: "test", mean: [5, 0], scale: [3, 0],
      shape: ErrorShape(pastErrors: skewed, patience: 10), floor: 0)
    for step in 0..<2 {
      var last = (lower: forecast.mean[step], upper: forecast.mean[step])
      for percent in [1, 10, 50, 80, 90, 95, 99, 99.9] {
        let interval = forecast.interval(try IntervalLevel(percent: percent), step: step)
        #expect(interval.lower <= last.lower && last.upper <= interval.upper)
        #expect(interval.lower >= 0)
        last = (interval.lower, interval.upper)
      }
    }
  }

  @Test("levels print as they are written and must lie between 0 and 100")
  func levels() throws {
    #expect(try IntervalLevel(percent: 80).description == "80")
    #expect(try IntervalLevel(percent: 99.5).description == "99.5")
    #expect(try IntervalLevel(percent: 97.25).description == "97.25")
    for wrong in [0, 100, -5, Double.nan, .infinity] {
      let error = #expect(throws: ForecastError.self) { try IntervalLevel(percent: wrong) }
      #expect(error?.code == .levelOutOfRange)
    }
  }

  @Test("means and medians are combined step by step; different horizons are refused")
  func combining() throws {
    let forecasts = [[1.0, 2], [3, 4], [8, 0]].map { Forecast(method: "x", mean: $0, scale: [1, 2]) }
    #expect(try Combination.mean.combine(forecasts, named: "c").mean == [4, 2])
    #expect(try Combination.median.combine(forecasts, named: "c").mean == [3, 2])
    let error = #expect(throws: ForecastError.self) {
      try Combination.mean.combine(forecasts + [Forecast(method: "y", mean: [1], scale: [1])], named: "c")
    }
    #expect(error?.code == .nothingToCombine)
  }
}

@Suite struct AccuracyMeasureTests {
  let actual: [Double] = [10, 20, 30, .nan]
  let forecast: [Double] = [12, 18, 33, 99]

  @Test("measures of three pairs, worked by hand; a missing actual is left out")
  func byHand() {
    #expect(abs(AccuracyMeasure.wape(actual: actual, forecast: forecast) - 7.0 / 60) < 1e-15)
    #expect(abs(AccuracyMeasure.forecastAccuracy(actual: actual, forecast: forecast) - 53.0 / 60) < 1e-15)
    // Actual − forecast: −2 + 2 − 3.
    #expect(abs(AccuracyMeasure.bias(actual: actual, forecast: forecast) + 3.0 / 60) < 1e-15)
    #expect(abs(AccuracyMeasure.mae(actual: actual, forecast: forecast) - 7.0 / 3) < 1e-15)
    #expect(abs(AccuracyMeasure.rmse(actual: actual, forecast: forecast) - (17.0 / 3).squareRoot()) < 1e-15)
    let training: [Double] = [1, 3, 2, 5]
    // Seasonal differences at lag 2: 1 and 2.
    let mase = AccuracyMeasure.mase(actual: actual, forecast: forecast, training: training, seasonLength: 2)
    #expect(abs(mase - 7.0 / 3 / 1.5) < 1e-15)
  }

  @Test("pinball loss of the median is half the absolute error")
  func pinball() {
    let loss = AccuracyMeasure.quantileLoss(actual: actual, quantile: forecast, probability: 0.5)
    #expect(abs(loss - 7.0 / 6) < 1e-15)
    #expect(abs(AccuracyMeasure.quantileLoss(actual: [10], quantile: [8], probability: 0.9) - 1.8) < 1e-15)
    #expect(abs(AccuracyMeasure.quantileLoss(actual: [8], quantile: [10], probability: 0.9) - 0.2) < 1e-15)
  }

  @Test("accuracy never falls below zero, and is one for a perfect forecast of nothing")
  func accuracyEdges() {
    #expect(AccuracyMeasure.forecastAccuracy(actual: [1], forecast: [100]) == 0)
    #expect(AccuracyMeasure.forecastAccuracy(actual: [0, 0], forecast: [0, 0]) == 1)
    #expect(AccuracyMeasure.forecastAccuracy(actual: [0, 0], forecast: [1, 0]) == 0)
    #expect(AccuracyMeasure.forecastAccuracy(actual: [], forecast: []).isNaN)
    #expect(AccuracyMeasure.mase(actual: [1], forecast: [1], training: [5, 5], seasonLength: 1).isNaN)
  }
}
