// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import Journal
import Testing

@testable import PlanningCycle

/// Qian heads the first sales department through November, Sun from December on. What is handed in goes to the head of its day.
/// Sees: a form that changes hands in the middle, a new head who is passed over, a simulator that looks at another day than the flow.
/// Does not see: how the organisation is entered, which OrganisationStories tell.
@Suite struct OrganisationDayStories {
  private let company: SmallCompany
  private let chen: Person
  private let wang: Person
  private let zhou: Person
  private let qian: Person
  private let sun: Person
  private let root: Authorized<To.ManageUsers>
  /// The same books on the second of December.
  private let december: Workspace

  init() throws {
    let company = try SmallCompany(facts: BudgetCompany.facts)
    let root = try Access.authorize(.localOperator, to: To.ManageUsers.self)
    chen = try company.join("chen", .salesDirector)
    wang = try company.join("wang", .generalManager)
    zhou = try company.join("zhou", .financeDirector)
    qian = try company.join("qian", .regionalManager)
    sun = try company.join("sun", .regionalManager)
    try Self.organise(company.workspace, company, root)
    try company.decidesAlone()
    let form = try company.workspace.budgetForm(try Access.authorize(zhou, to: To.ViewPlan.self), "selling", period: "2026")
    _ = try company.workspace.approveBudget(
      try Access.authorize(zhou, to: To.Approve.self), form: "selling", year: 2026, basis: .forecast,
      content: try #require(form.contents?.forecast), limits: BudgetLimits(.share(500)), context: company.context(zhou))
    _ = try company.workspace.saveFlow(root, Self.flow([.departmentHead]), context: company.context(.localOperator))
    _ = try company.workspace.bindFlow(root, .change, "by-head", context: company.context(.localOperator))
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "60000")
    _ = try company.workspace.submitChange(
      try Access.authorize(chen, to: To.EditBudget.self), form: "selling", year: 2026, lines: ["selling_expenses/D02"], content: nil,
      context: company.context(chen))
    let standing = company.workspace.environment
    december = try OpenWorkspace.open(
      store: company.store,
      environment: WorkspaceEnvironment(
        now: standing.now, today: { day("2026-12-02") }, modelText: standing.modelText, work: standing.work, reader: standing.reader))
    (self.company, self.root) = (company, root)
  }

  /// The general manager first, so that the head is asked later.
  private static func flow(_ last: [Approver], key: String = "by-head") -> FlowDefinition {
    FlowDefinition(
      ApprovalFlow(
        key: key, version: 0,
        nodes: [
          FlowNode("start", .start(next: "a")), FlowNode("a", .approve(ApprovalStep([.role("generalManager")]), next: "b")),
          FlowNode("b", .approve(ApprovalStep(last), next: "end")), FlowNode("end", .end),
        ]),
      for: .change, name: BilingualText("按负责人", "By head"), labels: [:])
  }

  private static func organise(_ workspace: Workspace, _ company: SmallCompany, _ root: Authorized<To.ManageUsers>) throws {
    func set(_ id: String, _ kind: OrganisationUnit.Kind, _ parent: String?, _ department: String? = nil) throws {
      _ = try workspace.setUnit(
        root, OrganisationUnit(id: id, kind: kind, name: id, parent: parent, department: department, from: day("2026-01-01")),
        context: company.context(.localOperator))
    }
    func appoint(_ login: String, _ unit: String, isHead: Bool = true, isMove: Bool = false, from: String = "2026-01-01") throws {
      _ = try workspace.appoint(
        root, login: login, unit: unit, isHead: isHead, isMain: nil, isMove: isMove, from: day(from), through: nil,
        context: company.context(.localOperator))
    }
    try set("C", .company, nil)
    try set("S1", .department, "C", "D02")
    try set("S2", .department, "C", "D03")
    try appoint("wang", "C")
    try appoint("chen", "S1", isHead: false)
    try appoint("qian", "S1")
    try appoint("sun", "S2")
    // On the first of December they change places: the second department has no head between, the first never two.
    try appoint("qian", "S2", isHead: false, isMove: true, from: "2026-12-01")
    try appoint("sun", "S1", isMove: true, from: "2026-12-01")
  }

  private func waits(_ workspace: Workspace) -> [[Int64]] { workspace.approvals.cases.map { $0.run.openTasks.map(\.assignee) } }

  private func take(_ workspace: Workspace, _ person: Person, _ step: (ApprovalView) throws -> ApprovalStepTaken) throws {
    let proof = try Access.authorize(person, to: To.ViewPlan.self)
    let view = try #require(try workspace.approvalList(proof).first { $0.task != nil || ($0.isOwn && $0.acts.contains(.resubmit)) })
    _ = try workspace.takeApprovalStep(proof, view.id, try step(view), context: company.context(person))
  }

  private func approve(_ workspace: Workspace, _ person: Person) throws {
    try take(workspace, person) { .approve(task: try #require($0.task?.id), content: $0.content) }
  }

  @Test(
    "a form handed in before the first goes to the former head, also when the step comes after; one handed in after goes to the new one")
  func changeOfPost() throws {
    #expect(waits(december) == [[wang.id]])
    try approve(december, wang)
    #expect(waits(december) == [[qian.id]], "Qian headed the department when it was handed in")
    try december.passApprovals()
    #expect(waits(december) == [[qian.id]], "and nobody takes it from her afterwards")
    _ = try december.submitChange(
      try Access.authorize(zhou, to: To.EditBudget.self), form: "selling", year: 2026, lines: ["selling_expenses/D03"], content: nil,
      context: company.context(zhou))
    #expect(waits(december).last == [wang.id])
    try approve(december, wang)
    #expect(
      waits(december).last?.isEmpty == true && december.approvals.cases.last?.run.status == .approved,
      "the second department has no head any more: the general manager above it agreed already and is not asked twice")
    let again = try OpenWorkspace.open(store: company.store, environment: december.environment)
    #expect(waits(again) == waits(december) && again.approvals.cases.first?.organisedOn == day("2026-11-23"))
  }

  @Test("handed in again after a return it goes by the organisation of that day")
  func handedInAgain() throws {
    try approve(december, wang)
    try take(december, qian) { .sendBack(task: try #require($0.task?.id), to: nil) }
    try take(december, chen) { _ in .resubmit }
    try approve(december, wang)
    #expect(waits(december) == [[sun.id]] && december.approvals.cases.first?.organisedOn == day("2026-12-02"))
    try approve(december, sun)
    #expect(december.approvals.cases.first?.run.status == .approved)
  }

  @Test("whoever was head and left since is replaced by the nearest head above on the day it was handed in")
  func left() throws {
    _ = try company.join("root", .administrator)
    try approve(december, wang)
    try december.changePerson(root, login: "qian", isActive: false, context: company.context(.localOperator))
    try december.passApprovals()
    #expect(december.approvals.cases.first?.run.history.last { $0.act == .replaced }?.person == wang.id)
  }

  @Test("the simulator answers with the organisation of the day that is asked for: head, superior and the one above")
  func simulated() throws {
    let reader = try Access.authorize(wang, to: To.ViewCompany.self)
    func asked(_ approver: Approver, by login: String = "chen", on text: String?) throws -> [String] {
      let sample = FlowSample(submitter: login, fields: ["department": .text("D02")], on: text.map { day($0) })
      let check = try company.workspace.checkFlow(reader, Self.flow([approver], key: "tried"), sample: sample)
      return try #require(check.preview).steps.filter { $0.step.chinese == "b" }.compactMap(\.person?.chinese)
    }
    #expect(try asked(.departmentHead, on: nil) == ["qian"])
    #expect(try asked(.departmentHead, on: "2026-11-30") == ["qian"] && asked(.departmentHead, on: "2026-12-01") == ["sun"])
    #expect(try asked(.superior(1), on: "2026-11-30") == ["qian"] && asked(.superior(1), on: "2026-12-01") == ["sun"])
    #expect(try asked(.superior(2), on: "2026-12-01") == ["wang"])
    #expect(try asked(.superior(1), by: "qian", on: "2026-12-01") == ["wang"], "her department has no head: the one above")
    let tooHigh = FlowSample(submitter: "chen", fields: [:], on: day("2026-12-01"))
    let blocked = try company.workspace.checkFlow(reader, Self.flow([.superior(3)], key: "tried"), sample: tooHigh)
    #expect(blocked.preview?.blocks.map(\.reason) == ["no-superior"])
  }
}
