// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Formulas
import Planning

extension Workspace {
  /// - Parameters:
  ///   - period: a month, quarter or year (`2026-11`, `2026Q4`, `2026`); nil takes the current month.
  ///   - inclusive: 含税 or 不含税.
  public func overview(
    _ proof: Authorized<To.ViewPlan>, grain: TableView.Grain, period: String?, inclusive: Bool
  ) throws -> Overview {
    let name = try Self.periodName(grain, period, today: planningDay)
    let sight = plan.sight(of: proof.person)
    let figures = AlignmentFigures(plan: plan, inclusive: inclusive, regions: sight.regionPositions(in: plan))
    let lines = AlignmentFigures.keys.map { key in
      Overview.Line(
        key: key.name, label: key.label, value: figures.value(key.name, months: name.months),
        cell: key.measure.map { plan.address($0, sight.completed($0, .total), nil).with(column: name.id).text },
        madeOn: figures.madeOn(key.name, month: name.months[0]), score: figures.score(key.name))
    }
    let months = (-6...11).map { planningDay.monthOf.adding(months: $0) }.filter { plan.calendar.index(of: $0) != nil }
    let maySeeCash = Access.allows(proof.person, .viewCash)
    let balance = maySeeCash ? sparkLine() : []
    return Overview(
      period: name, inclusive: inclusive, lines: lines, months: months,
      series: AlignmentFigures.keys.map { key in
        (key.name, months.map { figures.value(key.name, months: [$0]) })
      },
      bridge: figures.bridge(from: "salesForecast", to: "budget", months: name.months)
        ?? figures.bridge(from: "agreed", to: "budget", months: name.months),
      attainment: attainment(figures, name), cashOpening: maySeeCash ? openingBalance() : nil,
      cashMinimum: maySeeCash ? ((try? plan.engine.value("minimum_cash", at: .total, period: nil)) ?? nil).map { hundredths($0) } : nil,
      firstShortfall: maySeeCash ? firstShortfall() : nil, spark: balance, todos: try todos(for: proof.person), alerts: alerts(proof))
  }

  static func periodName(_ grain: TableView.Grain, _ period: String?, today: Day) throws -> PlanPeriodName {
    let parsed = period.flatMap { PlanPeriod(column: $0) }
    if let period, parsed == nil { throw PlanState.notKnown(period, period) }
    let month = today.monthOf
    let chosen: PlanPeriod =
      switch (grain, parsed) {
      case (.month, .month?), (.quarter, .quarter?), (.year, .year?): parsed!
      case (.month, _): .month(month)
      case (.quarter, _): .quarter(year: month.year, (month.month - 1) / 3 + 1)
      case (.year, _): .year(month.year)
      }
    let months: [Month] =
      switch chosen {
      case .month(let month): [month]
      case .quarter(let year, let quarter): (0..<3).map { Month(year: year, month: quarter * 3 - 2 + $0) }
      case .year(let year): (1...12).map { Month(year: year, month: $0) }
      case .day, .week: [month]
      }
    return PlanPeriodName(id: chosen.column, grain: grain.rawValue, label: chosen.label, months: months)
  }

  /// What the planning day begins with, as on the cash screen.
  private func openingBalance() -> Int64? {
    guard let values = try? plan.engine.values("cash_balance", at: .total) else { return nil }
    let start = plan.calendar.firstDay.distance(to: planningDay)
    guard start > 0, start <= values.count else {
      return ((try? plan.engine.value("actual_cash", at: .total, period: .month(plan.cutoff))) ?? nil).map { hundredths($0) }
    }
    return hundredths(values[start - 1])
  }

  private func sparkLine() -> [(day: Day, balance: Int64)] {
    guard let values = try? plan.engine.values("cash_balance", at: .total) else { return [] }
    let start = max(0, plan.calendar.firstDay.distance(to: planningDay))
    return (start..<min(start + 91, values.count)).map { (plan.calendar.day(at: $0), hundredths(values[$0])) }
  }

  private func attainment(_ figures: AlignmentFigures, _ name: PlanPeriodName) -> Overview.Attainment? {
    // A period of which nothing is closed yet has no attainment of its own: then the year it lies in is shown.
    let isOpen = name.months.allSatisfy { $0 > plan.cutoff }
    let months = isOpen ? (1...12).map { Month(year: plan.cutoff.year, month: $0) } : name.months
    guard let target = figures.value("budget", months: months), target > 0 else { return nil }
    let closed = months.filter { $0 <= plan.cutoff }
    let actual = closed.isEmpty ? 0 : figures.value("actual", months: closed) ?? 0
    let days = months.reduce(0) { $0 + $1.dayCount }
    let passed = closed.reduce(0) { $0 + $1.dayCount }
    return Overview.Attainment(
      label: isOpen ? BilingualText("\(plan.cutoff.year)年", "\(plan.cutoff.year)") : name.label, actual: actual, target: target,
      rate: Double(actual) / Double(target),
      timeProgress: Double(passed) / Double(max(1, days)))
  }

  /// What names the person, approvals that lie with them, reports they have not read, overrides that wait for their score, deals past their day, actions of reviews, forms of the calendar, and what
  /// the sample company left undone.
  func todos(for person: Person) throws -> [Todo] {
    let today = planningDay
    let deals = plan.deals.filter { $0.outcome == .open && person.scope.admits(row: plan.catalogue.places(of: $0)) }.compactMap {
      deal -> Todo? in
      guard let closes = deal.closesOn, closes < today.adding(days: 7) else { return nil }
      let isOverdue = closes < today
      return Todo(
        id: "deal-\(deal.code)", kind: "deal",
        title: BilingualText("确认商机：\(deal.name.chinese)", "Confirm the deal: \(deal.name.english)"),
        detail: BilingualText(
          isOverdue ? "已过预计成交日 \(closes)" : "预计 \(closes) 成交",
          isOverdue ? "past its closing day \(closes)" : "expected to close on \(closes)"),
        dueOn: closes, isOverdue: isOverdue, link: "#/deals?deal=\(deal.code)")
    }
    // What was raised is for the company.
    let all =
      (person.scope.isEverything ? raised.compactMap { Todo($0, today: today) } : []) + reviewTodos(for: person) + qualityTodos(for: person)
      + calendarTodos(for: person, try store.people()) + deals
    let first = all.sorted { ($0.dueOn ?? today, $0.id) < ($1.dueOn ?? today, $1.id) }.prefix(16)
    return try mentionTodos(person) + approvalTodos(person) + reportTodos(for: person) + Array(first)
  }
}
