// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// 预测报告: what a week or a month did to the forecasts, in sentences that need no editing.
public struct ForecastReport: Sendable {
  public enum Span: String, CaseIterable, Sendable { case week, month }

  /// The days a report is about: seven, or those of one month.
  public struct Period: Hashable, Sendable {
    public let span: Span
    public let from: Day
    public let to: Day

    public var title: BilingualText {
      switch span {
      case .week: BilingualText("预测周报 \(from.short) 至 \(to.short)", "Forecast week \(from) to \(to)")
      case .month: BilingualText("预测月报 \(from.year) 年 \(from.month) 月", "Forecast month \(from.monthOf)")
      }
    }
  }

  public struct Section: Sendable {
    /// `outlook`, `changes`, `accuracy`, `value`, `exceptions`, `methods`.
    public let key: String
    public let title: BilingualText
    public let sentences: [BilingualText]
    /// Where the figures are.
    public let link: String
  }

  public let period: Period
  public let sections: [Section]

  /// One sentence of each section, for a message: the first says the whole. What deserves a look is named, not only counted.
  var headlines: [BilingualText] {
    sections.compactMap { section in
      guard let first = section.sentences.first else { return nil }
      guard section.key == "exceptions", section.sentences.count > 1 else { return first }
      return BilingualText(first.chinese + section.sentences[1].chinese, first.english + " " + section.sentences[1].english)
    }
  }
}

extension Day {
  /// 11 月 16 日
  var short: String { "\(month) 月 \(dayOfMonth) 日" }
}
