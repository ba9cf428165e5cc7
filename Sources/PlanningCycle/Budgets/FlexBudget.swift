// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Commerce
import FinancialPlanning
import Planning

/// Flexes the budgets of the departments of one form: those that were approved where the form is, else those that were imported.
struct FlexBudget {
  let plan: PlanState
  let form: BudgetForm
  let period: PlanPeriod
  let drivers: Drivers
  let approvals: [BudgetApproval.Key: BudgetApproval]

  private var calendar: PlanCalendar { plan.calendar }

  func build() throws(PlanningError) -> FlexedBudgetView {
    let whole = calendar.indexes(of: period, axis: .month)
    let closed = whole.clamped(to: 0..<calendar.actualCount)
    let indexes = closed.isEmpty ? whole : closed
    let came = try volume(plan.engine, indexes, nil)
    let sales = try approved("sales")
    let budgeted = try budgeted(sales, indexes)
    let own = try approved(form.key)
    var departments: [FlexedBudgetView.Department] = []
    if let came, let budgeted {
      for position in positions() {
        if let one = try department(position, indexes, own, budgeted: budgeted, came: came, isClosed: !closed.isEmpty) {
          departments.append(one)
        }
      }
    }
    return FlexedBudgetView(
      key: form.key, label: form.label, period: period.column, months: indexes.map { calendar.month(at: $0).description },
      isForecast: closed.isEmpty, source: own == nil ? .imported : .approved, revenueSource: sales == nil ? .imported : .approved,
      budgetRevenue: budgeted?.revenue.reduce(0, +), revenue: came?.revenue.reduce(0, +), departments: departments)
  }

  // MARK: Volume

  /// The rows of a form as somebody approved it; nil where nobody did.
  private func approved(_ key: String) throws(PlanningError) -> BudgetRows? {
    guard let form = BudgetForm.named(key), let approval = approvals[BudgetApproval.Key(form: key, year: period.year)] else { return nil }
    return try BudgetRows(form, plan: plan, departments: nil, approval: approval)
  }

  /// What was budgeted: with the sales form where it is approved, else with the imported budget.
  private func budgeted(_ sales: BudgetRows?, _ indexes: Range<Int>) throws(PlanningError) -> FlexedVolume? {
    let people = try approved("people")
    if let sales {
      guard let revenue = months("total_revenue", of: sales, indexes), let units = months("shipped_units", of: sales, indexes) else {
        return nil
      }
      return FlexedVolume(
        revenue: revenue, units: units.map { $0 * 100 }, heads: try heads(plan.budgetEngine ?? plan.engine, indexes, people))
    }
    guard let engine = plan.budgetEngine, indexes.allSatisfy({ plan.budgets.months.contains(calendar.month(at: $0)) }) else { return nil }
    return try volume(engine, indexes, people)
  }

  private func volume(_ engine: PlanEngine, _ indexes: Range<Int>, _ people: BudgetRows?) throws(PlanningError) -> FlexedVolume? {
    let months = try StatementMonths.rounded("total_revenue", engine)
    let revenue = indexes.compactMap { months[$0] }
    guard revenue.count == indexes.count else { return nil }
    return FlexedVolume(
      revenue: revenue, units: try tenThousandths("units_shipped", .total, engine, indexes), heads: try heads(engine, indexes, people))
  }

  private func heads(_ engine: PlanEngine, _ indexes: Range<Int>, _ people: BudgetRows?) throws(PlanningError) -> [Int: [Int64]] {
    var heads: [Int: [Int64]] = [:]
    for position in positions() {
      let approved = people.flatMap { months("staff/" + plan.catalogue.departments[position].code, of: $0, indexes)?.map { $0 * 100 } }
      if let approved {
        heads[position] = approved
      } else {
        heads[position] = try tenThousandths("staff", ["Department": plan.members.departments[position]], engine, indexes)
      }
    }
    return heads
  }

  /// By month; nought where the model has no such measure.
  private func tenThousandths(
    _ measure: String, _ at: Coordinate, _ engine: PlanEngine, _ indexes: Range<Int>
  ) throws(PlanningError) -> [Int64] {
    guard engine.model.measure(named: measure) != nil else { return indexes.map { _ in 0 } }
    let values = try engine.values(measure, at: at)
    return indexes.map { hundredths(values[$0].finite ?? 0) * 100 }
  }

  /// An approved line by month, in hundredths; nil where one month was not approved.
  private func months(_ key: String, of rows: BudgetRows, _ indexes: Range<Int>) -> [Int64]? {
    guard let months = rows.position(key).flatMap({ rows.rows[$0].approved }), indexes.upperBound <= months.count else { return nil }
    let known = indexes.compactMap { months[$0] }
    return known.count == indexes.count ? known : nil
  }

  // MARK: Departments

  /// Departments of the form's kinds of cost, by position.
  private func positions() -> [Int] {
    let wanted = form.flexedKinds
    let kinds = plan.members.costKinds
    return plan.catalogue.departments.indices.filter { wanted.contains(kinds[plan.members.departments[$0]] ?? "") }
  }

  private func department(
    _ position: Int, _ indexes: Range<Int>, _ own: BudgetRows?, budgeted: FlexedVolume, came: FlexedVolume, isClosed: Bool
  ) throws(PlanningError) -> FlexedBudgetView.Department? {
    let named = plan.catalogue.departments[position]
    let sums = imported(named.code, indexes)
    let approved = own.flatMap { rows in form.flexedLines.firstNonNil { months("\($0)/\(named.code)", of: rows, indexes)?.reduce(0, +) } }
    guard own == nil ? !sums.isEmpty : approved != nil else { return nil }
    var kinds: [FlexedBudgetView.Kind] = []
    for kind in ExpenseKind.allCases {
      let rules = kind.rules(of: named.code, drivers)
      guard let budget = sums[kind] ?? (rules.isEmpty ? nil : 0),
        let variance = FlexedVariance(
          budget: budget, variable: FlexibleBudget(rules.compactMap(\.part)), budgeted: budgeted.months(of: position),
          came: came.months(of: position), actual: nil)
      else { continue }
      kinds.append(FlexedBudgetView.Kind(label: kind.label, rules: rules, variance: variance))
    }
    let rest = approved.map { $0 - kinds.reduce(0) { $0 + $1.variance.budget } } ?? 0
    if rest != 0 {
      kinds.append(
        FlexedBudgetView.Kind(
          label: sums.isEmpty ? BilingualText("审批的预算", "As approved") : BilingualText("审批时的调整", "Adjusted on approval"), rules: [],
          variance: FlexedVariance(budget: rest, flexed: rest, actual: nil)))
    }
    let costs = try plan.engine.values("department_cost", at: ["Department": plan.members.departments[position]])
    let isKnown = isClosed && costs.prefix(calendar.actualCount).contains { $0 != 0 && !$0.isNaN }
    let actual = BudgetRow.taken(costs.map { $0.finite.map { hundredths($0) } }, indexes, .sum)
    return FlexedBudgetView.Department(
      code: named.code, name: named.name, kinds: kinds,
      variance: FlexedVariance(
        budget: kinds.reduce(0) { $0 + $1.variance.budget }, flexed: kinds.reduce(0) { $0 + $1.variance.flexed },
        actual: isKnown ? actual : nil))
  }

  /// What was imported for a department by kind, 分.
  private func imported(_ department: String, _ indexes: Range<Int>) -> [ExpenseKind: Int64] {
    let months = Swift.Set(indexes.map { calendar.month(at: $0) })
    var sums: [ExpenseKind: Int64] = [:]
    for row in plan.budgets.expenses where row.department == department && months.contains(row.month) {
      sums[ExpenseKind(words: row.measure), default: 0] += row.amount
    }
    return sums
  }
}

extension BudgetForm {
  /// Lines that open into what departments cost in all, by key: the form has a flexed view.
  var flexedLines: [String] { departmentCosts.map(\.key) }

  var isFlexed: Bool { !departmentCosts.isEmpty }

  /// The kinds of cost of those departments.
  var flexedKinds: Swift.Set<String> {
    Swift.Set(departmentCosts.compactMap { line in if case .department(let kind)? = line.split { kind } else { nil } })
  }

  private var departmentCosts: [BudgetLine] {
    guard case .lines(let lines) = content else { return [] }
    return lines.filter { $0.partMeasure == "department_cost" }
  }
}

extension Sequence {
  /// The first answer that is one.
  fileprivate func firstNonNil<Answer>(_ answer: (Element) -> Answer?) -> Answer? {
    for element in self { if let one = answer(element) { return one } }
    return nil
  }
}

extension Workspace {
  /// 弹性预算 of a form with departments, in the plan or a scenario.
  ///
  /// - Throws: as `budgetForm`; `CycleError.budgetFormNotKnown` also for a form without departments' costs.
  public func flexedBudget(_ proof: Authorized<To.ViewCompany>, _ key: String, period: String? = nil, scenario: Int64? = nil) throws
    -> FlexedBudgetView
  {
    guard let form = BudgetForm.named(key), form.isFlexed else {
      let known = BudgetForm.all.filter(\.isFlexed).map(\.key).joined(separator: ", ")
      throw Self.budgetNotKnown("按部门的预算表 \(key)", "a form by department called \(key)", known)
    }
    if let permission = form.permission { try Access.require(proof.person, permission) }
    let plan = try state(of: scenario, proof)
    return try FlexBudget(
      plan: plan, form: form, period: try budgetPeriod(period, plan), drivers: Drivers(try facts.table(.drivers)),
      approvals: budgets.approvals
    ).build()
  }
}
