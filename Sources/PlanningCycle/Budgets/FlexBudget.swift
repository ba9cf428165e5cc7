// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Commerce
public import FinancialPlanning
import Planning
import Quantities

/// What a department spends money on, as far as budgets and drivers tell it apart.
enum ExpenseKind: Int, CaseIterable {
  case pay, freight, advertising, other

  /// By the words of a budget's line.
  init(words: String) {
    let text = words.lowercased()
    func says(_ parts: [String]) -> Bool { parts.contains { text.contains($0) } }
    if says(["薪酬", "工资", "人工", "pay", "salar", "wage"]) {
      self = .pay
    } else if says(["运费", "物流", "仓储", "freight", "warehous", "logistic"]) {
      self = .freight
    } else if says(["广告", "推广", "advert", "promotion"]) {
      self = .advertising
    } else {
      self = .other
    }
  }

  var label: BilingualText {
    switch self {
    case .pay: BilingualText("薪酬", "Pay")
    case .freight: BilingualText("运费与仓储", "Freight and warehousing")
    case .advertising: BilingualText("广告与推广", "Advertising")
    case .other: BilingualText("其他部门费用", "Other expenses")
    }
  }

  /// The driver that says which share of revenue it is; nil for what does not follow revenue.
  var shareDriver: String? {
    switch self {
    case .pay: nil
    case .freight: "freight_share_of_revenue"
    case .advertising: "advertising_share_of_revenue"
    case .other: "expense_share_of_revenue"
    }
  }
}

/// 弹性预算 of an expense form: the budget beside what it would have been at the revenue that came, by department and kind of expense.
public struct FlexedBudgetView: Sendable {
  public struct Kind: Sendable {
    public let label: BilingualText
    /// Of revenue; nil for what is fixed.
    public let share: Double?
    public let variance: FlexedVariance
  }

  public struct Department: Sendable {
    public let code: String
    public let name: BilingualText
    public let kinds: [Kind]
    /// The sum of its kinds, with what was spent.
    public let variance: FlexedVariance
  }

  public let key: String
  public let label: BilingualText
  public let period: String
  /// Those that are compared: the closed ones of the period, or all of it while none is.
  public let months: [String]
  /// Revenue is what is foreseen, and nothing was spent yet.
  public let isForecast: Bool
  /// 分; nil without a budget of sales.
  public let budgetRevenue: Int64?
  public let revenue: Int64?
  public let departments: [Department]

  public var total: FlexedVariance? {
    guard let first = departments.first else { return nil }
    return departments.dropFirst().reduce(first.variance) { $0 + $1.variance }
  }
}

/// Flexes the imported budgets of the departments of one form.
struct FlexBudget {
  let plan: PlanState
  let form: BudgetForm
  let period: PlanPeriod
  let drivers: Drivers

  func build() throws(PlanningError) -> FlexedBudgetView {
    let calendar = plan.calendar
    let whole = calendar.indexes(of: period, axis: .month)
    let closed = whole.clamped(to: 0..<calendar.actualCount)
    let indexes = closed.isEmpty ? whole : closed
    let came = try revenue(plan.engine, indexes) { _ in true }
    let budgeted = try plan.budgetEngine.flatMap { (engine) throws(PlanningError) in
      try revenue(engine, indexes) { plan.budgets.months.contains(calendar.month(at: $0)) }
    }
    var departments: [FlexedBudgetView.Department] = []
    if let came, let budgeted {
      for position in positions() {
        if let one = try department(position, indexes, budgeted: budgeted, came: came, isClosed: !closed.isEmpty) {
          departments.append(one)
        }
      }
    }
    return FlexedBudgetView(
      key: form.key, label: form.label, period: period.column, months: indexes.map { calendar.month(at: $0).description },
      isForecast: closed.isEmpty, budgetRevenue: budgeted, revenue: came, departments: departments)
  }

  private func revenue(_ engine: PlanEngine, _ indexes: Range<Int>, knows: (Int) -> Bool) throws(PlanningError) -> Int64? {
    let months = try StatementMonths.rounded("total_revenue", engine)
    guard indexes.allSatisfy(knows) else { return nil }
    return BudgetRow.taken(months, indexes, .sum)
  }

  /// Departments of the form's kinds of cost, by position.
  private func positions() -> [Int] {
    guard case .lines(let lines) = form.content else { return [] }
    let wanted = Swift.Set(lines.compactMap { line in if case .department(let kind)? = line.split { kind } else { nil } })
    let kinds = plan.members.costKinds
    return plan.catalogue.departments.indices.filter { wanted.contains(kinds[plan.members.departments[$0]] ?? "") }
  }

  private func department(
    _ position: Int, _ indexes: Range<Int>, budgeted: Int64, came: Int64, isClosed: Bool
  ) throws(PlanningError) -> FlexedBudgetView.Department? {
    let named = plan.catalogue.departments[position]
    let months = Swift.Set(indexes.map { plan.calendar.month(at: $0) })
    var sums: [ExpenseKind: Int64] = [:]
    for row in plan.budgets.expenses where row.department == named.code && months.contains(row.month) {
      sums[ExpenseKind(words: row.measure), default: 0] += row.amount
    }
    guard !sums.isEmpty else { return nil }
    var kinds: [FlexedBudgetView.Kind] = []
    for kind in ExpenseKind.allCases {
      let share = share(kind, of: named.code)
      guard let budget = sums[kind] ?? (share == nil ? nil : 0) else { continue }
      let rule = FlexibleBudget(share.map { [.rate($0, of: .revenue)] } ?? [])
      guard
        let variance = FlexedVariance(
          budget: budget, variable: rule, budgeted: .init(revenue: budgeted), came: .init(revenue: came), actual: nil)
      else { continue }
      kinds.append(FlexedBudgetView.Kind(label: kind.label, share: share?.doubleValue, variance: variance))
    }
    let costs = try plan.engine.values("department_cost", at: ["Department": plan.members.departments[position]])
    let isKnown = isClosed && costs.prefix(plan.calendar.actualCount).contains { $0 != 0 && !$0.isNaN }
    let actual = BudgetRow.taken(costs.map { $0.finite.map { hundredths($0) } }, indexes, .sum)
    return FlexedBudgetView.Department(
      code: named.code, name: named.name, kinds: kinds,
      variance: FlexedVariance(
        budget: kinds.reduce(0) { $0 + $1.variance.budget }, flexed: kinds.reduce(0) { $0 + $1.variance.flexed },
        actual: isKnown ? actual : nil))
  }

  /// The share of revenue that the drivers give a department for a kind; nil when they give none.
  private func share(_ kind: ExpenseKind, of department: String) -> FixedPoint? {
    guard let name = kind.shareDriver else { return nil }
    let shares = drivers[name].filter { $0.department == department }
    guard !shares.isEmpty else { return nil }
    let sum = shares.reduce(0.0) { $0 + $1.value }
    return Rounding.toInteger(sum * 1_000_000).map { FixedPoint(mantissa: $0, scale: 6) }
  }
}

extension Workspace {
  /// 弹性预算 of a form with departments, in the plan or a scenario.
  ///
  /// - Throws: as `budgetForm`; `CycleError.budgetFormNotKnown` also for a form without departments.
  public func flexedBudget(_ proof: Authorized<To.ViewCompany>, _ key: String, period: String? = nil, scenario: Int64? = nil) throws
    -> FlexedBudgetView
  {
    guard let form = BudgetForm.named(key), form.hasDepartments else {
      let known = BudgetForm.all.filter(\.hasDepartments).map(\.key).joined(separator: ", ")
      throw Self.budgetNotKnown("按部门的预算表 \(key)", "a form by department called \(key)", known)
    }
    if let permission = form.permission { try Access.require(proof.person, permission) }
    let plan = try state(of: scenario, proof)
    return try FlexBudget(
      plan: plan, form: form, period: try budgetPeriod(period, plan), drivers: Drivers(try facts.table(.drivers))
    ).build()
  }
}
