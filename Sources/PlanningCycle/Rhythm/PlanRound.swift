// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars

/// One round of planning: what is handed in during a month, and until which day.
struct PlanRound: Hashable, Sendable {
  let kind: PlanRhythm.Kind
  /// The month in which it is due.
  let month: Month
  /// As the calendar says it: 15, −1.
  let workday: Int
  let due: Day
  /// Of a budget: departments hand their parts in as well.
  var asksDepartments = false

  /// `forecast-2026-11`
  var id: String { "\(kind.rawValue)-\(month)" }

  /// The closed month a reconciliation is of.
  var closedMonth: Month { month.adding(months: -1) }

  /// The year a budget is for.
  var budgetYear: Int { month.year + 1 }

  /// What is handed in earlier belongs to an earlier round.
  var opensOn: Day {
    switch kind {
    case .forecast, .reforecast, .reconciliation: month.firstDay
    case .budget: Month(year: month.year, month: 1).firstDay
    }
  }

  /// From here on nobody is asked for it any more: the next round is.
  var closesOn: Day {
    switch kind {
    case .forecast, .reforecast, .reconciliation: month.lastDay
    case .budget: Month(year: month.year, month: 12).lastDay
    }
  }

  /// The last day on which something still counts for it, though late.
  var acceptsUntil: Day { closesOn.adding(days: 1).monthOf.lastDay }

  var label: BilingualText {
    switch kind {
    case .forecast: BilingualText("\(month.year)年\(month.month)月 月度预测", "Monthly forecast, \(month)")
    case .reforecast:
      BilingualText(
        "\(month.year)年第\(Quarter(month).quarter)季度 滚动重估", "Reforecast of Q\(Quarter(month).quarter) \(month.year)")
    case .reconciliation: BilingualText("\(closedMonth.year)年\(closedMonth.month)月 地区对账", "Reconciliation of \(closedMonth)")
    case .budget: BilingualText("\(budgetYear)年 年度预算", "Budget \(budgetYear)")
    }
  }

  /// 第 15 个工作日
  var rule: BilingualText {
    switch workday {
    case 1...: BilingualText("\(month.month)月第 \(workday) 个工作日", "workday \(workday) of \(month)")
    case -1: BilingualText("\(month.month)月最后一个工作日", "last workday of \(month)")
    default: BilingualText("\(month.month)月倒数第 \(-workday) 个工作日", "workday \(-workday) from the end of \(month)")
    }
  }

  /// Workdays by which a day is past the due one; 0: in time. A day off counts as the next workday.
  func late(on day: Day, _ calendar: WorkingDays) -> Int {
    day > due ? calendar.workdays(from: due, to: calendar.nextWorkday(onOrAfter: day)) : 0
  }
}

/// One form of a round: a region's forecast, a budget form, or a department's part of one.
enum PlanForm: Hashable, Sendable {
  /// Code; empty for the company.
  case forecast(String)
  /// Key of the form.
  case budget(String)
  /// Key of the form, and code of the department.
  case part(String, String)
  /// Code of the region.
  case reconciliation(String)

  /// `forecast:EAST`, `budget:sales`, `budget:selling/BM08`, `reconciliation:EAST`
  var key: String {
    switch self {
    case .forecast(let region): "forecast:" + (region.isEmpty ? "ALL" : region)
    case .budget(let form): "budget:" + form
    case .part(let form, let department): "budget:\(form)/\(department)"
    case .reconciliation(let region): "reconciliation:" + region
    }
  }

  /// Whether something on its way is this form.
  func matches(_ subject: ApprovalSubject, in round: PlanRound) -> Bool {
    switch (self, subject) {
    case (.forecast(let region), .forecast(let review)): review.region == region
    case (.budget(let form), .budget(let key, _, _)): key == BudgetApproval.Key(form: form, year: round.budgetYear)
    default: false
    }
  }
}
