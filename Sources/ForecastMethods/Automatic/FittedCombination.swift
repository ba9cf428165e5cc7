// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// The weighted mean of several fitted methods.
///
/// Weights are found from errors in the past (see `CombinationWeights`). Spreads are averaged with the same weights: errors of good methods
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

  /// With the weights that hold before anything is known of the series; methods that cannot be fitted are left out.
  ///
  /// - Throws: `nothing-to-combine` when none can.
  init(_ series: Series) throws(ForecastError) {
    var members: [any FittedModel] = []
    var weights: [Double] = []
    for (method, weight) in ForecastMethod.members(seasonLength: series.seasonLength) {
      guard let fitted = try? method.fit(series) else { continue }
      members.append(fitted)
      weights.append(weight)
    }
    try self.init(members: members, weights: weights)
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

/// How much each member of a combination counts, from the errors it made in the past.
///
/// wᵢ ∝ prior weight ÷ (Σ|error|)²: a member twice as wrong counts a quarter. Of the powers 1, 2 and 3, two was best on the M1 and tourism
/// series together; picking the one best method was worse than any of them.
enum CombinationWeights {
  /// - Parameters:
  ///   - prior: weights without knowledge.
  ///   - errors: Σ|error| of each member over the same folds; infinite for a member that could not be tested. Empty when nothing was.
  /// - Returns: weights that sum to 1.
  static func weights(prior: [Double], errors: [Double]) -> [Double] {
    var weights = prior
    if let least = errors.min(), least.isFinite, errors.count == prior.count {
      let largest = errors.filter(\.isFinite).max() ?? 0
      // A perfect past must not silence everybody else.
      let floor = max(1e-3 * largest, .leastNormalMagnitude)
      for index in prior.indices {
        let ratio = max(least, floor) / max(errors[index], floor)
        weights[index] = prior[index] * ratio * ratio
      }
    }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }
}
