// SPDX-License-Identifier: Apache-2.0
import Calendars

/// Something a day can be that moves sales; of a period counts how many of its days are.
struct CalendarFeature: Hashable, Sendable {
  enum Rule: Hashable, Sendable {
    /// Days from 正月初一, that is 0.
    case springFestival(ClosedRange<Int>)
    /// Days before 中秋.
    case midAutumn(ClosedRange<Int>)
    /// Days of one month of the solar calendar.
    case solar(month: Int, days: ClosedRange<Int>)
    /// Worked, make-up days 调休 included.
    case workday
    /// Monday to Friday without work.
    case weekdayOff
    /// Saturday or Sunday at work.
    case makeUpDay
    /// The last days of a month.
    case monthEnd(Int)
  }

  /// Stable, ASCII.
  let name: String
  let rule: Rule
  /// Days that make one unit: the length of the window, so that a coefficient says what the whole window does.
  let unit: Double

  init(_ name: String, _ rule: Rule) {
    self.name = name
    self.rule = rule
    switch rule {
    case .springFestival(let days), .midAutumn(let days), .solar(_, let days): unit = Double(days.count)
    // A working week: months differ by two or three days, so the coefficient is of the size of a window's.
    case .workday: unit = 5
    case .weekdayOff, .makeUpDay: unit = 1
    case .monthEnd(let days): unit = Double(days)
    }
  }

  static func spring(_ name: String, _ days: ClosedRange<Int>) -> CalendarFeature {
    CalendarFeature("spring-festival-" + name, .springFestival(days))
  }
  static let workdays = CalendarFeature("working-days", .workday)

  /// A time of the year, not a kind of day.
  var isWindow: Bool {
    switch rule {
    case .springFestival, .midAutumn, .solar: true
    case .workday, .weekdayOff, .makeUpDay, .monthEnd: false
    }
  }

  /// Days on which the rule can be said to hold or not.
  ///
  /// Two days of rest a week came with May 1995; before it nearly every month had the same number of working days.
  var knownDays: ClosedRange<Day> {
    let last = Month(year: SpringFestivals.years.upperBound, month: 12).lastDay
    switch rule {
    case .workday, .weekdayOff, .makeUpDay: return Month(year: 1995, month: 5).firstDay...last
    case .midAutumn: return Month(year: LunarDate.years.lowerBound, month: 1).firstDay...last
    default: return Month(year: SpringFestivals.years.lowerBound, month: 1).firstDay...last
    }
  }

  /// All days of `knownDays` for which it holds, ascending within each year.
  func days(_ working: WorkingDays) -> [Day] {
    let known = knownDays
    let years = known.lowerBound.year...known.upperBound.year
    switch rule {
    case .springFestival(let window): return window.around(years.compactMap(SpringFestivals.day), in: known)
    case .midAutumn(let window): return window.around(years.compactMap(Festival.midAutumn.day), in: known)
    case .solar(let month, let window):
      return years.flatMap { year in window.compactMap { Day(year: year, month: month, day: $0) } }.filter(known.contains)
    case .workday: return known.filter(working.isWorkday)
    case .weekdayOff: return known.filter { $0.weekday <= 5 && !working.isWorkday($0) }
    case .makeUpDay: return known.filter { $0.weekday > 5 && working.isWorkday($0) }
    case .monthEnd(let length): return known.filter { $0.dayOfMonth > $0.monthOf.dayCount - length }
    }
  }
}

extension ClosedRange<Int> {
  fileprivate func around(_ festivals: [Day], in known: ClosedRange<Day>) -> [Day] {
    festivals.flatMap { festival in map { festival.adding(days: $0) } }.filter(known.contains)
  }
}
