// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// A budget form on its way: the sales director answers for the selling budget, then finance decides.
/// Sees: a form that is approved past the people who are asked, a case lost in a restart, figures that changed on the way.
/// Does not see: the rules of a flow, which are told in ApprovalsTests.
@Suite struct ApprovalStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let wang: Person
  private let chen: Person
  private let zhou: Person

  init() throws {
    company = try SmallCompany(facts: BudgetCompany.facts)
    chen = try company.join("chen", .salesDirector, name: "陈")
    wang = try company.join("wang", .generalManager, name: "王")
    zhou = try company.join("zhou", .financeDirector, name: "周")
  }

  private func content() throws -> String {
    let form = try workspace.budgetForm(try Access.authorize(zhou, to: To.ViewPlan.self), "selling", period: "2026")
    return try #require(form.contents?.forecast)
  }

  private func submit(as person: Person) throws {
    _ = try workspace.submitBudget(
      try Access.authorize(person, to: To.EditBudget.self), form: "selling", year: 2026, basis: .forecast, content: try content(),
      limits: BudgetLimits(.share(500)), context: company.context(person))
  }

  private func list(_ person: Person, in other: Workspace? = nil) throws -> [ApprovalView] {
    try (other ?? workspace).approvalList(try Access.authorize(person, to: To.ViewPlan.self))
  }

  private func take(_ step: ApprovalStepTaken, as person: Person, reason: String = "已核对") throws {
    let id = try #require(workspace.approvals.cases.last?.id)
    _ = try workspace.takeApprovalStep(
      try Access.authorize(person, to: To.ViewPlan.self), id, step, context: company.context(person, reason: reason))
  }

  private func approve(as person: Person) throws {
    let mine = try #require(try list(person).first)
    try take(.approve(task: try #require(mine.task?.id), content: mine.content), as: person)
  }

  private func code(_ action: () throws -> Void) -> String? {
    do {
      try action()
      return nil
    } catch { return (error as? CycleError)?.code.text }
  }

  @Test(
    "who answered for the form and has another role since does not sign it, nor does whoever stands in for him; he gives it to who answers now"
  )
  func formerOwner() throws {
    try submit(as: wang)
    _ = try company.join("root", .administrator)
    let root = try Access.authorize(.localOperator, to: To.ManageUsers.self)
    try workspace.changePerson(root, login: "chen", role: .financeDirector, context: company.context(.localOperator))
    let former = try #require(try company.store.person(id: chen.id)?.person)
    #expect(code { try approve(as: former) } == "approvals.not-yours")
    #expect(workspace.budgets.all.isEmpty)
    let deputy = try company.join("qian", .regionalManager, name: "钱")
    _ = try workspace.delegateApprovals(
      try Access.authorize(former, to: To.ViewPlan.self), to: "qian", from: SmallCompany.today, through: SmallCompany.today, purposes: [],
      context: company.context(former))
    #expect(code { try approve(as: deputy) } == "approvals.not-yours")
    try workspace.changePerson(root, login: "chen", role: .salesDirector, context: company.context(.localOperator))
    try approve(as: deputy)
    #expect(try list(zhou).first?.task != nil, "with the role came the say")
  }

  @Test("handed in by the general manager, it goes to the sales director and then to finance, and only then is approved")
  func straightThrough() throws {
    let preview = try workspace.previewApproval(try Access.authorize(wang, to: To.ViewPlan.self), form: "selling", year: 2026)
    #expect(preview.wouldPass && preview.steps.map(\.person?.chinese) == ["陈", "周"])
    try submit(as: wang)
    let lies = try #require(try list(chen).first)
    #expect(try lies.task?.step.chinese == "负责人审批" && lies.acts.first == .approve && list(zhou).isEmpty)
    let whole = try #require(lies.figures.first { $0.label.chinese == "销售费用合计" })
    let line = try workspace.budgetForm(try Access.authorize(zhou, to: To.ViewPlan.self), "selling", period: "2026").lines.first
    #expect(whole.after == line?.figures.forecast && whole.before == line?.figures.budget)
    #expect(try list(wang).first?.isOwn == true && list(wang).first?.waits.map(\.person.chinese) == ["陈"])
    let home = try workspace.overview(try Access.authorize(chen, to: To.ViewPlan.self), grain: .month, period: nil, inclusive: false)
    #expect(home.todos.first?.title.chinese == "审批：2026年销售费用预算" && home.todos.first?.link == "#/inbox?approval=\(lies.id)")
    try approve(as: chen)
    #expect(try workspace.budgets.all.isEmpty && list(zhou).first?.task != nil)
    try approve(as: zhou)
    let approval = try #require(workspace.budgets.all.first)
    #expect(approval.by.login == "zhou" && approval.limit == .share(500))
    #expect(try list(wang).first?.status == "approved")
    let again = try company.restarted()
    #expect(again.budgets.all.first?.content == approval.content)
    #expect(try list(wang, in: again).first?.history.map(\.act) == list(wang).first?.history.map(\.act))
  }

  @Test(
    "what several people decided is nobody's step to take back; the approval is withdrawn as a decision of its own, and a new one goes the same way"
  )
  func undone() throws {
    try submit(as: wang)
    try approve(as: chen)
    try approve(as: zhou)
    for person in [wang, chen, zhou] { #expect(code { _ = try company.undo(as: person) } == "command.nothing-to-undo") }
    _ = try workspace.withdrawBudget(
      try Access.authorize(zhou, to: To.Approve.self), form: "selling", year: 2026, context: company.context(zhou))
    #expect(workspace.budgets.all.isEmpty)
    #expect(code { try alone(zhou) } == "approvals.flow-in-force")
    _ = try company.undo(as: zhou)
    #expect(workspace.budgets.all.count == 1, "the withdrawal was his own step")
  }

  @Test("without a flow one person approves; once a flow is in force, nobody does a lone approval again")
  func switched() throws {
    try company.decidesAlone()
    #expect(code { try submit(as: wang) } == "approvals.no-flow-in-force")
    try alone(zhou)
    _ = try company.undo(as: zhou)
    _ = try workspace.bindFlow(
      try Access.authorize(.localOperator, to: To.ManageUsers.self), .budget, "budget", context: company.context(.localOperator))
    #expect(
      code { _ = try workspace.redoLast(try Access.authorize(zhou, to: To.ViewPlan.self), context: company.context(zhou)) }
        == "approvals.flow-in-force")
    #expect(
      code {
        _ = try workspace.bindFlow(
          try Access.authorize(.localOperator, to: To.ManageUsers.self), .budget, "change", context: company.context(.localOperator))
      } == "approvals.flow-not-known")
    #expect(throws: AccessError.self) { try Access.authorize(zhou, to: To.ManageUsers.self) }
    #expect(try company.restarted().approvals.flows.flow(for: .budget)?.flow.key == "budget")
  }

  private func alone(_ person: Person) throws {
    _ = try workspace.approveBudget(
      try Access.authorize(person, to: To.Approve.self), form: "selling", year: 2026, basis: .forecast, content: try content(),
      limits: BudgetLimits(nil), context: company.context(person))
  }

  @Test("a day's silence reminds, three days' silence asks whoever stands above; the clock alone moves it, once, and a restart finds it so")
  func silence() throws {
    try submit(as: zhou)
    #expect(try workspace.passApprovals() == 0)
    company.clock.advance(hours: 25)
    #expect(try workspace.passApprovals() == 1 && workspace.passApprovals() == 0)
    #expect(try list(chen).first?.history.last?.act == "reminded")
    company.clock.advance(hours: 48)
    #expect(try workspace.passApprovals() == 1)
    #expect(try list(wang).first?.task != nil && list(chen).first?.task == nil, "the general manager stands above")
    #expect(company.changes.last?.kind == "approval.passed")
    #expect(try list(zhou, in: company.restarted()).first?.history.map(\.act) == list(zhou).first?.history.map(\.act))
  }

  @Test("nobody walks around the flow, decides his own form or somebody else's step")
  func separation() throws {
    try submit(as: zhou)
    let seen = try content()
    #expect(
      code {
        _ = try workspace.approveBudget(
          try Access.authorize(zhou, to: To.Approve.self), form: "selling", year: 2026, basis: .forecast, content: seen,
          limits: BudgetLimits(nil), context: company.context(zhou))
      } == "approvals.running")
    #expect(code { try submit(as: wang) } == "approvals.running")
    #expect(code { try take(.approve(task: 0, content: seen), as: zhou) } == "approvals.own-document")
    #expect(code { try take(.approve(task: 0, content: seen), as: wang) } == "approvals.not-yours")
    try approve(as: chen)
    // Finance handed it in itself: the general manager stands above.
    #expect(try list(zhou).first?.waits.map(\.person.chinese) == ["王"])
    try approve(as: wang)
    #expect(workspace.budgets.all.first?.by.login == "wang")
  }

  @Test("figures that changed on the way are not approved; sent back, they are handed in again as they are")
  func changed() throws {
    try submit(as: wang)
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "60000")
    #expect(try list(chen).first?.isCurrent == false)
    #expect(code { try approve(as: chen) } == "approvals.content-changed")
    #expect(code { try take(.sendBack(task: 0, to: nil), as: chen, reason: "") } == "approvals.reason-missing")
    try take(.sendBack(task: 0, to: nil), as: chen, reason: "十二月的数变了")
    #expect(try list(wang).first?.status == "returned")
    try take(.resubmit, as: wang)
    #expect(try list(chen).first?.isCurrent == true)
    let handedIn = try content()
    try approve(as: chen)
    try approve(as: zhou)
    #expect(workspace.budgets.all.first?.content.hex == handedIn, "those figures stand, and no others")
  }

  @Test("withdrawn, it is nobody's task any more and may be handed in anew; a number nobody gave is said to be none")
  func withdrawn() throws {
    try submit(as: wang)
    #expect(code { try take(.withdraw, as: chen) } == "approvals.not-submitter")
    try take(.withdraw, as: wang)
    #expect(try list(chen).isEmpty)
    try submit(as: wang)
    #expect(try list(wang).map(\.status) == ["running", "withdrawn"])
    #expect(
      code {
        _ = try workspace.takeApprovalStep(
          try Access.authorize(wang, to: To.ViewPlan.self), 999_999, .remind, context: company.context(wang))
      } == "approvals.not-known")
  }
}
