// SPDX-License-Identifier: Apache-2.0

import Calendars
import Testing

/// Sees wrong conversions between ordinal and civil date. The independent road: counting days one by one.
@Suite("Days and months")
struct DayTests {
  @Test("every day from 1890 to 2110 follows the one before, in date, weekday and text")
  func everyDay() throws {
    var day = try #require(Day(iso: "1890-01-01"))
    var weekday = 3  // A Wednesday.
    for year in 1890...2110 {
      for month in 1...12 {
        let long = [1, 3, 5, 7, 8, 10, 12].contains(month)
        let isLeap = year % 4 == 0 && year != 1900 && year != 2100
        for dayOfMonth in 1...(month == 2 ? (isLeap ? 29 : 28) : long ? 31 : 30) {
          guard day.civil == (year, month, dayOfMonth), day.weekday == weekday,
            Day(iso: day.description) == day
          else {
            Issue.record("\(day) should be \(year)-\(month)-\(dayOfMonth), weekday \(weekday)")
            return
          }
          day = day.adding(days: 1)
          weekday = weekday % 7 + 1
        }
      }
    }
    #expect(Day(iso: "1970-01-01")?.ordinal == 0)
  }

  @Test(
    "a date that does not exist, or is written otherwise, is none",
    arguments: [
      "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-05", "20260105", "2026/01/05", "",
      "2026-01-0a",
      "0000-01-01", "２０２６-01-05", " 2026-01-05",
    ])
  func refused(text: String) { #expect(Day(iso: text) == nil) }

  @Test("moving by an absurd number of days stops at the end of time instead of the program")
  func saturates() throws {
    let day = try #require(Day(iso: "2026-11-23"))
    #expect(day.adding(days: .max) == Day(ordinal: .max))
    #expect(day.adding(days: .min) == Day(ordinal: .min))
    #expect(Month(year: 2026, month: 1).adding(months: .max) == Month(ordinal: .max))
    #expect(Month(ordinal: .max).firstDay <= Day(ordinal: .max))
  }

  @Test("months know their neighbours, length and text, also before year 1 and after 9999")
  func months() {
    let february = Month(year: 2028, month: 2)
    #expect(february.dayCount == 29)
    #expect(february.firstDay.description == "2028-02-01")
    #expect(february.lastDay.description == "2028-02-29")
    #expect(february.adding(months: -2).description == "2027-12")
    #expect(Month(iso: "2026-03") == Month(year: 2026, month: 3))
    #expect(Month(iso: "2026-3") == nil)
    #expect(Month(year: 12_000, month: 5).firstDay.monthOf == Month(year: 12_000, month: 5))
    let early = Month(ordinal: -1)
    #expect((early.year, early.month) == (-1, 12))
    #expect(early.firstDay.monthOf == early)
  }
}
