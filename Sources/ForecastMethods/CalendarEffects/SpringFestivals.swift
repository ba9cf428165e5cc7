// SPDX-License-Identifier: Apache-2.0
import Calendars

/// 正月初一 of the years that sales histories may reach back to.
///
/// From 1990 on the lunar table of `Calendars`; before it days from 20 January, computed from the moon's phase and the sun's longitude in UTC+8 and
/// compared with another calendar's.
enum SpringFestivals {
  static let years = 1970...LunarDate.years.upperBound

  static func day(in year: Int) -> Day? {
    if let known = Festival.springFestival.day(in: year) { return known }
    guard years.contains(year) else { return nil }
    return Day(year: year, month: 1, day: 20)?.adding(days: earlier[year - years.lowerBound])
  }

  /// 1970 to 1989.
  private static let earlier = [17, 7, 26, 14, 3, 22, 11, 29, 18, 8, 27, 16, 5, 24, 13, 31, 20, 9, 28, 17]
}
