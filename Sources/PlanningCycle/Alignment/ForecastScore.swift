// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// How good the forecasts of a source were: 预测准确率 and 偏差率 over months that are past.
///
/// Accuracy = max(0, 1 − Σ|actual − forecast| ÷ Σ actual), bias = Σ(forecast − actual) ÷ Σ actual (positive: 偏高). Errors are taken
/// at the grain of the forecast (item or family × region × month), so that errors of two products do not cancel.
public struct ForecastScore: Sendable {
  public struct MonthScore: Sendable {
    public let month: Month
    /// Minor units.
    public let forecast: Int64
    public let actual: Int64
    public let absoluteError: Int64
    public var accuracy: Double { ForecastScore.accuracy(error: absoluteError, actual: actual) }
    public var bias: Double { actual == 0 ? 0 : Double(forecast - actual) / Double(actual) }
  }

  public let months: [MonthScore]

  public var accuracy: Double {
    ForecastScore.accuracy(
      error: months.reduce(0) { $0 + $1.absoluteError }, actual: months.reduce(0) { $0 + $1.actual })
  }
  public var bias: Double {
    let actual = months.reduce(0) { $0 + $1.actual }
    return actual == 0 ? 0 : Double(months.reduce(0) { $0 + $1.forecast } - actual) / Double(actual)
  }

  static func accuracy(error: Int64, actual: Int64) -> Double {
    actual > 0 ? max(0, 1 - Double(error) / Double(actual)) : 0
  }

  /// Scores the last `count` months that have ended, each against the newest forecast made before the month began.
  ///
  /// - Parameter regions: positions of the regions that count; nil: all.
  /// - Returns: nil when no month has both a forecast and an actual.
  public static func score(
    _ source: ForecastSource, forecasts: PastForecasts, history: SalesHistory, catalogue: Catalogue,
    cutoff: Month, count: Int = 6, inclusive: Bool, regions: Swift.Set<Int>? = nil
  ) -> ForecastScore? {
    var months: [MonthScore] = []
    for offset in (0..<count).reversed() {
      let month = cutoff.adding(months: -offset)
      let figures = forecasts.newest(source, month: month, madeBefore: month.firstDay).filter { $0.lies(in: regions) }
      guard !figures.isEmpty, let index = history.index(of: month) else { continue }
      months.append(
        monthScore(
          month, figures, history: history, index: index, catalogue: catalogue, inclusive: inclusive, regions: regions))
    }
    return months.isEmpty ? nil : ForecastScore(months: months)
  }

  private static func monthScore(
    _ month: Month, _ figures: [PastForecasts.Figure], history: SalesHistory, index: Int, catalogue: Catalogue,
    inclusive: Bool, regions: Swift.Set<Int>?
  ) -> MonthScore {
    let compared = ForecastComparison(figures, history: history, index: index, catalogue: catalogue, inclusive: inclusive) {
      regions?.contains($0.region) ?? true
    }
    let score = compared.score
    return MonthScore(month: month, forecast: score.actual + score.difference, actual: score.actual, absoluteError: score.error)
  }
}
