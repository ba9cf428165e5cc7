// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// What a global model says of each series of its set.
public struct FittedGlobalForecast: Sendable {
  /// One for each member, in the order of the set.
  public let forecasts: [Forecast]
  /// Rounds of boosting; 0 where no round foretold unseen periods better than a smoothed level in season.
  public let rounds: Int
  /// Windows of the past that were learnt from.
  public let windows: Int
  /// Mean absolute error of the periods that were held out for choosing the rounds, in units of each window's usual one-step error.
  public let testedError: Double
}
