// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars

/// What one person may do and has done with it: for an auditor, and for the person.
public struct AccessReport: Sendable {
  /// A right, and where it comes from.
  public struct Right: Sendable {
    public let permission: Permission
    /// The role holds it, and the scope does not take it away.
    public let isHeld: Bool
    /// Held by the role, and taken away because the person is narrowed to some rows.
    public let isNarrowedAway: Bool
  }

  /// Rights as somebody set them.
  public struct Standing: Sendable {
    public let event: Int64
    public let at: Moment
    public let by: BilingualText
    public let label: BilingualText
    public let role: BilingualText
    /// Empty: not narrowed.
    public let scope: String
    public let isOpen: Bool
    public let reason: String
  }

  public struct TokenEntry: Sendable {
    public let id: String
    public let label: String
    public let createdAt: Moment
    public let expiresAt: Moment
    public let isReadOnly: Bool
    public let scope: Scope
    public let isOver: Bool
  }

  public struct StandIn: Sendable {
    /// The person gave it; else they decide for somebody.
    public let isGiven: Bool
    public let other: BilingualText
    public let from: Day
    public let through: Day
  }

  public let madeAt: Moment
  public let company: BilingualText
  public let login: String
  public let name: BilingualText
  public let role: BilingualText
  public let scope: Scope
  public let isOpen: Bool
  public let hasSecondFactor: Bool
  public let rights: [Right]
  /// Newest first.
  public let history: [Standing]
  public let tokens: [TokenEntry]
  public let standIns: [StandIn]
  /// How many days back the trail was looked at.
  public let days: Int
  public let signIns: Int
  public let refusals: Int
  /// Sign-ins, refusals and sign-outs, newest first; at most ``rowLimit``.
  public let visits: [AuditRow]
  /// Files that left; newest first, at most ``rowLimit``.
  public let exports: [AuditRow]
  public let exportCount: Int

  public static let days = 90
  public static let rowLimit = 100
}
