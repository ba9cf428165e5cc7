// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import FinancialPlanning
import Planning

extension Workspace {
  /// How many differences a report shows, and how many reasons of each.
  private static let shownDifferences = 5
  private static let shownReasons = 3

  /// Lines of the income statement with the form that divides them; nil for those no form divides.
  private static let compared: [(line: String, form: String?, part: String)] = [
    ("total_revenue", "sales", "total_revenue"), ("total_cost_of_sales", "productCost", "standard_cost_of_sales"),
    ("taxes_and_surcharges", nil, ""), ("selling_expenses", "selling", "selling_expenses"),
    ("administrative_expenses", "administration", "administrative_expenses"), ("research_expenses", "research", "research_expenses"),
    ("financial_expenses", nil, ""), ("other_income", nil, ""), ("income_tax", nil, ""),
  ]

  /// The largest differences from the budget and from the year before, with what the forms, the flexed budget and 为什么 say about them.
  func differences(_ proof: Authorized<To.ViewStatements>, _ income: StatementView) throws -> [MonthlyReport.Difference] {
    var found: [(difference: MonthlyReport.Difference, form: String?, part: String)] = []
    for (key, form, part) in Self.compared {
      guard let line = income.lines.first(where: { $0.key == key }), let actual = income.value(key, "month") else { continue }
      for (against, column) in [(MonthlyReport.Difference.Against.budget, "budgetMonth"), (.lastYear, "monthLastYear")] {
        guard let base = income.value(key, column), base != actual else { continue }
        let good = ["total_revenue", "other_income"].contains(key) ? "up" : "down"
        found.append(
          (
            MonthlyReport.Difference(
              key: key, label: line.label, against: against, cell: line.cell,
              link: against == .budget && form != nil
                ? "#/budgets?form=\(form ?? "")&period=\(income.month)" : "#/statements?kind=income&month=\(income.month)", good: good,
              actual: actual, base: base, reasons: []), form, part
          ))
      }
    }
    found.sort { left, right in
      (right.difference.change.magnitude, left.difference.key, left.difference.against.rawValue)
        < (left.difference.change.magnitude, right.difference.key, right.difference.against.rawValue)
    }
    return try found.prefix(Self.shownDifferences).map { entry in
      let reasons =
        try entry.difference.against == .budget
        ? budgetReasons(proof, entry.form, entry.part, income.month)
        : yearReasons(proof, entry.form, entry.part, income.month, cell: entry.difference.cell)
      return entry.difference.with(
        Array(
          reasons.filter { $0.value != 0 }.sorted { ($1.value.magnitude, $0.label.english) < ($0.value.magnitude, $1.label.english) }
            .prefix(Self.shownReasons)))
    }
  }

  /// Volume and spending where the form is flexed, and the parts of the line in the form.
  private func budgetReasons(_ proof: Authorized<To.ViewStatements>, _ form: String?, _ part: String, _ month: String) throws
    -> [MonthlyReport.Difference.Reason]
  {
    guard let form, let known = BudgetForm.named(form) else { return [] }
    if let permission = known.permission, !Access.allows(proof.person, permission) { return [] }
    let company = try Access.authorize(proof.person, to: To.ViewCompany.self)
    let view = try budgetForm(try Access.authorize(proof.person, to: To.ViewPlan.self), form, period: month)
    let parts = view.lines.filter { $0.key.hasPrefix(part + "/") }.compactMap { line in
      line.figures.difference.map { MonthlyReport.Difference.Reason(label: line.label, value: $0) }
    }
    guard known.isFlexed, let total = try flexedBudget(company, form, period: month).total else { return parts }
    let volume = MonthlyReport.Difference.Reason(label: BilingualText("业务量（弹性预算）", "Volume (flexed budget)"), value: total.volume)
    return parts + [volume]
  }

  /// The parts of the line in the form, this year and the year before; of a line that no form divides, the parts of 同比.
  private func yearReasons(_ proof: Authorized<To.ViewStatements>, _ form: String?, _ part: String, _ month: String, cell: String?) throws
    -> [MonthlyReport.Difference.Reason]
  {
    if let form, let known = BudgetForm.named(form), known.permission.map({ Access.allows(proof.person, $0) }) ?? true,
      case .month(let year)? = PlanPeriod(column: month)?.earlier("year-before"), plan.calendar.index(of: year) != nil
    {
      func parts(_ period: String) throws -> [String: BudgetFormView.Line] {
        let reader = try Access.authorize(proof.person, to: To.ViewPlan.self)
        let lines = try budgetForm(reader, form, period: period).lines.filter { $0.key.hasPrefix(part + "/") }
        return Dictionary(lines.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
      }
      let (now, before) = (try parts(month), try parts(year.description))
      return Swift.Set(now.keys).union(before.keys).sorted().compactMap { key in
        guard let label = (now[key] ?? before[key])?.label else { return nil }
        let value = (now[key]?.figures.forecast ?? 0) - (before[key]?.figures.forecast ?? 0)
        return MonthlyReport.Difference.Reason(label: label, value: value)
      }
    }
    guard let cell else { return [] }
    let plan = try Access.authorize(proof.person, to: To.ViewPlan.self)
    return try explainChange(plan, cell: cell, from: "year-before").parts.compactMap { part in
      guard part.cell != nil, let contribution = part.contribution, contribution.isFinite else { return nil }
      return MonthlyReport.Difference.Reason(label: part.label, value: hundredths(contribution))
    }
  }
}

extension MonthlyReport.Difference {
  fileprivate func with(_ reasons: [Reason]) -> MonthlyReport.Difference {
    MonthlyReport.Difference(
      key: key, label: label, against: against, cell: cell, link: link, good: good, actual: actual, base: base, reasons: reasons)
  }
}
