// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// How far beyond the ends of their own intervals the past forecasts of one series were wrong: what it can tell of the series beside it.
///
/// At each origin the interval is made by the law that also makes the series' own, from what was known there and from the errors at the other
/// origins; the origin's own errors have no say in it.
public struct IntervalEvidence: Hashable, Sendable {
  /// How a claimed spread is corrected.
  public enum Law: Hashable, Sendable, CaseIterable {
    /// By the errors at every origin of the past (`SpreadLaw`).
    case rolling
    /// By the errors at a few origins alone.
    case folds
  }

  /// One value of the past.
  struct Point: Hashable, Sendable {
    /// Middle of its step ÷ horizon that is asked for, 0 … 1.
    let share: Double
    /// |error| ÷ distance of the 80 and of the 95 % end on its side.
    let ofEighty: Double
    let ofNinetyFive: Double
  }

  public let law: Law
  let points: [Point]

  /// Nothing is known.
  static let nothing = IntervalEvidence(law: .folds, points: [])

  init(law: Law, points: [Point]) { (self.law, self.points) = (law, points) }

  /// - Parameters:
  ///   - folds: of the chosen method, in `series`.
  ///   - horizon: steps that are asked for.
  ///   - law: that of the series' own intervals.
  init(_ folds: [BacktestFold], in series: Series, horizon: Int, law: Law) {
    var points: [Point] = []
    for (index, fold) in folds.enumerated() where fold.forecast.dispersion == nil {
      var others = folds
      others.remove(at: index)
      var rolling: RollingErrors?
      if law == .rolling {
        let seen = SeenSeries(series.prefix(fold.trainingCount), season: nil, dropping: 0)
        rolling = RollingErrors(seen.values, seasonLength: seen.seasonLength, horizon: fold.forecast.horizon)
      }
      let forecast = IntervalCalibration(others, rolling: rolling).apply(to: fold.forecast)
      for step in 0..<forecast.horizon {
        let error = fold.actual[step] - forecast.mean[step]
        let (eighty, ninetyFive) = (forecast.reach(.eighty, step, above: error > 0), forecast.reach(.ninetyFive, step, above: error > 0))
        let point = Point(
          share: (Double(step) + 0.5) / Double(max(1, horizon)), ofEighty: abs(error) / eighty, ofNinetyFive: abs(error) / ninetyFive)
        // A method that is certain of itself, or a gap, says nothing.
        if point.ofEighty.isFinite, point.ofNinetyFive.isFinite { points.append(point) }
      }
    }
    self.init(law: law, points: points)
  }
}

extension Forecast {
  /// From the mean to one end of the interval, whatever the floor.
  fileprivate func reach(_ level: IntervalLevel, _ step: Int, above: Bool) -> Double {
    let error = shape.error(atScore: NormalScore.of(level))
    let below = shape.error(atScore: -NormalScore.of(level))
    return scale[step] * max(0, above ? error : -below)
  }
}

/// Normal scores of the ends of the two usual intervals.
enum NormalScore {
  static let eighty = 1.2815515655446004
  static let ninetyFive = 1.959963984540054

  static func of(_ level: IntervalLevel) -> Double { level == .eighty ? eighty : ninetyFive }
}
