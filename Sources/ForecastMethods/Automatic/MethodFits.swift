// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// Fits of several methods to one series, each made once: a combination shares its members with the other candidates.
final class MethodFits {
  private let series: Series
  private var made: [ForecastMethod: (any FittedModel)?] = [:]

  init(_ series: Series) { self.series = series }

  /// nil when the method cannot be fitted. Not for combinations: their weights are found elsewhere.
  func fitted(_ method: ForecastMethod) -> (any FittedModel)? {
    if let known = made[method] { return known }
    let model = try? method.fit(series)
    made[method] = .some(model)
    return model
  }

  /// The combination of the members that can be fitted, with these weights.
  func combination(_ weights: [ForecastMethod: Double]) -> FittedCombination? {
    var members: [any FittedModel] = []
    var shares: [Double] = []
    for (method, _) in ForecastMethod.members(seasonLength: series.seasonLength) {
      guard let weight = weights[method], weight > 0, let member = fitted(method) else { continue }
      members.append(member)
      shares.append(weight)
    }
    return try? FittedCombination(members: members, weights: shares)
  }
}
