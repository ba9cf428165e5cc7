// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// A season as it is carried on: drawn towards nought by what of it is noise, with what it may be wrong by.
///
/// A smoothed season holds Σw² of the noise of a value, w the weights of the last place; of a season whose mean square is P and whose
/// noise is N the share 1 − N/P is kept (not below 0). Where there is no season nothing is kept, so that nobody has to ask first whether
/// there is one.
///
/// - References: D. Miller, D. Williams (2003), Shrinkage estimators of time series seasonal factors and their effect on forecasting
///   accuracy, Int. J. Forecasting 19(4), 669–684.
struct CarriedSeason: Sendable {
  let length: Int
  /// One for each period of the series.
  let values: [Double]
  /// 0 … 1 of the smoothed season.
  let kept: Double
  /// Variance of one place of the last season around what it will be: what is wrong with it at once, and what each further season adds.
  let noise: Double
  let drift: Double
  /// Variance of the noise that the season swallowed where it was smoothed: the remainder looks smaller by it than it is.
  let swallowed: Double

  /// No less of the remainder's variance is taken to be left: two seasons would explain everything.
  private static let leastLeft = 0.2

  /// - Parameters:
  ///   - remainder: variance of what neither trend nor season tells.
  ///   - window: over which the season was smoothed by local means.
  init(_ season: Decomposition.Season, remainder: Double, window: Int) {
    length = season.length
    let count = season.values.count
    let years = max(1, count / length)
    let rows = LoessRows(count: years, window: window, isLinear: false, isRaw: false)
    let middle = years / 2
    let own = rows.row(middle)[middle - rows.left(of: middle)]
    let left = max(CarriedSeason.leastLeft, 1 - 2 * own + CarriedSeason.squares(rows, middle))
    let noise = remainder / left
    swallowed = noise - remainder
    let wrong = noise * CarriedSeason.squares(rows, years - 1)
    var power = 0.0
    var change = 0.0
    for index in (count - length)..<count {
      power += season.values[index] * season.values[index]
      guard index >= length else { continue }
      let step = season.values[index] - season.values[index - length]
      change += step * step
    }
    let kept = power > 0 ? max(0, 1 - wrong * Double(length) / power) : 0
    self.kept = kept
    values = season.values.map { $0 * kept }
    self.noise = wrong * kept * kept
    drift = change / Double(length) * kept * kept
  }

  private static func squares(_ rows: LoessRows, _ place: Int) -> Double {
    let row = rows.row(place)
    return (0..<rows.span).reduce(0) { $0 + row[$1] * row[$1] }
  }

  /// The value of the season `step` periods after the end (0 is the first).
  func carried(_ step: Int) -> Double { values[values.count - length + step % length] }

  /// Variance of that.
  func variance(_ step: Int) -> Double { noise + drift * Double(step / length) }
}

extension SeasonParts {
  /// e to the power of a season.
  static func factor(_ season: Double) -> Double { exponential(season) }
}
