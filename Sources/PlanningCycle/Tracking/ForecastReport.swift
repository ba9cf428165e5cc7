// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// 预测报告: what a week or a month did to the forecasts, in sentences that need no editing.
public struct ForecastReport: Sendable {
  public enum Span: String, CaseIterable, Sendable { case week, month }

  public struct Section: Sendable {
    /// `outlook`, `changes`, `accuracy`, `value`, `exceptions`, `methods`.
    public let key: String
    public let title: BilingualText
    public let sentences: [BilingualText]
    /// Where the figures are.
    public let link: String
  }

  public let span: Span
  /// The seven days up to the one it is read on, or the last closed month.
  public let from: Day
  public let to: Day
  public let title: BilingualText
  public let sections: [Section]
}
