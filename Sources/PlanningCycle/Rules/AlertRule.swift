// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// 提醒规则: what somebody wants to be told of, as a condition on figures, on the age of data or on forms that are due.
public struct AlertRule: Hashable, Sendable {
  /// The event that it was first saved with.
  public let id: Int64
  /// Number and login of whoever saved it last.
  public let owner: Int64
  public let login: String
  /// The event that it was last saved with.
  public let savedIn: Int64
  public let content: RuleContent
  /// It says nothing before this day; nil: it speaks.
  public var pausedUntil: Day?

  public init(id: Int64, owner: Int64, login: String, savedIn: Int64, content: RuleContent, pausedUntil: Day? = nil) {
    self.id = id
    self.owner = owner
    self.login = login
    self.savedIn = savedIn
    self.content = content
    self.pausedUntil = pausedUntil
  }

  /// Whether it says anything on a day.
  func speaks(on day: Day) -> Bool { content.isOn && (pausedUntil.map { day >= $0 } ?? true) }
}

/// What a rule says, whoever saved it.
public struct RuleContent: Hashable, Sendable {
  public let name: BilingualText
  /// Everybody is told of what lies within their own rows; else the owner alone.
  public let isShared: Bool
  public let isOn: Bool
  public let severity: Alert.Severity
  /// A hit lasts until a period lies so many per cent of its worst distance on the good side of the line: 5 for 5 %.
  public let recovery: Int
  public let condition: RuleCondition

  public init(name: BilingualText, isShared: Bool, isOn: Bool, severity: Alert.Severity, recovery: Int, condition: RuleCondition) {
    self.name = name
    self.isShared = isShared
    self.isOn = isOn
    self.severity = severity
    self.recovery = recovery
    self.condition = condition
  }
}

/// What rules may take of the house; a rule beyond it is refused when it is saved.
public enum RuleLimits {
  /// Rules of a company, and of one person.
  public static let company = 100
  public static let person = 20
  /// Members × periods that one rule looks at.
  public static let cells = 2_000
  /// Hits of one rule that its screen names; the others are one line.
  public static let singles = 20
  /// Hits of one rule that are alerts of their own, the largest money first; the others are one.
  public static let told = 3
  /// Characters of a name.
  public static let name = 60
  /// Per cent of the worst distance.
  public static let recovery = 100
  public static let recoveryDefault = 5
  /// Months and days ahead; periods in a row; days that data or forms may be late.
  public static let months = 24
  public static let days = 366
  public static let trend = 2...12
  public static let lateDays = 366
  public static let overdueWorkdays = 60
}
