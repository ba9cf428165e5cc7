// SPDX-License-Identifier: Apache-2.0
import Forecasting
import Testing

@testable import ForecastMethods

/// Fits that set out from a fit to a beginning of the series. Sees a form that changes, a search that stops too early, and a test of the past that knows of the
/// future; says nothing of how fast they are.
@Suite struct RefitTests {
  private static let searched: [ForecastMethod] = [
    .exponentialSmoothing, .arima, .complexSmoothing, .dynamicTheta, .optimisedTheta, .dynamicStandardTheta, .theta, .seasonTrend,
  ]

  @Test("the form stays, and one-step errors are within a few hundredths of those of a search from nothing for that form")
  func form() throws {
    for seed: UInt64 in [3, 11, 29] {
      let series = try exampleSeries(count: 84, seed: seed)
      for method in Self.searched {
        let earlier = try method.fit(series.prefix(60))
        let again = try method.fit(series, from: .keeping(earlier))
        if method != .seasonTrend { #expect(again.method == earlier.method) }
        let anew: any FittedModel =
          switch earlier {
          case let ets as FittedETS: try ExponentialSmoothing(ets.form).fit(series)
          case let arima as FittedARIMA: try ARIMA(arima.order).fit(series)
          case let complex as FittedComplexSmoothing: try ComplexExponentialSmoothing(complex.form).fit(series)
          default: try method.fit(series)
          }
        let (ours, theirs) = (Self.squares(again), Self.squares(anew))
        #expect(ours <= 1.03 * theirs, "\(method) \(again.method): \(ours) against \(theirs)")
      }
    }
  }

  @Test("a form that more of the series rules out is given up: nought in a series that had been above it")
  func impossible() throws {
    var values = try exampleSeries(count: 60).values
    values[57] = 0
    let series = try Series(values, seasonLength: 12)
    let earlier = try ExponentialSmoothing(ETSForm(.multiplicative, .none, .multiplicative)).fit(series.prefix(48))
    let again = try ExponentialSmoothing().refit(earlier, to: series)
    #expect(again.form.error == .additive && again.form.season != .multiplicative)
    #expect(again.observed.count == 60)
  }

  @Test("what is shown of an origin in the past does not change with what came after it, for every method and bit for bit")
  func noFuture() throws {
    let series = try exampleSeries(count: 72)
    var other = series.values
    // The last two folds end at 66 and 72; what was forecast from 48, 54 and 60 must not know of the last six values.
    for index in 66..<72 { other[index] *= 3 }
    let changed = try Series(other, seasonLength: 12, granularity: .month)
    let candidates: [ForecastMethod] = [.combination] + Self.searched
    func folds(_ series: Series) -> [[BacktestFold]] {
      CandidateFolds(series, candidates: candidates, table: .learnt, horizon: 12, windows: 3, season: nil).folds
    }
    for (method, pair) in zip(candidates, zip(folds(series), folds(changed))).dropFirst() {
      #expect(pair.0.count == 3)
      #expect(pair.0.map(\.forecast) == pair.1.map(\.forecast), "\(method)")
      #expect(pair.0.last?.actual != pair.1.last?.actual)
    }
  }

  @Test("a fit after another is a fit to the whole: as likely as one from nothing, to a point of the criterion")
  func after() throws {
    for seed: UInt64 in [3, 11, 29] {
      let series = try exampleSeries(count: 84, seed: seed)
      let smoothing = ExponentialSmoothing()
      let ets = try smoothing.fit(series, after: smoothing.fit(series.prefix(60)))
      #expect(ets.correctedAkaike <= (try smoothing.fit(series).correctedAkaike) + 1, "\(ets.method)")
      let arima = try ARIMA().fit(series, after: ARIMA().fit(series.prefix(60)))
      #expect(arima.correctedAkaike <= (try ARIMA().fit(series).correctedAkaike) + 1, "\(arima.method)")
    }
  }

  private static func squares(_ model: any FittedModel) -> Double {
    model.residuals.reduce(0) { $1.isNaN ? $0 : $0 + $1 * $1 }
  }
}
