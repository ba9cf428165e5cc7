// SPDX-License-Identifier: Apache-2.0

/// Days of the Chinese year that trade moves around.
public enum Festival: String, Hashable, Sendable, CaseIterable {
  /// 元旦, 1 January.
  case newYearsDay
  /// 除夕, the day before Spring Festival.
  case springFestivalEve
  /// 春节, 正月初一.
  case springFestival
  /// 元宵, 正月十五.
  case lantern
  /// 清明, the solar term at 15°.
  case clearBrightness
  /// 劳动节, 1 May.
  case labourDay
  /// 端午, 五月初五.
  case dragonBoat
  /// 七夕, 七月初七.
  case doubleSeventh
  /// 中秋, 八月十五.
  case midAutumn
  /// 国庆, 1 October.
  case nationalDay

  /// The civil day it falls on in the Gregorian `year`; nil where the lunar table does not reach, or outside years 1...9999.
  public func day(in year: Int) -> Day? {
    switch self {
    case .newYearsDay: return Day(year: year, month: 1, day: 1)
    case .labourDay: return Day(year: year, month: 5, day: 1)
    case .nationalDay: return Day(year: year, month: 10, day: 1)
    case .springFestival: return LunarTable.record(year)?.newYear
    case .springFestivalEve: return LunarTable.record(year)?.newYear.adding(days: -1)
    case .lantern: return LunarDate(year: year, month: 1, day: 15)?.civilDay
    case .dragonBoat: return LunarDate(year: year, month: 5, day: 5)?.civilDay
    case .doubleSeventh: return LunarDate(year: year, month: 7, day: 7)?.civilDay
    case .midAutumn: return LunarDate(year: year, month: 8, day: 15)?.civilDay
    case .clearBrightness:
      return LunarTable.record(year).flatMap { Day(year: year, month: 4, day: $0.clearBrightnessDay) }
    }
  }

  public var chineseName: String {
    switch self {
    case .newYearsDay: return "元旦"
    case .springFestivalEve: return "除夕"
    case .springFestival: return "春节"
    case .lantern: return "元宵节"
    case .clearBrightness: return "清明节"
    case .labourDay: return "劳动节"
    case .dragonBoat: return "端午节"
    case .doubleSeventh: return "七夕"
    case .midAutumn: return "中秋节"
    case .nationalDay: return "国庆节"
    }
  }
}

extension Day {
  /// Days from the nearest Spring Festival: −1 on 除夕, 0 on 正月初一, 14 on 元宵; the earlier one when two are equally near.
  /// nil outside the lunar table.
  public var springFestivalOffset: Int? {
    let year = self.year
    func offset(from year: Int) -> Int? { LunarTable.record(year).map { $0.newYear.distance(to: self) } }
    // This year's festival lies before or after; the other neighbour is that of the next or of the last year.
    let own = offset(from: year)
    let other = offset(from: own.map { $0 >= 0 } ?? false ? year + 1 : year - 1)
    guard let own, let other else {
      // Two festivals are at least 353 days apart: within half of that, none beyond the table can be nearer.
      return (own ?? offset(from: year + 1) ?? other).flatMap { $0.magnitude <= 176 ? $0 : nil }
    }
    let (earlier, later) = own >= 0 ? (own, other) : (other, own)
    return earlier <= -later ? earlier : later
  }
}
