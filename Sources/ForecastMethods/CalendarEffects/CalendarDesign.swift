// SPDX-License-Identifier: Apache-2.0
import Calendars

/// Features that stand together in one regression: which of a few is taken, the data say.
struct CalendarDesign: Hashable, Sendable {
  /// What the forecast's method name says of it.
  let name: String
  let features: [CalendarFeature]

  /// Candidates for periods of `granularity`, simplest first; none for those that hold a whole festival.
  static func candidates(for granularity: Granularity) -> [CalendarDesign] {
    switch granularity {
    case .month: months
    case .week: weeks
    case .day: days
    case .quarter, .year: []
    }
  }

  static let all = months + weeks + days

  /// Stocking up before, the holiday, factories shut or catching up after. Windows are short, usual and long: trade to trade they differ.
  private static let springs: [[CalendarFeature]] = [
    [.spring("holiday", -3...9)],
    [.spring("before-20", -20 ... -1), .spring("after-21", 0...20)],
    [.spring("rush", -12 ... -6), .spring("closed", -5...14)],
    [.spring("before-10", -10 ... -1), .spring("week", 0...6), .spring("after-14", 7...14)],
    [.spring("before-20", -20 ... -1), .spring("week", 0...6), .spring("after-20", 7...20)],
    [.spring("before-30", -30 ... -8), .spring("fortnight", -7...7), .spring("after-fortnight", 8...21)],
  ]

  private static let months =
    [CalendarDesign(name: "WorkingDays", features: [.workdays])]
    + springs.map { CalendarDesign(name: "SpringFestival", features: $0) }
    + springs.map { CalendarDesign(name: "SpringFestival+WorkingDays", features: $0 + [.workdays]) }

  private static let sales: [CalendarFeature] = [
    CalendarFeature("mid-year-sale", .solar(month: 6, days: 1...15)), CalendarFeature("618", .solar(month: 6, days: 16...18)),
    CalendarFeature("singles-day-lead", .solar(month: 11, days: 1...9)), CalendarFeature("double-11", .solar(month: 11, days: 10...11)),
  ]
  private static let holidays: [CalendarFeature] = [
    CalendarFeature("labour-day", .solar(month: 5, days: 1...5)), CalendarFeature("national-day", .solar(month: 10, days: 1...7)),
    CalendarFeature("mid-autumn-lead", .midAutumn(-10...0)),
  ]
  private static let nearSpring: [CalendarFeature] = [
    .spring("goods", -30 ... -8), .spring("eve-week", -7 ... -1), .spring("week", 0...6), .spring("after", 7...20),
  ]
  private static let workRhythm = [CalendarFeature("weekday-off", .weekdayOff), CalendarFeature("make-up-day", .makeUpDay)]

  private static let weeks = [
    CalendarDesign(name: "WorkingDays", features: [.workdays]),
    CalendarDesign(name: "SpringFestival", features: nearSpring),
    CalendarDesign(name: "SpringFestival+WorkingDays", features: nearSpring + [.workdays]),
    CalendarDesign(name: "ChineseCalendar", features: nearSpring + holidays + sales + [.workdays]),
  ]

  private static let days = [
    CalendarDesign(name: "WorkingDays", features: workRhythm),
    CalendarDesign(name: "SpringFestival", features: nearSpring),
    CalendarDesign(name: "SpringFestival+WorkingDays", features: nearSpring + workRhythm),
    CalendarDesign(
      name: "ChineseCalendar", features: nearSpring + holidays + sales + workRhythm + [CalendarFeature("month-end", .monthEnd(3))]),
  ]
}
