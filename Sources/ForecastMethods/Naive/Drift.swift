// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// The last value, and on by the mean step from the first to the last: the line through both ends.
///
/// - Missing values: interpolated before.
/// - Checked against: its definition, exact; errors of h steps √(h · (1 + h/(n − 1))) of one (Hyndman & Athanasopoulos, *Forecasting: Principles
///   and Practice*, 3rd ed., §5.5).
public struct Drift: ForecastModel {
  public var name: String { "drift" }
  public init() {}

  public func fit(_ series: Series) throws(ForecastError) -> FittedDrift {
    FittedDrift(try GapFilling.interpolated.fill(series).values)
  }
}

/// The last value and the step.
public struct FittedDrift: FittedModel {
  public let observed: [Double]
  /// Per period; nought of one value.
  public let step: Double

  public var method: String { "Drift" }
  public var parameters: [ModelParameter] { [ModelParameter("step", step)] }
  public var estimatedCount: Double { 1 }
  public var fittedValues: [Double] {
    observed.indices.map { $0 > 0 ? observed[$0 - 1] + step : .nan }
  }

  init(_ observed: [Double]) {
    self.observed = observed
    step = observed.count > 1 ? (observed[observed.count - 1] - observed[0]) / Double(observed.count - 1) : 0
  }

  public func forecast(horizon: Int) throws(ForecastError) -> Forecast {
    try ForecastLimits.check(horizon: horizon)
    let (count, last) = (Double(observed.count), observed[observed.count - 1])
    let unit = SeriesScale.powerOfTwo(observed)
    var squares = 0.0
    for (value, fitted) in zip(observed, fittedValues) where !fitted.isNaN {
      let error = (value - fitted) / unit
      squares += error * error
    }
    let deviation = count > 2 ? (squares / (count - 2)).squareRoot() * unit : abs(last) / 3
    let steps = (1...horizon).map(Double.init)
    return Forecast(
      method: method, mean: steps.map { last + $0 * step },
      scale: steps.map { deviation * ($0 * (1 + $0 / max(1, count - 1))).squareRoot() })
  }
}
