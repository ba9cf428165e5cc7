// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// Where an alert stands among others: what is read, told and left is decided by it alone.
///
/// weight = money × 14 ÷ (14 + d), rounded down, with d days from the day of looking until `urgentBy`: all of the money when the day is there or past, half of it
/// a fortnight ahead, a third four weeks ahead. Without a day d is 90. Without money a severity stands for a sum that follows from what the company
/// itself calls large: critical for all of it, warning for a tenth, info for a hundredth. Critical alerts stand before all others; equal ones by key.
public struct AlertRank: Comparable, Hashable, Sendable {
  /// Days ahead at which money counts half.
  public static let halfDays = 14
  /// Days that count where none is known.
  public static let someDay = 90

  public let key: String
  public let isCritical: Bool
  /// Minor units.
  public let weight: Int64

  /// - Parameters:
  ///   - day: from which the days are counted.
  ///   - large: what the company calls a large sum, minor units.
  public init(key: String, _ level: AlertLevel, on day: Day, large: Int64) {
    self.key = key
    isCritical = level.severity == .critical
    weight = Self.weight(level, on: day, large: large)
  }

  private static func weight(_ level: AlertLevel, on day: Day, large: Int64) -> Int64 {
    let money = level.money ?? max(0, large) / share(level.severity)
    let days = Int64(max(0, level.urgentBy.map { day.distance(to: $0) } ?? someDay))
    let (high, low) = money.multipliedFullWidth(by: Int64(halfDays))
    return (Int64(halfDays) + days).dividingFullWidth((high, low)).quotient
  }

  private static func share(_ severity: AlertSeverity) -> Int64 {
    switch severity {
    case .critical: 1
    case .warning: 10
    case .info: 100
    }
  }

  /// The one to look at first is the smaller.
  public static func < (left: AlertRank, right: AlertRank) -> Bool {
    if left.isCritical != right.isCritical { return left.isCritical }
    return (right.weight, left.key) < (left.weight, right.key)
  }
}
