// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// Next season will be as the last one was; without a season, the next period as the last.
///
/// The yardstick of every other method. With fewer values than a season it repeats what there is of the season from behind, and the last
/// value elsewhere.
///
/// - Missing values: filled seasonally before.
/// - Checked against: its definition, exact.
public struct SeasonalNaive: ForecastModel {
  public var name: String { "seasonal-naive" }
  public init() {}

  public func fit(_ series: Series) throws(ForecastError) -> FittedNaive {
    try FittedNaive(GapFilling.seasonal.fill(series), lag: series.seasonLength, method: "SeasonalNaive")
  }
}

/// The next period will be as the last one was.
public struct Naive: ForecastModel {
  public var name: String { "naive" }
  public init() {}

  public func fit(_ series: Series) throws(ForecastError) -> FittedNaive {
    try FittedNaive(GapFilling.interpolated.fill(series), lag: 1, method: "Naive")
  }
}

/// Repeats the last `lag` values.
public struct FittedNaive: FittedModel {
  public let method: String
  public let observed: [Double]
  public let fittedValues: [Double]
  public let lag: Int

  public var parameters: [ModelParameter] { [ModelParameter("season-length", Double(lag))] }
  public var estimatedCount: Double { 0 }

  init(_ series: Series, lag: Int, method: String) {
    self.method = method
    observed = series.values
    // Less than a season was seen: what is known of the season is nothing, so the last value stays.
    self.lag = series.count >= lag ? lag : 1
    let step = self.lag
    fittedValues = series.values.indices.map { $0 >= step ? series.values[$0 - step] : .nan }
  }

  public func forecast(horizon: Int) throws(ForecastError) -> Forecast {
    try ForecastLimits.check(horizon: horizon)
    let (values, unit) = SeriesScale.scaled(observed)
    let scale = (AccuracyMeasure.naiveError(values, lag) { $0 * $0 }).squareRoot() * unit
    let sigma = scale.isNaN ? 0 : scale
    let season = Array(observed.suffix(lag))
    return Forecast(
      method: method, mean: (0..<horizon).map { season[$0 % lag] },
      scale: (0..<horizon).map { sigma * Double($0 / lag + 1).squareRoot() })
  }
}
