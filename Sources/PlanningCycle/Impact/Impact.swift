// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// 影响: what a change would move, by department, before anybody commits it. Calculated on a branch of the plan; nothing is kept.
public struct Impact: Sendable {
  /// Who must look at a figure.
  public enum Department: String, Sendable, CaseIterable {
    case sales, purchasing, production, finance, treasury
  }

  /// A total of the company that moves, month by month.
  public struct Figure: Sendable {
    public let measure: String
    public let label: BilingualText
    public let unit: String
    public let good: String?
    public let isMoney: Bool
    /// Hundredths of the unit, over the months that are planned; a balance at their end.
    public let old: Int64
    public let new: Int64
    /// The months that move.
    public let months: [MovedFigure]
    public var change: Int64 { new - old }
  }

  /// An item, or a department of the company, that moves most.
  public struct Part: Sendable {
    public let measure: String
    public let code: String
    public let name: BilingualText
    public let unit: String
    /// Hundredths of the unit, over the months that are planned.
    public let change: Int64
    /// The months that move.
    public let months: [MovedFigure]
  }

  public struct Share: Sendable {
    public let department: Department
    /// The largest change in money first.
    public let figures: [Figure]
    /// The largest first; at most six of a measure.
    public let parts: [Part]
  }

  /// A week of the bank balance that moves.
  public struct Week: Sendable {
    public let first: Day
    /// The balance at its end.
    public let cell: String
    public let old: Int64
    public let new: Int64
  }

  public let label: BilingualText
  /// Departments that something moves for, in their order.
  public let shares: [Share]
  /// Of thirteen weeks; empty for somebody who may not see cash.
  public let weeks: [Week]
  public let shortfall: (old: CashShortfall?, new: CashShortfall?)
  /// Raised by the change, and gone with it.
  public let raised: [Alert]
  public let settled: [Alert]
  /// Checks of the model that fail after it and did not before.
  public let failing: [BilingualText]
}
