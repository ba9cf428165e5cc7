// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Planning
import Testing

@testable import PlanningCycle

/// Sees: forms that do not add up, do not meet the statements, mix budget and forecast, or show what somebody may not see.
/// Does not see: the screen, the plan behind the forms.
@Suite struct BudgetFormStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let zhou = Person(id: 4, login: "zhou", name: "周", title: "财务总监", role: .financeDirector)

  init() throws { company = try SmallCompany(facts: BudgetCompany.facts) }

  private func form(_ key: String, _ period: String = "2026", department: String? = nil) throws -> BudgetFormView {
    try workspace.budgetForm(try Access.authorize(zhou, to: To.ViewPlan.self), key, period: period, department: department)
  }

  private func line(_ view: BudgetFormView, _ key: String) throws -> BudgetFormView.Line {
    try #require(view.lines.first { $0.key == key }, "\(view.key) has no line \(key)")
  }

  @Test("every form of the set opens in every grain; parts add up to their line, months to their period, to the last 分")
  func addsUp() throws {
    for known in BudgetForm.all {
      for period in ["2026", "2027", "2026Q4", "2026-10", "2027-03"] {
        let view = try form(known.key, period)
        for check in view.checks { #expect(check.holds, "\(known.key) \(period): \(check.label.english) off by \(check.difference)") }
        for line in view.lines where line.rank != .heading {
          let parts = view.lines.filter { $0.key.hasPrefix(line.key + "/") }
          if !parts.isEmpty, let whole = line.figures.forecast {
            #expect(parts.reduce(0) { $0 + ($1.figures.forecast ?? 0) } == whole, "\(known.key) \(period) \(line.key)")
          }
          guard line.figures.isFlow, !line.isForecastOnly, let whole = line.figures.forecast, line.unit == "元" else { continue }
          #expect(line.months.reduce(0) { $0 + ($1.forecast ?? 0) } == whole, "\(known.key) \(period) \(line.key) by month")
        }
      }
    }
  }

  @Test("forms and statements show the same figure: revenue, selling expenses, inventories, profit")
  func meetsStatements() throws {
    let proof = try Access.authorize(zhou, to: To.ViewStatements.self)
    for period in ["2026-11", "2027-03"] {
      let income = try workspace.statement(proof, .income, month: Month(iso: period))
      let balance = try workspace.statement(proof, .balance, month: Month(iso: period))
      func shown(_ view: StatementView, _ key: String) -> Int64? { view.lines.first { $0.key == key }?.values.first ?? nil }
      for (key, measure) in [("sales", "total_revenue"), ("selling", "selling_expenses"), ("income", "net_profit")] {
        #expect(try line(form(key, period), measure).figures.forecast == shown(income, measure), "\(key) \(period)")
      }
      #expect(try line(form("inventory", period), "inventory").figures.forecast == shown(balance, "inventory"))
      #expect(try line(form("balance", period), "total_funding").figures.forecast == shown(balance, "total_funding"))
    }
  }

  @Test("a year in progress: budget as imported, what came, the rolling forecast of both, and how they differ")
  func columns() throws {
    let view = try form("selling")
    #expect(view.months.count == 12 && view.closedMonths == 10)
    let whole = try line(view, "selling_expenses")
    #expect(whole.figures.budget == 67_200_000)
    #expect(whole.figures.actual == 55_011_000, "ten months of both departments")
    let open = whole.months[10...].reduce(Int64(0)) { $0 + ($1.forecast ?? 0) }
    #expect(whole.figures.forecast == (whole.figures.actual ?? 0) + open && open > 0)
    #expect(whole.figures.difference == (whole.figures.forecast ?? 0) - 67_200_000)
    #expect(whole.figures.attainment == Double(whole.figures.actual ?? 0) / 67_200_000)
    #expect(whole.source == .imported && !whole.isForecastOnly)
  }

  @Test("what no fact tells of closed months is not nought: only months to come are added, on both sides")
  func unknownActuals() throws {
    let payroll = try line(form("selling"), "payroll")
    #expect(payroll.isForecastOnly && payroll.figures.actual == nil && payroll.figures.attainment == nil)
    #expect(payroll.figures.forecast == 7_911_400)
    #expect(
      payroll.figures.budget == payroll.figures.forecast && payroll.source == .current, "no budget of its own: it moves with the forecast")
    #expect(
      try line(form("overhead"), "department_cost").figures.budget == 8_000_000, "a factory's closed months are in the standard cost"
    )
  }

  @Test("one department alone: its lines only; a department of another kind has none")
  func oneDepartment() throws {
    let view = try form("selling", department: "D03")
    #expect(view.departments.map(\.code) == ["D02", "D03"] && view.department == "D03")
    #expect(try line(view, "selling_expenses").figures.budget == 25_200_000)
    #expect(try line(view, "staff").figures.forecast == 200)
    #expect(!view.lines.contains { $0.key == "total_revenue" }, "the company's revenue is not the department's")
    #expect(!(try form("selling", department: "D01")).lines.contains { $0.key.hasPrefix("payroll") })
  }

  @Test("an edit moves the forms along the chain, and the imported budget stays")
  func follows() throws {
    let keys = [
      ("sales", "total_revenue"), ("production", "made_units"), ("materials", "issued_at_standard"), ("productCost", "total_cost_of_sales"),
      ("selling", "selling_expenses"), ("income", "net_profit"), ("cash", "cash"),
    ]
    let before = try keys.map { try line(form($0.0, "2026-12"), $0.1).figures }
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "5000")
    for (key, old) in zip(keys, before) {
      let now = try line(form(key.0, "2026-12"), key.1).figures
      #expect(now.forecast != old.forecast, "\(key.0) follows")
      if key.1 == "total_revenue" || key.1 == "selling_expenses" { #expect(now.budget == old.budget, "\(key.0) keeps its budget") }
    }
  }

  @Test("the budgeted income statement: what was imported and the forecast for the rest, totals of both")
  func incomeBudget() throws {
    let view = try form("income", "2026-12")
    func budget(_ key: String) throws -> Int64 { try #require(try line(view, key).figures.budget) }
    #expect(try budget("selling_expenses") == 5_600_000)
    #expect(try line(view, "income_tax").source == .current)
    let profit =
      try budget("total_revenue") - budget("total_cost_of_sales") - budget("taxes_and_surcharges") - budget("selling_expenses")
      - budget("administrative_expenses") - budget("research_expenses") - budget("financial_expenses")
    #expect(try budget("operating_profit") == profit)
    #expect(try line(view, "net_profit").source == .imported)
  }

  @Test("cash and cost are for those who may see them; what is not there is named with what is")
  func rights() throws {
    #expect((failure { try Access.authorize(SmallCompany.li, to: To.ViewCompany.self) } as? AccessError)?.code == .outsideScope)
    let manager = Person(id: 9, login: "qin", name: "秦", title: "区域经理", role: .regionalManager)
    let li = try Access.authorize(manager, to: To.ViewPlan.self)
    let seen = try workspace.budgetForms(li).map(\.key)
    #expect(seen.contains("sales") && !seen.contains("income") && !seen.contains("cash") && !seen.contains("materials"))
    #expect(throws: AccessError.self) { try workspace.budgetForm(li, "cash") }
    for (key, period, department) in [
      ("salse", nil, nil), ("sales", "2026W05", nil), ("sales", "1999", nil), ("selling", nil, "D99"), ("sales", nil, "D02"),
    ] as [(String, String?, String?)] {
      let problem = failure { try workspace.budgetForm(li, key, period: period, department: department) } as? CycleError
      #expect(problem?.code == .budgetFormNotKnown && problem?.hint.english.isEmpty == false, "\(key) \(period ?? "") \(department ?? "")")
    }
  }

  @Test(
    "the head of a department sees its own lines, what they add up to and nothing of the others; the head of two sees both; pay is for whoever may see it"
  )
  func departmentHeads() throws {
    func head(_ departments: [String], _ role: Role = .departmentHead) throws -> Authorized<To.ViewPlan> {
      let scope = Scope("department", in: departments)
      return try Access.authorize(Person(id: 9, login: "qin", name: "秦", title: "部门负责人", role: role, scope: scope), to: To.ViewPlan.self)
    }
    let whole = try form("selling").lines
    func forecast(_ key: String) throws -> Int64 { try #require(whole.first { $0.key == key }?.figures.forecast) }
    let own = try workspace.budgetForm(try head(["D02"]), "selling", period: "2026")
    #expect(own.department == "D02" && own.departments.map(\.code) == ["D02"] && own.way == nil && own.contents == nil)
    // In the whole form departments are rounded so that they add up to the month's total: a cent a month may lie between it and one's own.
    #expect(try abs(#require(own.lines.first?.figures.forecast) - forecast("selling_expenses/D02")) <= 12)
    #expect(!own.lines.contains { $0.key.contains("D03") || $0.key.hasPrefix("payroll") || $0.key == "total_revenue" })
    let both = try workspace.budgetForm(try head(["D02", "D03"]), "selling", period: "2026")
    let sum = try forecast("selling_expenses/D02") + forecast("selling_expenses/D03")
    #expect(both.department == nil)
    #expect(try abs(#require(both.lines.first?.figures.forecast) - sum) <= 24)
    #expect(try workspace.budgetForms(try head(["D02"])).map(\.key) == ["selling"])
    #expect(try workspace.budgetForm(try head(["D02"], .financeDirector), "selling").lines.contains { $0.key.hasPrefix("payroll") })
    let elsewhere = Person(id: 9, login: "li", name: "李", title: "", role: .departmentHead, scope: Scope("territory", in: ["EAST"]))
    let refused = failure { try workspace.budgetForm(try Access.authorize(elsewhere, to: To.ViewPlan.self), "selling") } as? CycleError
    #expect(refused?.code == .budgetFormNotKnown)
    #expect(
      (failure { try workspace.budgetForm(try head(["D02"]), "selling", department: "D03") } as? CycleError)?.code == .budgetFormNotKnown)
  }

  @Test("parts are rounded to add up to their total, those first that rounding moved most; a hole is not hidden")
  func roundedParts() {
    #expect(RoundedParts.settle([100.4, 100.4, 100.2], to: 301) == [101, 100, 100])
    #expect(
      RoundedParts.settle([-0.5, 0.25, 0.25], to: 0) == [-1, 1, 0] || RoundedParts.settle([-0.5, 0.25, 0.25], to: 0).reduce(0, +) == 0)
    #expect(RoundedParts.settle([100, 200], to: 350) == [100, 200], "fifty are missing: no rounding explains that")
    #expect(RoundedParts.settle([], to: 5).isEmpty)
  }
}
