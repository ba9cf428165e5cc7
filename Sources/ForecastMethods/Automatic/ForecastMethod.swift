// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// The methods by name, for choices made at run time.
public enum ForecastMethod: String, Hashable, Sendable, CaseIterable {
  case naive
  case seasonalNaive = "seasonal-naive"
  case mean
  case exponentialSmoothing = "ets"
  case theta
  case dynamicTheta = "dynamic-theta"
  /// The mean of exponential smoothing, theta and dynamic theta.
  case combination

  /// The stable name: command line, tables, catalogue.
  public var name: String { rawValue }

  /// What a combination is made of.
  public static let members: [ForecastMethod] = [.exponentialSmoothing, .theta, .dynamicTheta]

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
    case .mean: return try HistoricalMean().fit(series)
    case .exponentialSmoothing: return try ExponentialSmoothing().fit(series)
    case .theta: return try Theta().fit(series)
    case .dynamicTheta: return try DynamicTheta().fit(series)
    case .combination: return try FittedCombination(series)
    }
  }
}

/// The members of a combination, each fitted; those that cannot be are left out.
public struct FittedCombination: FittedModel {
  public let members: [any FittedModel]
  public let observed: [Double]
  public let fittedValues: [Double]

  public var method: String { "Mean(" + members.map(\.method).joined(separator: ", ") + ")" }
  public var parameters: [ModelParameter] { [] }

  init(_ series: Series) throws(ForecastError) {
    try self.init(members: ForecastMethod.members.compactMap { try? $0.fit(series) })
  }

  init(members: [any FittedModel]) throws(ForecastError) {
    guard let first = members.first else {
      throw ForecastError(.nothingToCombine, subject: "combination", detail: "no member could be fitted")
    }
    self.members = members
    observed = first.observed
    fittedValues = first.observed.indices.map { index in
      Combination.mean.centre(members.map { $0.fittedValues[index] })
    }
  }

  public func forecast(horizon: Int) throws(ForecastError) -> Forecast {
    var forecasts: [Forecast] = []
    for member in members { forecasts.append(try member.forecast(horizon: horizon)) }
    return try Combination.mean.combine(forecasts, named: method)
  }
}
