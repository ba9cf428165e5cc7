// SPDX-License-Identifier: Apache-2.0

public import Calendars
import Formulas

/// The horizon of a plan: its months, and the days after the cutoff.
public struct PlanCalendar: Hashable, Sendable {
  public static let monthLimit = 600
  public static let dayLimit = 800

  public let firstMonth: Month
  public let lastMonth: Month
  /// The last month with actuals; may lie before the first month (a plan without history).
  public let cutoff: Month
  /// The month in which a fiscal year starts, 1...12.
  public let fiscalYearStart: Int
  public let monthCount: Int
  /// Months 0..<actualCount are actual.
  public let actualCount: Int
  /// First day of the first month after the cutoff that lies in the horizon.
  public let firstDay: Day
  public let dayCount: Int
  /// Per month the position of its first day, 0 through the cutoff; then ``dayCount``.
  private let dayStarts: [Int32]
  /// Per day its month.
  private let monthOfDay: [Int32]

  public init(firstMonth: Month, lastMonth: Month, cutoff: Month, fiscalYearStart: Int = 1)
    throws(PlanningError)
  {
    let count = firstMonth.distance(to: lastMonth) + 1
    guard count >= 1, count <= PlanCalendar.monthLimit, (1...12).contains(fiscalYearStart) else {
      throw PlanningError(
        .horizonNotPossible, subject: "\(firstMonth)…\(lastMonth)",
        detail: Wording(
          "计划可以有 1 到 \(PlanCalendar.monthLimit) 个月，这里是 \(count) 个。",
          "A plan has 1 to \(PlanCalendar.monthLimit) months; this one has \(count)."),
        hint: Wording("末月不得早于首月。", "Choose a last month on or after the first."))
    }
    self.firstMonth = firstMonth
    self.lastMonth = lastMonth
    self.cutoff = cutoff
    self.fiscalYearStart = fiscalYearStart
    let actual = min(max(firstMonth.distance(to: cutoff) + 1, 0), count)
    let firstDay = firstMonth.adding(months: actual).firstDay
    (monthCount, actualCount, self.firstDay) = (count, actual, firstDay)
    dayCount = max(0, firstDay.distance(to: lastMonth.lastDay) + 1)
    dayStarts = (0...count).map { $0 <= actual ? 0 : Int32(firstDay.distance(to: firstMonth.adding(months: $0).firstDay)) }
    monthOfDay = (actual..<count).flatMap { [Int32](repeating: Int32($0), count: firstMonth.adding(months: $0).dayCount) }
  }

  /// The day axis is limited; months alone may run longer.
  ///
  /// - Throws: `planning.horizon-not-possible`.
  func requireDays() throws(PlanningError) {
    guard dayCount <= PlanCalendar.dayLimit else {
      throw PlanningError(
        .horizonNotPossible, subject: "\(cutoff)…\(lastMonth)",
        detail: Wording(
          "按日最多 \(PlanCalendar.dayLimit) 天，这个计划期有 \(dayCount) 天。",
          "The day axis has at most \(PlanCalendar.dayLimit) days; this horizon has \(dayCount)."),
        hint: Wording("提前末月，或推后截止月。", "Choose an earlier last month or a later cutoff."))
    }
  }

  public func month(at index: Int) -> Month { firstMonth.adding(months: index) }
  public func day(at index: Int) -> Day { firstDay.adding(days: index) }
  public func index(of month: Month) -> Int? {
    let index = firstMonth.distance(to: month)
    return index >= 0 && index < monthCount ? index : nil
  }
  public func index(of day: Day) -> Int? {
    let index = firstDay.distance(to: day)
    return index >= 0 && index < dayCount ? index : nil
  }

  /// Positions on the day axis of one month; empty through the cutoff.
  public func days(ofMonthAt index: Int) -> Range<Int> {
    guard index >= actualCount, index < monthCount else { return 0..<0 }
    return Int(dayStarts[index])..<Int(dayStarts[index + 1])
  }

  /// Positions of the months that some days lie in.
  func months(ofDays days: Range<Int>) -> Range<Int> {
    let days = days.clamped(to: 0..<dayCount)
    return days.isEmpty ? 0..<0 : Int(monthOfDay[days.lowerBound])..<(Int(monthOfDay[days.upperBound - 1]) + 1)
  }
}
