// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// The optimised theta model: the regression line through all values stays as it is, and how far the series is bent is estimated together
/// with α and the first level (see `FittedThetaModel`).
///
/// - Missing values: filled seasonally before the fit.
/// - Checked against: an independent program (`Reference/forecasting/make_theta_references.py`), 1e-6 relative.
/// - References: J. Fiorucci, T. Pellegrini, F. Louzada, F. Petropoulos, A. Koehler (2016), Models for optimising the theta method,
///   Int. J. Forecasting 32(4), 1151–1161, DOI 10.1016/j.ijforecast.2016.02.005.
public struct OptimisedTheta: ForecastModel {
  public var name: String { "optimised-theta" }
  public init() {}

  public func fit(_ series: Series) throws(ForecastError) -> FittedThetaModel {
    let filled = try GapFilling.seasonal.fill(series)
    return FittedThetaModel(filled.values, seasonLength: series.seasonLength, form: .optimised)
  }

  public func refit(_ earlier: FittedThetaModel, to series: Series) throws(ForecastError) -> FittedThetaModel {
    let filled = try GapFilling.seasonal.fill(series)
    return FittedThetaModel(filled.values, seasonLength: series.seasonLength, form: .optimised, near: earlier.alpha)
  }
}
