// SPDX-License-Identifier: Apache-2.0

/// Makes one forecast of several of the same series.
public enum Combination: String, Hashable, Sendable, CaseIterable {
  case mean
  case median

  /// Combines step by step: means by this rule, scales by their mean (errors of good methods are nearly the same errors, so
  /// nothing is gained by pretending they cancel), normal errors, the lowest floor.
  ///
  /// - Throws: `nothing-to-combine` for none, or for different horizons.
  public func combine(_ forecasts: [Forecast], named name: String) throws(ForecastError) -> Forecast {
    guard let first = forecasts.first else {
      throw ForecastError(
        .nothingToCombine, subject: name, detail: "needs at least 1 forecast, has 0")
    }
    guard forecasts.allSatisfy({ $0.horizon == first.horizon }) else {
      throw ForecastError(
        .nothingToCombine, subject: name, detail: "needs forecasts of one horizon, has several")
    }
    var mean: [Double] = []
    var scale: [Double] = []
    for step in 0..<first.horizon {
      mean.append(centre(forecasts.map { $0.mean[step] }))
      scale.append(forecasts.reduce(0) { $0 + $1.scale[step] } / Double(forecasts.count))
    }
    return Forecast(
      method: name, mean: mean, scale: scale, floor: forecasts.map(\.floor).min() ?? -.infinity)
  }

  /// The centre of `values` by this rule; NaN for none.
  public func centre(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return .nan }
    switch self {
    case .mean:
      return values.reduce(0, +) / Double(values.count)
    case .median:
      let sorted = values.sorted()
      let middle = sorted.count / 2
      return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
  }
}
