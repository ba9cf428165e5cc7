// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Journal

/// One total that a change moved: a measure of the whole company in one month.
public struct MovedFigure: Sendable, Hashable {
  /// The cell of the table it stands in.
  public let cell: String
  public let label: BilingualText
  public let month: Month
  public let unit: String
  /// In hundredths of the unit (分 for money), as shown.
  public let old: Int64
  public let new: Int64
  /// Favourable sense: `up`, `down` or nil.
  public let good: String?
  public let isMoney: Bool

  public var change: Int64 { new - old }
}

/// What a command did, as every screen hears of it.
public struct WorkspaceChange: Sendable {
  public let revision: Int64
  public let at: Moment
  public let actor: Actor
  public let kind: String
  public let label: BilingualText
  public let reason: String
  /// Money first, largest change first.
  public let moved: [MovedFigure]
  /// How an entry at a total was spread over its parts.
  public let spread: [SpreadPart]
  public let alerts: [Alert]
  public let firstShortfall: CashShortfall?
  /// The scenario it is about; nil for the plan.
  public var scenario: Int64?
}

extension WorkspaceChange {
  /// What somebody without the right to see cash may hear of it.
  public var withoutCash: WorkspaceChange {
    WorkspaceChange(
      revision: revision, at: at, actor: actor, kind: kind, label: label, reason: reason,
      moved: moved.filter { !$0.isCash }, spread: spread, alerts: alerts.filter { !$0.isCash }, firstShortfall: nil,
      scenario: scenario)
  }
}

extension MovedFigure {
  /// Shows bank balances or payments.
  public var isCash: Bool { Workspace.isCash(CellAddress(cell)?.measure ?? "") }
}

extension Alert {
  public var isCash: Bool { code.hasPrefix("cash.") }
}

public struct SpreadPart: Sendable, Hashable {
  public let label: BilingualText
  public let old: Double
  public let new: Double
}

/// The first day on which the bank balance lies under the minimum line.
public struct CashShortfall: Sendable, Hashable {
  public let day: Day
  /// 分.
  public let balance: Int64
  public let minimum: Int64
  /// Weeks from the planning day, the first is 1.
  public let week: Int
  public var gap: Int64 { minimum - balance }
}

/// Something somebody should look at.
public struct Alert: Sendable, Hashable {
  public enum Severity: String, Sendable { case critical, warning, info }

  public let id: String
  public let code: String
  public let severity: Severity
  public let title: BilingualText
  public let detail: BilingualText
  /// 分; nil when it is not about money.
  public let money: Int64?
  public let since: Day
  /// Hash route of the screen that shows it.
  public let link: String
  public let cell: String?
  /// The person it is shown to has taken note of it, and it says nothing new since.
  public var isAcknowledged = false
}
