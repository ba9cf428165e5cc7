// SPDX-License-Identifier: Apache-2.0

/// Measures of forecasts that have met their actuals. Errors are actual − forecast; a pair with a NaN is left out.
///
/// Each function's argument list says what the measure may look at. NaN when nothing can be said (no pairs, a zero scale).
public enum AccuracyMeasure {
  /// Σ|actual − forecast| ÷ Σ|actual|. 0 when both are zero everywhere.
  public static func wape(actual: [Double], forecast: [Double]) -> Double {
    let (error, size) = sums(actual, forecast)
    if size.isNaN { return .nan }
    // An error where nothing happened has no percentage.
    return error == 0 ? 0 : size > 0 ? error / size : .nan
  }

  /// Forecast accuracy 预测准确率: max(0, 1 − Σ|actual − forecast| ÷ Σ actual), between 0 and 1.
  public static func forecastAccuracy(actual: [Double], forecast: [Double]) -> Double {
    var error = 0.0
    var total = 0.0
    var count = 0
    for (a, f) in zip(actual, forecast) where !a.isNaN && !f.isNaN {
      error += abs(a - f)
      total += a
      count += 1
    }
    guard count > 0 else { return .nan }
    if error == 0 { return 1 }
    return total > 0 ? max(0, 1 - error / total) : 0
  }

  /// Σ(actual − forecast) ÷ Σ|actual|: positive means we forecast too little.
  public static func bias(actual: [Double], forecast: [Double]) -> Double {
    var error = 0.0
    var size = 0.0
    var count = 0
    for (a, f) in zip(actual, forecast) where !a.isNaN && !f.isNaN {
      error += a - f
      size += abs(a)
      count += 1
    }
    guard count > 0 else { return .nan }
    return error == 0 ? 0 : size > 0 ? error / size : .nan
  }

  /// Mean absolute error.
  public static func mae(actual: [Double], forecast: [Double]) -> Double {
    mean(actual, forecast) { abs($0 - $1) }
  }

  /// Root of the mean squared error.
  public static func rmse(actual: [Double], forecast: [Double]) -> Double {
    mean(actual, forecast) { ($0 - $1) * ($0 - $1) }.squareRoot()
  }

  /// Symmetric absolute percentage error, 0 … 2: kept for comparison with published competitions alone.
  public static func smape(actual: [Double], forecast: [Double]) -> Double {
    mean(actual, forecast) { $0 == 0 && $1 == 0 ? 0 : 2 * abs($0 - $1) / (abs($0) + abs($1)) }
  }

  /// Mean absolute error in units of the training series' seasonal naive error (Hyndman & Koehler 2006).
  public static func mase(actual: [Double], forecast: [Double], training: [Double], seasonLength: Int)
    -> Double
  {
    let scale = naiveError(training, seasonLength) { abs($0) }
    return scale > 0 ? mae(actual: actual, forecast: forecast) / scale : .nan
  }

  /// Root mean squared error in units of the training series' seasonal naive error.
  public static func rmsse(actual: [Double], forecast: [Double], training: [Double], seasonLength: Int)
    -> Double
  {
    let scale = naiveError(training, seasonLength) { $0 * $0 }.squareRoot()
    return scale > 0 ? rmse(actual: actual, forecast: forecast) / scale : .nan
  }

  /// Pinball loss of one quantile: Σ max(p·(a − q), (p − 1)·(a − q)) ÷ n. Half the absolute error at p = 0.5.
  public static func quantileLoss(actual: [Double], quantile: [Double], probability: Double) -> Double {
    mean(actual, quantile) { max(probability * ($0 - $1), (probability - 1) * ($0 - $1)) }
  }

  /// Share of actuals inside their intervals.
  public static func coverage(actual: [Double], intervals: [PredictionInterval]) -> Double {
    var inside = 0
    var count = 0
    for (a, interval) in zip(actual, intervals) where !a.isNaN {
      count += 1
      if interval.contains(a) { inside += 1 }
    }
    return count > 0 ? Double(inside) / Double(count) : .nan
  }

  /// Mean of `term` of yₜ − yₜ₋ₘ over the training series; with less than one season, of first differences. NaN for one value.
  public static func naiveError(_ training: [Double], _ seasonLength: Int, term: (Double) -> Double) -> Double {
    let lag = training.count > seasonLength ? seasonLength : 1
    var sum = 0.0
    var count = 0
    for index in training.indices.dropFirst(lag) {
      let change = training[index] - training[index - lag]
      guard !change.isNaN else { continue }
      sum += term(change)
      count += 1
    }
    return count > 0 ? sum / Double(count) : .nan
  }

  private static func sums(_ actual: [Double], _ forecast: [Double]) -> (error: Double, size: Double) {
    var error = 0.0
    var size = 0.0
    var count = 0
    for (a, f) in zip(actual, forecast) where !a.isNaN && !f.isNaN {
      error += abs(a - f)
      size += abs(a)
      count += 1
    }
    return count > 0 ? (error, size) : (0, .nan)
  }

  private static func mean(_ left: [Double], _ right: [Double], _ term: (Double, Double) -> Double) -> Double {
    var sum = 0.0
    var count = 0
    for (a, f) in zip(left, right) where !a.isNaN && !f.isNaN {
      sum += term(a, f)
      count += 1
    }
    return count > 0 ? sum / Double(count) : .nan
  }
}
