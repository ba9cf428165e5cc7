// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// Demand per period, the same for every period to come: when the next one comes nobody knows, how much is wanted in the long run one does.
public struct FittedRate: FittedModel {
  public let method: String
  public let parameters: [ModelParameter]
  public let estimatedCount: Double
  public let observed: [Double]
  public let fittedValues: [Double]
  /// Expected demand of a period.
  public let rate: Double
  /// Variance ÷ mean of a period's demand where it was counted in whole pieces, few at a time; nil otherwise.
  public let dispersion: Double?
  private let deviation: Double

  /// - Parameters:
  ///   - rate: in units of the demands.
  ///   - fitted: likewise.
  init(
    _ method: String, rate: Double, parameters: [ModelParameter], estimatedCount: Double, _ demands: Demands, fitted: [Double]
  ) {
    let unit = demands.unit
    self.method = method
    self.rate = rate * unit
    self.parameters = parameters
    self.estimatedCount = estimatedCount
    observed = demands.observed
    fittedValues = fitted.map { $0 * unit }
    var (squares, count) = (0.0, 0)
    for (value, expected) in zip(demands.values, fitted) where !expected.isNaN {
      squares += (value - expected) * (value - expected)
      count += 1
    }
    // One observation says nothing of the spread; a third of its size is assumed, so that nobody takes it for certain.
    deviation = (count > 0 ? (squares / max(1, Double(count) - estimatedCount)).squareRoot() : rate / 3) * unit
    dispersion = FittedRate.dispersion(
      of: demands.observed, rate: self.rate, variance: count > 0 ? deviation * deviation : 0, count: Double(count))
  }

  /// Of the errors so far, drawn towards what is usual as if that had been seen in twenty periods more; both on the training parts of the car parts.
  private static func dispersion(of observed: [Double], rate: Double, variance: Double, count: Double) -> Double? {
    let (usual, patience, most) = (1.6, 20.0, 400.0)
    guard rate < most, observed.allSatisfy({ $0 < 100 * most && $0 == $0.rounded() }) else { return nil }
    let own = rate > 0 ? variance / rate : usual
    return max(1, (count * own + patience * usual) / (count + patience))
  }

  public func forecast(horizon: Int) throws(ForecastError) -> Forecast {
    try ForecastLimits.check(horizon: horizon)
    return Forecast(
      method: method, mean: [Double](repeating: rate, count: horizon), scale: [Double](repeating: deviation, count: horizon), floor: 0,
      dispersion: dispersion, persistence: .none)
  }
}
