// SPDX-License-Identifier: Apache-2.0
import Calendars

/// When the trade buys: the month's season of a family, and how busy each day is.
enum Seasons {
  /// By month January…December. Holidays and campaigns are in `activity`, not here.
  static let family: [[Double]] = [
    [0.72, 0.74, 0.92, 1.10, 1.42, 1.50, 1.38, 1.00, 0.74, 0.72, 0.82, 0.76],
    [0.96, 0.94, 0.96, 0.98, 1.02, 1.06, 1.02, 1.00, 1.00, 1.00, 1.02, 0.98],
    [1.10, 0.94, 0.92, 0.92, 0.98, 1.00, 0.92, 0.92, 0.98, 1.02, 1.14, 1.10],
  ]
  /// Growth of a year, and its twelfth root.
  static let yearlyGrowth = 0.06
  private static let monthlyGrowth = 1.004_867_55

  /// Trade level of a month against the middle of the last twelve months of history.
  static func trend(monthsFromCentre: Int) -> Double {
    var result = 1.0
    for _ in 0..<abs(monthsFromCentre) { result *= monthsFromCentre > 0 ? monthlyGrowth : 1 / monthlyGrowth }
    return result
  }

  /// How busy a day is for ordering: 1 is a plain working day.
  static func activity(_ day: Day, _ channel: SalesChannel) -> Double {
    let (_, month, dayOfMonth) = day.civil
    let fromFestival = SpringFestival.offset(of: day)
    if channel == .platform {
      var level = 1.0
      switch (month, dayOfMonth) {
      case (5, 20...31), (6, 1...18): level = 1.6
      case (6, 19...30): level = 0.7
      case (10, 20...31), (11, 1...11): level = 1.75
      case (11, 12...25): level = 0.7
      default: break
      }
      if (-28 ... -8).contains(fromFestival) { level *= 1.4 }
      if (-5...6).contains(fromFestival) { level *= 0.3 }
      return level
    }
    var level = day.weekday == 7 ? 0.08 : (day.weekday == 6 ? 0.25 : 1.0)
    switch (month, dayOfMonth) {
    case (10, 1...7): level *= 0.15
    case (9, 18...30): level *= 1.3
    case (5, 1...3), (1, 1): level *= 0.2
    case (3, 27...31), (6, 26...30), (12, 25...31): level *= 1.35
    default: break
    }
    switch fromFestival {
    case -28 ... -9: level *= 1.3
    case -8 ... -5: level *= 0.6
    case -4...7: level *= 0.05
    case 8...14: level *= 0.6
    default: break
    }
    return level
  }

  struct Promotion {
    let code: String
    let name: String
    let englishName: String
    let from: Day
    let to: Day
    let family: String?
    let lift: Double
  }

  static func promotions(years: ClosedRange<Int>) -> [Promotion] {
    var result: [Promotion] = []
    for year in years {
      let festival = SpringFestival.day(inYear: year)
      func day(_ month: Int, _ day: Int) -> Day {
        Month(year: year, month: month).firstDay.adding(days: day - 1)
      }
      func add(_ mark: String, _ name: String, _ from: Day, _ to: Day, _ lift: Double, family: String? = nil) {
        result.append(
          Promotion(
            code: "CX-\(year)-\(mark)", name: "\(year) \(name)", englishName: "\(EnglishNames.of(name)) \(year)",
            from: from, to: to, family: family, lift: lift))
      }
      add("NH", "年货节", festival.adding(days: -28), festival.adding(days: -8), 0.40, family: "小家电")
      add("618", "618", day(5, 20), day(6, 18), 0.60)
      add("GQ", "国庆备货", day(9, 18), day(9, 30), 0.30)
      add("1111", "双11", day(10, 20), day(11, 11), 0.75)
    }
    return result
  }
}
