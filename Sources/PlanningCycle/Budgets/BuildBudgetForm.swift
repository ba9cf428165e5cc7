// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Formulas
import Planning

/// Reads one form of one period from a plan.
struct BuildBudgetForm {
  let plan: PlanState
  let form: BudgetForm
  let period: PlanPeriod
  let department: Int?

  private var calendar: PlanCalendar { plan.calendar }

  func build() throws(PlanningError) -> BudgetFormView {
    let rows = try BudgetRows(form, plan: plan, department: department)
    let indexes = calendar.indexes(of: period, axis: .month)
    let closed = min(max(calendar.actualCount - indexes.lowerBound, 0), indexes.count)
    let shown = rows.rows.indices.map { line($0, rows, indexes) }.filter { line in
      // A member without a figure in the whole period is left out.
      line.rank != .part || !line.key.contains("/") || line.months.contains { ($0.budget ?? 0) != 0 || ($0.forecast ?? 0) != 0 }
    }
    return BudgetFormView(
      key: form.key, label: form.label, group: form.group, period: period.column,
      months: indexes.map { calendar.month(at: $0).description }, closedMonths: closed,
      department: department.map { plan.catalogue.departments[$0].code }, departments: departments(), lines: shown,
      checks: checks(rows, indexes))
  }

  func headline() throws(PlanningError) -> BudgetFormView.Line? {
    let rows = try BudgetRows(form, plan: plan, department: nil)
    return rows.position(form.headline).map { line($0, rows, calendar.indexes(of: period, axis: .month)) }
  }

  private func line(_ place: Int, _ rows: BudgetRows, _ indexes: Range<Int>) -> BudgetFormView.Line {
    let row = rows.rows[place]
    let closed = indexes.clamped(to: 0..<calendar.actualCount)
    return BudgetFormView.Line(
      key: row.key, label: row.label, rank: row.rank, unit: row.rank == .heading ? "" : row.unit.description, good: row.good,
      cell: row.measure.map { plan.address($0, row.coordinate, period).text },
      source: row.ratio.map { rows.rows[$0.above].source } ?? row.source,
      isForecastOnly: !knowsActuals(row, rows) && !closed.isEmpty && row.rank != .heading, figures: figures(row, rows, indexes),
      months: indexes.map { figures(row, rows, $0..<$0 + 1) })
  }

  private func knowsActuals(_ row: BudgetRow, _ rows: BudgetRows) -> Bool {
    row.ratio.map { rows.rows[$0.above].hasActuals && rows.rows[$0.below].hasActuals } ?? row.hasActuals
  }

  private func figures(_ row: BudgetRow, _ rows: BudgetRows, _ indexes: Range<Int>) -> BudgetFormView.Figures {
    if let ratio = row.ratio {
      let above = figures(rows.rows[ratio.above], rows, indexes)
      let below = figures(rows.rows[ratio.below], rows, indexes)
      return BudgetFormView.Figures(
        budget: divided(above.budget, below.budget, row.unit), forecast: divided(above.forecast, below.forecast, row.unit),
        actual: divided(above.actual, below.actual, row.unit),
        isFlow: false)
    }
    guard !indexes.isEmpty else { return BudgetFormView.Figures() }
    let closed = indexes.lowerBound..<min(max(calendar.actualCount, indexes.lowerBound), indexes.upperBound)
    // Nothing is known of closed months: budget and forecast are those of the months to come, so that like stands beside like.
    let known = row.hasActuals ? indexes : closed.upperBound..<indexes.upperBound
    return BudgetFormView.Figures(
      budget: BudgetRow.taken(row.budget, known, row.taking), forecast: BudgetRow.taken(row.forecast, known, row.taking),
      actual: row.hasActuals ? BudgetRow.taken(row.forecast, closed, row.taking) : nil, isFlow: row.taking == .sum)
  }

  private func divided(_ above: Int64?, _ below: Int64?, _ unit: UnitOfMeasure) -> Int64? {
    guard let above, let below, below != 0 else { return nil }
    return hundredths(Double(above) / Double(below) * (unit.isPercent ? 100 : 1))
  }

  private func departments() -> [BudgetFormView.Department] {
    guard form.hasDepartments, case .lines(let lines) = form.content else { return [] }
    let kinds = Swift.Set(lines.compactMap { line in if case .department(let kind)? = line.split { kind } else { nil } })
    let kindOf = plan.members.costKinds
    return plan.catalogue.departments.indices.filter { kinds.contains(kindOf[plan.members.departments[$0]] ?? "") }.map {
      BudgetFormView.Department(code: plan.catalogue.departments[$0].code, name: plan.catalogue.departments[$0].name)
    }
  }

  /// Only in months to come: what closed months moved by is in the ledger. Each side is rounded by itself, half 分 a line and month.
  private func checks(_ rows: BudgetRows, _ indexes: Range<Int>) -> [BudgetFormView.Check] {
    let open = max(indexes.lowerBound, calendar.actualCount)..<max(indexes.upperBound, calendar.actualCount)
    guard department == nil, !open.isEmpty else { return [] }
    return form.rolls.compactMap { roll in
      func taken(_ key: String) -> Int64? {
        rows.position(key).flatMap { BudgetRow.taken(rows.rows[$0].forecast, open, rows.rows[$0].taking) }
      }
      guard let closing = taken(roll.closing), var expected = taken(roll.opening), let place = rows.position(roll.closing) else {
        return nil
      }
      for (keys, sign) in [(roll.plus, Int64(1)), (roll.less, -1)] {
        for key in keys {
          guard let value = taken(key) else { return nil }
          expected += sign * value
        }
      }
      let rest = closing - expected
      let rounding = Int64((roll.plus.count + roll.less.count + 2) * open.count * 4)
      let name = rows.rows[place].label
      return BudgetFormView.Check(
        label: BilingualText("\(name.chinese) = 期初 + 增加 − 减少", "\(name.english) = opening + in − out"),
        difference: abs(rest) <= rounding ? 0 : rest)
    }
  }
}

extension Workspace {
  /// 预算表: one form of one period, of the plan or a scenario.
  ///
  /// - Parameters:
  ///   - period: a month, quarter or year as on the wire; nil for the year of the last closed month.
  ///   - department: code; nil for the whole company.
  /// - Throws: `CycleError.budgetFormNotKnown` for a form, department or period that is not there; `AccessError` when the form shows
  ///   cash or cost that the person may not see; `scenarioNotKnown`.
  public func budgetForm(
    _ proof: Authorized<To.ViewPlan>, _ key: String, period: String? = nil, department: String? = nil, scenario: Int64? = nil
  ) throws -> BudgetFormView {
    guard let form = BudgetForm.named(key) else {
      throw Self.budgetNotKnown("预算表 \(key)", "the form \(key)", BudgetForm.all.map(\.key).joined(separator: ", "))
    }
    if let permission = form.permission { try Access.require(proof.person, permission) }
    let plan = try state(of: scenario, proof)
    var position: Int?
    if let department {
      position = plan.members.departmentPositions[department]
      guard position != nil, form.hasDepartments else {
        throw Self.budgetNotKnown("部门 \(department)", "the department \(department)", "")
      }
    }
    return try BuildBudgetForm(plan: plan, form: form, period: try budgetPeriod(period, plan), department: position).build()
  }

  /// All forms the person may see, each with the line that stands for it, in the order in which they follow from one another.
  ///
  /// - Throws: as `budgetForm`.
  public func budgetForms(_ proof: Authorized<To.ViewPlan>, period: String? = nil, scenario: Int64? = nil) throws -> [BudgetFormSummary] {
    let plan = try state(of: scenario, proof)
    let wanted = try budgetPeriod(period, plan)
    return try BudgetForm.all.compactMap { form in
      if let permission = form.permission, !Access.allows(proof.person, permission) { return nil }
      guard let line = try BuildBudgetForm(plan: plan, form: form, period: wanted, department: nil).headline() else { return nil }
      return BudgetFormSummary(key: form.key, label: form.label, group: form.group, headline: line)
    }
  }

  private func budgetPeriod(_ text: String?, _ plan: PlanState) throws(CycleError) -> PlanPeriod {
    let wanted = text ?? PlanPeriod.year(plan.cutoff.year).column
    guard let period = PlanPeriod(column: wanted) else {
      throw Self.budgetNotKnown("期间 \(wanted)", "the period \(wanted)", "2026, 2026Q4, 2026-11")
    }
    if case .day = period { throw Self.budgetNotKnown("期间 \(wanted)", "the period \(wanted)", "2026, 2026Q4, 2026-11") }
    guard !plan.calendar.indexes(of: period, axis: .month).isEmpty else {
      throw Self.budgetNotKnown(
        "期间 \(wanted)", "the period \(wanted)", "\(plan.calendar.firstMonth) … \(plan.calendar.lastMonth)")
    }
    return period
  }

  private static func budgetNotKnown(_ chinese: String, _ english: String, _ known: String) -> CycleError {
    CycleError(
      .budgetFormNotKnown, BilingualText("没有这张预算表", "there is no such budget form"),
      detail: BilingualText("计划里没有\(chinese)", "the plan does not have \(english)"),
      hint: known.isEmpty ? BilingualText("从列表里选一个", "choose one of the list") : BilingualText("可用：\(known)", "known are \(known)"),
      parameters: ["known": known])
  }
}
