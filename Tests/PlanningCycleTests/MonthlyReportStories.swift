// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Planning
import Testing

@testable import PlanningCycle

/// Sees: a report that says another number than the screen it links to, reasons that are not the forms' or 为什么's, cash for who may not see it.
/// Does not see: how it prints.
@Suite struct MonthlyReportStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let zhou = Person(id: 4, login: "zhou", name: "周", title: "财务总监", role: .financeDirector)

  init() throws { company = try SmallCompany(facts: BudgetCompany.facts) }

  private func report(_ wanted: String? = nil, as person: Person? = nil) throws -> MonthlyReport {
    try workspace.monthlyReport(try Access.authorize(person ?? zhou, to: To.ViewStatements.self), month: wanted.map { month($0) })
  }

  private func headline(_ key: String, _ report: MonthlyReport) throws -> MonthlyReport.Headline {
    try #require(report.headlines.first { $0.key == key })
  }

  @Test("October's figures are those of the statement, the budget and last year; without a month it is the last closed one")
  func headlines() throws {
    let report = try report()
    #expect(report.month == SmallCompany.cutoff && report.isActual)
    let income = try workspace.statement(try Access.authorize(zhou, to: To.ViewStatements.self), .income, month: month("2026-10"))
    let revenue = try headline("revenue", report)
    #expect(revenue.actual == income.value("total_revenue", "month") && revenue.budget == income.value("total_revenue", "budgetMonth"))
    #expect(revenue.lastYear == hundredths(try company.value("total_revenue@2025-10") ?? 0) && (revenue.lastYear ?? 0) > 0)
    #expect(try headline("margin", report).actual == hundredths(try company.value("total_gross_margin@2026-10") ?? 0))
    #expect(try headline("cash", report).actual == hundredths(try company.value("cash@2026-10") ?? 0))
    #expect(report.trend.count == 13 && report.trend.last?.value == revenue.actual && report.trend.last?.budget == revenue.budget)
    #expect(report.statements.map(\.kind) == [.income, .balance, .cash])
    #expect(report.statements[0].lines.first?.values == income.lines.first?.values, "shortened, not changed")
  }

  @Test(
    "The largest differences come first; against the budget with the parts of the form and the volume, against last year with the parts of 为什么"
  )
  func differences() throws {
    let report = try report()
    let sizes = report.differences.map(\.change.magnitude)
    #expect(report.differences.count == 5 && sizes == sizes.sorted(by: >))
    let sales = try ["2026-10", "2025-10"].map { period in
      try workspace.budgetForm(try Access.authorize(zhou, to: To.ViewPlan.self), "sales", period: period).lines
        .first { $0.key.hasPrefix("total_revenue/") }?.figures.forecast ?? 0
    }
    let year = try #require(report.differences.first { $0.against == .lastYear && $0.key == "total_revenue" })
    #expect(year.reasons.map(\.value) == [sales[0] - sales[1]] && sales[1] > 0, "one family is sold")
    for one in report.differences where one.key == "income_tax" && one.against == .lastYear {
      let why = try workspace.explainChange(
        try Access.authorize(zhou, to: To.ViewPlan.self), cell: "income_tax@2026-10", from: "year-before")
      #expect(one.reasons.allSatisfy { reason in why.parts.contains { $0.label == reason.label } })
    }
    let budget = try #require(report.differences.first { $0.against == .budget && $0.key == "total_revenue" })
    let form = try workspace.budgetForm(try Access.authorize(zhou, to: To.ViewPlan.self), "sales", period: "2026-10")
    let families = form.lines.filter { $0.key.hasPrefix("total_revenue/") }.compactMap(\.figures.difference).sorted {
      $0.magnitude > $1.magnitude
    }
    #expect(budget.reasons.map(\.value) == Array(families.filter { $0 != 0 }.prefix(3)) && !budget.reasons.isEmpty)
  }

  @Test("The month to come says what the plan says, and which number somebody put in its place and why")
  func outlook() throws {
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-11", "500")
    let outlook = try #require(try report().outlook)
    #expect(outlook.month == month("2026-11") && outlook.overrideCount == 1)
    let override = try #require(outlook.overrides.first)
    #expect(override.value == 500 && override.instead != 500 && override.by.chinese == "wang" && override.reason == "依据客户通知")
    let revenue = try #require(outlook.figures.first { $0.key == "total_revenue" })
    #expect(revenue.value == hundredths(try company.value("total_revenue@2026-11") ?? 0))
    #expect(try report("2027-12").outlook == nil, "after the last month of the plan nothing follows")
    #expect(try report("2026-12").isActual == false)
  }

  @Test("Who may not see cash gets no balance, no collections and no cash plan; a month outside the plan is said")
  func rights() throws {
    #expect(failure { try self.report(as: SmallCompany.li) } is AccessError, "a region has no report of the company")
    let report = try report(as: SmallCompany.chen)
    #expect(report.cash == nil && report.statements.map(\.kind) == [.income])
    #expect(report.headlines.map(\.key) == ["orders", "revenue", "margin"])
    #expect(report.outlook?.figures.contains { $0.key == "cash" || $0.key == "collections_month" } == false)
    #expect(report.alerts.allSatisfy { $0.permission != .viewCash })
    #expect((failure { try self.report("2031-01") } as? CycleError)?.code == .cellNotKnown)
  }
}
