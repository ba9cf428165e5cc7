// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// Takes the seasons out, forecasts what is left by exponential smoothing without a season, and carries the last year of each season on.
///
/// Seasons of any length: `stl` takes the one of the series, `mstl` also the longer ones that hours and days have (a day and a week of
/// hours, a week and a year of days). They are taken out in logarithms where all values are above 0 and the remainder then has the
/// greater likelihood (Box and Cox's rule: n·log Σr² of the logarithms + 2·Σ log y below n·log Σr² of the values), and drawn towards
/// nought by what of them is noise (`CarriedSeason`).
///
/// Without a season that was seen twice it is exponential smoothing alone.
///
/// - Missing values: filled seasonally before the fit.
/// - Determinism: same input, same bits.
/// - Checked against: STL and MSTL see there; accuracy in `Docs/methods/decomposition.md`.
/// - References: R. Cleveland et al. (1990), STL, J. Off. Stat. 6(1), 3–73; K. Bandara, R. Hyndman, C. Bergmeir (2021), MSTL,
///   arXiv:2107.13462; G. Box, D. Cox (1964), An analysis of transformations, J. R. Stat. Soc. B 26(2), 211–252.
public struct DecompositionForecast: ForecastModel {
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// The season of the series.
    case stl
    /// That and longer ones.
    case mstl
  }

  public let form: Form
  /// nil: those of the series.
  public let seasonLengths: [Int]?
  public var name: String { form.rawValue }

  /// Seasons that have a say in the last one. Local means, since local lines follow the noise of the last seasons.
  static let window = 7
  /// A season by more than e to this is no season of a series that multiplies.
  static let largestLogarithm = 20.0

  /// - Parameter seasonLengths: for `mstl`, in place of the usual ones; those below 2 and those not seen twice are left out.
  public init(_ form: Form = .stl, seasonLengths: [Int]? = nil) {
    self.form = form
    self.seasonLengths = seasonLengths
  }

  public func fit(_ series: Series) throws(ForecastError) -> FittedDecomposition { try fit(series, from: .nothing) }

  /// Seasons stay sums or factors as they were found.

  public func refit(_ earlier: FittedDecomposition, to series: Series) throws(ForecastError) -> FittedDecomposition {
    try fit(series, from: .keeping(earlier.smoothing), isLogarithmic: earlier.chosenForm)
  }

  public func fit(_ series: Series, after earlier: FittedDecomposition) throws(ForecastError) -> FittedDecomposition {
    try fit(series, from: .after(earlier.smoothing))
  }

  /// - Parameters:
  ///   - beginning: of the smoothing; seasons are always taken out anew.
  ///   - isLogarithmic: nil lets the data choose.
  private func fit(_ series: Series, from beginning: FitBeginning, isLogarithmic: Bool? = nil) throws(ForecastError)
    -> FittedDecomposition
  {
    let lengths = lengths(of: series)
    let observed = try GapFilling.seasonal.fill(series.withSeasonLength(lengths.last ?? series.seasonLength)).values
    let scale = SeriesScale.powerOfTwo(observed)
    let parts = try SeasonParts(observed.map { $0 / scale }, lengths: lengths, isLogarithmic: isLogarithmic)
    let rest = parts.adjusted.map { Series.bounded($0 * scale) }
    let plain = try Series(rest, seasonLength: 1, granularity: series.granularity)
    let smoothing = try beginning.fitted(ExponentialSmoothing(), plain)
    return FittedDecomposition(form, observed: observed, smoothing: smoothing, parts: parts, scale: scale)
  }

  /// Those that were seen twice, shortest first.
  private func lengths(of series: Series) -> [Int] {
    var lengths = [series.seasonLength]
    if form == .mstl {
      // Hours have days of 24 and weeks of 168; days have weeks of 7 and years.
      if series.seasonLength == 24 { lengths.append(168) }
      if series.seasonLength == 7, series.granularity == .day { lengths.append(365) }
      lengths = seasonLengths ?? lengths
    }
    return Array(Set(lengths.filter { $0 > 1 && $0 < (series.count + 1) / 2 })).sorted()
  }
}

/// The seasons of a series, as sums or as factors, and the series without them. Values are scaled to about 1.
struct SeasonParts {
  let seasons: [CarriedSeason]
  /// Seasons are logarithms of factors.
  let isLogarithmic: Bool
  let adjusted: [Double]
  /// What of the noise the seasons swallowed, as a variance.
  let swallowed: Double

  /// - Parameter isLogarithmic: nil lets the data choose; what is given holds where it can.
  init(_ values: [Double], lengths: [Int], isLogarithmic known: Bool? = nil) throws(ForecastError) {
    guard !lengths.isEmpty else {
      (seasons, isLogarithmic, adjusted, swallowed) = ([], false, values, 0)
      return
    }
    let series = try Series(values, seasonLength: lengths[0])
    func taken(_ transformation: MSTL.Transformation) throws(ForecastError) -> Decomposition {
      try MSTL(
        seasonLengths: lengths, windows: lengths.map { _ in DecompositionForecast.window }, transformation: transformation,
        seasonalDegree: 0
      ).decompose(series)
    }
    let logarithms = known != false && values.allSatisfy { $0 > 0 } ? SeasonParts.bounded(try? taken(.logarithm)) : nil
    let parts: Decomposition
    if let logarithms, known == true {
      (parts, isLogarithmic) = (logarithms, true)
    } else {
      let plain = try taken(.none)
      let isLikelier = logarithms.map { SeasonParts.isLikelier($0, than: plain) } ?? false
      (parts, isLogarithmic) = (isLikelier ? logarithms ?? plain : plain, isLikelier)
    }
    let variance = SeasonParts.meanSquare(parts.remainder)
    let seasons = parts.seasons.map { CarriedSeason($0, remainder: variance, window: DecompositionForecast.window) }
    var adjusted = values
    for index in adjusted.indices {
      let season = seasons.reduce(0) { $0 + $1.values[index] }
      adjusted[index] = isLogarithmic ? values[index] * SeasonParts.factor(-season) : values[index] - season
    }
    self.seasons = seasons
    self.adjusted = adjusted
    swallowed = seasons.reduce(0) { $0 + $1.swallowed }
  }

  private static func bounded(_ logarithms: Decomposition?) -> Decomposition? {
    guard let logarithms, logarithms.seasonal.allSatisfy({ abs($0) < DecompositionForecast.largestLogarithm }) else { return nil }
    return logarithms
  }

  private static func isLikelier(_ logarithms: Decomposition, than plain: Decomposition) -> Bool {
    let count = Double(plain.count)
    let turn = 2 * logarithms.observed.reduce(0, +)
    let (theirs, ours) = (meanSquare(logarithms.remainder), meanSquare(plain.remainder))
    return count * ETSLogarithm.natural(theirs) + turn < count * ETSLogarithm.natural(ours)
  }

  private static func meanSquare(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 } / Double(values.count) }
}
