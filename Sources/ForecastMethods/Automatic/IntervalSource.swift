// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// Where the intervals of a chosen method come from.
public enum IntervalSource: String, Hashable, Sendable, CaseIterable {
  /// The method's own claim, corrected by errors it really made at earlier origins, by horizon, and by those of series forecast beside it.
  case calibrated
  /// The method's own claim: normal errors of the size it estimated.
  case model
  /// Errors of the past drawn again (`ResidualBootstrap`).
  case bootstrap

  /// The forecast of `model` with these intervals.
  ///
  /// - Throws: what the model throws; `no-errors-to-learn-from` where errors should be drawn for a method whose future is not a matter of one-step errors.
  func forecast(_ model: any FittedModel, horizon: Int, _ calibration: IntervalCalibration, floor: Double) throws(ForecastError) -> Forecast
  {
    switch self {
    case .calibrated: return calibration.apply(to: try model.forecast(horizon: horizon).withFloor(floor))
    case .model: return try model.forecast(horizon: horizon).withFloor(floor)
    case .bootstrap:
      guard let driven = model as? any ErrorDrivenModel else {
        throw ForecastError(
          .noErrorsToLearnFrom, subject: model.method, detail: "its future is not a matter of one-step errors that could be drawn again",
          hint: "name one of \(ForecastMethod.errorDriven.map(\.name).joined(separator: ", "))")
      }
      return try ResidualBootstrap().forecast(driven, horizon: horizon).withFloor(floor)
    }
  }
}

extension ForecastMethod {
  /// Those whose errors can be drawn again.
  public static let errorDriven: [ForecastMethod] = [
    .naive, .seasonalNaive, .drift, .mean, .exponentialSmoothing, .theta, .dynamicTheta, .complexSmoothing, .arima, .optimisedTheta,
    .dynamicStandardTheta,
  ]
}
