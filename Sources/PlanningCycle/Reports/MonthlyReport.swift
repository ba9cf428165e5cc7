// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// 月报: one month on a few printed pages. It holds what other use cases say, in 分 as they show it, and computes nothing of its own but differences.
public struct MonthlyReport: Sendable {
  /// A figure of the month beside what it is measured against; nil where nothing is known.
  public struct Headline: Sendable {
    public let key: String
    public let label: BilingualText
    /// What explains the month's figure.
    public let cell: String?
    public let good: String?
    public let link: String
    public let actual: Int64?
    public let budget: Int64?
    /// As it was made before the month began.
    public let forecast: Int64?
    public let lastYear: Int64?
  }

  /// A line of the income statement that came otherwise than budgeted or than a year before, with what made it so.
  public struct Difference: Sendable {
    public enum Against: String, Sendable { case budget, lastYear }

    public struct Reason: Sendable {
      public let label: BilingualText
      public let value: Int64
    }

    public let key: String
    public let label: BilingualText
    public let against: Against
    public let cell: String?
    public let link: String
    /// `down` for costs.
    public let good: String
    public let actual: Int64
    public let base: Int64
    public var change: Int64 { actual - base }
    /// Largest first; together they need not make the whole difference.
    public let reasons: [Reason]
  }

  /// What the plan says of the month that follows.
  public struct Outlook: Sendable {
    public struct Figure: Sendable {
      public let key: String
      public let label: BilingualText
      public let cell: String
      public let value: Int64?
      /// The reported month's.
      public let before: Int64?
    }

    public struct Override: Sendable {
      public let label: BilingualText
      public let unit: String
      /// What somebody entered, and what the baseline and deals say.
      public let value: Double
      public let instead: Double
      public let by: BilingualText
      public let reason: String
      public let cell: String
    }

    public struct CommittedDeal: Sendable {
      public let code: String
      public let name: BilingualText
      public let amountInclTax: Int64
      public let closesOn: Day
    }

    public let month: Month
    public let figures: [Figure]
    /// How good the baseline was in the last months; nil before it was ever scored.
    public let baselineAccuracy: Double?
    public let baselineBias: Double?
    public let overrides: [Override]
    public let overrideCount: Int
    public let deals: [CommittedDeal]
  }

  public let company: BilingualText
  public let month: Month
  /// False for a month that is not closed: its figures are foreseen.
  public let isActual: Bool
  /// The day it is read.
  public let today: Day
  public let headlines: [Headline]
  /// The day the forecast of orders was made; nil when none was kept.
  public let forecastMadeOn: Day?
  /// Revenue of thirteen months up to this one, with the budget's.
  public let trend: [(month: Month, value: Int64?, budget: Int64?)]
  /// Shortened to a few lines; those the person may see.
  public let statements: [StatementView]
  public let differences: [Difference]
  /// Thirteen weeks from today; nil without the right to see cash.
  public let cash: CashView?
  public let stock: StockHealthDraft?
  public let alerts: [Alert]
  /// nil after the last month of the plan.
  public let outlook: Outlook?
}
