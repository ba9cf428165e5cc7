// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// Fits of several methods to one series, each made once: a combination shares its members with the other candidates.
final class MethodFits {
  private let series: Series
  private let season: SharedSeason?
  private var made: [ForecastMethod: (any FittedModel)?] = [:]

  /// By method, fits to a beginning of the series.
  private let earlier: [ForecastMethod: any FittedModel]

  init(_ series: Series, season: SharedSeason? = nil, after earlier: [ForecastMethod: any FittedModel] = [:]) {
    (self.series, self.season, self.earlier) = (series, season, earlier)
  }

  /// nil when the method cannot be fitted. Not for combinations: their weights are found elsewhere.
  func fitted(_ method: ForecastMethod) -> (any FittedModel)? {
    if let known = made[method] { return known }
    let beginning = earlier[method].map { FitBeginning.after($0) } ?? .nothing
    let model = try? method.fit(series, season: season, dropping: 0, from: beginning)
    made[method] = .some(model)
    return model
  }

  /// The combination of the table's members that can be fitted, weighed by the series' features and their errors in the past.
  func combination(_ table: CombinationTable, _ tested: CandidateFolds, horizon: Int) -> FittedCombination? {
    let seen = SeenSeries(series, season: season, dropping: 0)
    let fits = table.members.map { seen.admits($0) ? fitted($0) : nil }
    guard fits.contains(where: { $0 != nil }) else { return nil }
    let weights = table.weights(
      seen.features(horizon: horizon), able: fits.map { $0 != nil }, errors: tested.errors(), origins: tested.origins)
    let pairs = zip(fits, weights).compactMap { fit, weight in fit.map { ($0, weight) } }
    return try? FittedCombination(members: pairs.map(\.0), weights: pairs.map(\.1))
  }
}
