// SPDX-License-Identifier: Apache-2.0
import Calendars

/// The days of the demo: 36 full months of history ending the month before `today`, and a few months beyond that
/// are simulated too (nobody sees them) so that the plan for the coming weeks has a truth to be measured against.
struct DemoTimeline {
  static let historyMonths = 36

  let today: Day
  let firstMonth: Month
  /// Months simulated: the history and what follows.
  let monthCount: Int
  let start: Day
  /// The last day of history: the last day of the month before `today`.
  let cut: Day
  let dayCount: Int
  let monthOfDay: [Int]
  let firstDayOfMonth: [Int]
  let isWorkday: [Bool]
  /// Days on which the plant works: working days outside the long break around the Spring Festival.
  let isPlantDay: [Bool]

  init(today: Day) {
    self.today = today
    firstMonth = today.monthOf.adding(months: -DemoTimeline.historyMonths)
    monthCount = DemoTimeline.historyMonths + 6
    start = firstMonth.firstDay
    cut = today.monthOf.firstDay.adding(days: -1)
    let last = firstMonth.adding(months: monthCount - 1).lastDay
    dayCount = start.distance(to: last) + 1
    var months: [Int] = []
    var firsts: [Int] = []
    var work: [Bool] = []
    var plant: [Bool] = []
    for monthIndex in 0..<monthCount {
      firsts.append(months.count)
      for day in firstMonth.adding(months: monthIndex).days {
        months.append(monthIndex)
        let works = DemoWorkingDays.isWorkday(day)
        let fromFestival = SpringFestival.offset(of: day)
        work.append(works)
        plant.append(works && !(-8...9).contains(fromFestival))
      }
    }
    monthOfDay = months
    firstDayOfMonth = firsts
    isWorkday = work
    isPlantDay = plant
  }

  var cutIndex: Int { index(cut) }

  func index(_ day: Day) -> Int { start.distance(to: day) }
  func day(_ index: Int) -> Day { start.adding(days: index) }
  func month(_ index: Int) -> Month { firstMonth.adding(months: index) }
  func monthIndex(_ day: Day) -> Int { firstMonth.distance(to: day.monthOf) }
  func dayCount(inMonth month: Int) -> Int { firstMonth.adding(months: month).dayCount }
}

/// The day the lunar year begins, and how far a day lies from the nearest such day that matters to it.
enum SpringFestival {
  /// Gregorian month and day of the first day of the lunar year.
  private static let known: [Int: (Int, Int)] = [
    2021: (2, 12), 2022: (2, 1), 2023: (1, 22), 2024: (2, 10), 2025: (1, 29), 2026: (2, 17), 2027: (2, 6),
    2028: (1, 26), 2029: (2, 13), 2030: (2, 3), 2031: (1, 23),
  ]

  static func day(inYear year: Int) -> Day {
    let (month, dayOfMonth) = known[year] ?? (2, 5)
    return Month(year: year, month: month).firstDay.adding(days: dayOfMonth - 1)
  }

  /// Days from this calendar year's festival: negative before it.
  static func offset(of day: Day) -> Int { SpringFestival.day(inYear: day.year).distance(to: day) }
}

/// Working days as the demo needs them: weekends and the fixed holidays off.
enum DemoWorkingDays {
  static func isWorkday(_ day: Day) -> Bool {
    if day.weekday >= 6 { return false }
    let (_, month, dayOfMonth) = day.civil
    switch (month, dayOfMonth) {
    case (1, 1), (5, 1...3), (10, 1...7), (4, 5): return false
    default: return !(-1...6).contains(SpringFestival.offset(of: day))
    }
  }

  static func onOrAfter(_ day: Day) -> Day {
    var result = day
    while !isWorkday(result) { result = result.adding(days: 1) }
    return result
  }

  static func onOrBefore(_ day: Day) -> Day {
    var result = day
    while !isWorkday(result) { result = result.adding(days: -1) }
    return result
  }

  static func adding(_ count: Int, to day: Day) -> Day {
    var result = day
    var left = count
    while left > 0 {
      result = result.adding(days: 1)
      if isWorkday(result) { left -= 1 }
    }
    return result
  }
}
