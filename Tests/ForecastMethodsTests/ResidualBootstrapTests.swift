// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Forecasting
import NumericalMethods
import Testing

/// Intervals from errors of the past that are drawn again.
/// Sees: skewed errors told as even ones, errors that are not centred, other bits for the same seed.
@Suite struct ResidualBootstrapTests {
  private static func walk(_ count: Int, seed: UInt64, _ error: (inout RandomStream) -> Double) throws -> Series {
    var random = RandomStream(seed: seed)
    var value = 1_000.0
    return try Series(
      (0..<count).map { _ in
        value += error(&random)
        return value
      }, seasonLength: 1)
  }

  @Test("normal errors drawn again give the interval that the model claims")
  func normal() throws {
    let series = try Self.walk(4_000, seed: 3) { 10 * $0.normal() }
    let model = try Naive().fit(series)
    let claimed = try model.forecast(horizon: 8)
    let drawn = try ResidualBootstrap(count: 20_000, seed: 1).forecast(model, horizon: 8)
    for step in 0..<8 {
      #expect(drawn.mean[step] == claimed.mean[step])
      #expect(abs(drawn.scale[step] / claimed.scale[step] - 1) < 0.03)
      for level in [IntervalLevel.eighty, .ninetyFive] {
        let (one, other) = (drawn.interval(level, step: step), claimed.interval(level, step: step))
        #expect(abs((one.upper - one.lower) / (other.upper - other.lower) - 1) < 0.04)
      }
    }
  }

  @Test("orders that are mostly small and now and then large: the interval reaches farther up than down, as the errors do")
  func skewed() throws {
    var random = RandomStream(seed: 11)
    let orders = (0..<3_000).map { _ in 100 - 20 * logarithm(1 - random.uniform()) }
    let series = try Series(orders, seasonLength: 1)
    let model = try HistoricalMean().fit(series)
    let drawn = try ResidualBootstrap().forecast(model, horizon: 3)
    // Of 100 + an exponential value of mean 20 the 10 and 90 % quantiles are 102.1 and 146.1.
    for step in 0..<3 {
      let interval = drawn.interval(.eighty, step: step)
      #expect(abs(interval.lower - 102.1) < 1 && abs(interval.upper - 146.1) < 3)
      let claimed = try model.forecast(horizon: 3).interval(.eighty, step: step)
      #expect(claimed.lower < 97)
    }
  }

  @Test("the sum of a year is as uncertain as its paths, and the same seed gives the same paths")
  func sums() throws {
    let series = try Self.walk(600, seed: 5) { 10 * $0.normal() }
    let model = try Naive().fit(series)
    let bootstrap = ResidualBootstrap(count: 5_000, seed: 9)
    let paths = try #require(try bootstrap.paths(of: model, horizon: 12))
    #expect(paths.count == 5_000 && paths.horizon == 12)
    #expect(try bootstrap.paths(of: model, horizon: 12) == paths)
    #expect(try ResidualBootstrap(count: 5_000, seed: 10).paths(of: model, horizon: 12) != paths)
    // Of a random walk the sum of 12 steps has the variance 12·13·25 ÷ 6 = 650 of one.
    let interval = paths.interval(.eighty, ofSumOver: 0..<12)
    let expected = 2 * 1.2816 * 10 * 650.0.squareRoot()
    #expect(abs((interval.upper - interval.lower) / expected - 1) < 0.08)
  }

  @Test("too few errors are no distribution, and a far horizon is refused")
  func refusals() throws {
    let model = try Drift().fit(Series([5, 7, 6, 9, 8], seasonLength: 1))
    #expect(try ResidualBootstrap().paths(of: model, horizon: 4) == nil)
    #expect(try ResidualBootstrap().forecast(model, horizon: 4) == model.forecast(horizon: 4))
    #expect(throws: ForecastError.self) { try ResidualBootstrap().paths(of: model, horizon: 1_001) }
  }

  @Test("levels nest and hold the mean, whatever the errors were", arguments: ForecastMethod.errorDriven)
  func nested(_ method: ForecastMethod) throws {
    var values = ErrorPathTests.sales
    values[17] = 2_000
    let choice = AutomaticChoice(horizon: 9, methods: [method], intervals: .bootstrap)
    let forecast = try choice.fit(Series(values, seasonLength: 6)).forecast(horizon: 9)
    let levels = try [50.0, 80, 95, 99].map { try IntervalLevel(percent: $0) }
    for step in 0..<9 {
      let intervals = levels.map { forecast.interval($0, step: step) }
      for (inner, outer) in zip(intervals, intervals.dropFirst()) {
        #expect(
          outer.lower <= inner.lower && inner.lower <= forecast.mean[step] && forecast.mean[step] <= inner.upper
            && inner.upper <= outer.upper)
      }
      #expect(intervals[3].upper > intervals[0].upper && intervals.allSatisfy { $0.lower >= 0 })
    }
  }

  @Test("a model's claim is left as it is when that is asked for, and a combination has no errors to draw")
  func sources() throws {
    let series = try Series(ErrorPathTests.sales, seasonLength: 6)
    let plain = try ForecastMethod.theta.fit(series).forecast(horizon: 6)
    let claimed = try AutomaticChoice(horizon: 6, methods: [.theta], intervals: .model).fit(series).forecast(horizon: 6)
    #expect(claimed.scale == plain.scale && claimed.shape == .normal)
    let calibrated = try AutomaticChoice(horizon: 6, methods: [.theta]).fit(series).forecast(horizon: 6)
    #expect(calibrated.scale != plain.scale)
    let combined = try AutomaticChoice(horizon: 6, intervals: .bootstrap).fit(series)
    #expect(throws: ForecastError.self) { try combined.forecast(horizon: 6) }
  }
}
