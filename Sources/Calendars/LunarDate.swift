// SPDX-License-Identifier: Apache-2.0

/// A date of the Chinese lunisolar calendar 农历, within `LunarDate.years`.
public struct LunarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The Gregorian year that its New Year falls in: 腊月 of 2025 may lie in January 2026.
  public let year: Int
  /// 1 正月 … 12 腊月.
  public let month: Int
  /// 闰月: follows the ordinary month of the same number.
  public let isLeapMonth: Bool
  /// 1 初一 … 30 三十.
  public let day: Int

  /// Lunar years of the table.
  public static let years: ClosedRange<Int> = LunarTable.years

  /// nil when the table does not reach there or the year has no such month or day.
  public init?(year: Int, month: Int, isLeapMonth: Bool = false, day: Int) {
    guard let record = LunarTable.record(year), day >= 1,
      let position = record.position(month: month, isLeap: isLeapMonth), day <= record.length(position)
    else { return nil }
    self.year = year
    self.month = month
    self.isLeapMonth = isLeapMonth
    self.day = day
  }

  /// The lunar date of a civil day; nil outside the table.
  public init?(_ day: Day) {
    var lunarYear = day.year
    guard var record = LunarTable.record(lunarYear) ?? LunarTable.record(lunarYear - 1) else { return nil }
    if record.year == lunarYear, day < record.newYear {
      lunarYear -= 1
      guard let earlier = LunarTable.record(lunarYear) else { return nil }
      record = earlier
    }
    var rest = record.newYear.distance(to: day)
    for position in 0..<record.monthCount {
      let length = record.length(position)
      if rest < length {
        let (month, isLeap) = record.month(at: position)
        self.year = record.year
        self.month = month
        self.isLeapMonth = isLeap
        self.day = rest + 1
        return
      }
      rest -= length
    }
    return nil
  }

  /// The civil day.
  public var civilDay: Day {
    // Both exist for every value that an initialiser let through.
    guard let record = LunarTable.record(year),
      let position = record.position(month: month, isLeap: isLeapMonth)
    else { return Day(ordinal: 0) }
    let before = (0..<position).reduce(0) { $0 + record.length($1) }
    return record.newYear.adding(days: before + day - 1)
  }

  public static func < (left: LunarDate, right: LunarDate) -> Bool {
    (left.year, left.month, left.isLeapMonth ? 1 : 0, left.day)
      < (right.year, right.month, right.isLeapMonth ? 1 : 0, right.day)
  }

  /// `农历2026年正月初一`, `农历2025年闰六月十五`.
  public var description: String {
    "农历" + String(year) + "年" + (isLeapMonth ? "闰" : "") + LunarDate.monthNames[month - 1] + "月"
      + LunarDate.dayName(day)
  }

  static let monthNames = ["正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊"]

  private static func dayName(_ day: Int) -> String {
    let digits = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
    switch day {
    case 1...10: return "初" + digits[day - 1]
    case 11...19: return "十" + digits[day - 11]
    case 20: return "二十"
    case 30: return "三十"
    default: return "廿" + digits[day - 21]
    }
  }
}
