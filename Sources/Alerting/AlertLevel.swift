// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// What an alert says at one moment: everything that can make it better or worse.
public struct AlertLevel: Hashable, Sendable {
  /// Days by which a foreseen day has to come nearer before it is news.
  public static let materialDays = 7

  public let severity: AlertSeverity
  /// At stake, in minor units, never negative; nil when it is not about money.
  public let money: Int64?
  /// How many things it is about, where it is not about money; nil when they cannot be counted.
  public let count: Int64?
  /// The last day on which acting helps; nil when no day presses.
  public let urgentBy: Day?
  /// Tells one statement from another where there is neither money nor a count nor a day.
  public let words: String

  /// - Parameter money: counts by its magnitude.
  public init(severity: AlertSeverity, money: Int64? = nil, count: Int64? = nil, urgentBy: Day? = nil, words: String = "") {
    self.severity = severity
    self.money = money.map { Int64(clamping: $0.magnitude) }
    self.count = count.map { max(0, $0) }
    self.urgentBy = urgentBy
    self.words = words
  }

  /// Whether this is news to who heard the other: graver, more than a tenth more money (or things), a day at least a week nearer, or, where nothing
  /// of this can be measured, other words. Anything else, and everything that is better, is no news.
  public func isWorse(than told: AlertLevel) -> Bool {
    if severity > told.severity { return true }
    if let urgentBy, let before = told.urgentBy, urgentBy.distance(to: before) >= Self.materialDays { return true }
    if let money { return told.money.map { Self.hasGrown(money, from: $0) } ?? true }
    if told.money != nil { return false }
    if let count, let before = told.count { return Self.hasGrown(count, from: before) }
    return urgentBy == nil && told.urgentBy == nil && words != told.words
  }

  /// Whether hearing the other again after this would be news: it got materially better in between.
  public func isBetter(than told: AlertLevel) -> Bool { told.isWorse(than: self) && !isWorse(than: told) }

  private static func hasGrown(_ now: Int64, from before: Int64) -> Bool { now > before && now - before > before / 10 }
}
