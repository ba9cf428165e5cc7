// SPDX-License-Identifier: Apache-2.0
import Forecasting
import Testing

/// Paths drawn from forecasts. Does not see: whether real errors stay as long as they are said to (`PathCoverageTests`).
@Suite struct SamplePathTests {
  private static let skewed = ErrorShape(pastErrors: (0..<80).map { Double(($0 * $0) % 17) / 4 - 1.5 }, patience: 5)
  private static let forecast = Forecast(
    method: "test", mean: [10, 3, 40], scale: [4, 6, 9], shape: skewed, floor: 0, persistence: ErrorPersistence(carried: 0.6))

  @Test("every step has the forecast's own quantiles, whatever its shape and floor and however long errors stay", arguments: [0, 0.6, 1])
  func marginals(_ carried: Double) {
    let forecast = Self.forecast.with(persistence: ErrorPersistence(carried: carried))
    let paths = forecast.samplePaths(20_000, seed: 11)
    for step in 0..<3 {
      for probability in [0.1, 0.25, 0.5, 0.75, 0.9, 0.975] {
        let quantile = forecast.quantile(probability, step: step)
        guard quantile > 0 else { continue }
        let below = (0..<paths.count).count { paths.path($0).dropFirst(step).first.map { $0 <= quantile } ?? false }
        // Four standard errors of a share.
        #expect(
          abs(Double(below) / 20_000 - probability) < 4 * (probability * (1 - probability) / 20_000).squareRoot(), "\(step) \(probability)")
      }
    }
    #expect(paths.values.allSatisfy { $0 >= 0 })
  }

  @Test("the same seed gives the same bits, another one others, and more paths leave the first ones as they were")
  func seeds() {
    let paths = Self.forecast.samplePaths(100, seed: 5)
    #expect(paths == Self.forecast.samplePaths(100, seed: 5))
    #expect(paths.values != Self.forecast.samplePaths(100, seed: 6).values)
    #expect(Array(Self.forecast.samplePaths(1_000, seed: 5).values.prefix(300)) == paths.values)
    #expect(Self.forecast.samplePaths(0, seed: 5).count == 1)
  }

  @Test("sums spread as the correlation of the steps says, and more than those of independent steps")
  func sums() {
    for carried in [0, 0.3, 1] {
      let persistence = ErrorPersistence(carried: carried)
      let steps = 6
      let forecast = Forecast(
        method: "test", mean: [Double](repeating: 100, count: steps), scale: (0..<steps).map { 2 + Double($0) }, persistence: persistence)
      var expected = 0.0
      for one in 0..<steps {
        for other in 0..<steps { expected += forecast.scale[one] * forecast.scale[other] * persistence.correlation(one, other) }
      }
      let sums = forecast.samplePaths(20_000, seed: 3).sums(over: 0..<steps)
      let variance = sums.reduce(0) { $0 + ($1 - 600) * ($1 - 600) } / Double(sums.count)
      #expect(abs(variance / expected - 1) < 0.05, "carried \(carried)")
      // The middle of paths of opposite scores is exact.
      #expect(abs(sums.reduce(0, +) / Double(sums.count) - 600) < 1e-9)
    }
    let one = Forecast(method: "test", mean: [100, 100, 100], scale: [5, 5, 5])
    func width(_ carried: Double) -> Double {
      let interval = one.with(persistence: ErrorPersistence(carried: carried)).samplePaths(4_000, seed: 1).interval(
        .eighty, ofSumOver: 0..<3)
      return interval.upper - interval.lower
    }
    #expect(width(0) < 0.9 * width(0.5) && width(0.5) < width(1))
  }

  @Test("a walk carries everything: variances of steps grow as 1, 2, 3 and the inflation of a sum of three is 14 ÷ 6")
  func walk() {
    let walk = ErrorPersistence(carried: 1)
    #expect(abs(walk.correlation(0, 2) - 1 / 3.0.squareRoot()) < 1e-15 && walk.correlation(1, 1) == 1)
    #expect(abs(walk.inflation(3) - 14.0 / 6) < 1e-15 && ErrorPersistence.none.inflation(7) == 1)
    #expect(ErrorPersistence(carried: .nan) == .none && ErrorPersistence(carried: 3) == walk)
  }

  @Test("what is counted comes in whole pieces, and so does its sum; a step that is certain is the same in every path")
  func counts() {
    let forecast = Forecast(method: "test", mean: [0.4, 2, 0], scale: [1, 1, 0], floor: 0, dispersion: 1.5, persistence: .none)
    let paths = forecast.samplePaths(2_000, seed: 8)
    #expect(paths.values.allSatisfy { $0 == $0.rounded() && $0 >= 0 })
    let mean = paths.sums(over: 0..<2).reduce(0, +) / 2_000
    #expect(abs(mean - 2.4) < 0.15)
    #expect(paths.quantile(0.9, ofSumOver: 0..<3) == paths.quantile(0.9, ofSumOver: 0..<2))
    let sure = Forecast(method: "test", mean: [7], scale: [0]).samplePaths(10, seed: 1)
    #expect(sure.values.allSatisfy { $0 == 7 })
  }
}
