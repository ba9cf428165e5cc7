// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Forecasting
import Testing

/// Agreement with statsforecast's complex exponential smoothing. Sees wrong recursions and searches that stop too early; its first states are its
/// own, so sums of squares are compared from one side.
@Suite(.enabled(if: ReferenceFixtures.seriesArePresent, ReferenceFixtures.whereTheyLie))
struct ComplexSmoothingTests {
  struct Case {
    let name: String
    let theirs: Double
    let forecast: [Double]
    let fitted: FittedComplexSmoothing
  }

  static func cases() throws -> [Case] {
    let series = try ReferenceFixtures.series()
    return try ReferenceFixtures.rows("complex-smoothing.csv").map { row in
      let form = try #require(ComplexForm(rawValue: String(row[1])))
      let values = try #require(series[String(row[0])])
      return Case(
        name: "\(row[0]) \(form)", theirs: try #require(Double(row[3])), forecast: ReferenceFixtures.numbers(row[4]),
        fitted: try ComplexExponentialSmoothing(form).fit(values))
    }
  }

  @Test("the squared errors of given forms are as small as statsforecast's or smaller")
  func squares() throws {
    let cases = try Self.cases()
    #expect(cases.count >= 40)
    let worse = cases.filter { $0.fitted.squares > 1.01 * $0.theirs }
    #expect(worse.count <= 2, "\(worse.map { "\($0.name): \($0.fitted.squares) against \($0.theirs)" })")
  }

  @Test("where both searches end in the same valley, the forecasts agree to one percent")
  func forecasts() throws {
    let same = try Self.cases().filter { abs($0.fitted.squares / $0.theirs - 1) < 1e-4 }
    #expect(same.count >= 10, "\(same.count) compared")
    for example in same {
      let difference = relativeDifference(try example.fitted.forecast(horizon: 15).mean, example.forecast)
      #expect(difference < 1e-2, "\(example.name): \(difference)")
    }
  }
}
