// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// Figures of the approved selling budget leave their limits and go through the flow for changes.
/// Sees: a change that is applied past its approvers, one that differs from what was signed, a money impact that is wrong.
/// Does not see: who is asked in which order, which ApprovalStories tell.
@Suite struct ChangeApprovalStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let chen: Person
  private let wang: Person
  private let zhou: Person

  init() throws {
    let company = try SmallCompany(facts: BudgetCompany.facts)
    (chen, wang, zhou) = (
      try company.join("chen", .salesDirector), try company.join("wang", .generalManager), try company.join("zhou", .financeDirector)
    )
    self.company = company
    try company.decidesAlone()
    let proof = try Access.authorize(zhou, to: To.Approve.self)
    let form = try workspace.budgetForm(try Access.authorize(zhou, to: To.ViewPlan.self), "selling", period: "2026")
    _ = try workspace.approveBudget(
      proof, form: "selling", year: 2026, basis: .forecast, content: try #require(form.contents?.forecast),
      limits: BudgetLimits(.share(500)), context: company.context(zhou))
    _ = try workspace.bindFlow(
      try Access.authorize(.localOperator, to: To.ManageUsers.self), .change, "change", context: company.context(.localOperator))
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "60000")
  }

  private func proposals() throws -> [BudgetProposal] {
    try workspace.budgetProposals(try Access.authorize(zhou, to: To.ViewPlan.self))
  }

  private func submit(_ lines: [String] = [], as person: Person, reason: String = "双12追加投放") throws {
    _ = try workspace.submitChange(
      try Access.authorize(person, to: To.EditBudget.self), form: "selling", year: 2026, lines: lines, content: nil,
      context: company.context(person, reason: reason))
  }

  private func decide(as person: Person, _ step: (ApprovalView) throws -> ApprovalStepTaken) throws {
    let view = try #require(try company.waiting(for: person))
    _ = try workspace.takeApprovalStep(
      try Access.authorize(person, to: To.ViewPlan.self), view.id, try step(view), context: company.context(person))
  }

  private func code(_ action: () throws -> Void) -> String? { (failure(action) as? CycleError)?.code.text }

  private func budget(_ line: String) throws -> Int64? {
    try workspace.budgetForm(try Access.authorize(zhou, to: To.ViewPlan.self), "selling", period: "2026").lines
      .first { $0.key == line }?.figures.budget
  }

  @Test("the change carries what moves by month and in money; large, it needs finance and the general manager, and only then stands")
  func applied() throws {
    let open = try proposals()
    #expect(open.map(\.line) == ["selling_expenses/D02", "selling_expenses/D03"] && open.allSatisfy { $0.running == nil })
    let before = try #require(try budget("selling_expenses/D02"))
    try submit(as: chen)
    let view = try #require(try company.waiting(for: zhou))
    let carried: Int64 = view.figures.reduce(0) { $0 + $1.after - ($1.before ?? 0) }
    let proposed: Int64 = open.reduce(0) { $0 + $1.forecast - $1.approved }
    #expect(carried == proposed && carried > 0)
    let moving = try #require(view.figures.first).months.filter { $0.before != $0.after }.map(\.month)
    #expect(moving == [month("2026-12")], "only December moved")
    #expect(view.reason == "双12追加投放" && view.limits == nil)
    #expect(try proposals().allSatisfy { $0.running == view.id })
    try company.approve(as: zhou)
    #expect(try budget("selling_expenses/D02") == before, "more than a fifth: the general manager has to agree")
    try company.approve(as: wang)
    #expect(try budget("selling_expenses/D02") == open[0].forecast && proposals().isEmpty)
    let again = try company.restarted()
    #expect(again.budgets.all.first?.rows == workspace.budgets.all.first?.rows)
    #expect(code { _ = try company.undo(as: wang) } == nil, "wang takes back his edit, not the approval")
    #expect(try budget("selling_expenses/D02") == open[0].forecast)
  }

  @Test("what moved on the way is not approved; sent back it is handed in as it is now, and what came back inside is nobody's any more")
  func moved() throws {
    try submit(as: chen)
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "70000")
    #expect(try company.waiting(for: zhou)?.isCurrent == false)
    #expect(code { try company.approve(as: zhou) } == "approvals.content-changed")
    try decide(as: zhou) { .sendBack(task: try #require($0.task?.id), to: nil) }
    let id = try #require(workspace.approvals.cases.last?.id)
    _ = try workspace.takeApprovalStep(
      try Access.authorize(chen, to: To.ViewPlan.self), id, .resubmit, context: company.context(chen))
    #expect(try company.waiting(for: zhou)?.isCurrent == true)
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "150")
    #expect(try proposals().isEmpty && company.waiting(for: zhou)?.isCurrent == false)
    #expect(code { try company.approve(as: zhou) } == "approvals.content-changed")
  }

  @Test("nobody accepts a change alone, hands it in twice or without a reason; refused for good, it is not proposed again")
  func refused() throws {
    func alone(_ isAccepted: Bool) throws {
      _ = try workspace.decideBudget(
        try Access.authorize(zhou, to: To.Approve.self), form: "selling", year: 2026, line: "selling_expenses/D02", isAccepted: isAccepted,
        seen: nil, context: company.context(zhou))
    }
    #expect(code { try alone(true) } == "approvals.flow-in-force")
    #expect(code { try submit(as: chen, reason: " ") } == "command.reason-missing")
    #expect(code { try submit(["selling_expenses/D09"], as: chen) } == "budget.proposal-not-known")
    try submit(["selling_expenses/D02"], as: chen)
    #expect(code { try submit(as: chen) } == "approvals.running")
    #expect(code { try alone(false) } == "approvals.running")
    try decide(as: zhou) { .end(task: try #require($0.task?.id)) }
    #expect(try proposals().map(\.line) == ["selling_expenses/D03"])
    #expect(try company.restarted().budgets.all.first?.rejections.keys.sorted() == ["selling_expenses/D02"])
  }
}
