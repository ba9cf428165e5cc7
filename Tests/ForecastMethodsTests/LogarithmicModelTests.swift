// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods
import Testing

@testable import ForecastMethods

/// Sees: a forecast that depends on the unit, logarithms that are not undone, an airline recursion that does not invert its filter, spreads that do not grow.
/// Does not see: where logarithms are better (`CalendarProofTests` does).
@Suite("Methods on logarithms, and the airline model") struct LogarithmicModelTests {
  private static let filter = AirlineFilter(theta: 0.5, seasonalTheta: 0.6, seasonLength: 12)

  private func growing(_ count: Int, noise: Double) throws -> Series {
    var random = RandomStream(seed: 11)
    return try Series(
      (0..<count).map { exponential(3 + 0.02 * Double($0) + 0.3 * sine(Double($0) * .pi / 6) + noise * random.normal()) },
      seasonLength: 12, granularity: .month)
  }

  @Test("steady growth with a season by shares goes on as it was")
  func steady() throws {
    let series = try growing(60, noise: 0)
    let coming = try growing(72, noise: 0).values.suffix(12)
    let airline = try LogarithmicModel(AirlineModel(filter: LogarithmicModelTests.filter)).fit(series).forecast(horizon: 12)
    for (mean, actual) in zip(airline.mean, coming) { #expect(abs(mean / actual - 1) < 1e-9) }
  }

  @Test("a thousand and twenty-four times the sales have as many times the forecast, and observed values are those of the series")
  func unit() throws {
    let series = try growing(60, noise: 0.1)
    let larger = try Series(series.values.map { 1_024 * $0 }, seasonLength: 12, granularity: .month)
    let (one, many) = try (LogarithmicModel(ExponentialSmoothing()).fit(series), LogarithmicModel(ExponentialSmoothing()).fit(larger))
    #expect(zip(one.observed, series.values).allSatisfy { abs($0 / $1 - 1) < 1e-12 })
    for (small, large) in try zip(one.forecast(horizon: 12).mean, many.forecast(horizon: 12).mean) {
      #expect(abs(large / 1_024 / small - 1) < 1e-6)
    }
  }

  @Test("values not above nought have no logarithms")
  func refused() throws {
    let model = LogarithmicModel(ExponentialSmoothing())
    for values in [[1.0, 2, 0, 4, 5, 6], [1, 2, -1, 4, 5, 6]] {
      #expect(throws: ForecastError.self) { try model.fit(Series(values, seasonLength: 1)) }
    }
  }

  @Test("what the airline model says of the next value is what its filter calls foretold", arguments: [1, 4, 12])
  func inverse(_ season: Int) throws {
    let values = try growing(70, noise: 0.2).values
    let filter = AirlineFilter(theta: 0.5, seasonalTheta: season > 1 ? 0.6 : 0, seasonLength: season)
    func fitted(_ count: Int) -> FittedAirline {
      let known = Array(values.prefix(count))
      return FittedAirline(known, filter, AirlineModel.errors(known, filter))
    }
    let whole = fitted(70)
    for count in 40..<70 { #expect(try abs(fitted(count).forecast(horizon: 1).mean[0] - whole.fittedValues[count]) < 1e-9) }
    let spread = try whole.forecast(horizon: 30).scale
    #expect(spread[0] > 0 && zip(spread, spread.dropFirst()).allSatisfy { $0 <= $1 })
    // One step of a random walk with θ = 0.5 keeps half of each error.
    #expect(abs(spread[1] / spread[0] - 1.25.squareRoot()) < 1e-12)
  }

  @Test("methods on logarithms keep the promises of a method where there are logarithms")
  func numbers() throws {
    let series = try growing(40, noise: 0.3)
    for model in [
      try LogarithmicModel(ExponentialSmoothing()).fit(series) as any FittedModel,
      try LogarithmicModel(AirlineModel(filter: LogarithmicModelTests.filter)).fit(series),
    ] {
      let forecast = try model.forecast(horizon: 24)
      #expect(forecast.mean.allSatisfy { $0 > 0 && $0.isFinite } && forecast.scale.allSatisfy { $0 >= 0 && $0.isFinite })
      #expect(model.observed.count == 40 && model.fittedValues.count == 40)
    }
  }
}
