// SPDX-License-Identifier: Apache-2.0
import Calendars
import Formulas
import Planning

/// Reads one form of one period from a plan.
struct BuildBudgetForm {
  let plan: PlanState
  let form: BudgetForm
  let period: PlanPeriod
  /// By position; nil: the whole company.
  let departments: Swift.Set<Int>?
  /// Of the period's year; nil where the form is not approved.
  let approval: BudgetApproval?
  /// Lines of what the reader may not see are left out; nil leaves out nothing.
  var sight: PlanSight?

  private var calendar: PlanCalendar { plan.calendar }

  func rows() throws(PlanningError) -> BudgetRows { try BudgetRows(form, plan: plan, departments: departments, approval: approval) }

  func build() throws(PlanningError) -> BudgetFormView {
    let rows = try rows()
    let indexes = calendar.indexes(of: period, axis: .month)
    let closed = min(max(calendar.actualCount - indexes.lowerBound, 0), indexes.count)
    let shown = rows.rows.indices.filter { isSeen($0, rows) }.map { line($0, rows, indexes) }.filter { line in
      // A member without a figure in the whole period is left out, unless one may be typed there.
      line.rank != .part || line.isInput || !line.key.contains("/")
        || line.months.contains { ($0.budget ?? 0) != 0 || ($0.forecast ?? 0) != 0 }
    }
    return BudgetFormView(
      key: form.key, label: form.label, group: form.group, period: period.column,
      months: indexes.map { calendar.month(at: $0).description }, closedMonths: closed,
      department: only.map { plan.catalogue.departments[$0].code }, departments: choices(), hasFlexed: form.isFlexed && departments == nil,
      lines: shown,
      checks: checks(rows, indexes), approval: approval.map { BudgetFormView.Approval($0) })
  }

  /// The line that stands for the form; the first that is left of it where that one is not seen.
  func headline() throws(PlanningError) -> BudgetFormView.Line? {
    let rows = try rows()
    let head = rows.position(form.headline).flatMap { departments == nil || isSeen($0, rows) ? $0 : nil }
    let place = head ?? (departments == nil ? nil : rows.rows.indices.first { rows.rows[$0].rank != .part && isSeen($0, rows) })
    return place.map { line($0, rows, calendar.indexes(of: period, axis: .month)) }
  }

  private var only: Int? { departments?.count == 1 ? departments?.first : nil }

  /// Whoever is narrowed sees rows of their departments, and what these add up to: never a line that holds somebody else's.
  private func isSeen(_ place: Int, _ rows: BudgetRows) -> Bool {
    guard let sight else { return true }
    let row = rows.rows[place]
    if sight.isEverything { return sight.sees(row.root) }
    if !row.parts.isEmpty { return row.parts.allSatisfy { isSeen($0.place, rows) } }
    if let ratio = row.ratio { return isSeen(ratio.above, rows) && isSeen(ratio.below, rows) }
    return row.measure.map { sight.sees($0, at: row.coordinate) } ?? false
  }

  private func line(_ place: Int, _ rows: BudgetRows, _ indexes: Range<Int>) -> BudgetFormView.Line {
    let row = rows.rows[place]
    let closed = indexes.clamped(to: 0..<calendar.actualCount)
    return BudgetFormView.Line(
      key: row.key, label: row.label, rank: row.rank, unit: row.rank == .heading ? "" : row.unit.description, good: row.good,
      cell: row.measure.map { plan.address($0, row.coordinate, period).text },
      source: row.ratio.map { rows.rows[$0.above].source } ?? row.source, isInput: row.isInput && row.parts.isEmpty && row.measure != nil,
      isForecastOnly: !knowsActuals(row, rows) && !closed.isEmpty && row.rank != .heading, figures: figures(row, rows, indexes),
      band: band(place, rows, indexes),
      months: indexes.map { figures(row, rows, $0..<$0 + 1) })
  }

  private func knowsActuals(_ row: BudgetRow, _ rows: BudgetRows) -> Bool {
    row.ratio.map { rows.rows[$0.above].hasActuals && rows.rows[$0.below].hasActuals } ?? row.hasActuals
  }

  func figures(_ row: BudgetRow, _ rows: BudgetRows, _ indexes: Range<Int>) -> BudgetFormView.Figures {
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
    let known = known(row, indexes)
    return BudgetFormView.Figures(
      budget: BudgetRow.taken(row.budget, known, row.taking), forecast: BudgetRow.taken(row.forecast, known, row.taking),
      actual: row.hasActuals ? BudgetRow.taken(row.forecast, closed, row.taking) : nil, isFlow: row.taking == .sum)
  }

  /// Where nothing is known of closed months, budget and forecast are those of the months to come: like stands beside like.
  func known(_ row: BudgetRow, _ indexes: Range<Int>) -> Range<Int> {
    row.hasActuals ? indexes : min(max(calendar.actualCount, indexes.lowerBound), indexes.upperBound)..<indexes.upperBound
  }

  /// Where a line of an approved form floats, and the figure in force: the forecast inside the limits, what was approved outside.
  private func band(_ place: Int, _ rows: BudgetRows, _ indexes: Range<Int>) -> BudgetFormView.Band? {
    let row = rows.rows[place]
    guard let approval, row.approved != nil else { return nil }
    guard row.isOwn else {
      let parts = row.parts.map { (sign: $0.sign, band: band($0.place, rows, indexes)) }
      guard !parts.isEmpty, parts.allSatisfy({ $0.band != nil }) else { return nil }
      let isOutside = parts.contains { $0.band?.isOutside == true }
      let inForce = parts.reduce(Int64?(0)) { sum, part in sum.flatMap { sum in part.band?.inForce.map { sum + part.sign * $0 } } }
      return BudgetFormView.Band(low: nil, high: nil, inForce: inForce, isOutside: isOutside)
    }
    let figures = figures(row, rows, indexes)
    guard let approved = figures.budget, let forecast = figures.forecast else {
      return BudgetFormView.Band(low: nil, high: nil, inForce: nil, isOutside: false)
    }
    let limit = approval.limit(of: row.key)
    let width = limit.width(around: approved, isMoney: row.unit.isMoney)
    let isInside = limit.allows(forecast, around: approved, isMoney: row.unit.isMoney)
    return BudgetFormView.Band(
      low: width.map { approved - $0 }, high: width.map { approved + $0 }, inForce: isInside ? forecast : approved, isOutside: !isInside)
  }

  private func divided(_ above: Int64?, _ below: Int64?, _ unit: UnitOfMeasure) -> Int64? {
    guard let above, let below, below != 0 else { return nil }
    return hundredths(Double(above) / Double(below) * (unit.isPercent ? 100 : 1))
  }

  /// Those the reader may narrow the form to.
  private func choices() -> [BudgetFormView.Department] {
    guard form.hasDepartments, case .lines(let lines) = form.content else { return [] }
    let kinds = Swift.Set(lines.compactMap { line in if case .department(let kind)? = line.split { kind } else { nil } })
    let kindOf = plan.members.costKinds
    let own = sight?.departmentPositions(in: plan)
    return plan.catalogue.departments.indices.filter { own?.contains($0) ?? true }.filter {
      (form.hasEveryDepartment && !plan.isAboveDepartments($0))
        || kinds.contains(kindOf[plan.members.departments[$0]] ?? "")
    }.map {
      BudgetFormView.Department(code: plan.catalogue.departments[$0].code, name: plan.catalogue.departments[$0].name)
    }
  }

  /// Only in months to come: what closed months moved by is in the ledger. Each side is rounded by itself, half 分 a line and month.
  private func checks(_ rows: BudgetRows, _ indexes: Range<Int>) -> [BudgetFormView.Check] {
    let open = max(indexes.lowerBound, calendar.actualCount)..<max(indexes.upperBound, calendar.actualCount)
    guard departments == nil, !open.isEmpty else { return [] }
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
