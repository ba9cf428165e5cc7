// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods
import Testing

@testable import ForecastMethods

/// Agreement with statsmodels' state space models. Sees a wrong likelihood, a wrong forecast and a search that stops too early.
@Suite(.enabled(if: ReferenceFixtures.seriesArePresent, ReferenceFixtures.whereTheyLie))
struct ARIMAReferenceTests {
  struct Case {
    let name: String
    let order: ARIMAOrder
    let series: Series
    /// φ, Φ, θ, Θ, constant, as statsmodels found them.
    let coefficients: [Double]
    let deviance: Double
    let forecast: [Double]
  }

  static func cases() throws -> [Case] {
    let series = try ReferenceFixtures.series()
    return try ReferenceFixtures.rows("arima.csv").map { row in
      let plain = ReferenceFixtures.numbers(row[1]).map { Int($0) }
      let seasonal = ReferenceFixtures.numbers(row[2]).map { Int($0) }
      let order = ARIMAOrder(
        plain[0], plain[1], plain[2], seasonal: (seasonal[0], seasonal[1], seasonal[2]), hasConstant: row[3] == "1")
      return Case(
        name: "\(row[0]) \(order)", order: order, series: try #require(series[String(row[0])]),
        coefficients: ReferenceFixtures.numbers(row[4]), deviance: try #require(Double(row[5])),
        forecast: ReferenceFixtures.numbers(row[6]))
    }
  }

  private static func prepared(_ example: Case) -> PreparedARIMA {
    let differencing = Differencing(
      example.order.differences, example.order.seasonalDifferences, seasonLength: example.series.seasonLength)
    let values = example.series.values
    return PreparedARIMA(values, differencing.differenced(values), differencing, .none)
  }

  @Test("at given coefficients the exact likelihood and the forecasts are those of statsmodels, to 1e-7 and 1e-6")
  func givenCoefficients() throws {
    let cases = try Self.cases()
    #expect(cases.count >= 100)
    var compared = 0
    for example in cases {
      let prepared = Self.prepared(example)
      var vector = example.coefficients
      if example.order.hasConstant { vector[vector.count - 1] /= prepared.scale }
      // No step at all: the likelihood where statsmodels stopped. Points on the very edge of the stable region are left out.
      guard let fit = prepared.fitter.fit(example.order, start: vector, iterationLimit: 0, relativeDecrease: 0) else { continue }
      let fitted = FittedARIMA(fit, prepared)
      compared += 1
      #expect(
        abs(fitted.deviance - example.deviance) < 1e-7 * abs(example.deviance), "\(example.name): \(fitted.deviance) \(example.deviance)")
      let difference = relativeDifference(try fitted.forecast(horizon: 15).mean, example.forecast)
      #expect(difference < 1e-6, "\(example.name): forecasts differ by \(difference)")
    }
    #expect(compared >= 80, "\(compared) of \(cases.count) compared")
  }

  @Test("of given orders the likelihood found is as good as that of statsmodels or better")
  func likelihood() throws {
    let cases = try Self.cases()
    var worse: [String] = []
    for example in cases {
      let fitted = try ARIMA(example.order).fit(example.series)
      if fitted.deviance > example.deviance + 0.1 { worse.append("\(example.name): \(fitted.deviance) against \(example.deviance)") }
    }
    #expect(worse.count <= 5, "\(worse)")
  }
}

/// What a reader of the method can check with pencil and paper.
@Suite struct ARIMAStories {
  @Test("a random walk is forecast by its last value, and its spread grows with the square root of time")
  func randomWalk() throws {
    let values: [Double] = [5, 7, 6, 9, 8, 8, 11, 10, 12, 15, 14, 13]
    let fitted = try ARIMA(ARIMAOrder(0, 1, 0)).fit(try Series(values, seasonLength: 1))
    let forecast = try fitted.forecast(horizon: 4)
    #expect(forecast.mean == [13, 13, 13, 13])
    let squares = zip(values.dropFirst(), values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    for step in 0..<4 {
      #expect(abs(forecast.scale[step] - (squares / 11 * Double(step + 1)).squareRoot()) < 1e-12)
    }
  }

  @Test("a first-order autoregression is found where it was planted")
  func autoregression() throws {
    var stream = RandomStream(seed: 5)
    var (values, last) = ([Double](), 0.0)
    for _ in 0..<2_000 {
      last = 0.7 * last + stream.normal()
      values.append(50 + last)
    }
    let fitted = try ARIMA(ARIMAOrder(1, 0, 0, hasConstant: true)).fit(try Series(values, seasonLength: 1))
    #expect(abs(fitted.parameters[0].value - 0.7) < 0.05)
    #expect(abs(fitted.parameters[1].value - 50) < 0.3)
    #expect(abs(fitted.variance - 1) < 0.1)
  }

  @Test("a cause that is known is found, and its future moves the forecast")
  func regressor() throws {
    var stream = RandomStream(seed: 8)
    let promotion = (0..<130).map { Double($0 % 7 == 3 ? 1 : 0) }
    let values = (0..<120).map { 100 + 40 * promotion[$0] + 2 * stream.normal() }
    let causes = try Regressors(names: ["promotion"], columns: [promotion])
    let fitted = try ARIMA(regressors: causes).fit(try Series(values, seasonLength: 1))
    #expect(abs((fitted.parameters.last?.value ?? 0) - 40) < 2)
    let mean = try fitted.forecast(horizon: 10).mean
    for step in 0..<10 { #expect(abs(mean[step] - 100 - 40 * promotion[120 + step]) < 5) }
    let error = #expect(throws: ForecastError.self) { try fitted.forecast(horizon: 11) }
    #expect(error?.code == .horizonOutOfRange)
  }

  @Test("a cause that is too short, or has a hole, is refused by name")
  func refusals() throws {
    let hole = #expect(throws: ForecastError.self) { try Regressors(names: ["price"], columns: [[1, .nan, 3]]) }
    #expect(hole?.subject == "regressor \"price\", value 2")
    let causes = try Regressors(names: ["price"], columns: [[1, 2, 3]])
    let short = #expect(throws: ForecastError.self) {
      try ARIMA(regressors: causes).fit(Series([1, 2, 3, 4, 5, 6, 7, 8], seasonLength: 1))
    }
    #expect(short?.detail == "needs at least 8 values as the series has, has 3")
  }
}
