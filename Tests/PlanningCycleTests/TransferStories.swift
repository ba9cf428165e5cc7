// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// Money moves within the approved selling budget, and the form is released, each along its flow.
/// Sees: a month or a total that moves with a transfer, money that is not there, a release nobody agreed to or hears of.
/// Does not see: what a department does with a budget that was released.
@Suite struct TransferStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let chen: Person
  private let wang: Person
  private let zhou: Person
  private let key = BudgetApproval.Key(form: "selling", year: 2026)

  init() throws {
    let company = try SmallCompany(facts: BudgetCompany.facts)
    (chen, wang, zhou) = (
      try company.join("chen", .salesDirector), try company.join("wang", .generalManager), try company.join("zhou", .financeDirector)
    )
    self.company = company
    try company.decidesAloneAbout(.budget)
    let form = try workspace.budgetForm(try Access.authorize(zhou, to: To.ViewPlan.self), "selling", period: "2026")
    _ = try workspace.approveBudget(
      try Access.authorize(zhou, to: To.Approve.self), form: "selling", year: 2026, basis: .forecast,
      content: try #require(form.contents?.forecast), limits: BudgetLimits(.share(500)), context: company.context(zhou))
  }

  private func rows() throws -> [String: [Month: Int64]] { try #require(workspace.budgets.approvals[key]).rows }

  private func submit(_ amount: Int64, from: String = "selling_expenses/D02", to: String = "selling_expenses/D03", reason: String = "客服外包")
    throws
  {
    _ = try workspace.submitTransfer(
      try Access.authorize(chen, to: To.EditBudget.self), form: "selling", year: 2026, BudgetTransfer(from: from, to: to, amount: amount),
      context: company.context(chen, reason: reason))
  }

  private func code(_ action: () throws -> Void) -> String? { (failure(action) as? CycleError)?.code.text }

  @Test("money leaves the open months of one line and comes to the same months of the other: every month and the total stay, to the last 分")
  func moves() throws {
    let before = try rows()
    try submit(1_000_001)
    let view = try #require(try company.waiting(for: zhou))
    #expect(view.purpose == .transfer && view.figures.map { $0.after - ($0.before ?? 0) } == [-1_000_001, 1_000_001])
    #expect(try rows() == before, "nothing moved yet")
    try company.approve(as: zhou)
    let after = try rows()
    for month in try #require(before["selling_expenses/D02"]).keys {
      let sums = [before, after].map { rows in rows.values.reduce(Int64(0)) { $0 + ($1[month] ?? 0) } }
      #expect(sums[0] == sums[1], "\(month)")
      if month <= SmallCompany.cutoff { #expect(after["selling_expenses/D02"]?[month] == before["selling_expenses/D02"]?[month]) }
    }
    func year(_ rows: [String: [Month: Int64]], _ line: String) -> Int64 { (rows[line] ?? [:]).values.reduce(0, +) }
    #expect(year(before, "selling_expenses/D02") - year(after, "selling_expenses/D02") == 1_000_001)
    #expect(try company.restarted().budgets.approvals[key]?.rows == after)
  }

  @Test(
    "what is not there, what is no line of the form's own and what gives no reason is refused; two transfers of one line do not run at once"
  )
  func refused() throws {
    #expect(code { try submit(99_999_999_999) } == "budget.transfer-not-possible")
    #expect(code { try submit(0) } == "budget.transfer-not-possible")
    #expect(code { try submit(100, from: "selling_expenses") } == "budget.transfer-not-possible", "a total is not the form's own")
    #expect(code { try submit(100, to: "selling_expenses/D02") } == "budget.transfer-not-possible")
    #expect(code { try submit(100, reason: "") } == "command.reason-missing")
    try submit(100)
    #expect(code { try submit(200) } == "approvals.running")
    try company.approve(as: zhou)
    #expect(try company.waiting(for: zhou) == nil)
  }

  @Test("from half a million the general manager is asked as well; what he would sign is another thing once the form was approved anew")
  func large() throws {
    let preview = try workspace.previewApproval(
      try Access.authorize(chen, to: To.ViewPlan.self), form: "selling", year: 2026, as: .transfer,
      transfer: BudgetTransfer(from: "selling_expenses/D02", to: "selling_expenses/D03", amount: 100))
    #expect(preview.steps.map(\.person?.chinese) == ["zhou"] && preview.wouldPass)
    try submit(100)
    let form = try workspace.budgetForm(try Access.authorize(zhou, to: To.ViewPlan.self), "selling", period: "2026")
    let again = code {
      _ = try workspace.approveBudget(
        try Access.authorize(zhou, to: To.Approve.self), form: "selling", year: 2026, basis: .forecast,
        content: try #require(form.contents?.forecast), limits: BudgetLimits(nil), context: company.context(zhou))
    }
    #expect(again == "approvals.running")
  }

  @Test(
    "released once the general manager agrees, the form says so and those who work with it are told; not twice, and anew after a new approval"
  )
  func release() throws {
    func handIn() throws {
      _ = try workspace.submitRelease(
        try Access.authorize(zhou, to: To.EditBudget.self), form: "selling", year: 2026, context: company.context(zhou))
    }
    func offers() throws -> [FlowPurpose]? {
      try workspace.budgetForm(try Access.authorize(zhou, to: To.ViewPlan.self), "selling", period: "2026").way?.offers
    }
    #expect(try offers() == [.release, .transfer])
    try handIn()
    try company.approve(as: wang)
    #expect(workspace.budgets.approvals[key]?.release?.by.login == "wang")
    let told = try workspace.approvalList(try Access.authorize(chen, to: To.ViewPlan.self)).first
    #expect(told?.isCopied == true && told?.purpose == .release)
    #expect(try offers() == [.transfer])
    #expect(code { try handIn() } == "budget.released-already")
    #expect(try company.restarted().budgets.approvals[key]?.release != nil)
    _ = try workspace.withdrawBudget(
      try Access.authorize(zhou, to: To.Approve.self), form: "selling", year: 2026, context: company.context(zhou))
    #expect(code { try handIn() } == "budget.not-approved")
  }
}
