// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// The time from drawing a bill to its maturity: whole months, or days.
public struct BillTenor: Hashable, Sendable {
  public let months: Int
  public let days: Int

  public init(months: Int) {
    self.months = min(max(months, 0), 60)
    self.days = 0
  }

  public init(days: Int) {
    self.months = 0
    self.days = min(max(days, 0), 1830)
  }

  /// The same day of the month so many months later, or that month's last day when it has none.
  ///
  /// Source: 票据法 §107: by months the term ends on the corresponding day, without one on the last of the month.
  public func maturity(drawnOn day: Day) -> Day {
    guard months > 0 else { return day.adding(days: days) }
    return PaymentTerms.day(day.dayOfMonth, of: day.monthOf.adding(months: months))
  }

  /// Bills drawn since 2023 may run six months at most (商业汇票承兑、贴现与再贴现管理办法).
  public var isAboveSixMonths: Bool { months > 6 || days > 184 }

  /// `6个月`, `90 days`.
  public func text(inChinese: Bool) -> String {
    months > 0 ? (inChinese ? "\(months)个月" : "\(months) months") : (inChinese ? "\(days)天" : "\(days) days")
  }
}
