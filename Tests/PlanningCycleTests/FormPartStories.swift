// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// 字段权限: what single steps of a flow see of a form, and what they may make less.
/// Sees: words and figures that a step hides and the reader gets all the same; more granted than was asked; money moved other than was signed.
/// Does not see: who is asked in which order.
@Suite struct FormPartStories {
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
  }

  /// Finance first, then the general manager, each with rights of their own.
  private func bind(_ purpose: FlowPurpose, finance: [FormPart: ApprovalStep.FieldRight], boss: [FormPart: ApprovalStep.FieldRight]) throws
  {
    func step(_ role: Role, _ rights: [FormPart: ApprovalStep.FieldRight]) -> ApprovalStep {
      ApprovalStep([.role(role.rawValue)], fields: Dictionary(uniqueKeysWithValues: rights.map { ($0.key.rawValue, $0.value) }))
    }
    let flow = ApprovalFlow(
      key: "flow-parts", version: 0,
      nodes: [
        FlowNode("start", .start(next: "finance")), FlowNode("finance", .approve(step(.financeDirector, finance), next: "boss")),
        FlowNode("boss", .approve(step(.generalManager, boss), next: "end")), FlowNode("end", .end),
      ])
    let root = try Access.authorize(.localOperator, to: To.ManageUsers.self)
    _ = try workspace.saveFlow(
      root, FlowDefinition(flow, for: purpose, name: BilingualText("分步", "By step"), labels: [:]), context: company.context(.localOperator))
    _ = try workspace.bindFlow(root, purpose, "flow-parts", context: company.context(.localOperator))
  }

  private func approveSelling() throws {
    try company.decidesAloneAbout(.budget)
    let form = try workspace.budgetForm(try Access.authorize(zhou, to: To.ViewPlan.self), "selling", period: "2026")
    _ = try workspace.approveBudget(
      try Access.authorize(zhou, to: To.Approve.self), form: "selling", year: 2026, basis: .forecast,
      content: try #require(form.contents?.forecast), limits: BudgetLimits(.share(500)), context: company.context(zhou))
  }

  private func transfer(_ amount: Int64) throws {
    _ = try workspace.submitTransfer(
      try Access.authorize(chen, to: To.EditBudget.self), form: "selling", year: 2026,
      BudgetTransfer(from: "selling_expenses/D02", to: "selling_expenses/D03", amount: amount),
      context: company.context(chen, reason: "客服外包"))
  }

  private func take(as person: Person, _ reason: String, _ step: (Int) -> ApprovalStepTaken) throws {
    let view = try #require(try company.waiting(for: person))
    _ = try workspace.takeApprovalStep(
      try Access.authorize(person, to: To.ViewPlan.self), view.id, step(try #require(view.task?.id)),
      context: company.context(person, reason: reason))
  }

  private func code(_ action: () throws -> Void) -> String? { (failure(action) as? CycleError)?.code.text }
  private func sees(_ person: Person) throws -> ApprovalView {
    try #require(try workspace.approvalList(try Access.authorize(person, to: To.ViewPlan.self)).first)
  }

  @Test("a step without the words of others, the reason, what stood there and the months gets none of them; whoever handed it in has all")
  func hidden() throws {
    try approveSelling()
    try bind(.transfer, finance: [:], boss: [.reason: .hidden, .opinions: .hidden, .before: .hidden, .months: .hidden])
    try transfer(100_000)
    try take(as: zhou, "金额合理") { .approve(task: $0, content: workspace.approvals.cases[0].run.document.content) }
    let blind = try sees(wang)
    #expect(blind.reason.isEmpty && !blind.history.contains { $0.comment == "金额合理" || $0.comment == "客服外包" })
    #expect(blind.history.contains { $0.act == "approved" }, "that somebody agreed is no secret, only why")
    #expect(blind.figures.count == 2 && blind.figures.allSatisfy { $0.before == nil && $0.months.isEmpty })
    #expect(blind.rights.map(\.part) == [.reason, .opinions, .before, .months] && blind.rights.allSatisfy { $0.right == .hidden })
    let own = try sees(chen)
    #expect(own.reason == "客服外包" && own.history.contains { $0.comment == "金额合理" } && own.rights.isEmpty)
    #expect(own.figures.allSatisfy { $0.before != nil && !$0.months.isEmpty })
    try company.approve(as: wang)
    #expect(try sees(wang).reason == "客服外包", "decided, it is open to whoever took part")
  }

  @Test("the general manager lets half of a transfer through: finance agrees anew, and that half moves, also after a restart")
  func lessMoney() throws {
    try approveSelling()
    try bind(.transfer, finance: [:], boss: [.amount: .editable])
    try transfer(1_000_000)
    #expect(try sees(zhou).acts.contains(.amend) == false)
    try company.approve(as: zhou)
    #expect(try sees(wang).acts.contains(.amend) && sees(wang).amount == 1_000_000)
    #expect(code { try take(as: wang, "多给点") { .amend(task: $0, .amount(1_000_001)) } } == "approvals.amendment-not-possible")
    #expect(code { try take(as: wang, "不给") { .amend(task: $0, .amount(0)) } } == "approvals.amendment-not-possible")
    #expect(code { try take(as: wang, "改别的") { .amend(task: $0, .limit(nil)) } } == "approvals.amendment-not-possible")
    #expect(code { try take(as: wang, "") { .amend(task: $0, .amount(500_000)) } } == "approvals.reason-missing")
    #expect(code { try take(as: wang, "照旧") { .amend(task: $0, .amount(1_000_000)) } } == "approvals.nothing-changed")
    try take(as: wang, "先给一半") { .amend(task: $0, .amount(500_000)) }
    #expect(try company.waiting(for: wang) == nil)
    let again = try #require(try company.waiting(for: zhou))
    #expect(again.amount == 500_000 && again.figures.map { $0.after - ($0.before ?? 0) } == [-500_000, 500_000] && again.isCurrent)
    let restarted = try company.restarted().approvals.cases
    #expect(
      restarted.map(\.subject) == workspace.approvals.cases.map(\.subject) && restarted.map(\.run) == workspace.approvals.cases.map(\.run))
    try company.approve(as: zhou)
    let before = try #require(workspace.budgets.approvals[key]).rows
    try company.approve(as: wang)
    let after = try #require(workspace.budgets.approvals[key]).rows
    func year(_ rows: [String: [Month: Int64]], _ line: String) -> Int64 { (rows[line] ?? [:]).values.reduce(0, +) }
    #expect(year(before, "selling_expenses/D02") - year(after, "selling_expenses/D02") == 500_000)
  }

  @Test("how far a budget floats is signed with it: made narrower by finance it is another content, and that limit stands")
  func narrower() throws {
    try bind(.budget, finance: [.limits: .editable], boss: [:])
    let form = try workspace.budgetForm(try Access.authorize(chen, to: To.ViewPlan.self), "selling", period: "2026")
    _ = try workspace.submitBudget(
      try Access.authorize(chen, to: To.EditBudget.self), form: "selling", year: 2026, basis: .forecast,
      content: try #require(form.contents?.forecast), limits: BudgetLimits(.share(1_000)), context: company.context(chen))
    let wide = try sees(zhou).content
    #expect(wide != form.contents?.forecast)
    #expect(code { try take(as: zhou, "太宽") { .amend(task: $0, .limit(.share(1_001))) } } == "approvals.amendment-not-possible")
    #expect(code { try take(as: zhou, "太宽") { .amend(task: $0, .limit(.amount(1))) } } == "approvals.amendment-not-possible")
    try take(as: zhou, "太宽") { .amend(task: $0, .limit(.share(300))) }
    let narrow = try sees(zhou)
    #expect(narrow.content != wide && narrow.isCurrent && narrow.limits?.form == .share(300))
    #expect(code { try take(as: zhou, "") { .approve(task: $0, content: wide) } } == "approvals.content-changed")
    try company.approve(as: zhou)
    try company.approve(as: wang)
    #expect(workspace.budgets.approvals[key]?.limit == .share(300))
  }

  @Test("rights that make no sense are refused with the step and the part they are about")
  func refused() throws {
    let error = failure { try bind(.data, finance: [.amount: .editable], boss: [.opinions: .editable]) } as? CycleError
    #expect(error?.code.text == "approvals.flow-faulty" && error?.title.chinese.contains("2") == true)
  }
}
