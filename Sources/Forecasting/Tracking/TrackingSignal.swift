// SPDX-License-Identifier: Apache-2.0

/// Whether forecasts lean to one side, 跟踪信号: the sum of their errors in units of their usual size.
///
/// Errors are actual − forecast in time order, so that above 0 too little was forecast. What is not observed is NaN and left out.
/// Errors that go either way cancel and the signal stays near 0; those of a forecast that is always one size off reach the number of periods.
///
/// The usual limit of 4 belongs to a sum that is begun anew every few periods. Over n periods the signal of normal errors without a lean has a standard deviation
/// of √(π/2 · n), five over seventeen months: the limit grows with it.
///
/// - References: R. G. Brown (1963), Smoothing, Forecasting and Prediction of Discrete Time Series, Prentice-Hall;
///   D. W. Trigg (1964), Monitoring a forecasting system, Oper. Res. Q. 15(3), 271–274 (the smoothed one).
public struct TrackingSignal: Hashable, Sendable {
  /// Periods with an error.
  public let count: Int
  /// Σ error ÷ mean |error|, −`count` … `count`; 0 where nothing was ever off.
  public let value: Double
  /// Smoothed error ÷ smoothed |error|, −1 … 1: the same for the last few periods.
  public let smoothed: Double

  /// Beyond it chance is hardly an explanation any more: one signal in twenty without a lean is. Over six periods nearly all errors have to be alike.
  public var limit: Double { Self.usual * Double(count).squareRoot() }
  /// 1.92 standard deviations.
  static let usual = 2.4
  /// Fewer errors than these say nothing.
  public static let leastCount = 6
  /// Weight of the newest error in `smoothed`.
  static let rate = 0.2

  public init(errors: some Collection<Double>) {
    let size = errors.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
    var (sum, absolute, smoothError, smoothSize) = (0.0, 0.0, 0.0, 0.0)
    var count = 0
    for error in errors where error.isFinite && size > 0 {
      let part = error / size
      sum += part
      absolute += abs(part)
      smoothError += Self.rate * (part - smoothError)
      smoothSize += Self.rate * (abs(part) - smoothSize)
      count += 1
    }
    self.count = size > 0 ? count : errors.count(where: \.isFinite)
    value = absolute > 0 ? sum / (absolute / Double(count)) : 0
    smoothed = smoothSize > 0 ? smoothError / smoothSize : 0
  }

  public enum Lean: String, Hashable, Sendable, CaseIterable {
    /// Too few errors to tell.
    case unknown
    case even
    /// Too little is forecast.
    case low
    /// Too much is forecast.
    case high
  }

  public var lean: Lean {
    guard count >= Self.leastCount else { return .unknown }
    return abs(value) <= limit ? .even : value > 0 ? .low : .high
  }
}
