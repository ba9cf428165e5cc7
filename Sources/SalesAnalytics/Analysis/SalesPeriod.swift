// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// One step of a time dimension.
public enum SalesPeriod: Hashable, Sendable, CustomStringConvertible {
  case year(Int)
  case quarter(Quarter)
  case month(Month)
  case week(Week)
  case day(Day)

  /// The period of a time dimension that a day lies in.
  init(_ dimension: SalesDimension, holding day: Day) {
    switch dimension {
    case .year: self = .year(day.year)
    case .quarter: self = .quarter(day.monthOf.quarterOf)
    case .month: self = .month(day.monthOf)
    case .week: self = .week(day.weekOf)
    default: self = .day(day)
    }
  }

  public var firstDay: Day {
    switch self {
    case .year(let year): Month(year: year, month: 1).firstDay
    case .quarter(let quarter): quarter.firstDay
    case .month(let month): month.firstDay
    case .week(let week): week.firstDay
    case .day(let day): day
    }
  }

  public var lastDay: Day {
    switch self {
    case .year(let year): Month(year: year, month: 12).lastDay
    case .quarter(let quarter): quarter.lastDay
    case .month(let month): month.lastDay
    case .week(let week): week.lastDay
    case .day(let day): day
    }
  }

  /// `2026`, `2026-Q4`, `2026-11`, `2026-W47`, `2026-11-23`.
  public var description: String {
    switch self {
    case .year(let year): String(year)
    case .quarter(let quarter): quarter.description
    case .month(let month): month.description
    case .week(let week): week.description
    case .day(let day): day.description
    }
  }
}
