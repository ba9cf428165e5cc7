// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// States from which a fit begins: a line through the seasonally adjusted beginning, and the season of the first years.
struct ETSStart {
  var level: Double
  var slope: Double
  /// Normalised: they sum to 0, or to the season length for a multiplicative season.
  var season: [Double]

  init(_ values: [Double], seasonLength: Int, season kind: ETSForm.Season) {
    var adjusted = values
    season = []
    if kind != .none {
      let multiplicative = kind == .multiplicative
      let window = Array(values.prefix(max(2 * seasonLength, min(values.count, 4 * seasonLength))))
      season = SeasonalIndices(window, seasonLength: seasonLength, multiplicative: multiplicative).indices
      for index in adjusted.indices {
        let state = season[index % seasonLength]
        adjusted[index] = multiplicative ? adjusted[index] / state : adjusted[index] - state
      }
    }
    let line = fittedLine(through: Array(adjusted.prefix(max(10, 2 * seasonLength))))
    level = line.intercept - line.slope
    slope = line.slope
  }
}
