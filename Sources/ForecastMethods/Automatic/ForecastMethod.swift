// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// The methods by name, for choices made at run time.
public enum ForecastMethod: String, Hashable, Sendable, CaseIterable {
  case naive
  case seasonalNaive = "seasonal-naive"
  case drift
  case mean
  case exponentialSmoothing = "ets"
  case theta
  case dynamicTheta = "dynamic-theta"
  case complexSmoothing = "ces"
  case arima
  case optimisedTheta = "optimised-theta"
  case dynamicStandardTheta = "dynamic-standard-theta"
  /// For seasons of any length, and for several.
  case seasonTrend = "stl"
  case multipleSeasons = "mstl"
  /// For demand that comes now and then.
  case croston
  case syntetosBoylan = "sba"
  case crostonOptimised = "croston-optimised"
  case teunterSyntetosBabai = "tsb"
  case aggregateDisaggregate = "adida"
  case multipleAggregation = "imapa"
  /// The weighted mean of the members.
  case combination

  /// The stable name: command line, tables, catalogue.
  public var name: String { rawValue }

  /// - Throws: `unknown-method`.
  public init(name: String) throws(ForecastError) {
    guard let method = ForecastMethod(rawValue: name) else {
      let known = ForecastMethod.allCases.map(\.rawValue).joined(separator: ", ")
      throw ForecastError(
        .unknownMethod, subject: "method \"\(name)\"", detail: "no method has that name",
        hint: "known are auto, \(known)")
    }
    self = method
  }

  /// Fits the method of that name.
  public func fit(_ series: Series) throws(ForecastError) -> any FittedModel {
    switch self {
    case .naive: return try Naive().fit(series)
    case .seasonalNaive: return try SeasonalNaive().fit(series)
    case .drift: return try Drift().fit(series)
    case .mean: return try HistoricalMean().fit(series)
    case .exponentialSmoothing: return try ExponentialSmoothing().fit(series)
    case .theta: return try Theta().fit(series)
    case .dynamicTheta: return try DynamicTheta().fit(series)
    case .arima: return try ARIMA().fit(series)
    case .complexSmoothing: return try ComplexExponentialSmoothing().fit(series)
    case .optimisedTheta: return try OptimisedTheta().fit(series)
    case .dynamicStandardTheta: return try DynamicStandardTheta().fit(series)
    case .seasonTrend: return try DecompositionForecast(.stl).fit(series)
    case .multipleSeasons: return try DecompositionForecast(.mstl).fit(series)
    case .croston: return try Croston(.classic).fit(series)
    case .syntetosBoylan: return try Croston(.syntetosBoylan).fit(series)
    case .crostonOptimised: return try Croston(.optimised).fit(series)
    case .teunterSyntetosBabai: return try TeunterSyntetosBabai().fit(series)
    case .aggregateDisaggregate: return try Aggregated(.aggregateDisaggregate).fit(series)
    case .multipleAggregation: return try Aggregated(.multiple).fit(series)
    case .combination: return try FittedCombination(series, table: .learnt)
    }
  }
}
