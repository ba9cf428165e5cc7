// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// 例外: one item in one region whose forecast deserves a look, and why.
public struct ForecastException: Sendable {
  public struct Reason: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
      /// The last month came far off what was forecast.
      case outside
      /// Errors lie to one side.
      case signal
      case drift
      /// In its own past last year's figures would have done better.
      case behindNaive
      /// What is agreed lies far from the baseline.
      case override
      case odd
      /// What sold month after month does not any more.
      case stopped
      /// New, so that little is known.
      case started
    }

    public let kind: Kind
    public let label: BilingualText
  }

  public let item: String
  public let itemName: BilingualText
  public let region: String
  public let regionName: BilingualText
  /// 分 含税: by how much the forecasts of the last three closed months were off, together; where there was none, what three months are usually off.
  public let money: Int64
  /// The weightiest first.
  public internal(set) var reasons: [Reason]
  /// Pieces of the last thirteen closed months, and what was forecast for them the month before; nil where nothing was.
  public let history: [Double]
  public let expected: [Double?]
  /// The baseline of the next three months.
  public let next: [Double]
  /// The stable name of the method that was chosen.
  public let method: String
}

/// All of them, and what is known of the methods behind.
public struct ForecastExceptions: Sendable {
  /// Series with a baseline.
  public let seriesCount: Int
  public let flaggedCount: Int
  public let rows: [ForecastException]
  public let contest: [MethodStanding]
  /// Newest first.
  public let log: [RechoiceEntry]
}

/// 冠军与挑战者: how a method stands among its rivals over all series. Errors are those of the test on each series' own past.
public struct MethodStanding: Sendable {
  public let method: String
  /// Series it forecasts, and series on which it had the least error.
  public let chosen: Int
  public let best: Int
  /// Weighed by what series brought in the last year; nil for one that was tried on less than nine tenths of the money.
  public let error: Double?
  /// It forecasts most of the money.
  public let isChampion: Bool
}

/// 重选记录: what a run of the baseline chose anew.
public struct RechoiceEntry: Sendable {
  public struct Example: Sendable {
    public let item: String
    public let itemName: BilingualText
    public let region: String
    public let regionName: BilingualText
    public let from: String
    public let to: String
  }

  public let run: Int64
  public let at: Moment
  public let by: BilingualText
  public let series: Int
  public let changed: Int
  /// Σ|new − old| ÷ Σ old over the months both runs forecast; nil where they share none.
  public let moved: Double?
  public let examples: [Example]
}
