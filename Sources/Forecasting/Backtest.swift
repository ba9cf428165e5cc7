// SPDX-License-Identifier: Apache-2.0

/// One origin of a backtest: what was forecast then, and what came.
public struct BacktestFold: Hashable, Sendable {
  /// Periods the model was allowed to see.
  public let trainingCount: Int
  public let forecast: Forecast
  /// What came, one value a step; NaN where nothing was observed.
  public let actual: [Double]

  public init(trainingCount: Int, forecast: Forecast, actual: [Double]) {
    self.trainingCount = trainingCount
    self.forecast = forecast
    self.actual = actual
  }

  /// Actual − forecast; positive means we forecast too little.
  public var forecastErrors: [Double] { zip(actual, forecast.mean).map { $0 - $1 } }
}

/// Where to cut the past: the last cut leaves `horizon` periods, each earlier one `step` more.
public struct BacktestPlan: Hashable, Sendable {
  public let horizon: Int
  public let windows: Int
  public let step: Int
  /// No origin sees fewer periods than this.
  public let minimumTraining: Int

  public init(horizon: Int, windows: Int, step: Int = 1, minimumTraining: Int = 1) {
    self.horizon = max(1, horizon)
    self.windows = max(1, windows)
    self.step = max(1, step)
    self.minimumTraining = max(1, minimumTraining)
  }

  /// Training lengths for a series of `count` periods, oldest first; fewer than `windows` when the series is short.
  public func trainingCounts(for count: Int) -> [Int] {
    (0..<windows).map { count - horizon - $0 * step }.filter { $0 >= minimumTraining }.reversed()
  }
}

/// Many origins over the past of one series.
public struct Backtest: Hashable, Sendable {
  public let series: Series
  /// Oldest origin first.
  public let folds: [BacktestFold]

  public init(series: Series, folds: [BacktestFold]) {
    self.series = series
    self.folds = folds
  }

  /// Fits and forecasts at every origin of `plan`, each time seeing only what came before it.
  ///
  /// Origins at which the method cannot be fitted (too short, nothing observed yet) have no fold.
  public init<Model: ForecastModel>(_ model: Model, on series: Series, plan: BacktestPlan)
    throws(ForecastError)
  {
    try ForecastLimits.check(horizon: plan.horizon)
    var folds: [BacktestFold] = []
    for count in plan.trainingCounts(for: series.count) {
      guard let fitted = try? model.fit(series.prefix(count)),
        let forecast = try? fitted.forecast(horizon: plan.horizon)
      else { continue }
      folds.append(
        BacktestFold(
          trainingCount: count, forecast: forecast,
          actual: Array(series.values[count..<(count + plan.horizon)])))
    }
    self.init(series: series, folds: folds)
  }

  public var actual: [Double] { folds.flatMap(\.actual) }
  public var mean: [Double] { folds.flatMap(\.forecast.mean) }

  /// Weighted absolute percentage error over all folds and steps.
  public var wape: Double { AccuracyMeasure.wape(actual: actual, forecast: mean) }
  public var forecastAccuracy: Double { AccuracyMeasure.forecastAccuracy(actual: actual, forecast: mean) }
  public var bias: Double { AccuracyMeasure.bias(actual: actual, forecast: mean) }

  /// Mean over folds of the MASE, each scaled by its own training part; folds without a scale are left out.
  public var mase: Double {
    foldMean {
      AccuracyMeasure.mase(
        actual: $0.actual, forecast: $0.forecast.mean, training: training($0),
        seasonLength: series.seasonLength)
    }
  }

  /// Mean over folds of the RMSSE.
  public var rmsse: Double {
    foldMean {
      AccuracyMeasure.rmsse(
        actual: $0.actual, forecast: $0.forecast.mean, training: training($0),
        seasonLength: series.seasonLength)
    }
  }

  /// Share of actuals inside the interval of `level`.
  public func coverage(_ level: IntervalLevel) -> Double {
    AccuracyMeasure.coverage(
      actual: actual,
      intervals: folds.flatMap { fold in
        (0..<fold.forecast.horizon).map { fold.forecast.interval(level, step: $0) }
      })
  }

  /// Mean pinball loss over the quantiles 0.1, 0.2 … 0.9.
  public var quantileLoss: Double {
    let losses = (1...9).map { tenth in
      AccuracyMeasure.quantileLoss(
        actual: actual,
        quantile: folds.flatMap { fold in
          (0..<fold.forecast.horizon).map { fold.forecast.quantile(Double(tenth) / 10, step: $0) }
        }, probability: Double(tenth) / 10)
    }
    return Combination.mean.centre(losses)
  }

  private func training(_ fold: BacktestFold) -> [Double] {
    Array(series.values.prefix(fold.trainingCount))
  }

  private func foldMean(_ measure: (BacktestFold) -> Double) -> Double {
    Combination.mean.centre(folds.map(measure).filter { !$0.isNaN })
  }
}
