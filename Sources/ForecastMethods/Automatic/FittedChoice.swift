// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// The method that was chosen, fitted to the whole series, and what is known of its rivals.
public struct FittedChoice: FittedModel {
  public let model: any FittedModel
  public let chosen: ForecastMethod
  /// All candidates in the order they were given, exactly one of them chosen.
  public let candidates: [CandidateResult]
  public let calibration: IntervalCalibration
  /// What the errors of the past say of the series forecast beside this one.
  public let evidence: IntervalEvidence
  /// 0 when nothing below zero was ever observed, −∞ otherwise.
  public let floor: Double
  public let intervals: IntervalSource

  /// At three origins or more the seasonal naive method was less wrong than what was chosen: whoever reads the forecast should know.
  public var isBehindNaive: Bool { candidates.behindNaive != nil }

  public var method: String { model.method }
  public var parameters: [ModelParameter] { model.parameters }
  public var estimatedCount: Double { model.estimatedCount }
  public var observed: [Double] { model.observed }
  public var fittedValues: [Double] { model.fittedValues }

  public func forecast(horizon: Int) throws(ForecastError) -> Forecast {
    try intervals.forecast(model, horizon: horizon, calibration, floor: floor)
  }
}
