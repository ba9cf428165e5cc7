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
        let works = WorkingDays.china.isWorkday(day)
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

/// How far a day lies from the Spring Festival that matters to it.
enum SpringFestival {
  static func day(inYear year: Int) -> Day {
    // Beyond the lunar table of `Calendars` nobody needs a demo; early February keeps it running.
    Festival.springFestival.day(in: year) ?? Month(year: year, month: 2).firstDay.adding(days: 4)
  }

  /// Days from the nearest festival: negative before it.
  static func offset(of day: Day) -> Int {
    day.springFestivalOffset ?? SpringFestival.day(inYear: day.year).distance(to: day)
  }
}
