// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Forecasting
import Testing

/// Demand that comes now and then, computed by hand. Sees a rate that is not size over interval; not how good a rate is.
@Suite struct IntermittentStories {
  /// Three wanted in the third period, five in the fifth, four in the ninth; two periods of silence after it.
  private static let values: [Double] = [0, 0, 3, 0, 5, 0, 0, 0, 4, 0, 0]

  private func fit(_ method: ForecastMethod, _ values: [Double] = values) throws -> any FittedModel {
    try method.fit(try Series(values, seasonLength: 1))
  }

  private func rate(_ method: ForecastMethod, _ values: [Double] = values) throws -> Double {
    try fit(method, values).forecast(horizon: 1).mean[0]
  }

  @Test("Croston: sizes and intervals smoothed apart, from the first of each; silence at the end changes nothing")
  func croston() throws {
    // Sizes 3, 5, 4: 3 → 3.2 → 3.28. Intervals 3, 2, 4: 3 → 2.9 → 3.01.
    #expect(abs(try rate(.croston) - 3.28 / 3.01) < 1e-14)
    #expect(abs(try rate(.syntetosBoylan) - 0.95 * 3.28 / 3.01) < 1e-14)
    #expect(try rate(.croston, Self.values + [0, 0, 0, 0]) == rate(.croston))
    let fitted = try fit(.croston).fittedValues
    #expect(fitted.prefix(3).allSatisfy(\.isNaN) && fitted[3] == 1 && fitted[4] == 1, "before the first demand nothing is said")
    #expect(abs(fitted[5] - 3.2 / 2.9) < 1e-14 && fitted[8] == fitted[5], "it speaks anew after a demand alone")
  }

  @Test("the probability falls in every period without demand, so that what nobody wants any more fades away")
  func obsolescence() throws {
    let quiet = try (0...20).map { try rate(.teunterSyntetosBabai, Self.values + [Double](repeating: 0, count: $0)) }
    #expect(zip(quiet, quiet.dropFirst()).allSatisfy { $1 < $0 })
    #expect(abs(quiet[20] / quiet[0] - 0.011_529_215_046_068_5) < 1e-12, "0.8²⁰")
  }

  @Test("buckets are as long as the mean interval, and cut from the end")
  func buckets() throws {
    // Intervals 3, 2, 4: buckets of three from the third period on: 3+0+5, 0+0+0, 4+0+0.
    let longest = try fit(.aggregateDisaggregate).parameters.first { $0.name == "longest-bucket" }?.value
    #expect(longest == 3)
    let level = try rate(.aggregateDisaggregate) * 3
    #expect((4...8).contains(level), "between what was there, \(level)")
    let all = try rate(.multipleAggregation)
    #expect(all > 0 && all < 3)
    #expect(try fit(.multipleAggregation).fittedValues.prefix(5).allSatisfy(\.isNaN), "the first bucket of three and what lies before it")
  }

  @Test("what never pauses is forecast as itself by each, what was never wanted as nought, and returns are refused with what to do")
  func ends() throws {
    for method in [
      ForecastMethod.croston, .syntetosBoylan, .crostonOptimised, .teunterSyntetosBabai, .aggregateDisaggregate, .multipleAggregation,
    ] {
      #expect(abs(try rate(method, [Double](repeating: 7, count: 20)) - 7) < 1e-12, "\(method.name)")
      #expect(try rate(method, [Double](repeating: 0, count: 20)) == 0, "\(method.name)")
      #expect(try rate(method, [9]) == 9, "\(method.name)")
      let error = #expect(throws: ForecastError.self) { try fit(method, [3, -1, 2]) }
      #expect(error?.code == .valuesNotSuited && error?.detail.contains("value 2") == true && error?.hint.isEmpty == false)
    }
  }

  @Test("drift goes on by the mean step")
  func drift() throws {
    let forecast = try fit(.drift, [10, 14, 9, 16]).forecast(horizon: 3)
    #expect(forecast.mean == [18, 20, 22])
    // Errors of the three steps: 2, −7, 5; two degrees of freedom are left.
    #expect(abs(forecast.scale[0] - (39 * (1 + 1.0 / 3)).squareRoot()) < 1e-12)
    #expect(try fit(.drift, [10]).forecast(horizon: 2).mean == [10, 10])
  }
}
