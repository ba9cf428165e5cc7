// SPDX-License-Identifier: Apache-2.0

/// What one year's notice says: weekdays off and weekend days at work.
public struct HolidayYear: Hashable, Sendable {
  /// How we know.
  public enum Status: String, Hashable, Sendable {
    /// From a notice of the State Council.
    case published
    /// 推定: derived from the law before there is a notice.
    case presumed
  }

  public let year: Int
  public let status: Status
  /// Title of the notice, or the rule a presumed year follows.
  public let source: String
  /// Mondays to Fridays without work, ascending. Days of the neighbouring year may stand here (2022-12-31 was announced with 2023).
  public let weekdaysOff: [Day]
  /// Saturdays and Sundays at work (调休), ascending.
  public let makeUpDays: [Day]

  /// Days given on the wrong side of the week change nothing and are left out, as is a make-up day that is a day off.
  public init(year: Int, status: Status, source: String, daysOff: [Day], makeUpDays: [Day]) {
    self.year = year
    self.status = status
    self.source = source
    let off = Swift.Set(daysOff)
    self.weekdaysOff = off.filter { $0.weekday <= 5 }.sorted()
    self.makeUpDays = Swift.Set(makeUpDays).filter { $0.weekday > 5 && !off.contains($0) }.sorted()
  }

  /// Statutory holidays of the year, in days: 13 since 2025 (除夕 and 2 May were added), 11 from 2008, 10 before.
  ///
  /// 全国年节及纪念日放假办法 (国务院令第795号, in force 2025-01-01; before it 第513号 and 第644号, and 第270号). Weekdays off minus make-up
  /// days of every notice is this number, because holidays that fall on a weekend are made good.
  public static func statutoryDayCount(_ year: Int) -> Int {
    year >= 2025 ? 13 : year >= 2008 ? 11 : 10
  }

  /// The year as the law alone gives it: each statutory day that falls on a weekend, or on another one, is made good on
  /// the next weekday that is free; no make-up days, since only a notice can set them. nil where the lunar table does not reach.
  public static func presumed(_ year: Int) -> HolidayYear? {
    guard let statutory = statutoryDays(year) else { return nil }
    var off = Swift.Set(statutory.filter { $0.weekday <= 5 })
    var owed: [Day] = []
    var seen: Swift.Set<Day> = []
    for day in statutory {
      if day.weekday > 5 || !seen.insert(day).inserted { owed.append(day) }
    }
    for day in owed {
      var substitute = day.adding(days: 1)
      while substitute.weekday > 5 || off.contains(substitute) { substitute = substitute.adding(days: 1) }
      off.insert(substitute)
    }
    return HolidayYear(
      year: year, status: .presumed,
      source: "全国年节及纪念日放假办法: \(statutoryDayCount(year)) days", daysOff: Array(off), makeUpDays: [])
  }

  /// The statutory days of a year, ascending; a day stands twice where two holidays meet.
  private static func statutoryDays(_ year: Int) -> [Day]? {
    func run(_ festival: Festival, _ offsets: ClosedRange<Int>) -> [Day]? {
      festival.day(in: year).map { first in offsets.map { first.adding(days: $0) } }
    }
    let springFestival: ClosedRange<Int>
    switch year {
    case 2025...: springFestival = -1...2
    case 2014...2024: springFestival = 0...2
    case 2008...2013: springFestival = -1...1
    default: springFestival = 0...2
    }
    var parts = [
      run(.newYearsDay, 0...0), run(.springFestival, springFestival),
      run(.labourDay, year >= 2025 ? 0...1 : year >= 2008 ? 0...0 : 0...2), run(.nationalDay, 0...2),
    ]
    if year >= 2008 {
      parts += [run(.clearBrightness, 0...0), run(.dragonBoat, 0...0), run(.midAutumn, 0...0)]
    }
    var days: [Day] = []
    for part in parts {
      guard let part else { return nil }
      days += part
    }
    return days.sorted()
  }
}
