// SPDX-License-Identifier: Apache-2.0
import Forecasting
import Testing

/// Whole numbers of pieces, against probabilities worked by hand. Does not see: whether demand is so distributed (`CountCoverageTests`).
@Suite struct CountDistributionTests {
  @Test("with variance twice the mean, three pieces expected: probabilities 1/8, 3/16, 3/16, 5/32")
  func byHand() {
    let pieces = CountDistribution(mean: 3, dispersion: 2)
    for (count, expected) in [(0, 1.0 / 8), (1, 3.0 / 16), (2, 3.0 / 16), (3, 5.0 / 32), (-1, 0)] {
      #expect(abs(pieces.probability(of: count) - expected) < 1e-14)
    }
    // 0.125, 0.3125, 0.5, 0.65625: at an edge the number that reaches it is the quantile.
    #expect([0.1, 0.125, 0.2, 0.5, 0.51].map { pieces.quantile($0) } == [0, 0, 1, 2, 3])
  }

  @Test("Poisson where the variance is the mean, and where a smaller one is claimed")
  func poisson() {
    // Two expected: 0.135, 0.406, 0.677, 0.857, 0.947, 0.983.
    for dispersion in [1.0, 0.2, .nan] {
      let pieces = CountDistribution(mean: 2, dispersion: dispersion)
      #expect([0.13, 0.14, 0.5, 0.9, 0.95].map { pieces.quantile($0) } == [0, 1, 2, 4, 5])
    }
  }

  @Test("mean and variance are what was asked for", arguments: [(0.05, 1.6), (2.5, 1.0), (7, 4.0), (120, 2.5)])
  func moments(_ mean: Double, _ dispersion: Double) {
    let pieces = CountDistribution(mean: mean, dispersion: dispersion)
    let probabilities = (0..<800).map { pieces.probability(of: $0) }
    let sum = probabilities.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    let squares = probabilities.enumerated().reduce(0) { $0 + (Double($1.offset) - mean) * (Double($1.offset) - mean) * $1.element }
    #expect(abs(probabilities.reduce(0, +) - 1) < 1e-9)
    #expect(abs(sum - mean) < 1e-9 * (1 + mean))
    #expect(abs(squares - dispersion * mean) < 1e-7 * (1 + dispersion * mean))
  }

  @Test("where pieces are no longer summed one by one the quantiles go on within a piece", arguments: [1.0, 1.6, 4])
  func large(_ dispersion: Double) {
    let (summed, bent) = (CountDistribution(mean: 400, dispersion: dispersion), CountDistribution(mean: 400.001, dispersion: dispersion))
    for probability in [0.01, 0.025, 0.1, 0.5, 0.9, 0.975, 0.99] {
      #expect(abs(summed.quantile(probability) - bent.quantile(probability)) <= 1, "\(probability)")
    }
    #expect(CountDistribution(mean: 1e15, dispersion: dispersion).quantile(0.9999999).isFinite)
  }

  @Test("intervals of counted things end at whole numbers, nest, and hold the mean")
  func intervals() throws {
    let forecast = Forecast(method: "test", mean: [0, 0.1, 2.4, 900.5], scale: [1, 1, 1, 1], floor: 0, dispersion: 1.6)
    for step in 0..<4 {
      var last = (lower: forecast.mean[step], upper: forecast.mean[step])
      for percent in [1, 50, 80, 95, 99.99] {
        let interval = forecast.interval(try IntervalLevel(percent: percent), step: step)
        #expect(interval.lower <= last.lower && last.upper <= interval.upper && interval.lower >= 0)
        #expect(interval.lower == interval.lower.rounded() && interval.upper == interval.upper.rounded())
        last = (interval.lower, interval.upper)
      }
    }
    #expect(forecast.quantile(0.5, step: 1) == 0 && forecast.quantile(0.95, step: 1) == 1)
  }
}
