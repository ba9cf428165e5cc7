// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Planning

extension Workspace {
  /// 月报 of one month, for what the person may see.
  ///
  /// - Parameter month: nil for the last closed month.
  /// - Throws: `CycleError.cellNotKnown` for a month outside the plan; `StoreError`; `PlanningError`.
  public func monthlyReport(_ proof: Authorized<To.ViewStatements>, month: Month? = nil) throws -> MonthlyReport {
    let month = month ?? plan.cutoff
    let income = try statement(proof, .income, month: month)
    let seesCash = Access.allows(proof.person, .viewCash)
    let balance = seesCash ? try statement(proof, .balance, month: month) : nil
    let flow = seesCash ? try statement(proof, .cash, month: month) : nil
    let hasStock = ["demand", "scheduled_receipts", "lead_time"].allSatisfy { plan.engine.model.measure(named: $0) != nil }
    return MonthlyReport(
      company: settings.name, month: month, isActual: month <= plan.cutoff, today: planningDay,
      headlines: try headlines(proof, month, income: income, balance: balance),
      forecastMadeOn: plan.pastForecasts.newest(.salesForecast, month: month, madeBefore: month.firstDay).first?.madeOn,
      trend: try trend(through: month),
      statements: [income, balance, flow].compactMap { $0?.shortened },
      differences: try differences(proof, income),
      cash: seesCash ? try cashView(try Access.authorize(proof.person, to: To.ViewCash.self), grain: .week) : nil,
      stock: hasStock && Access.allows(proof.person, .viewSupply)
        ? try stockHealthDraft(
          try Access.authorize(proof.person, to: To.ViewSupply.self), showsCost: Access.allows(proof.person, .viewCost)) : nil,
      alerts: alerts(try Access.authorize(proof.person, to: To.ViewPlan.self)).filter { !$0.isAside },
      outlook: try outlook(proof, after: month))
  }

  private func headlines(
    _ proof: Authorized<To.ViewStatements>, _ month: Month, income: StatementView, balance: StatementView?
  ) throws -> [MonthlyReport.Headline] {
    let orders = AlignmentFigures(plan: plan, inclusive: false)
    let made = plan.pastForecasts.newest(.salesForecast, month: month, madeBefore: month.firstDay)
    func cell(_ measure: String) -> String { CellAddress(measure: measure, members: [], column: month.description).text }
    func margin(_ column: String) -> Int64? {
      income.value("total_revenue", column).flatMap { revenue in income.value("total_cost_of_sales", column).map { revenue - $0 } }
    }
    var headlines = [
      MonthlyReport.Headline(
        key: "orders", label: BilingualText("订单额（不含税）", "Orders excl. tax"), cell: cell("orders"), good: "up",
        link: "#/overview?grain=month&period=\(month)", actual: orders.value(month <= plan.cutoff ? "actual" : "agreed", months: [month]),
        budget: orders.value("budget", months: [month]),
        forecast: made.isEmpty ? nil : made.reduce(0) { $0 + ($1.amount(inclusive: false) ?? 0) },
        lastYear: orders.value("lastYear", months: [month])),
      MonthlyReport.Headline(
        key: "revenue", label: BilingualText("营业收入", "Revenue"), cell: cell("total_revenue"), good: "up",
        link: "#/statements?kind=income&month=\(month)", actual: income.value("total_revenue", "month"),
        budget: income.value("total_revenue", "budgetMonth"), forecast: nil, lastYear: income.value("total_revenue", "monthLastYear")),
      MonthlyReport.Headline(
        key: "margin", label: BilingualText("毛利", "Gross profit"), cell: cell("total_gross_margin"), good: "up",
        link: "#/statements?kind=income&month=\(month)", actual: margin("month"), budget: margin("budgetMonth"), forecast: nil,
        lastYear: margin("monthLastYear")),
    ]
    guard let balance else { return headlines }
    headlines.append(
      MonthlyReport.Headline(
        key: "collections", label: TargetMeasure.collections.label, cell: month > plan.cutoff ? cell("collections_month") : nil, good: "up",
        link: "#/cash?view=partners", actual: try collected(month), budget: nil, forecast: nil,
        lastYear: try collected(month.adding(months: -12))))
    for (key, line, label) in [
      ("cash", "cash", BilingualText("月末货币资金", "Cash at month end")),
      ("stock", "inventories", BilingualText("月末存货", "Inventories at month end")),
    ] {
      headlines.append(
        MonthlyReport.Headline(
          key: key, label: label, cell: key == "cash" ? cell("cash") : nil, good: key == "cash" ? "up" : "down",
          link: key == "cash" ? "#/cash" : "#/supply?view=health", actual: balance.value(line, "month"), budget: nil, forecast: nil,
          lastYear: balance.value(line, "monthLastYear")))
    }
    return headlines
  }

  /// Receipts of a closed month, else what the plan collects; nil outside both.
  private func collected(_ month: Month) throws -> Int64? {
    guard month > plan.cutoff else {
      let receipts = try salesByOwner().receipts
      guard let first = receipts.values.compactMap({ $0.keys.min() }).min(), first <= month else { return nil }
      return receipts.values.reduce(0) { $0 + ($1[month] ?? 0) }
    }
    guard plan.calendar.index(of: month) != nil, plan.engine.model.measure(named: TargetMeasure.collections.planMeasure) != nil else {
      return nil
    }
    return try plan.engine.value(TargetMeasure.collections.planMeasure, at: .total, period: .month(month)).map { hundredths($0) }
  }

  private func trend(through month: Month) throws -> [(month: Month, value: Int64?, budget: Int64?)] {
    let revenue = try StatementMonths.rounded("total_revenue", plan.engine)
    let budget = try plan.budgetEngine.map { try StatementMonths.rounded("total_revenue", $0) } ?? []
    return (0...12).reversed().map { month.adding(months: -$0) }.compactMap { month in
      guard let index = plan.calendar.index(of: month), index < revenue.count else { return nil }
      return (month, revenue[index], plan.budgets.months.contains(month) && index < budget.count ? budget[index] : nil)
    }
  }
}

extension StatementView {
  /// What a month's report shows of each.
  private static let kept: [Kind: [String]] = [
    .income: [
      "total_revenue", "total_cost_of_sales", "taxes_and_surcharges", "selling_expenses", "administrative_expenses", "research_expenses",
      "financial_expenses", "operating_profit", "profit_before_tax", "income_tax", "net_profit",
    ],
    .balance: [
      "monetary_funds", "bills_receivable", "receivables", "inventories", "total_current_assets", "total_fixed", "total_assets", "loans",
      "bills_payable",
      "payables", "total_liabilities", "equity", "total_funding",
    ],
    .cash: [
      "operating_in", "operating_out", "cash_operating", "cash_investing", "cash_financed", "cash_net_change", "opening_cash",
      "closing_cash",
    ],
  ]

  fileprivate var shortened: StatementView {
    let kept = Swift.Set(Self.kept[kind] ?? [])
    return StatementView(
      kind: kind, layout: layout, month: month, isActual: isActual, columns: columns, lines: lines.filter { kept.contains($0.key) },
      checks: checks)
  }

  /// A line's figure in a column; nil where either is not there.
  func value(_ line: String, _ column: String) -> Int64? {
    guard let place = columns.firstIndex(where: { $0.key == column }), let line = lines.first(where: { $0.key == line }) else { return nil }
    return line.values.indices.contains(place) ? line.values[place] : nil
  }
}
