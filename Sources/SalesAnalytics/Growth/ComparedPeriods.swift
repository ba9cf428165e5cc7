// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// Which earlier days a period is compared with.
public enum SalesComparison: Hashable, Sendable {
  /// 同比: the same period a year before; a week 52 weeks before.
  case yearOnYear
  /// 环比: the period before.
  case previousPeriod
  /// 累计同比: from 1 January to the end of the period, and the same of the year before.
  case yearToDate
  /// January and February together 一二月合并, which hold the festival wherever it falls.
  case januaryFebruary
  /// 农历对齐: days from the Spring Festival, against the same days from the last one; at most 60 on either side.
  case aroundSpringFestival(ClosedRange<Int>)

  /// D−30…D+30.
  public static let aroundFestival = SalesComparison.aroundSpringFestival(-30...30)
}

/// Two ranges of days that are alike: where the current period is not over, the base is cut to as many days, or working days.
public struct ComparedPeriods: Hashable, Sendable {
  /// What makes a period that is not over comparable.
  public enum Alike: Hashable, Sendable { case days, workdays }

  public let current: ClosedRange<Day>
  public let base: ClosedRange<Day>
  /// The current period is over: both are whole.
  public let isWhole: Bool
  public let alike: Alike
  /// Days and working days of both, for whoever shows what was compared.
  public let currentDays: Int
  public let baseDays: Int
  public let currentWorkdays: Int
  public let baseWorkdays: Int

  /// - Parameters:
  ///   - asOf: the last day known; what comes later is not looked at on either side.
  ///   - calendar: counts working days.
  /// - Returns: nil when the period has not begun, when the lunar table does not reach, or when the period is not in January or February
  ///   where both are asked for.
  public init?(
    _ comparison: SalesComparison, of period: SalesPeriod, asOf: Day, alike: Alike = .days, calendar: WorkingDays = .china
  ) {
    guard let (whole, before) = ComparedPeriods.whole(comparison, period), whole.lowerBound <= asOf else { return nil }
    let current = whole.lowerBound...min(whole.upperBound, asOf)
    isWhole = current == whole
    self.alike = alike
    self.current = current
    let end = isWhole ? before.upperBound : ComparedPeriods.end(current, before, alike, calendar)
    base = before.lowerBound...end
    currentDays = current.lowerBound.distance(to: current.upperBound) + 1
    baseDays = base.lowerBound.distance(to: base.upperBound) + 1
    currentWorkdays = calendar.workdays(in: current)
    baseWorkdays = calendar.workdays(in: base)
  }

  /// Both periods as if the current one were over.
  private static func whole(_ comparison: SalesComparison, _ period: SalesPeriod) -> (ClosedRange<Day>, ClosedRange<Day>)? {
    let range = period.firstDay...period.lastDay
    switch comparison {
    case .yearOnYear: return (range, yearBefore(period))
    case .previousPeriod:
      let before = SalesPeriod(period.dimension, holding: period.firstDay.adding(days: -1))
      return (range, before.firstDay...before.lastDay)
    case .yearToDate:
      // What lies in two years is of the one it ends in.
      let year = period.lastDay.year
      let base = Month(year: year - 1, month: 1).firstDay...ComparedPeriods.yearBefore(period.lastDay)
      return (Month(year: year, month: 1).firstDay...period.lastDay, base)
    case .januaryFebruary:
      let year = period.firstDay.year
      guard period.lastDay.year == year, period.lastDay.month <= 2 else { return nil }
      func both(_ year: Int) -> ClosedRange<Day> { Month(year: year, month: 1).firstDay...Month(year: year, month: 2).lastDay }
      return (both(year), both(year - 1))
    case .aroundSpringFestival(let window):
      guard (-60...60).contains(window.lowerBound), (-60...60).contains(window.upperBound),
        let now = Festival.springFestival.day(in: period.lastDay.year), let last = Festival.springFestival.day(in: period.lastDay.year - 1)
      else { return nil }
      func around(_ day: Day) -> ClosedRange<Day> { day.adding(days: window.lowerBound)...day.adding(days: window.upperBound) }
      return (around(now), around(last))
    }
  }

  private static func yearBefore(_ period: SalesPeriod) -> ClosedRange<Day> {
    switch period {
    case .year(let year): Month(year: year - 1, month: 1).firstDay...Month(year: year - 1, month: 12).lastDay
    case .quarter(let quarter): quarter.adding(quarters: -4).firstDay...quarter.adding(quarters: -4).lastDay
    case .month(let month): month.adding(months: -12).firstDay...month.adding(months: -12).lastDay
    case .week(let week): week.adding(weeks: -52).firstDay...week.adding(weeks: -52).lastDay
    case .day(let day): yearBefore(day)...yearBefore(day)
    }
  }

  /// The end of a month lies at the end of the same month; 29 February on the 28th.
  private static func yearBefore(_ day: Day) -> Day {
    let month = day.monthOf.adding(months: -12)
    return day == day.monthOf.lastDay ? month.lastDay : month.firstDay.adding(days: min(day.dayOfMonth, month.dayCount) - 1)
  }

  /// The last day of the base that holds as much as the current range; its own last one where it holds less.
  private static func end(_ current: ClosedRange<Day>, _ base: ClosedRange<Day>, _ alike: Alike, _ calendar: WorkingDays) -> Day {
    switch alike {
    case .days: return min(base.upperBound, base.lowerBound.adding(days: current.lowerBound.distance(to: current.upperBound)))
    case .workdays:
      let count = calendar.workdays(in: current)
      if count == 0 { return end(current, base, .days, calendar) }
      // The day before the base begins, and so many working days on.
      let last = calendar.adding(workdays: count, to: base.lowerBound.adding(days: -1))
      return min(base.upperBound, last)
    }
  }
}

extension SalesPeriod {
  var dimension: SalesDimension {
    switch self {
    case .year: .year
    case .quarter: .quarter
    case .month: .month
    case .week: .week
    case .day: .day
    }
  }
}
