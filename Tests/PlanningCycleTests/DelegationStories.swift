// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// The sales director is away for a week, and a regional manager decides for him.
/// Sees: a delegation that counts before its day, after it, for something else, or beyond what the giver may. Does not see: the rules of a step,
/// which are told in ApprovalsTests.
@Suite struct DelegationStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let wang: Person
  private let chen: Person
  private let zhou: Person
  private let qian: Person

  init() throws {
    company = try SmallCompany(facts: BudgetCompany.facts)
    chen = try company.join("chen", .salesDirector, name: "陈")
    wang = try company.join("wang", .generalManager, name: "王")
    zhou = try company.join("zhou", .financeDirector, name: "周")
    qian = try company.join("qian", .regionalManager, name: "钱", Scope("territory", in: ["EAST"]))
  }

  private func submit(in workspace: Workspace, as person: Person) throws {
    let form = try workspace.budgetForm(try Access.authorize(zhou, to: To.ViewPlan.self), "selling", period: "2026")
    _ = try workspace.submitBudget(
      try Access.authorize(person, to: To.EditBudget.self), form: "selling", year: 2026, basis: .forecast,
      content: try #require(form.contents?.forecast), limits: BudgetLimits(.share(500)), context: company.context(person))
  }

  private func give(
    _ giver: Person, to standIn: String, _ from: String, _ through: String, _ purposes: [FlowPurpose] = []
  ) throws {
    _ = try workspace.delegateApprovals(
      try Access.authorize(giver, to: To.ViewPlan.self), to: standIn, from: day(from), through: day(through), purposes: purposes,
      context: company.context(giver))
  }

  private func list(_ person: Person, in other: Workspace? = nil) throws -> [ApprovalView] {
    try (other ?? workspace).approvalList(try Access.authorize(person, to: To.ViewPlan.self))
  }

  private func approve(as person: Person, in other: Workspace? = nil) throws {
    let mine = try #require(try list(person, in: other).first)
    _ = try (other ?? workspace).takeApprovalStep(
      try Access.authorize(person, to: To.ViewPlan.self), mine.id, .approve(task: try #require(mine.task?.id), content: mine.content),
      context: company.context(person))
  }

  /// The same company, seen on another day.
  private func workspace(on today: Day) throws -> Workspace {
    let known = try SmallCompany.environment(company.clock)
    return try OpenWorkspace.open(
      store: company.store,
      environment: WorkspaceEnvironment(
        now: known.now, today: { today }, modelText: known.modelText, work: known.work, reader: known.reader))
  }

  private func refusal(_ action: () throws -> Void) -> CycleError? {
    do {
      try action()
      return nil
    } catch { return error as? CycleError }
  }

  @Test("while it runs the stand-in has the task, sees just that, and the trail says for whom; the home page knows it")
  func running() throws {
    try give(chen, to: "QIAN", "2026-11-23", "2026-11-27", [.budget])
    #expect(try list(qian).isEmpty)
    try submit(in: workspace, as: wang)
    let task = try #require(try list(qian).first)
    #expect(task.task?.behalf?.chinese == "陈" && task.acts.contains(.approve) && !task.figures.isEmpty)
    #expect(try list(chen).isEmpty, "it lies with whoever stands in")
    #expect(throws: (any Error).self) {
      try workspace.budgetForm(try Access.authorize(qian, to: To.ViewPlan.self), "selling", period: "2026")
    }
    let home = try workspace.overview(try Access.authorize(qian, to: To.ViewPlan.self), grain: .month, period: nil, inclusive: false)
    #expect(home.todos.contains { $0.id == "approval-\(task.id)" })
    try approve(as: qian)
    let line = try #require(try list(wang).first?.history.first { $0.act == "approved" })
    #expect(line.by?.chinese == "钱" && line.behalf?.chinese == "陈")
    let again = try company.restarted()
    #expect(try list(wang, in: again).first?.history.first { $0.act == "approved" }?.behalf?.chinese == "陈")
  }

  @Test(
    "before its first day and for something else nothing is delegated; after the last day the task is the giver's again, and the stand-in is refused"
  )
  func days() throws {
    try give(chen, to: "qian", "2026-11-24", "2026-11-27")
    try submit(in: workspace, as: wang)
    #expect(try list(qian).isEmpty && list(chen).first?.task != nil)
    let during = try workspace(on: day("2026-11-27"))
    #expect(try list(qian, in: during).first?.task?.behalf?.chinese == "陈", "whom he was asked for before he went")
    let later = try workspace(on: day("2026-11-28"))
    #expect(try list(qian, in: later).isEmpty)
    let kept = try #require(later.approvals.cases.first)
    let refused = refusal {
      _ = try later.takeApprovalStep(
        try Access.authorize(qian, to: To.ViewPlan.self), kept.id,
        .approve(task: try #require(kept.run.openTasks.first?.id), content: kept.run.document.content), context: company.context(qian))
    }
    #expect(refused?.code == .approvalNotKnown)
    #expect(try later.delegationList(try Access.authorize(chen, to: To.ViewPlan.self)).isEmpty, "what is over is not listed")
    try approve(as: chen, in: later)
    #expect(try list(chen, in: later).first?.history.first { $0.act == "approved" }?.behalf == nil)
  }

  @Test("for another purpose, and by whoever handed it in, nothing is decided")
  func notMore() throws {
    try give(chen, to: "wang", "2026-11-23", "2026-11-27")
    try submit(in: workspace, as: wang)
    #expect(try list(wang).first?.task == nil && list(chen).first?.task != nil, "nobody decides what he handed in")
    try give(zhou, to: "qian", "2026-11-23", "2026-11-27", [.forecast])
    try approve(as: chen)
    #expect(try list(qian).isEmpty && list(zhou).first?.task != nil, "given for forecasts alone")
  }

  @Test("everything that is wrong with a delegation is said at once; circles and two at a time are refused; giver and administrator end it")
  func refused() throws {
    let all = refusal { try give(chen, to: "nobody", "2026-11-22", "2026-11-20") }
    #expect(all?.code == .delegationRefused && ["早于", "过了", "没有这个人"].allSatisfy { all?.detail.chinese.contains($0) == true })
    #expect(refusal { try give(chen, to: "chen", "2026-11-23", "2028-11-23") }?.detail.english.contains("at most") == true)
    try give(chen, to: "zhou", "2026-11-23", "2026-11-27", [.budget])
    #expect(refusal { try give(chen, to: "wang", "2026-11-27", "2026-11-30") }?.detail.chinese.contains("先结束") == true)
    try give(zhou, to: "wang", "2026-11-23", "2026-11-27")
    #expect(refusal { try give(wang, to: "chen", "2026-11-25", "2026-11-30") }?.detail.chinese.contains("绕成一圈") == true)
    try give(wang, to: "chen", "2026-11-28", "2026-11-30")
    let own = try #require(try workspace.delegationList(try Access.authorize(chen, to: To.ViewPlan.self)).first { $0.isOwn })
    func end(_ person: Person) throws {
      _ = try workspace.endDelegation(
        try Access.authorize(person, to: To.ViewPlan.self), own.delegation.id, context: company.context(person))
    }
    #expect(refusal { try end(zhou) }?.code == .delegationNotKnown)
    try end(.localOperator)
    #expect(try workspace.delegationList(try Access.authorize(chen, to: To.ViewPlan.self)).allSatisfy { !$0.isOwn })
    #expect(try company.restarted().delegations.all == workspace.delegations.all)
  }
}
