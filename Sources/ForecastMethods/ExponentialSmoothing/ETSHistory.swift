// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// A series as exponential smoothing sees it: without gaps, scaled to about 1.
struct ETSHistory {
  let observed: [Double]
  /// What `observed` was divided by: a power of two.
  let scale: Double
  let values: [Double]
  let seasonLength: Int
  let isPositive: Bool
  /// Two seasons were seen, and they are short enough for a state a place.
  let maySeason: Bool

  /// - Throws: `no-observations`.
  init(_ series: Series) throws(ForecastError) {
    observed = try GapFilling.seasonal.fill(series).values
    let scale = SeriesScale.powerOfTwo(observed)
    self.scale = scale
    values = observed.map { $0 / scale }
    isPositive = values.allSatisfy { $0 > 0 }
    seasonLength = series.seasonLength
    maySeason = seasonLength > 1 && seasonLength <= ExponentialSmoothing.longestSeasonOfStates && observed.count >= 2 * seasonLength
  }

  /// Whether `form` can be fitted to it.
  func admits(_ form: ETSForm) -> Bool {
    form.isAdmissible(positive: isPositive) && (form.season == .none || maySeason)
      && values.count > form.parameterCount(seasonLength: seasonLength) + 2
  }
}
