// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import FinancialPlanning
import Planning
import Testing

@testable import PlanningCycle

/// Sees: people who come or leave and are still paid as before, tax of the wrong month, what is withheld paid twice or never, pay shown to whoever may not
/// see it. Does not see how pay differs within a department: tax is that of its average person.
@Suite("People and pay in the plan")
struct PayrollStories {
  private let company: SmallCompany
  private var plan: PlanState { company.workspace.plan }
  private static let zhou = Person(id: 9, login: "zhou", name: "周", title: "财务总监", role: .financeDirector)

  init() throws {
    let withholding = SmallCompanyFacts.table(
      .drivers,
      [
        ["name": "employee_contribution_rate", "value": SmallCompanyFacts.thousandths(100)],
        ["name": "wage_tax_withheld", "value": SmallCompanyFacts.price(1)],
        ["name": "social_ceiling", "month": .month(month("2027-07")), "value": SmallCompanyFacts.price(8_500)],
        ["name": "social_insurance_pay_day", "value": SmallCompanyFacts.price(20)],
      ])
    company = try SmallCompany(facts: BudgetCompany.facts, extra: [withholding])
  }

  private func value(_ measure: String, _ period: String, department: String? = nil) throws -> Double {
    let at: Coordinate =
      try department.map { ["Department": plan.members.departments[try #require(plan.members.departmentPositions[$0])]] } ?? .total
    let found: PlanPeriod = period.count == 7 ? .month(month(period)) : .day(day(period))
    return try plan.engine.value(measure, at: at, period: found) ?? 0
  }

  /// 分, so that a sum of fractions is compared as money is.
  private func money(_ measure: String, _ period: String, department: String? = nil) throws -> Int64 {
    hundredths(try value(measure, period, department: department))
  }

  @Test("Wages of November are paid in December: net to people, both contributions on their day, tax withheld and paid over in January")
  func withheld() throws {
    #expect(try money("wages_accrued", "2026-11") == 10_555_700 + 2_987_263, "105,557.00 gross and 28.3 % of it")
    // Eleven months were taxed before December's payment: 9,000 − 900 − 5,000 = 3,100 a month makes 37,200, the last 1,200 of it at 10 %.
    #expect(try value("wage_tax_per_head", "2026-11", department: "D01") == 93)
    #expect(try value("wage_tax_per_head", "2026-12", department: "D01") == 177)
    #expect(try value("wage_tax_per_head", "2027-01", department: "D01") == 93, "a new year begins with what is paid in it")
    #expect(try money("wage_tax_taken", "2026-12") == 108_602, "4 × 177.00, 3 × 66.02, 2 × 59.98, 5 × 12.00")
    #expect(try money("contributions_paid", "2026-12") == 1_055_570 + 2_987_263)
    #expect(try money("net_wages", "2026-12") == 10_555_700 - 1_055_570 - 108_602)
    #expect(try money("wage_tax_payable", "2026-12") == 108_602)
    let due = TaxDay.of(month("2027-01"), workingDays: .china).day
    #expect(try money("cash_wage_tax", due.description) == 108_602)
    // 2026-12-20 is a Sunday: contributions go out on the Friday before; wages went out on the 10th.
    #expect(try money("cash_wages", "2026-12-18") == 1_055_570 + 2_987_263)
    #expect(try money("cash_wages", "2026-12-10") == 10_555_700 - 1_055_570 - 108_602)
    #expect(plan.engine.checks().allSatisfy { $0.passes })
  }

  @Test("The first month can withhold no more than stands open: nothing was owed to anybody at the cutoff")
  func nothingOpen() throws {
    #expect(
      try value("wages_paid", "2026-11") == 0 && value("contributions_paid", "2026-11") == 0 && value("wage_tax_taken", "2026-11") == 0)
  }

  @Test("A newcomer with a salary of their own is paid from their month on, a leaver no more; a dated ceiling holds from its July")
  func comeAndGo() throws {
    try company.edit("hires|Department=D02@2026-12", "1", as: Self.zhou)
    try company.edit("newcomer_salary|Department=D02@2026-12", "12000", as: Self.zhou)
    try company.edit("leavers|Department=D04@2027-02", "2", as: Self.zhou)
    #expect(try value("staff", "2026-11", department: "D02") == 3 && value("staff", "2027-12", department: "D02") == 4)
    #expect(try money("payroll", "2026-12", department: "D02") == 3_600_300, "3 × 8,001 and 12,000")
    #expect(try money("payroll", "2027-06", department: "D02") == 3_600_300, "and so from then on")
    #expect(try money("payroll", "2027-02", department: "D04") == 1_800_000)
    #expect(try money("social_insurance", "2027-06", department: "D01") == 1_018_800)
    #expect(try money("social_insurance", "2027-07", department: "D01") == 962_200, "28.3 % of 4 × 8,500")
    #expect(try money("employee_share", "2027-07", department: "D01") == 340_000)
    #expect(plan.engine.checks().allSatisfy { $0.passes })
    try company.edit("leavers|Department=D04@2027-02", "9", as: Self.zhou)
    #expect(plan.engine.checks().contains { $0.name == "staff_check" && !$0.passes }, "more leave than there are: the check says so")
  }

  @Test("The form of people is for those who may see pay; others find departments' cost whole, and pay without its number")
  func right() throws {
    let seller = try Access.authorize(SmallCompany.chen, to: To.ViewPlan.self)
    let director = try Access.authorize(SmallCompany.chen, to: To.ViewPlan.self)
    let finance = try Access.authorize(Self.zhou, to: To.ViewPlan.self)
    #expect(throws: AccessError.self) { try company.workspace.budgetForm(director, "people") }
    #expect(throws: AccessError.self) { try company.workspace.explain(seller, cell: "payroll|Department=D02@2026-12") }
    #expect(!(try company.workspace.budgetForm(director, "selling").lines.contains { $0.key.hasPrefix("payroll") }))
    let cost = try company.workspace.explain(seller, cell: "own_cost|Department=D02@2026-12")
    let hidden = try #require(cost.parts.first { $0.label.chinese.contains("工资") })
    #expect(cost.value != nil && hidden.value == nil && hidden.contribution == nil && hidden.cell == nil)
    let form = try company.workspace.budgetForm(finance, "people", period: "2026")
    let line = try #require(form.lines.first { $0.key == "wage_tax_taken" })
    #expect(line.figures.forecast == 108_602, "what the plan withholds in the two months to come")
    #expect(form.lines.contains { $0.key == "hires/D03" && $0.isInput }, "a department without hires can still be given some")
    #expect(form.departments.count == 4)
    let shown = try company.workspace.budgetForm(finance, "selling").lines.contains { $0.key == "payroll/D02" }
    #expect(shown)
  }
}
