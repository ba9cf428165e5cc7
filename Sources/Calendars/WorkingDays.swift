// SPDX-License-Identifier: Apache-2.0

/// Which days are worked: Monday to Friday, less the holidays, plus the make-up days 调休.
///
/// Years come from notices (`HolidayYear.published`, or a pasted one through `extended(with:)`); others within 1990...2050 are
/// presumed from the law (`HolidayYear.presumed`); beyond them every Monday to Friday is worked. One look-up each, whatever the distance.
public struct WorkingDays: Sendable {
  /// The years that hold holidays at all.
  public static let years = 1990...2050

  /// China, as far as its notices are built in.
  public static let china = WorkingDays(notices: HolidayYear.published)
  /// Monday to Friday and nothing else.
  public static let mondayToFriday = WorkingDays(notices: nil)

  /// The notices this calendar knows, by year.
  public let notices: [HolidayYear]

  private let isPlain: Bool
  private let firstDay: Day
  /// Workdays before each day of the span, and one more entry at its end.
  private let counts: [Int32]
  /// The workdays of the span, ascending, as days since `firstDay`.
  private let worked: [Int32]

  /// Later notices of the same year replace earlier ones.
  public init(notices: [HolidayYear]) { self.init(notices: Optional(notices)) }

  private init(notices: [HolidayYear]?) {
    var byYear: [Int: HolidayYear] = [:]
    for notice in notices ?? [] { byYear[notice.year] = notice }
    self.notices = byYear.values.sorted { $0.year < $1.year }
    self.isPlain = notices == nil
    let first = Month(year: WorkingDays.years.lowerBound, month: 1).firstDay
    let end = Month(year: WorkingDays.years.upperBound + 1, month: 1).firstDay
    var isWorked = (0..<first.distance(to: end)).map { first.adding(days: $0).weekday <= 5 }
    func set(_ days: [Day], _ value: Bool) {
      for day in days where day >= first && day < end { isWorked[first.distance(to: day)] = value }
    }
    if notices != nil {
      let tables = WorkingDays.years.compactMap { byYear[$0] ?? HolidayYear.presumed($0) }
      // A notice may reach into the neighbouring year, so what is published is laid over all that is presumed.
      for table in tables where table.status == .presumed { set(table.weekdaysOff, false) }
      for table in tables where table.status == .published {
        set(table.weekdaysOff, false)
        set(table.makeUpDays, true)
      }
    }
    var counts: [Int32] = [0]
    var worked: [Int32] = []
    for (position, value) in isWorked.enumerated() {
      if value { worked.append(Int32(position)) }
      counts.append(Int32(worked.count))
    }
    self.firstDay = first
    self.counts = counts
    self.worked = worked
  }

  /// The calendar with one more notice, or with a corrected one.
  public func extended(with notice: HolidayYear) -> WorkingDays { WorkingDays(notices: notices + [notice]) }

  /// Published where there is a notice of that year; presumed 推定 otherwise.
  public func status(of year: Int) -> HolidayYear.Status {
    isPlain || notices.contains { $0.year == year && $0.status == .published } ? .published : .presumed
  }

  public func isWorkday(_ day: Day) -> Bool { workdaysBefore(day.adding(days: 1)) > workdaysBefore(day) }

  /// `day` itself when it is worked, else the next one that is.
  public func nextWorkday(onOrAfter day: Day) -> Day { workday(number: workdaysBefore(day)) }

  /// `day` itself when it is worked, else the last one before it that was.
  public func previousWorkday(onOrBefore day: Day) -> Day {
    workday(number: workdaysBefore(day.adding(days: 1)) - 1)
  }

  /// The `workdays`-th workday after `day`, or before it when negative; `day` itself when 0, worked or not (as WORKDAY does in Excel).
  public func adding(workdays: Int, to day: Day) -> Day {
    if workdays == 0 { return day }
    // Far more than a day can hold: the result stops at the end of time as `Day.adding(days:)` does.
    let step = min(max(workdays, -4_000_000_000), 4_000_000_000)
    return step > 0
      ? workday(number: workdaysBefore(day.adding(days: 1)) + step - 1)
      : workday(number: workdaysBefore(day) + step)
  }

  /// Workdays from the first to the last day, both counted.
  public func workdays(in days: ClosedRange<Day>) -> Int {
    workdaysBefore(days.upperBound.adding(days: 1)) - workdaysBefore(days.lowerBound)
  }

  public func workdays(in month: Month) -> Int { workdays(in: month.days) }

  /// Workdays from `start` (not counted) to `end` (counted); negative when `end` comes first.
  public func workdays(from start: Day, to end: Day) -> Int {
    workdaysBefore(end.adding(days: 1)) - workdaysBefore(start.adding(days: 1))
  }

  /// Workdays from the first day of the span up to, and without, `day`; negative before the span.
  private func workdaysBefore(_ day: Day) -> Int {
    let position = firstDay.distance(to: day)
    if position < 0 { return WorkingDays.weekdays(from: firstDay, count: position) }
    let last = counts.count - 1
    if position <= last { return Int(counts[position]) }
    return Int(counts[last]) + WorkingDays.weekdays(from: firstDay.adding(days: last), count: position - last)
  }

  /// The workday before which there are `number` others since the span began.
  private func workday(number: Int) -> Day {
    if worked.indices.contains(number) { return firstDay.adding(days: Int(worked[number])) }
    if number < 0 { return WorkingDays.weekday(number: number, from: firstDay) }
    return WorkingDays.weekday(number: number - worked.count, from: firstDay.adding(days: counts.count - 1))
  }

  /// Mondays to Fridays among the `count` days from `start`; a negative count looks back and counts below zero.
  private static func weekdays(from start: Day, count: Int) -> Int {
    /// Weekdays since a Monday far before any day.
    func since(_ ordinal: Int) -> Int {
      let shifted = ordinal + 3
      let week = shifted >= 0 ? shifted / 7 : (shifted - 6) / 7
      return week * 5 + min(shifted - week * 7, 5)
    }
    return since(Int(start.ordinal) + count) - since(Int(start.ordinal))
  }

  /// The Monday-to-Friday day before which there are `number` others since `start`.
  private static func weekday(number: Int, from start: Day) -> Day {
    let sinceMonday = number + min(start.weekday - 1, 5)
    let week = sinceMonday >= 0 ? sinceMonday / 5 : (sinceMonday - 4) / 5
    return start.adding(days: -(start.weekday - 1) + week * 7 + (sinceMonday - week * 5))
  }
}
