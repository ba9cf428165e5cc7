// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Journal

/// 计划日历: which rounds a company plans in, and by which workday of a month the forms of each are due.
public struct PlanRhythm: Hashable, Sendable {
  /// What a round is for.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Each month, the forecast of every region.
    case forecast
    /// In the last month of each quarter, the forecast of the company.
    case reforecast
    /// Once a year, the budget forms of the next.
    case budget
    /// Each month, every region signs the one before: sales and finance.
    case reconciliation
  }

  /// In which month of the year before, and by which of its workdays.
  public struct BudgetDue: Hashable, Sendable {
    /// 1 … 12
    public let month: Int
    public let workday: Int

    public init(month: Int, workday: Int) {
      self.month = month
      self.workday = workday
    }
  }

  /// Rounds of earlier months are not asked for.
  public let since: Month
  /// A workday: 1 and more from the first of a month, −1 and less from its last; nil: no such round.
  public let forecast: Int?
  public let reforecast: Int?
  public let budget: BudgetDue?
  /// Each department hands its lines of the budget forms in as well.
  public let asksDepartments: Bool
  public let reconciliation: Int?
  /// Workdays before a form is due on which whoever hands it in is reminded; 0: on the day alone.
  public let remindBefore: Int
  /// Workdays after which a form that is still missing is also their superior's matter.
  public let escalateAfter: Int
  /// Who hands a form in where it is not who the roles say: logins by key of the form.
  public let owners: [String: String]

  public init(
    since: Month, forecast: Int?, reforecast: Int?, budget: BudgetDue?, asksDepartments: Bool = false, reconciliation: Int? = nil,
    remindBefore: Int = 2,
    escalateAfter: Int = 1, owners: [String: String] = [:]
  ) {
    self.since = since
    self.forecast = forecast
    self.reforecast = reforecast
    self.budget = budget
    self.asksDepartments = asksDepartments
    self.reconciliation = reconciliation
    self.remindBefore = remindBefore
    self.escalateAfter = escalateAfter
    self.owners = owners
  }

  /// The day of a workday of a month; of a month with fewer, its last or first.
  static func day(_ workday: Int, of month: Month, _ calendar: WorkingDays) -> Day {
    let count = calendar.workdays(in: month)
    let number = workday > 0 ? min(workday, count) : max(count + 1 + workday, 1)
    return calendar.adding(workdays: max(number, 1), to: month.firstDay.adding(days: -1))
  }

  /// The rounds whose forms are due in some months, earliest first.
  func rounds(_ months: ClosedRange<Month>, _ calendar: WorkingDays) -> [PlanRound] {
    var rounds: [PlanRound] = []
    for month in months where month >= since {
      func add(_ kind: Kind, _ workday: Int?) {
        guard let workday else { return }
        rounds.append(
          PlanRound(
            kind: kind, month: month, workday: workday, due: Self.day(workday, of: month, calendar),
            asksDepartments: kind == .budget && asksDepartments))
      }
      add(.forecast, forecast)
      add(.reconciliation, reconciliation)
      if month.month % 3 == 0 { add(.reforecast, reforecast) }
      if budget?.month == month.month { add(.budget, budget?.workday) }
    }
    return rounds.sorted { ($0.due, $0.id) < ($1.due, $1.id) }
  }

  var canonical: [String: CanonicalValue] {
    var fields: [String: CanonicalValue] = [
      "since": .month(since), "before": .integer(Int64(remindBefore)), "after": .integer(Int64(escalateAfter)),
      "owners": .map(owners.mapValues { .text($0) }),
    ]
    if asksDepartments { fields["departments"] = .boolean(true) }
    fields["forecast"] = forecast.map { .integer(Int64($0)) }
    fields["reconciliation"] = reconciliation.map { .integer(Int64($0)) }
    fields["reforecast"] = reforecast.map { .integer(Int64($0)) }
    fields["budget"] = budget.map { .map(["month": .integer(Int64($0.month)), "workday": .integer(Int64($0.workday))]) }
    return fields
  }

  init?(_ payload: CanonicalValue) {
    func number(_ value: CanonicalValue?) -> Int? { value?.integer.flatMap { Int(exactly: $0) } }
    guard let since = payload["since"]?.month else { return nil }
    let due = number(payload["budget"]?["month"]).flatMap { month in
      number(payload["budget"]?["workday"]).map { BudgetDue(month: month, workday: $0) }
    }
    self.init(
      since: since, forecast: number(payload["forecast"]), reforecast: number(payload["reforecast"]), budget: due,
      asksDepartments: payload["departments"]?.boolean ?? false, reconciliation: number(payload["reconciliation"]),
      remindBefore: number(payload["before"]) ?? 0,
      escalateAfter: number(payload["after"]) ?? 1,
      owners: (payload["owners"]?.map ?? [:]).compactMapValues(\.text))
  }
}
