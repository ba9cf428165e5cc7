// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Planning

/// Reads one statement of one month from a plan.
struct BuildStatement {
  let plan: PlanState
  let kind: StatementView.Kind
  let layout: StatementView.Layout
  let month: Int

  var calendar: PlanCalendar { plan.calendar }
  /// Position of the first month of the year that `index` is in.
  private func yearStart(_ index: Int) -> Int {
    let number = calendar.month(at: index).month
    return index - (number - calendar.fiscalYearStart + 12) % 12
  }

  /// Every line of every month, what rounding left put away.
  func months() throws(PlanningError) -> StatementMonths {
    var months = try StatementMonths(StatementFormat.lines(kind, layout), plan.engine)
    if kind == .cash { try closeCash(&months) }
    if kind == .income { try closeProfit(&months) }
    return months
  }

  func build() throws(PlanningError) -> StatementView {
    let actual = try months()
    let lines = actual.lines
    let budget = try self.budget(lines)
    let columns = self.columns(hasBudget: budget != nil)
    let shown = lines.enumerated().map { index, line in
      StatementView.Line(
        key: line.key, label: line.label, rank: line.rank, cell: cell(line),
        values: columns.map { value($0, line, actual.values[index], budget?.values[index]) },
        isUnplanned: isUnplanned(line, actual.values[index]))
    }
    return StatementView(
      kind: kind, layout: layout, month: calendar.month(at: month).description, isActual: month < calendar.actualCount,
      columns: columns.map { StatementView.Column(key: $0.key, label: $0.label, isActual: $0.last < calendar.actualCount) },
      lines: shown, checks: try checks(actual))
  }

  // MARK: Columns

  struct Span {
    let key: String
    let label: BilingualText
    let first: Int
    let last: Int
    var isBudget = false
  }

  private func columns(hasBudget: Bool) -> [Span] {
    let this = calendar.month(at: month)
    func named(_ index: Int) -> BilingualText {
      index >= 0 ? PlanPeriod.month(calendar.month(at: index)).label : BilingualText("–", "–")
    }
    if kind == .balance {
      let yearBefore = yearStart(month) - 1
      return [
        Span(key: "month", label: BilingualText("期末余额", "Closing balance"), first: month, last: month),
        Span(key: "monthBefore", label: BilingualText("上月末", "Month before"), first: month - 1, last: month - 1),
        Span(key: "yearBefore", label: BilingualText("上年年末余额", "End of last year"), first: yearBefore, last: yearBefore),
        Span(key: "monthLastYear", label: named(month - 12), first: month - 12, last: month - 12),
      ]
    }
    let start = yearStart(month)
    var spans = [
      Span(key: "month", label: BilingualText("本月", this.description), first: month, last: month),
      Span(key: "yearToDate", label: BilingualText("本年累计", "Year to date"), first: start, last: month),
      Span(key: "monthLastYear", label: BilingualText("上年同月", "Same month last year"), first: month - 12, last: month - 12),
      Span(key: "yearToDateLastYear", label: BilingualText("上年累计", "Last year to date"), first: start - 12, last: month - 12),
    ]
    if hasBudget {
      spans.append(Span(key: "budgetMonth", label: BilingualText("本月预算", "Budget"), first: month, last: month, isBudget: true))
      spans.append(
        Span(key: "budgetYearToDate", label: BilingualText("累计预算", "Budget to date"), first: start, last: month, isBudget: true))
    }
    return spans
  }

  /// The months of a span as the line takes them. Months before the plan are not known.
  private func value(_ span: Span, _ line: StatementLine, _ actual: [Int64?], _ budget: [Int64?]?) -> Int64? {
    let row = span.isBudget ? budget ?? [] : actual
    guard span.first >= 0, span.last < row.count else { return nil }
    switch line.taking {
    case .first: return row[span.first]
    case .last: return row[span.last]
    case .sum: break
    }
    // Columns of the balance sheet are one month each.
    var sum: Int64 = 0
    for month in span.first...span.last {
      guard let value = row[month] else { return nil }
      sum += value
    }
    return sum
  }

  func budget(_ lines: [StatementLine]) throws(PlanningError) -> StatementMonths? {
    guard kind == .income, let engine = plan.budgetEngine else { return nil }
    var months = try StatementMonths(lines, engine) { BuildBudget.measures.contains($0) }
    months.keep { plan.budgets.months.contains(calendar.month(at: $0)) }
    return months
  }

  // MARK: Lines

  /// The one measure that gives a line; nil where none does.
  func measure(of line: StatementLine) -> String? {
    let measure: String? =
      switch line.source {
      case .measure(let name, _): name
      case .total(_, let name): name
      case .rest(let name, _, _): name
      case .heading, .opening, .unplanned: nil
      }
    return measure.flatMap { plan.engine.model.measure(named: $0) == nil ? nil : $0 }
  }

  private func cell(_ line: StatementLine) -> String? {
    measure(of: line).map { plan.address($0, .total, .month(calendar.month(at: month))).text }
  }

  private func isUnplanned(_ line: StatementLine, _ row: [Int64?]) -> Bool {
    switch line.source {
    case .heading: false
    case .unplanned: true
    default: row.allSatisfy { $0 == nil }
    }
  }

  // MARK: What rounding left

  /// The lines of a month, each rounded, may miss the change of cash by some 分: other receipts take them.
  private func closeCash(_ months: inout StatementMonths) throws(PlanningError) {
    let cash = try StatementMonths.rounded("cash", plan.engine)
    let change = months["cash_net_change"]
    try months.absorb(
      "cash_in_other",
      by: change.indices.map { index in
        guard index > 0, let now = cash[index], let before = cash[index - 1], let change = change[index] else { return nil }
        return now - before - change
      })
    // A closed month without bank lines: nothing is known of its flows.
    months.keep { index in index >= calendar.actualCount || (index < change.count && (change[index] ?? 0) != 0) }
    let direct = months["cash_operating"]
    let indirect = months["cash_indirect"]
    try months.absorb(
      "cash_indirect_other",
      by: direct.indices.map { index in
        guard index >= calendar.actualCount, index < indirect.count, let direct = direct[index], let indirect = indirect[index]
        else { return nil }
        return direct - indirect
      })
  }

  /// The lines of a month may miss its profit by some 分: the cost of sales takes them.
  private func closeProfit(_ months: inout StatementMonths) throws(PlanningError) {
    let profit = try StatementMonths.rounded("net_profit", plan.engine)
    let shown = months["net_profit"]
    let sign: Int64 = layout == .chinese ? -1 : 1
    try months.absorb(
      "total_cost_of_sales",
      by: shown.indices.map { index in
        guard index < profit.count, let profit = profit[index], let shown = shown[index] else { return nil }
        return sign * (profit - shown)
      })
  }
}

extension Workspace {
  /// 三表: a statement of one month.
  ///
  /// - Parameter month: nil for the last closed month.
  /// - Throws: `AccessError` for the balance sheet and cash without the right to see cash; `CycleError.cellNotKnown` for a month outside
  ///   the plan.
  public func statement(
    _ proof: Authorized<To.ViewStatements>, _ kind: StatementView.Kind, layout: StatementView.Layout = .chinese, month: Month? = nil
  ) throws -> StatementView {
    if kind != .income { try Access.require(proof.person, .viewCash) }
    let wanted = month ?? plan.cutoff
    guard let index = plan.calendar.index(of: wanted) else { throw PlanState.notKnown(kind.rawValue, wanted.description) }
    return try BuildStatement(plan: plan, kind: kind, layout: layout, month: index).build()
  }
}
