// SPDX-License-Identifier: Apache-2.0

import Calendars
import Testing

@testable import Planning

/// The two axes of a plan against the civil calendar, day by day.
///
/// Sees: a month that begins on the wrong position, days of months before the cutoff, a leap day that is lost.
@Suite struct PlanCalendarTests {
  @Test(arguments: [-1, 0, 1, 5, 24, 25])
  func daysAndMonthsLeadToEachOther(closed: Int) throws {
    let first = Month(year: 2027, month: 3)
    let calendar = try PlanCalendar(
      firstMonth: first, lastMonth: first.advanced(by: 24), cutoff: first.advanced(by: closed - 1), fiscalYearStart: 4)
    #expect(calendar.monthCount == 25 && calendar.actualCount == min(25, max(0, closed)))
    var position = 0
    for month in 0..<calendar.monthCount {
      let days = calendar.days(ofMonthAt: month)
      guard month >= closed else {
        #expect(days.isEmpty)
        continue
      }
      #expect(days == position..<(position + first.advanced(by: month).dayCount))
      for day in days {
        #expect(calendar.day(at: day).monthOf == first.advanced(by: month))
        #expect(calendar.months(ofDays: day..<(day + 1)) == month..<(month + 1))
      }
      position = days.upperBound
    }
    #expect(calendar.dayCount == position)
    #expect(calendar.months(ofDays: 0..<position) == (position == 0 ? 0..<0 : calendar.actualCount..<25))
    #expect(calendar.days(ofMonthAt: 25).isEmpty && calendar.days(ofMonthAt: -1).isEmpty)
  }
}
