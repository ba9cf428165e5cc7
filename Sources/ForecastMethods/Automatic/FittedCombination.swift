// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// The weighted mean of several fitted methods.
///
/// Weights come from a table and from errors in the past (see `CombinationTable`). Spreads are averaged with the same weights: errors of good methods
/// are nearly the same errors, so nothing is gained by pretending they cancel.
public struct FittedCombination: FittedModel {
  public let members: [any FittedModel]
  /// One for each member; they sum to 1.
  public let weights: [Double]
  public let observed: [Double]
  public let fittedValues: [Double]

  public var method: String { "Combination" }
  /// Each member's weight under the member's own name.
  public var parameters: [ModelParameter] {
    zip(members, weights).map { ModelParameter("weight " + $0.method, $1) }
  }
  /// The mean of the members': the errors of good methods are nearly the same errors.
  public var estimatedCount: Double { zip(members, weights).reduce(0) { $0 + $1.0.estimatedCount * $1.1 } }

  /// With the weights that the series' features alone suggest; methods that cannot be fitted are left out.
  ///
  /// - Throws: `nothing-to-combine` when none can.
  init(_ series: Series, table: CombinationTable) throws(ForecastError) {
    let seen = SeenSeries(series, season: nil, dropping: 0)
    let fits = table.members.map { seen.admits($0) ? try? $0.fit(series) : nil }
    let able = fits.map { $0 != nil }
    guard able.contains(true) else {
      throw ForecastError(.nothingToCombine, subject: "combination", detail: "no member could be fitted")
    }
    let weights = table.weights(seen.features(horizon: max(1, series.seasonLength)), able: able, errors: [], origins: 0)
    let pairs = zip(fits, weights).compactMap { fit, weight in fit.map { ($0, weight) } }
    try self.init(members: pairs.map(\.0), weights: pairs.map(\.1))
  }

  /// - Throws: `nothing-to-combine` when there is no member with a weight above 0.
  init(members: [any FittedModel], weights: [Double]) throws(ForecastError) {
    let total = weights.reduce(0, +)
    guard let first = members.first, members.count == weights.count, total > 0 else {
      throw ForecastError(.nothingToCombine, subject: "combination", detail: "no member could be fitted")
    }
    self.members = members
    self.weights = weights.map { $0 / total }
    observed = first.observed
    let shares = self.weights
    fittedValues = first.observed.indices.map { index in
      // Where a member has no fitted value yet the others share its weight.
      var sum = 0.0
      var known = 0.0
      for (member, share) in zip(members, shares) where !member.fittedValues[index].isNaN {
        sum += share * member.fittedValues[index]
        known += share
      }
      return known > 0 ? sum / known : .nan
    }
  }

  public func forecast(horizon: Int) throws(ForecastError) -> Forecast {
    var forecasts: [Forecast] = []
    for member in members { forecasts.append(try member.forecast(horizon: horizon)) }
    return FittedCombination.mixed(forecasts, weights: weights, method: method)
  }

  /// - Precondition: weights sum to 1, forecasts have one horizon.
  static func mixed(_ forecasts: [Forecast], weights: [Double], method: String) -> Forecast {
    let horizon = forecasts.first?.horizon ?? 0
    var mean = [Double](repeating: 0, count: horizon)
    var scale = [Double](repeating: 0, count: horizon)
    for (forecast, weight) in zip(forecasts, weights) {
      for step in 0..<horizon {
        mean[step] += weight * forecast.mean[step]
        scale[step] += weight * forecast.scale[step]
      }
    }
    return Forecast(
      method: method, mean: mean, scale: scale, floor: forecasts.map(\.floor).min() ?? -.infinity)
  }
}
