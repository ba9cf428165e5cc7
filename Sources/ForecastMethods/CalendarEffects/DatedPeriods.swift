// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Forecasting

/// Which days the periods of a series are made of: what a `Series` does not know and calendar effects need.
public struct DatedPeriods: Hashable, Sendable {
  /// Day, week or month: coarser periods always hold the whole festival.
  public let granularity: Granularity
  /// First day of the first period.
  public let firstDay: Day

  /// Calendar months from `month`.
  public init(months month: Month) { (granularity, firstDay) = (.month, month.firstDay) }

  /// Days from `day`.
  public init(days day: Day) { (granularity, firstDay) = (.day, day) }

  /// Seven days each, the first from `day`.
  public init(weeks day: Day) { (granularity, firstDay) = (.week, day) }

  /// Periods as a file wrote them.
  ///
  /// A week named by its Sunday ends there; one named by any other day begins there.
  ///
  /// - Returns: nil for quarters, years and numbered steps.
  public init?(_ grid: PeriodGrid) {
    let first = grid.label(at: 0)
    let day: Day
    switch first.style {
    case .number, .quarter: return nil
    case .month: day = Month(ordinal: Int32(clamping: first.ordinal)).firstDay
    case .week, .day: day = Day(ordinal: Int32(clamping: first.ordinal))
    }
    switch grid.granularity {
    case .day: self.init(days: day)
    case .week: self.init(weeks: day.weekday == 7 ? day.adding(days: -6) : day)
    case .month: self.init(months: day.monthOf)
    case .quarter, .year, .step: return nil
    }
  }

  /// First day of the period at `index`; 0 is the first of the series.
  public func start(of index: Int) -> Day {
    switch granularity {
    case .month: firstDay.monthOf.adding(months: index).firstDay
    case .week: firstDay.adding(days: 7 * index)
    default: firstDay.adding(days: index)
    }
  }

  /// The same periods counted from another one: `count` later is the first.
  func moved(by count: Int) -> DatedPeriods {
    let day = start(of: count)
    return switch granularity {
    case .month: DatedPeriods(months: day.monthOf)
    case .week: DatedPeriods(weeks: day)
    default: DatedPeriods(days: day)
    }
  }

  /// Periods of one year, to the nearest whole number.
  var perYear: Int {
    switch granularity {
    case .month: 12
    case .week: 52
    default: 365
    }
  }

  /// The year of the Spring Festival that is nearest to the period: summer begins a new one.
  func festivalYear(of index: Int) -> Int {
    let date = start(of: index).civil
    return date.month >= 8 ? date.year + 1 : date.year
  }
}
