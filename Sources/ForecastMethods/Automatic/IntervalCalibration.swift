// SPDX-License-Identifier: Apache-2.0
public import Forecasting
import NumericalMethods

/// Makes the spread of a forecast agree with errors that were really made.
///
/// Errors of backtest folds are measured in units of the spread each fold had claimed. Their root mean square corrects the size, for
/// near and far steps apart; their quantiles bend the normal shape. Both are shrunk towards the model's own claim, the more so the
/// fewer folds there were: folds overlap, so their errors count as few.
///
/// A combination has a better witness: the errors of a simple forecast at every origin (`RollingErrors`). Its spread is the claim drawn nearly halfway, on
/// a logarithmic scale, to theirs, see `SpreadLaw`, and its errors have the shape that errors of many series have, since a few folds tell nothing of tails.
public struct IntervalCalibration: Hashable, Sendable {
  /// Claimed spread is multiplied by this at the first step and …
  public let nearFactor: Double
  /// … by this at the last step that was tested; linear between, constant beyond.
  public let farFactor: Double
  public let testedHorizon: Int
  public let shape: ErrorShape
  /// How errors stay in later steps.
  public let persistence: ErrorPersistence
  /// What corrects a combination's claim.
  private let law: SpreadLaw?

  /// Folds' worth of belief in the model's own claim.
  static let prior = 2.0
  /// Models claim too little: parameters and form were chosen on the same data.
  static let usualFactor = 1.25

  public init(_ folds: [BacktestFold]) { self.init(folds, rolling: nil) }

  /// - Parameter rolling: errors of a simple forecast at every origin; nil where the claim is corrected by the folds alone.
  init(_ folds: [BacktestFold], rolling: RollingErrors?) {
    testedHorizon = folds.map(\.forecast.horizon).max() ?? 1
    var standardised: [Double] = []
    var near = (squares: 0.0, weight: 0.0)
    var far = (squares: 0.0, weight: 0.0)
    for fold in folds {
      for step in 0..<fold.forecast.horizon {
        let error = fold.actual[step] - fold.forecast.mean[step]
        let spread = fold.forecast.scale[step]
        guard !error.isNaN, spread > 0 else { continue }
        // One wild error must not open the interval for ever.
        let ratio = min(max(error / spread, -6), 6)
        standardised.append(ratio)
        let share = testedHorizon > 1 ? Double(step) / Double(testedHorizon - 1) : 0.5
        near.squares += (1 - share) * ratio * ratio
        near.weight += 1 - share
        far.squares += share * ratio * ratio
        far.weight += share
      }
    }
    let foldCount = Double(folds.count)
    nearFactor = IntervalCalibration.factor(near, folds: foldCount)
    farFactor = IntervalCalibration.factor(far, folds: foldCount)
    let (nearBy, farBy) = (nearFactor, farFactor)
    let middle = ((nearBy * nearBy + farBy * farBy) / 2).squareRoot()
    shape = rolling == nil ? ErrorShape(pastErrors: standardised.map { $0 / middle }, patience: 60) : SpreadLaw.shape
    law = rolling.map { SpreadLaw($0) }
    persistence = rolling?.persistence ?? .usual
  }

  public func apply(to forecast: Forecast) -> Forecast {
    let scale: [Double]
    if let law {
      scale = law.corrected(forecast.scale) { foldFactor(step: $0) }
    } else {
      scale = forecast.scale.enumerated().map { $1 * foldFactor(step: $0) }
    }
    // Demand now and then has a persistence of its own.
    let known = forecast.dispersion == nil ? persistence : forecast.persistence
    return forecast.calibrated(scale: scale, shape: shape).with(persistence: known)
  }

  private func foldFactor(step: Int) -> Double {
    let share = testedHorizon > 1 ? min(1, Double(step) / Double(testedHorizon - 1)) : 0.5
    return nearFactor + share * (farFactor - nearFactor)
  }

  private static func factor(_ sum: (squares: Double, weight: Double), folds: Double) -> Double {
    let claim = usualFactor * usualFactor
    guard sum.weight > 0 else { return usualFactor }
    return ((sum.squares / sum.weight * folds + claim * prior) / (folds + prior)).squareRoot()
  }
}
