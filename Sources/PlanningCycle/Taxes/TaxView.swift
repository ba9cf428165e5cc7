// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// 税费: the returns of the months to come as the plan has them, and when which tax is paid.
///
/// Nothing is calculated here a second time: every figure is a cell of the plan, in 分, and every payment a piece of the cash plan.
public struct TaxView: Sendable {
  public enum Topic: String, Sendable, CaseIterable { case vat, income, settlement, wages }

  public struct Column: Sendable {
    /// `2026-11`, `2026Q4`.
    public let key: String
    public let label: BilingualText
    /// The last day to file and pay, as the plan pays; nil behind its end.
    public let payBy: Day?
    /// 推定: the holidays of that year are not published yet.
    public let isPresumed: Bool
  }

  public struct Figure: Sendable {
    /// 分, hundredths of a person or of a per cent; nil where the plan has none.
    public let value: Int64?
    /// To be explained.
    public let cell: String?
  }

  public struct Line: Sendable {
    public let key: String
    public let label: BilingualText
    public let rank: StatementView.Line.Rank
    /// `元`, `人`, `%`.
    public let unit: String
    /// One a column.
    public let figures: [Figure]
  }

  /// One return: its periods and lines.
  public struct Section: Sendable {
    public let topic: Topic
    public let label: BilingualText
    public let columns: [Column]
    public let lines: [Line]
  }

  /// A tax on the day it leaves the account.
  public struct Payment: Sendable {
    public let day: Day
    public let isPresumed: Bool
    public let label: BilingualText
    /// 分; a refund is below zero.
    public let amount: Int64
    public let certainty: CashEntry.Certainty
    public let cell: String?
  }

  public let cutoff: Month
  public let sections: [Section]
  /// By day.
  public let payments: [Payment]
  public let checks: [TyingCheck]
}
