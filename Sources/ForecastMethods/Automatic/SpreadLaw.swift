// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods

/// From what a combination claims its errors will be to what they are:
/// claim × exp(a + b·(ln(fold factor) − 0.1) + c·ln(rolling ÷ claim) + d·ln(1 + 4·step ÷ n)).
///
/// Rolling is the root mean squared error of a simple forecast at every origin of the series' past (`RollingErrors`). Folds that were better than usual are
/// believed more than folds that were worse (two b): what was wrong at one of three origins is wrong at all of them, since they overlap. The last term is
/// what a short past has not shown. Constants and shape were fitted to forecasts from one and two horizons before the end of the training parts of eight
/// sets (Student log likelihood, five degrees of freedom, each set counting alike); without a set they are nearly the same and serve it as well.
struct SpreadLaw: Hashable, Sendable {
  private static let usual = -0.03
  private static let (goodFolds, badFolds, foldPivot) = (0.53, 0.28, 0.1)
  private static let rolling = 0.43
  private static let shortPast = 0.32
  /// ln(rolling ÷ claim) where nobody can check.
  private static let unseen = 0.26
  /// One wild quotient must not open or close an interval for ever.
  private static let mostCorrection = 1.5

  /// Standardised errors of the normal scores −2.576, −2.326, … 2.576: near the middle nearly normal, tails longer.
  static let shape = ErrorShape(
    scores: [-2.576, -2.326, -1.96, -1.645, -1.282, -0.674, 0, 0.674, 1.282, 1.645, 1.96, 2.326, 2.576],
    errors: [-4.25, -3.6, -2.64, -2.05, -1.49, -0.70, 0, 0.70, 1.49, 2.05, 2.64, 3.6, 4.25])

  /// Of each step, NaN where unknown.
  private let spread: [Double]
  private let count: Double

  init(_ errors: RollingErrors) { (spread, count) = (errors.spread, Double(max(1, errors.count))) }

  /// - Parameter foldFactor: of a step, from the errors at a few origins.
  func corrected(_ claimed: [Double], foldFactor: (Int) -> Double) -> [Double] {
    let most = SpreadLaw.mostCorrection
    // Where no origin tells of a step, what the last told one says goes on.
    var quotient = SpreadLaw.unseen
    return claimed.enumerated().map { step, claim in
      guard claim > 0 else { return claim }
      if step < spread.count, spread[step] > 0, spread[step].isFinite {
        quotient = min(max(logarithm(spread[step] / claim), -most), most)
      }
      let folds = logarithm(foldFactor(step)) - SpreadLaw.foldPivot
      let ofFolds = (folds < 0 ? SpreadLaw.goodFolds : SpreadLaw.badFolds) * folds
      let ofLength = SpreadLaw.shortPast * logarithm(1 + 4 * Double(step + 1) / count)
      return claim * exponential(SpreadLaw.usual + ofFolds + SpreadLaw.rolling * quotient + ofLength)
    }
  }
}
