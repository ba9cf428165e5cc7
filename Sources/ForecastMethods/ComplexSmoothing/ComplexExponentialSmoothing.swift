// SPDX-License-Identifier: Apache-2.0
public import Forecasting
import NumericalMethods

/// Complex exponential smoothing: level and potential smoothed together by one complex parameter, so that level and trend need not be told apart.
///
/// Errors are additive. The states before the first value come from running over the series forwards and backwards once (backcasting); α₀ + iα₁ (and the season's
/// parameter) minimise Σe² inside the stable region. Of the forms the one with the lowest corrected Akaike criterion is taken.
///
/// - Missing values: filled seasonally before the fit.
/// - Determinism: same input, same bits.
/// - Checked against: statsforecast 2.1.1 `AutoCES`, Σe² of given forms and forecasts at given parameters (`ComplexSmoothingTests`).
/// - References: I. Svetunkov, N. Kourentzes, K. Ord (2022), Complex exponential smoothing, Naval Research Logistics 69(8), 1108–1123, DOI 10.1002/nav.22074.
public struct ComplexExponentialSmoothing: ForecastModel {
  /// nil lets the data choose.
  public let form: ComplexForm?

  /// Forms further behind than this are not searched again from elsewhere.
  static let dropBehind = 8.0

  public init(_ form: ComplexForm? = nil) { self.form = form }

  public var name: String { form.map { "ces-\($0.rawValue.lowercased())" } ?? "ces" }

  public func fit(_ series: Series) throws(ForecastError) -> FittedComplexSmoothing {
    let filled = try GapFilling.seasonal.fill(series)
    let scale = SeriesScale.powerOfTwo(filled.values)
    let values = filled.values.map { $0 / scale }
    let fitter = ComplexFitter(values, seasonLength: series.seasonLength)
    let forms = form.map { [$0] } ?? ComplexForm.allCases
    var fits: [ComplexFit]
    if form != nil {
      fits = forms.compactMap { fitter.fit($0, valleys: 0..<4) }
    } else {
      fits = forms.compactMap { fitter.fit($0, valleys: 0..<1) ?? fitter.fit($0, valleys: 1..<2) }
      // A second valley seldom changes which form is best: only rivals look for one.
      let lead = fits.map(\.correctedAkaike).min() ?? .infinity
      for fit in fits where fit.correctedAkaike <= lead + ComplexExponentialSmoothing.dropBehind {
        if let other = fitter.fit(fit.form, valleys: 1..<2) { fits.append(other) }
      }
    }
    guard let best = fits.min(by: { $0.correctedAkaike < $1.correctedAkaike }), best.correctedAkaike.isFinite else {
      throw ForecastError(
        .seriesTooShort, subject: name,
        detail: form == nil || form == ComplexForm.none
          ? "needs at least 5 observations, has \(values.count)"
          : "needs 2 seasons of at least 2 periods, has \(values.count) observations of season length \(series.seasonLength)",
        hint: "naive or mean work on any series")
    }
    return FittedComplexSmoothing(best, fitter, scale: scale, observed: filled.values)
  }

  /// The form that was found earlier, its parameters found again from where they stood.
  public func refit(_ earlier: FittedComplexSmoothing, to series: Series) throws(ForecastError) -> FittedComplexSmoothing {
    let filled = try GapFilling.seasonal.fill(series)
    let scale = SeriesScale.powerOfTwo(filled.values)
    let fitter = ComplexFitter(filled.values.map { $0 / scale }, seasonLength: series.seasonLength)
    guard let again = fitter.fit(earlier.form, from: earlier.vector, iterationLimit: 6) else { return try fit(series) }
    return FittedComplexSmoothing(again, fitter, scale: scale, observed: filled.values)
  }
}
