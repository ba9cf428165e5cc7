// SPDX-License-Identifier: Apache-2.0
public import Forecasting
import NumericalMethods

/// Every period will be as all were on average: for a handful of values, and for demand that comes now and then.
///
/// One observation says nothing of the spread; a third of its size is assumed, so that nobody takes it for certain.
///
/// - Missing values: skipped.
public struct HistoricalMean: ForecastModel {
  public var name: String { "mean" }
  public init() {}

  public func fit(_ series: Series) throws(ForecastError) -> FittedMean {
    _ = try GapFilling.zero.fill(series)
    return FittedMean(series)
  }
}

/// The mean of what was observed, and its spread.
public struct FittedMean: FittedModel {
  public let observed: [Double]
  public let mean: Double
  private let deviation: Double

  public var method: String { "Mean" }
  public var parameters: [ModelParameter] { [ModelParameter("mean", mean)] }
  public var estimatedCount: Double { 1 }
  public var fittedValues: [Double] { [Double](repeating: mean, count: observed.count) }

  init(_ series: Series) {
    observed = series.values
    let (known, unit) = SeriesScale.scaled(series.values.filter { !$0.isNaN })
    let mean = stableMean(known)
    self.mean = mean * unit
    let squares = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = (known.count > 1 ? (squares / Double(known.count - 1)).squareRoot() : abs(mean) / 3) * unit
  }

  public func forecast(horizon: Int) throws(ForecastError) -> Forecast {
    try ForecastLimits.check(horizon: horizon)
    let count = Double(max(1, observed.count))
    return Forecast(
      method: method, mean: [Double](repeating: mean, count: horizon),
      scale: [Double](repeating: deviation * (1 + 1 / count).squareRoot(), count: horizon))
  }
}
