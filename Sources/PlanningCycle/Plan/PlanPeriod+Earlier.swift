// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning

extension PlanPeriod {
  /// The period that one is compared with: `previous` (环比), `year-before` (同比), or a column; nil when the text is none of them.
  func earlier(_ text: String) -> PlanPeriod? {
    switch text {
    case "previous": previous
    case "year-before": yearBefore
    default: PlanPeriod(column: text)
    }
  }

  private var previous: PlanPeriod {
    switch self {
    case .month(let month): .month(month.adding(months: -1))
    case .quarter(let year, let quarter): quarter > 1 ? .quarter(year: year, quarter - 1) : .quarter(year: year - 1, 4)
    case .year(let year): .year(year - 1)
    case .day(let day): .day(day.adding(days: -1))
    case .week(let day): .week(day.adding(days: -7))
    }
  }

  /// Weeks go back 52 weeks; 29 February to the 28th.
  private var yearBefore: PlanPeriod {
    switch self {
    case .month(let month): .month(month.adding(months: -12))
    case .quarter(let year, let quarter): .quarter(year: year - 1, quarter)
    case .year(let year): .year(year - 1)
    case .day(let day):
      .day(
        day.monthOf.adding(months: -12).firstDay.adding(days: min(day.dayOfMonth, Day.dayCount(year: day.year - 1, month: day.month)) - 1))
    case .week(let day): .week(day.adding(days: -364))
    }
  }

  /// Of one length: months with months, years with years.
  func isComparable(with other: PlanPeriod) -> Bool {
    switch (self, other) {
    case (.month, .month), (.quarter, .quarter), (.year, .year), (.day, .day), (.week, .week): true
    default: false
    }
  }
}
