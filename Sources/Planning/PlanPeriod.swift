// SPDX-License-Identifier: Apache-2.0

public import Calendars

/// A stretch of time that a value can be asked for.
public enum PlanPeriod: Hashable, Sendable, CustomStringConvertible {
  case month(Month)
  /// Quarter 1...4 of a fiscal year.
  case quarter(year: Int, Int)
  /// A fiscal year, named by the calendar year it starts in.
  case year(Int)
  case day(Day)
  /// The week that starts on this Monday.
  case week(Day)

  public var description: String {
    switch self {
    case .month(let month): month.description
    case .quarter(let year, let quarter): "\(year)-Q\(quarter)"
    case .year(let year): "\(year)"
    case .day(let day): day.description
    case .week(let day): "\(day)/7"
    }
  }
}

extension PlanCalendar {
  /// Positions on an axis that a period covers; empty outside the horizon.
  public func indexes(of period: PlanPeriod, axis: TimeAxis) -> Range<Int> {
    switch axis {
    case .none: return 0..<1
    case .month:
      guard let months = months(of: period) else { return 0..<0 }
      let lower = max(0, firstMonth.distance(to: months.lowerBound))
      let upper = min(monthCount, firstMonth.distance(to: months.upperBound) + 1)
      return lower < upper ? lower..<upper : 0..<0
    case .day:
      let days: ClosedRange<Day>
      switch period {
      case .day(let day): days = day...day
      case .week(let day): days = day...day.adding(days: 6)
      default:
        guard let months = months(of: period) else { return 0..<0 }
        days = months.lowerBound.firstDay...months.upperBound.lastDay
      }
      let lower = max(0, firstDay.distance(to: days.lowerBound))
      let upper = min(dayCount, firstDay.distance(to: days.upperBound) + 1)
      return lower < upper ? lower..<upper : 0..<0
    }
  }

  /// nil for days and weeks.
  private func months(of period: PlanPeriod) -> ClosedRange<Month>? {
    switch period {
    case .month(let month): return month...month
    case .quarter(let year, let quarter):
      guard (1...4).contains(quarter), (1...9_998).contains(year) else { return nil }
      let first = Month(year: year, month: fiscalYearStart).adding(months: (quarter - 1) * 3)
      return first...first.adding(months: 2)
    case .year(let year):
      guard (1...9_998).contains(year) else { return nil }
      let first = Month(year: year, month: fiscalYearStart)
      return first...first.adding(months: 11)
    case .day, .week: return nil
    }
  }

  /// The period of one position.
  public func period(at index: Int, axis: TimeAxis) -> PlanPeriod? {
    switch axis {
    case .none: nil
    case .month: .month(month(at: index))
    case .day: .day(day(at: index))
    }
  }

  func startsFiscalYear(_ index: Int, axis: TimeAxis) -> Bool {
    switch axis {
    case .none: return false
    case .month: return month(at: index).month == fiscalYearStart
    case .day:
      let day = day(at: index)
      return day.dayOfMonth == 1 && day.month == fiscalYearStart
    }
  }

  func periodCount(_ axis: TimeAxis) -> Int {
    switch axis {
    case .none: 1
    case .month: monthCount
    case .day: dayCount
    }
  }
}
