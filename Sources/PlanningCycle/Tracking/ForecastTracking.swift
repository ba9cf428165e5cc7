// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Forecasting

/// 预测跟踪: how good the forecasts of a part of the business were, by how far ahead and at which grain; whether they lean or drift; what each layer added.
///
/// Orders 含税, 分, of closed months. Accuracy and bias as in ``ForecastScore``: a cell that only the forecast or only the orders know counts too.
public struct ForecastTracking: Sendable {
  public struct SourceScore: Sendable {
    public let source: ForecastSource
    public let score: Scorecard.Score
    public let months: Int
  }

  /// Months from the day a forecast was made to the month it is for.
  public struct Lead: Sendable {
    public let lead: Int
    public let sources: [SourceScore]
  }

  /// The finer, the fewer errors cancel.
  public enum Level: String, CaseIterable, Sendable { case company, region, family, item, place }

  public struct LevelScores: Sendable {
    public let level: Level
    public let sources: [SourceScore]
  }

  public struct MonthScores: Sendable {
    public let month: Month
    public let sources: [SourceScore]
  }

  /// 预测增值: one layer after another on the same cells and months.
  public struct Rung: Sendable {
    public enum Layer: String, Sendable { case naive, baseline, sales }

    public let layer: Layer
    public let score: Scorecard.Score
    /// Cells and months.
    public let cells: Int
    /// What it took off the error of the layer before, in points of the actual; nil for the first.
    public let gain: Double?
  }

  public struct Drift: Sendable {
    public let since: Month
    /// Mean (actual − forecast) ÷ mean actual from there on.
    public let share: Double
  }

  /// Oldest first: those with a forecast made before they began.
  public let months: [Month]
  public let leads: [Lead]
  public let levels: [LevelScores]
  public let trend: [MonthScores]
  public let ladder: [Rung]
  /// Whose errors are watched: the baseline's where there is one, without 项目型 orders.
  public let watched: ForecastSource
  public let signal: TrackingSignal
  public let drift: Drift?
  /// People, then reasons.
  public let typed: [OverrideScore]
}
