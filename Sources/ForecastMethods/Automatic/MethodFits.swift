// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// Fits of several methods to one series, each made once: a combination shares its members with the other candidates.
final class MethodFits {
  private let series: Series
  private let season: SharedSeason?
  private var made: [ForecastMethod: (any FittedModel)?] = [:]

  init(_ series: Series, season: SharedSeason? = nil) { (self.series, self.season) = (series, season) }

  /// nil when the method cannot be fitted. Not for combinations: their weights are found elsewhere.
  func fitted(_ method: ForecastMethod) -> (any FittedModel)? {
    if let known = made[method] { return known }
    let model = try? method.fit(series, season: season, dropping: 0)
    made[method] = .some(model)
    return model
  }

  /// The combination of the members that can be fitted, with these weights.
  func combination(_ weights: [ForecastMethod: Double]) -> FittedCombination? {
    var members: [any FittedModel] = []
    var shares: [Double] = []
    for (method, _) in ForecastMethod.members(of: series, season: season) {
      guard let weight = weights[method], weight > 0, let member = fitted(method) else { continue }
      members.append(member)
      shares.append(weight)
    }
    return try? FittedCombination(members: members, weights: shares)
  }
}
