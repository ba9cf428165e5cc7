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
    guard let model else { return try FittedCombination(series, table: .learnt) }
    return try model.fit(series)
  }

  /// nil for a combination, which is made of others.
  var model: (any ForecastModel)? {
    switch self {
    case .naive: Naive()
    case .seasonalNaive: SeasonalNaive()
    case .drift: Drift()
    case .mean: HistoricalMean()
    case .exponentialSmoothing: ExponentialSmoothing()
    case .theta: Theta()
    case .dynamicTheta: DynamicTheta()
    case .arima: ARIMA()
    case .complexSmoothing: ComplexExponentialSmoothing()
    case .optimisedTheta: OptimisedTheta()
    case .dynamicStandardTheta: DynamicStandardTheta()
    case .seasonTrend: DecompositionForecast(.stl)
    case .multipleSeasons: DecompositionForecast(.mstl)
    case .croston: Croston(.classic)
    case .syntetosBoylan: Croston(.syntetosBoylan)
    case .crostonOptimised: Croston(.optimised)
    case .teunterSyntetosBabai: TeunterSyntetosBabai()
    case .aggregateDisaggregate: Aggregated(.aggregateDisaggregate)
    case .multipleAggregation: Aggregated(.multiple)
    case .combination: nil
    }
  }
}
