// SPDX-License-Identifier: Apache-2.0

import Calendars
import Foundation
import Testing

private func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

/// Sees any wrong day of the table between 1990 and 2050. The independent road is the Chinese calendar of Foundation (ICU).
@Suite("The lunar calendar")
struct LunarDateTests {
  @Test(
    "Spring Festival falls where it did and will",
    arguments: [
      "2015-02-19", "2016-02-08", "2017-01-28", "2018-02-16", "2019-02-05", "2020-01-25", "2021-02-12",
      "2022-02-01",
      "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13",
      "2030-02-03",
      "2031-01-23",
    ])
  func springFestival(text: String) throws {
    let day = try day(text)
    #expect(Festival.springFestival.day(in: day.year) == day)
    #expect(day.springFestivalOffset == 0)
    #expect(LunarDate(day) == LunarDate(year: day.year, month: 1, day: 1))
  }

  @Test(
    "other festivals fall where they do",
    arguments: [
      (Festival.midAutumn, "2024-09-17"), (.midAutumn, "2025-10-06"), (.midAutumn, "2026-09-25"),
      (.midAutumn, "2027-09-15"), (.midAutumn, "2028-10-03"), (.dragonBoat, "2025-05-31"),
      (.dragonBoat, "2026-06-19"),
      (.dragonBoat, "2027-06-09"), (.doubleSeventh, "2026-08-19"), (.lantern, "2026-03-03"),
      (.springFestivalEve, "2026-02-16"), (.clearBrightness, "2026-04-05"), (.clearBrightness, "2025-04-04"),
      (.clearBrightness, "2024-04-04"), (.clearBrightness, "2023-04-05"), (.clearBrightness, "2022-04-05"),
    ])
  func festivals(festival: Festival, text: String) throws {
    #expect(festival.day(in: try day(text).year) == (try day(text)))
  }

  @Test("all days from 1990-01-27 to 2051-02-10 agree with another calendar, and lead back to themselves")
  func everyDay() throws {
    var chinese = Foundation.Calendar(identifier: .chinese)
    chinese.timeZone = try #require(TimeZone(secondsFromGMT: 8 * 3600))
    let first = try day("1990-01-27")
    let last = try day("2051-02-10")
    #expect(LunarDate(first.adding(days: -1)) == nil)
    #expect(LunarDate(last.adding(days: 1)) == nil)
    var differing: [String] = []
    for ordinal in first.ordinal...last.ordinal {
      let day = Day(ordinal: ordinal)
      let date = Foundation.Date(timeIntervalSince1970: Double(ordinal) * 86_400 + 4 * 3600)
      let parts = chinese.dateComponents([.month, .day], from: date)
      guard let lunar = LunarDate(day), lunar.civilDay == day, lunar.month == parts.month,
        lunar.day == parts.day,
        lunar.isLeapMonth == (parts.isLeapMonth ?? false)
      else {
        differing.append(
          "\(day) \(LunarDate(day)?.description ?? "none") other \(parts.month ?? 0)/\(parts.day ?? 0)")
        continue
      }
    }
    #expect(differing.isEmpty, "\(differing.count): \(differing.prefix(5))")
  }

  @Test("leap months have their own dates: 闰六月 2025")
  func leapMonth() throws {
    let lunar = try #require(LunarDate(year: 2025, month: 6, isLeapMonth: true, day: 1))
    #expect(lunar.civilDay.description == "2025-07-25")
    #expect(lunar.description == "农历2025年闰六月初一")
    #expect(LunarDate(year: 2026, month: 6, isLeapMonth: true, day: 1) == nil)
    #expect(try #require(LunarDate(year: 2025, month: 6, day: 29)) < lunar)
    #expect(LunarDate(year: 2025, month: 13, day: 1) == nil)
    #expect(LunarDate(year: 2025, month: 1, day: 31) == nil)
    #expect(LunarDate(year: 1989, month: 1, day: 1) == nil)
  }

  @Test("days count from the nearest Spring Festival")
  func offsets() throws {
    #expect(try day("2026-02-16").springFestivalOffset == -1)
    #expect(try day("2026-03-03").springFestivalOffset == 14)
    #expect(try day("2025-12-31").springFestivalOffset == -48)
    #expect(try day("2060-01-01").springFestivalOffset == nil)
    var previous = 0
    for ordinal in (try day("1990-01-27").ordinal)...(try day("2050-01-23").ordinal) {
      let offset = try #require(Day(ordinal: ordinal).springFestivalOffset)
      // One more each day, but where the next festival becomes the nearer one.
      #expect(offset == previous + 1 || offset == 0 || (previous > 170 && offset < -170))
      previous = offset
    }
  }
}
