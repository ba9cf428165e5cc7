// SPDX-License-Identifier: Apache-2.0
import Forecasting
import Testing

@testable import ForecastMethods

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
    return try ReferenceFixtures.rows("complex-smoothing.csv").compactMap { row in
      let form = try #require(ComplexForm(rawValue: String(row[1])))
      let values = try #require(series[String(row[0])])
      // Its search knows no stable region; fits outside compare with nothing.
      guard ReferenceFixtures.numbers(row[2]).withUnsafeBufferPointer({ form.isStable($0.baseAddress!) }) else { return nil }
      return Case(
        name: "\(row[0]) \(form)", theirs: try #require(Double(row[3])), forecast: ReferenceFixtures.numbers(row[4]),
        fitted: try ComplexExponentialSmoothing(form).fit(values))
    }
  }

  @Test("the squared errors of given forms are as small as statsforecast's or smaller")
  func squares() throws {
    let cases = try Self.cases()
    #expect(cases.count >= 25, "\(cases.count) compared")
    let worse = cases.filter { $0.fitted.squares > 1.01 * $0.theirs }
    #expect(worse.count <= 2, "\(worse.map { "\($0.name): \($0.fitted.squares) against \($0.theirs)" })")
  }

  @Test("where both explain the past alike, half of the forecasts agree to one percent and nearly all to ten")
  func forecasts() throws {
    // First states differ, so the searches end near each other, not in the same point.
    let alike = try Self.cases().filter { abs($0.fitted.squares / $0.theirs - 1) < 0.03 }
    #expect(alike.count >= 10, "\(alike.count) compared")
    let differences = try alike.map { relativeDifference(try $0.fitted.forecast(horizon: 15).mean, $0.forecast) }
    print("complex smoothing: \(differences.sorted().map { ($0 * 10_000).rounded() / 10_000 })")
    #expect(2 * differences.count { $0 < 0.01 } >= differences.count, "\(differences.sorted())")
    #expect(differences.count { $0 > 0.1 } <= 1, "\(differences.sorted())")
  }
}
