// SPDX-License-Identifier: Apache-2.0

/// A way to forecast that has not yet seen data. Fitting it gives another type: an unfitted model has no forecast.
///
/// What a method author supplies: `fit`, and a `FittedModel` with fitted values and a forecast. Backtests, measures and combinations
/// then work without further code. A model is a value: it holds settings and no data, and gives the same bits for the same series.
public protocol ForecastModel: Sendable {
  associatedtype Fitted: FittedModel

  /// Stable name, lower case with hyphens: what the command line and the tables call it.
  var name: String { get }

  /// Learns from the whole series.
  ///
  /// - Throws: `no-observations`, `series-too-short`, `values-not-suited`.
  func fit(_ series: Series) throws(ForecastError) -> Fitted

  /// Learns from more of the same series and keeps the form that was found before: only its numbers are found again, from where they stood. Cheap, which
  /// is what a test at many origins needs.
  ///
  /// - Parameter earlier: learnt from a beginning of `series`, so that nothing in it knows of what came later.
  /// - Throws: as `fit`.
  func refit(_ earlier: Fitted, to series: Series) throws(ForecastError) -> Fitted

  /// Learns from more of the same series and chooses its form anew; what was found before may shorten the search.
  ///
  /// - Parameter earlier: learnt from a beginning of `series`.
  /// - Throws: as `fit`.
  func fit(_ series: Series, after earlier: Fitted) throws(ForecastError) -> Fitted
}

extension ForecastModel {
  /// A method without a form that is searched for fits anew.
  public func refit(_ earlier: Fitted, to series: Series) throws(ForecastError) -> Fitted { try fit(series) }
  public func fit(_ series: Series, after earlier: Fitted) throws(ForecastError) -> Fitted { try fit(series) }
}

/// A model that has learnt from a series.
public protocol FittedModel: Sendable {
  /// The method with the form it took: `ETS(A,Ad,M)`.
  var method: String { get }
  /// What was learnt, in the order a reader expects.
  var parameters: [ModelParameter] { get }
  /// How many numbers were estimated from the series, states and smoothing parameters together: 0 for a method that repeats what it saw.
  var estimatedCount: Double { get }
  /// The values without gaps that the model saw.
  var observed: [Double] { get }
  /// One-step-ahead values inside the training data; NaN where the method has none yet.
  var fittedValues: [Double] { get }

  /// - Parameter horizon: periods ahead, 1 … `ForecastLimits.horizon`.
  /// - Throws: `horizon-out-of-range`.
  func forecast(horizon: Int) throws(ForecastError) -> Forecast
}

extension FittedModel {
  /// Observed − fitted; NaN where there is no fitted value.
  public var residuals: [Double] { zip(observed, fittedValues).map { $0 - $1 } }
}

/// One learnt number and its name.
public struct ModelParameter: Hashable, Sendable {
  public let name: String
  public let value: Double

  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }
}

/// How far anybody may ask.
public enum ForecastLimits {
  /// Periods ahead: more than two years of days.
  public static let horizon = 1_000

  /// - Throws: `horizon-out-of-range`.
  public static func check(horizon: Int) throws(ForecastError) {
    guard (1...ForecastLimits.horizon).contains(horizon) else {
      throw ForecastError(
        .horizonOutOfRange, subject: "horizon",
        detail: "needs 1 to \(ForecastLimits.horizon) periods, has \(horizon)",
        hint: "ask for fewer periods, or for a coarser granularity")
    }
  }
}
