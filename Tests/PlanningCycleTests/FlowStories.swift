// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// Flows as data: kept in versions, put in force, looked at before anybody hands anything in.
/// Sees: a flow that runs although it is faulty, an approval that changes its flow on the way, a version lost in a restart.
/// Does not see: the drawing.
@Suite struct FlowStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let root = try! Access.authorize(.localOperator, to: To.ManageUsers.self)
  private let reader = try! Access.authorize(SmallCompany.wang, to: To.ViewCompany.self)
  private let wang: Person

  init() throws {
    let company = try SmallCompany(facts: BudgetCompany.facts)
    _ = try company.join("chen", .salesDirector)
    wang = try company.join("wang", .generalManager)
    _ = try company.join("zhou", .financeDirector)
    _ = try company.join("qin", .departmentHead, Scope("department", in: ["D02"]))
    self.company = company
  }

  /// More than 50,000 goes to the general manager as well; a day's silence reminds the head of the department, two days' send it back.
  private func expense(_ key: String = "flow-expense", above limit: Int64 = 5_000_000) -> FlowDefinition {
    let head = ApprovalStep([.departmentHead], limits: [.init(hours: 24, .remind), .init(hours: 48, .sendBack)])
    let flow = ApprovalFlow(
      key: key, version: 0,
      nodes: [
        FlowNode("start", .start(next: "head")), FlowNode("head", .approve(head, next: "size")),
        FlowNode("size", .branch([.init([FlowCondition("amount", .above(limit))], next: "boss")], otherwise: "end")),
        FlowNode("boss", .approve(ApprovalStep([.role("generalManager")]), next: "end")), FlowNode("end", .end),
      ])
    return FlowDefinition(flow, for: .change, name: BilingualText("费用", "Expense"), labels: ["head": BilingualText("部门", "Department")])
  }

  @discardableResult
  private func save(_ definition: FlowDefinition) throws -> CommandOutcome {
    try workspace.saveFlow(root, definition, context: company.context(.localOperator))
  }

  private func foreseen(_ definition: FlowDefinition, amount: Int64, by login: String = "zhou") throws -> ApprovalPreview? {
    let fields: [String: ApprovalDocument.Value] = ["amount": .number(amount), "department": .text("D02")]
    return try workspace.checkFlow(reader, definition, sample: FlowSample(submitter: login, fields: fields)).preview
  }

  @Test(
    "who would get it is known before the flow is kept: the head, from fifty thousand the general manager, and the superior of a head who asks himself"
  )
  func simulated() throws {
    #expect(try foreseen(expense(), amount: 4_000_000)?.steps.map(\.person?.chinese) == ["qin"])
    #expect(try foreseen(expense(), amount: 5_000_001)?.steps.map(\.person?.chinese) == ["qin", "wang"])
    let own = try #require(try foreseen(expense(), amount: 9_000_000, by: "qin"))
    #expect(
      own.steps.filter { $0.act == "asked" }.map(\.person?.chinese) == ["wang"], "the general manager stands above, and is asked once")
    #expect(own.wouldPass)
    #expect((failure { try foreseen(expense(), amount: 1, by: "nobody") } as? CycleError)?.code.text == "approvals.person-not-known")
    #expect(workspace.approvals.cases.isEmpty && workspace.approvals.flows.newest("flow-expense") == nil, "nothing was kept")
  }

  @Test("a faulty flow is refused with all that is wrong; a shipped one stays as it came")
  func refused() throws {
    let broken = FlowDefinition(
      ApprovalFlow(
        key: "Grüße", version: 0,
        nodes: [
          FlowNode("start", .start(next: "")), FlowNode("a", .approve(ApprovalStep([.role("pope")]), next: "end")), FlowNode("end", .end),
        ]),
      for: .change, name: BilingualText(name: " "), labels: [:])
    let problem = try #require(failure { try save(broken) } as? CycleError)
    #expect(problem.code == .flowFaulty)
    for word in ["小写字母", "名称", "没有连到下一步", "没有角色 pope"] { #expect(problem.detail.chinese.contains(word), "\(word)") }
    #expect((failure { try save(expense("budget")) } as? CycleError)?.code == .flowFaulty)
    #expect(try workspace.checkFlow(reader, broken, sample: nil).faults.contains { $0.step == "start" && $0.code == "step-not-known" })
  }

  @Test("what runs keeps its version; the next one in force takes what is handed in from then on, and a restart finds both")
  func versions() throws {
    try save(expense())
    _ = try workspace.bindFlow(root, .change, "flow-expense", context: company.context(.localOperator))
    try company.decidesAloneAbout(.budget)
    let form = try workspace.budgetForm(try Access.authorize(wang, to: To.ViewPlan.self), "selling", period: "2026")
    _ = try workspace.approveBudget(
      try Access.authorize(wang, to: To.Approve.self), form: "selling", year: 2026, basis: .forecast,
      content: try #require(form.contents?.forecast), limits: BudgetLimits(.share(500)), context: company.context(wang))
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "60000")
    func handIn(_ line: String) throws {
      _ = try workspace.submitChange(
        try Access.authorize(wang, to: To.EditBudget.self), form: "selling", year: 2026, lines: [line], content: nil,
        context: company.context(wang))
    }
    try handIn("selling_expenses/D02")
    #expect(workspace.approvals.cases.last?.run.openTasks.map(\.node) == ["head"])
    try save(expense(above: 100))
    try handIn("selling_expenses/D03")
    #expect(workspace.approvals.cases.map(\.run.flow.version) == [1, 2])
    let view = try #require(try workspace.flowList(reader).first { $0.definition.flow.key == "flow-expense" })
    #expect(view.isInForce && view.versions.map(\.number) == [2, 1] && view.versions.map(\.running) == [1, 1])
    #expect(view.versions[0].by?.chinese.isEmpty == false)
    // Nobody leads the other department: it says so instead of waiting silently.
    #expect(workspace.approvals.cases.last?.run.blocks.map(\.reason) == [.nobodyLeads])
    let again = try company.restarted()
    #expect(again.approvals.cases.map(\.run) == workspace.approvals.cases.map(\.run))
    #expect(again.approvals.flows.flow(for: .change) == workspace.approvals.flows.flow(for: .change))
  }
}
