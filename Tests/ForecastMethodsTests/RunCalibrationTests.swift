// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods
import Testing

@testable import ForecastMethods

/// Intervals of series that are forecast together. Sees factors that are off, ends in the wrong order, a future that leaks.
@Suite struct RunCalibrationTests {
  /// Series whose errors, in units of their 80 % ends, are those of `sizes` at every step of four.
  private func evidence(_ count: Int, _ sizes: [Double], tail: Double = 1, law: IntervalEvidence.Law = .rolling) -> [IntervalEvidence] {
    (0..<count).map { series in
      IntervalEvidence(
        law: law,
        points: (0..<4).flatMap { step in
          (0..<25).map { place in
            // Evenly spread so that 1 is the 80 % quantile.
            let size = Double((series * 25 + place * 7 + step) % 100) / 80
            return IntervalEvidence.Point(
              share: (Double(step) + 0.5) / 4, ofEighty: size * sizes[step], ofNinetyFive: size * sizes[step] * tail / 1.19)
          }
        })
    }
  }

  private let plain = Forecast(
    method: "x", mean: [100, 100, 100, 100], scale: [10, 10, 10, 10], shape: SpreadLaw.shape, floor: 0)

  @Test("a thousand series that were wrong by half as much again get intervals as much wider; thirty half of that, nine none")
  func size() throws {
    for (count, weight) in [(1_000, 1_000.0 / 1_030), (30, 0.5), (9, 0)] {
      let run = RunCalibration(evidence(count, [1.5, 1.5, 1.5, 1.5]))
      let wide = run.apply(to: plain, law: .rolling)
      for step in 0..<4 {
        let ratio = logarithm(wide.scale[step] / 10)
        #expect(abs(ratio - weight * logarithm(1.5)) < 0.02, "\(count) series: \(ratio)")
      }
      #expect(wide.mean == plain.mean)
    }
  }

  @Test("near and far steps have factors of their own; what one law was wrong by is no matter of the other's")
  func thirds() throws {
    let run = RunCalibration(evidence(400, [0.7, 1, 1, 1.4]))
    let forecast = run.apply(to: plain, law: .rolling)
    #expect(forecast.scale[0] < 8 && forecast.scale[3] > 12.5)
    #expect(forecast.scale[0] < forecast.scale[1] && forecast.scale[1] < forecast.scale[2] && forecast.scale[2] < forecast.scale[3])
    #expect(run.apply(to: plain, law: .folds) == plain)
    #expect(run.spreadFactors(.folds) == nil && run.tailFactor(.folds) == nil)
  }

  @Test("longer tails move the ends of 95 % and leave those of 80 %")
  func tails() throws {
    let run = RunCalibration(evidence(970, [1, 1, 1, 1], tail: 1.3))
    let forecast = run.apply(to: plain, law: .rolling)
    let (narrow, wide) = (forecast.interval(.eighty, step: 0), forecast.interval(.ninetyFive, step: 0))
    #expect(abs(narrow.upper - plain.interval(.eighty, step: 0).upper) < 0.4)
    let before = plain.interval(.ninetyFive, step: 0).upper - 100
    #expect(abs((wide.upper - 100) / before - 1.3) < 0.04)
  }

  @Test("whatever the past was, lower ≤ mean ≤ upper, a higher level holds a lower one, and the floor stays")
  func order() throws {
    var random = RandomStream(seed: 5)
    for _ in 0..<60 {
      let sizes = (0..<4).map { _ in exponential(2 * random.normal()) }
      let run = RunCalibration(evidence(200, sizes, tail: exponential(random.normal())))
      let shape = ErrorShape(pastErrors: (0..<40).map { _ in random.normal() * random.normal() }, patience: 10)
      let given = Forecast(method: "x", mean: [3, 0, 7, 1], scale: [1, 0, 4, 1e200], shape: shape, floor: 0)
      let forecast = run.apply(to: given, law: .rolling)
      for step in 0..<4 {
        var (lower, upper) = (forecast.mean[step], forecast.mean[step])
        for percent in [1.0, 30, 50, 79, 80, 81, 90, 95, 96, 99, 99.99] {
          let interval = try forecast.interval(IntervalLevel(percent: percent), step: step)
          #expect(interval.lower <= lower && interval.upper >= upper && interval.lower >= 0)
          (lower, upper) = (interval.lower, interval.upper)
        }
      }
    }
  }

  @Test("pieces keep their distribution, and the order of the series is no matter")
  func counted() throws {
    let told = evidence(40, [1.5, 1.2, 1, 2]) + evidence(40, [0.5, 0.7, 1, 0.6], law: .folds)
    #expect(RunCalibration(told) == RunCalibration(told.reversed()))
    let pieces = Forecast(method: "x", mean: [2], scale: [2], floor: 0, dispersion: 1.5)
    #expect(RunCalibration(told).apply(to: pieces, law: .folds) == pieces)
  }

  @Test("an origin's errors have no say in the interval they are measured by")
  func honest() throws {
    var random = RandomStream(seed: 2)
    let values = (0..<60).map { _ in 500 + 20 * random.normal() }
    func points(_ values: [Double]) throws -> [IntervalEvidence.Point] {
      try AutomaticChoice(horizon: 6, windows: 1).fit(Series(values, seasonLength: 1)).evidence.points
    }
    let before = try points(values)
    // Another last value is another last error, and nothing else: the interval was made before it came.
    var other = values
    other[59] += 300
    let after = try points(other)
    #expect(before.count == 6 && after.count == 6)
    #expect(before.dropLast() == after.dropLast() && before[5] != after[5])
  }

  @Test("walks forecast by the mean of their past: alone 80 % hold what they should not, together nearer to what they say")
  func borrowed() throws {
    var random = RandomStream(seed: 8)
    var held = (alone: 0.0, together: 0.0, all: 0.0)
    var (forecasts, futures, told) = ([Forecast](), [[Double]](), [IntervalEvidence]())
    for _ in 0..<200 {
      var level = 1_000.0
      let walk = (0..<26).map { _ in
        level += 10 * random.normal()
        return level
      }
      let fitted = try AutomaticChoice(horizon: 6, methods: [.mean]).fit(Series(Array(walk.prefix(20)), seasonLength: 1))
      forecasts.append(try fitted.forecast(horizon: 6))
      told.append(fitted.evidence)
      futures.append(Array(walk.suffix(6)))
    }
    let run = RunCalibration(told)
    for (forecast, future) in zip(forecasts, futures) {
      let calibrated = run.apply(to: forecast, law: .folds)
      for step in 0..<6 {
        held.all += 1
        if forecast.interval(.eighty, step: step).contains(future[step]) { held.alone += 1 }
        if calibrated.interval(.eighty, step: step).contains(future[step]) { held.together += 1 }
      }
    }
    let (alone, together) = (held.alone / held.all, held.together / held.all)
    print("walks by their mean, 80 %: alone \(alone), together \(together)")
    #expect(abs(together - 0.8) < abs(alone - 0.8) && abs(together - 0.8) < 0.08)
  }
}
