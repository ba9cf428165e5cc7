// SPDX-License-Identifier: Apache-2.0
import Forecasting
import Testing

@testable import ForecastMethods

/// Ways the future may go when the errors to come are known.
/// Sees: a state that an error does not reach, or reaches twice; a path that is not the forecast when there are no errors.
@Suite struct ErrorPathTests {
  @Test(
    "through the same errors exponential smoothing takes the path that another program takes",
    arguments: try! ReferenceFixtures.rows("smoothing-paths.csv"))
  func reference(_ row: [Substring]) throws {
    let form = try #require(ETSForm.all.first { $0.description == Self.name(row[0]) })
    let numbers = row.dropFirst(2).map(ReferenceFixtures.numbers)
    let season = numbers[0]
    let history = try ETSHistory(Series(numbers[1], seasonLength: 4))
    let scale = history.scale
    let isTrending = form.trend != .none
    let start = ETSPoint(
      alpha: 0.4, beta: isTrending ? 0.1 : 0, gamma: season.isEmpty ? 0 : 0.15, phi: form.trend == .damped ? 0.9 : isTrending ? 1 : 0,
      level: 205 / scale, slope: isTrending ? 2.5 / scale : 0)
    let fit = ETSFit(
      form: form, seasonLength: 4, start: start, startSeason: season.map { form.season == .additive ? $0 / scale : $0 }, vector: [],
      objective: 1, observations: numbers[1].count)
    let fitted = FittedETS(fit, history)
    for (ours, theirs) in zip(fitted.fittedValues, numbers[3]) { #expect(abs(ours - theirs) < 1e-9 * theirs) }
    let path = fitted.path(numbers[2])
    #expect(path.count == numbers[4].count)
    for (ours, theirs) in zip(path, numbers[4]) { #expect(abs(ours - theirs) < 1e-9 * theirs, "\(form)") }
  }

  /// `MAdM` is called `ETS(M,Ad,M)`.
  private static func name(_ short: Substring) -> String {
    let trend = short.dropFirst().dropLast()
    return "ETS(\(short.first ?? " "),\(trend),\(short.last ?? " "))"
  }

  /// Three years of months with a season, a slope and some noise.
  static let sales = (0..<40).map { (month: Int) -> Double in
    let season = [40.0, -20, 5, -25, 0, 30][month % 6]
    let noise = Double(month * month * 7 % 31)
    return 300 + 4 * Double(month) + season + noise
  }

  @Test("without errors the path is the forecast", arguments: ForecastMethod.errorDriven)
  func quiet(_ method: ForecastMethod) throws {
    let model = try #require(method.fit(Series(Self.sales, seasonLength: 6)) as? any ErrorDrivenModel)
    let forecast = try model.forecast(horizon: 15)
    let path = model.path([Double](repeating: 0, count: 15))
    for step in 0..<15 { #expect(abs(path[step] - forecast.mean[step]) < 1e-9 * abs(forecast.mean[step])) }
  }

  @Test(
    "what one error does to the path of a linear model is what its claimed spread is made of",
    arguments: [
      .naive, .seasonalNaive, .complexSmoothing, .arima, .theta, .exponentialSmoothing,
    ] as [ForecastMethod])
  func spread(_ method: ForecastMethod) throws {
    let fit: any FittedModel =
      method == .exponentialSmoothing
      ? try ExponentialSmoothing(ETSForm(.additive, .damped, .additive)).fit(Series(Self.sales, seasonLength: 6))
      : try method.fit(Series(Self.sales, seasonLength: method == .theta ? 1 : 6))
    let model = try #require(fit as? any ErrorDrivenModel)
    let forecast = try model.forecast(horizon: 12)
    let pushed = model.path([1] + [Double](repeating: 0, count: 11))
    var squares = 0.0
    for step in 0..<12 {
      let response = pushed[step] - forecast.mean[step]
      squares += response * response
      #expect(
        abs(forecast.scale[step] / forecast.scale[0] - squares.squareRoot()) < 1e-6 * squares.squareRoot(), "\(method) at step \(step)")
    }
  }

  @Test("a relative error takes no more than all there is")
  func relative() throws {
    let fitted = try ExponentialSmoothing(ETSForm(.multiplicative, .additive, .multiplicative)).fit(Series(Self.sales, seasonLength: 6))
    let path = fitted.path([0, -3, 0, 0, 5, 0])
    #expect(path[1] == 0 && path.allSatisfy { $0.isFinite && $0 >= 0 })
  }
}
