// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning

/// The company as the budget sees it: the same model with the budget's sales and department costs in place of forecast and actual.
enum BuildBudget {
  /// What may be compared with a budget: what follows from its sales and expenses. Cash and balances start from actual balances and
  /// are no budget.
  static let measures: Swift.Set<String> = [
    "agreed", "units", "orders", "shipped_units", "shipments", "revenue", "standard_cost_of_sales", "gross_margin",
    "gross_margin_rate", "department_cost", "total_revenue", "total_cost_of_sales", "total_gross_margin",
    "total_gross_margin_rate", "selling_expenses", "research_expenses", "administrative_expenses", "purchases_month",
  ]

  private struct Place: Hashable, Comparable {
    let item: Int
    let region: Int
    let month: Month

    static func < (left: Place, right: Place) -> Bool {
      (left.item, left.region, left.month) < (right.item, right.region, right.month)
    }
  }

  private struct Sum {
    var pieces: Int64 = 0
    var incl: Int64 = 0
    var excl: Int64 = 0
  }

  /// nil when no budget names items and regions. Forecast months take the budget's pieces as agreed; closed months its pieces and
  /// amounts as if they had come, at standard cost.
  static func build(
    _ budgets: BudgetFigures, calendar: PlanCalendar, members: PlanMembers, engine: PlanEngine, landing: InputLanding
  ) throws(PlanningError) -> PlanEngine? {
    var sums: [Place: Sum] = [:]
    for row in budgets.sales {
      guard let item = row.item, let region = row.region, let quantity = row.quantity,
        calendar.index(of: row.month) != nil
      else { continue }
      let place = Place(item: item, region: region, month: row.month)
      sums[place, default: Sum()].pieces += quantity
      sums[place, default: Sum()].incl += row.amount(inclusive: true) ?? 0
      sums[place, default: Sum()].excl += row.amount(inclusive: false) ?? 0
    }
    guard !sums.isEmpty else { return nil }
    let budget = engine.fork()
    let months = Swift.Set(sums.keys.map(\.month))
    var edits = try cleared(months.filter { $0 <= calendar.cutoff }.sorted(), in: engine, landing)
    var documents: [InputEdit] = []
    for place in sums.keys.sorted() {
      guard let sum = sums[place] else { continue }
      documents += self.edits(place, sum, calendar: calendar, members: members, engine: engine, landing)
    }
    documents += expenseEdits(budgets, calendar: calendar, members: members)
    documents += members.departments.flatMap { unlinked($0) }
    edits += landing.edits(documents)
    _ = try budget.apply(edits)
    _ = try budget.apply(landing.edits(try plannedExpenseEdits(budgets, calendar: calendar, members: members, engine: budget, landing)))
    return budget
  }

  /// A budget names what a department bears: nothing of it is allocated again, or follows another year.
  private static func unlinked(_ department: Int64) -> [InputEdit] {
    ["allocation_share", "last_year_share"].map {
      InputEdit(
        measure: $0, coordinate: ["Department": department], period: nil, value: 0, source: .fact(kind: "budgets", key: "", batch: 0))
    }
  }

  private static let closedMeasures = [
    "actual_order_units", "actual_orders", "actual_shipped_units", "actual_shipments", "actual_revenue",
    "actual_cost_of_sales",
  ]

  /// What came where nothing was budgeted is no budget: closed months begin empty.
  private static func cleared(
    _ months: [Month], in engine: PlanEngine, _ landing: InputLanding
  ) throws(PlanningError) -> [InputEdit] {
    var edits: [InputEdit] = []
    for fact in closedMeasures {
      guard let name = landing.target(fact)?.id, let measure = engine.model.measure(named: name) else { continue }
      for row in 0..<engine.rowCount(of: name) {
        let coordinate = engine.coordinate(ofRow: row, measure: measure)
        let values = try engine.values(name, at: coordinate)
        for month in months {
          guard let index = engine.calendar.index(of: month), values[index] != 0 else { continue }
          edits.append(
            InputEdit(measure: name, coordinate: coordinate, period: .month(month), value: 0, source: .constant))
        }
      }
    }
    return edits
  }

  private static func edits(
    _ place: Place, _ sum: Sum, calendar: PlanCalendar, members: PlanMembers, engine: PlanEngine, _ landing: InputLanding
  ) -> [InputEdit] {
    let coordinate: Coordinate = ["Item": members.items[place.item], "Region": members.regions[place.region]]
    func edit(_ measure: String, _ value: Double) -> InputEdit {
      InputEdit(
        measure: measure, coordinate: coordinate, period: .month(place.month), value: value,
        source: .fact(kind: "budgets", key: "", batch: 0))
    }
    let pieces = Double(sum.pieces) / 10_000
    guard place.month <= calendar.cutoff else { return [edit("override", pieces)] }
    let cost = ((try? engine.value(landing.target("standard_cost")?.id ?? "", at: coordinate, period: nil)) ?? nil) ?? 0
    return [
      edit("actual_order_units", pieces), edit("actual_orders", Double(sum.incl) / 100),
      edit("actual_shipped_units", pieces), edit("actual_shipments", Double(sum.incl) / 100),
      edit("actual_revenue", Double(sum.excl) / 100), edit("actual_cost_of_sales", pieces * cost),
    ]
  }

  /// Department budgets of closed months stand in for their actual cost; those of factories are in the standard cost of what was sold.
  private static func expenseEdits(
    _ budgets: BudgetFigures, calendar: PlanCalendar, members: PlanMembers
  ) -> [InputEdit] {
    let kinds = members.costKinds
    return expenseSums(budgets, members).filter { sum in
      sum.month <= calendar.cutoff && calendar.index(of: sum.month) != nil && kinds[members.departments[sum.department]] != "制造"
    }.map { sum in
      InputEdit(
        measure: "actual_department_cost", coordinate: ["Department": members.departments[sum.department]],
        period: .month(sum.month), value: Double(sum.amount) / 100, source: .fact(kind: "budgets", key: "", batch: 0))
    }
  }

  /// Those of months to come: the fixed part takes what drivers leave, so that a department costs what was budgeted for it.
  private static func plannedExpenseEdits(
    _ budgets: BudgetFigures, calendar: PlanCalendar, members: PlanMembers, engine: PlanEngine, _ landing: InputLanding
  ) throws(PlanningError) -> [InputEdit] {
    guard let fixed = landing.target("fixed_expense")?.id, engine.model.measure(named: "department_cost") != nil else { return [] }
    return try expenseSums(budgets, members).filter { $0.month > calendar.cutoff && calendar.index(of: $0.month) != nil }.map {
      (sum) throws(PlanningError) in
      let coordinate: Coordinate = ["Department": members.departments[sum.department]]
      let cost = try engine.value("department_cost", at: coordinate, period: .month(sum.month)) ?? 0
      let held = try engine.value(fixed, at: coordinate, period: .month(sum.month)) ?? 0
      return InputEdit(
        measure: "fixed_expense", coordinate: coordinate, period: .month(sum.month), value: held + Double(sum.amount) / 100 - cost,
        source: .fact(kind: "budgets", key: "", batch: 0))
    }
  }

  private static func expenseSums(_ budgets: BudgetFigures, _ members: PlanMembers) -> [(department: Int, month: Month, amount: Int64)] {
    struct Key: Hashable {
      let department: Int
      let month: Month
    }
    var sums: [Key: Int64] = [:]
    for row in budgets.expenses {
      guard let position = members.departmentPositions[row.department] else { continue }
      sums[Key(department: position, month: row.month), default: 0] += row.amount
    }
    return sums.sorted { ($0.key.department, $0.key.month) < ($1.key.department, $1.key.month) }.map {
      ($0.key.department, $0.key.month, $0.value)
    }
  }
}
