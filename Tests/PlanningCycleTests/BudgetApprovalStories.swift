// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal
import Planning
import Testing

@testable import PlanningCycle

/// Sees: approved figures that move silently, proposals that arise inside the limits or not outside, decisions that are lost in a restart.
/// Does not see: the screen, how large a sensible limit is.
@Suite struct BudgetApprovalStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let zhou = Person(id: 4, login: "zhou", name: "周", title: "财务总监", role: .financeDirector)

  init() throws {
    company = try SmallCompany(facts: BudgetCompany.facts)
    try company.decidesAlone()
  }

  private func form(_ key: String, of other: Workspace? = nil) throws -> BudgetFormView {
    try (other ?? workspace).budgetForm(try Access.authorize(zhou, to: To.ViewPlan.self), key, period: "2026")
  }

  private func line(_ key: String, of form: String, in other: Workspace? = nil) throws -> BudgetFormView.Line {
    try #require(try self.form(form, of: other).lines.first { $0.key == key })
  }

  private func open(_ other: Workspace? = nil) throws -> [String] {
    try (other ?? workspace).budgetProposals(try Access.authorize(zhou, to: To.ViewPlan.self)).map { "\($0.form) \($0.line)" }
  }

  @discardableResult
  private func approve(_ key: String, _ limit: BudgetLimit?, lines: [String: BudgetLimit] = [:]) throws -> CommandOutcome {
    let content = try #require(try form(key).contents?.forecast)
    return try workspace.approveBudget(
      try Access.authorize(zhou, to: To.Approve.self), form: key, year: 2026, basis: .forecast, content: content,
      limits: BudgetLimits(limit, lines: lines), context: company.context(zhou))
  }

  @discardableResult
  private func decide(_ key: String, _ line: String, accepts: Bool, reason: String = "已与部门核对") throws -> CommandOutcome {
    try workspace.decideBudget(
      try Access.authorize(zhou, to: To.Approve.self), form: key, year: 2026, line: line, isAccepted: accepts, seen: nil,
      context: company.context(zhou, reason: reason))
  }

  /// Sells so many fans in the east in December.
  private func sell(_ pieces: Int) throws { try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "\(pieces)") }

  @Test("an approved form stands while the forecast moves: inside its limits it follows, outside it stays and a proposal says who and what")
  func floats() throws {
    try approve("selling", .share(500))
    let approved = try line("selling_expenses", of: "selling").figures
    #expect(try approved.budget == approved.forecast && open().isEmpty)
    try sell(150)
    let near = try line("selling_expenses", of: "selling")
    #expect(near.source == .approved && near.figures.budget == approved.budget && near.figures.forecast != approved.budget)
    #expect(near.band?.inForce == near.figures.forecast && near.band?.isOutside == false)
    #expect(try open().isEmpty, "five per cent are free")
    try sell(60_000)
    #expect(try open() == ["selling selling_expenses/D02", "selling selling_expenses/D03"])
    let far = try line("selling_expenses/D02", of: "selling")
    #expect(far.band?.isOutside == true && far.band?.inForce == far.figures.budget, "outside, what was approved is in force")
    let proposal = try #require(try workspace.budgetProposals(try Access.authorize(zhou, to: To.ViewPlan.self)).first)
    #expect(proposal.cause?.by == "wang" && proposal.cause?.label.chinese.isEmpty == false)
    #expect(proposal.high == proposal.approved + proposal.approved / 20 && proposal.forecast > proposal.approved)
    #expect(workspace.alerts().contains { $0.code == "budget.proposal" })
    #expect(company.changes.last?.kind == "budget.proposed", "every screen hears of it")
    try sell(150)
    #expect(try open().isEmpty, "back inside, there is nothing to decide")
  }

  @Test("accepted, the line stands where the forecast is and its totals with it; rejected, it stays until the forecast moves on")
  func decisions() throws {
    try approve("selling", .share(500))
    try sell(60_000)
    let whole = try #require(try line("selling_expenses", of: "selling").figures.budget)
    let before = try #require(try line("selling_expenses/D02", of: "selling").figures.budget)
    try decide("selling", "selling_expenses/D02", accepts: true)
    let after = try line("selling_expenses/D02", of: "selling").figures
    #expect(after.budget == after.forecast)
    #expect(try line("selling_expenses", of: "selling").figures.budget == whole - before + (after.budget ?? 0), "the total takes it up")
    #expect(
      failure { try decide("selling", "selling_expenses/D03", accepts: false, reason: "") } as? CycleError != nil,
      "a rejection has a reason")
    try decide("selling", "selling_expenses/D03", accepts: false)
    #expect(try open().isEmpty)
    let kept = try line("selling_expenses/D03", of: "selling")
    #expect(kept.band?.isOutside == true && kept.band?.inForce == kept.figures.budget)
    try sell(60_100)
    #expect(try open().isEmpty, "a little further is the same question")
    try sell(120_000)
    #expect(try open() == ["selling selling_expenses/D02", "selling selling_expenses/D03"])
  }

  @Test("a department may have a limit of its own in 元; without any limit every change is proposed; pieces know no 元")
  func limits() throws {
    try approve("selling", .amount(10_000_000_000), lines: ["selling_expenses/D03": .amount(100)])
    try sell(5_000)
    #expect(try open() == ["selling selling_expenses/D03"])
    try approve("labour", nil)
    #expect(try open().count == 1, "nothing moved since")
    try company.edit("headcount|Department=D04@2026-12", "6", as: zhou)
    #expect(try open().contains("labour payroll/D04") && open().contains("labour staff/D04"))
    #expect(BudgetLimit.amount(100).allows(5, around: 1_000_000, isMoney: false))
    #expect(
      BudgetLimit.share(500).allows(105, around: 100, isMoney: true) && !BudgetLimit.share(500).allows(106, around: 100, isMoney: true))
    #expect(BudgetLimit.share(500).allows(-105, around: -100, isMoney: true) && !BudgetLimit.share(500).allows(1, around: 0, isMoney: true))
    #expect(!BudgetLimit.share(500).allows(.max, around: .min, isMoney: true))
    #expect(failure { try approve("sales", .share(-1)) } as? CycleError != nil)
  }

  @Test("a restart finds approvals, proposals, who caused them and what was decided; undo takes each back and redo does it again")
  func survives() throws {
    try approve("selling", .share(500))
    try sell(60_000)
    try decide("selling", "selling_expenses/D02", accepts: true)
    let again = try company.restarted()
    #expect(try open(again) == open() && open(again) == ["selling selling_expenses/D03"])
    let cause = try again.budgetProposals(try Access.authorize(zhou, to: To.ViewPlan.self)).first?.cause
    #expect(cause?.by == "wang")
    #expect(try form("selling", of: again).approval?.content == form("selling").approval?.content)
    #expect(try line("selling_expenses", of: "selling", in: again).figures == line("selling_expenses", of: "selling").figures)
    _ = try company.undo(as: zhou)
    #expect(try open().count == 2, "the decision is open again")
    _ = try company.undo(as: zhou)
    #expect(try form("selling").approval == nil && open().isEmpty)
    let proof = try Access.authorize(zhou, to: To.ViewPlan.self)
    _ = try workspace.redoLast(proof, context: company.context(zhou))
    #expect(try form("selling").approval?.number == 1 && open().count == 2)
    #expect(try open(company.restarted()) == open())
  }

  @Test("what was approved is what was seen; who may not approve cannot; a form is withdrawn and moves again")
  func rights() throws {
    let content = try #require(try form("selling").contents?.forecast)
    try sell(5_000)
    let proof = try Access.authorize(zhou, to: To.Approve.self)
    let stale =
      failure {
        try workspace.approveBudget(
          proof, form: "selling", year: 2026, basis: .forecast, content: content, limits: BudgetLimits(nil), context: company.context(zhou))
      } as? CycleError
    #expect(stale?.code == .budgetChanged && stale?.code.isConflict == true)
    #expect(throws: AccessError.self) { try Access.authorize(SmallCompany.li, to: To.Approve.self) }
    #expect(failure { try decide("selling", "selling_expenses/D02", accepts: true) } as? CycleError != nil, "nothing is approved yet")
    try approve("selling", nil)
    #expect(failure { try decide("selling", "selling_expenses/D02", accepts: true) } as? CycleError != nil, "nothing left its limits")
    _ = try workspace.withdrawBudget(proof, form: "selling", year: 2026, context: company.context(zhou))
    #expect(try form("selling").approval == nil && line("selling_expenses", of: "selling").source == .imported)
  }

  @Test("what is signed are the figures: another figure, month, line, form or year is another content")
  func content() {
    let key = BudgetApproval.Key(form: "sales", year: 2026)
    let rows = ["orders": [month("2026-01"): Int64(5)]]
    let digest = BudgetContent.digest(key, rows)
    #expect(BudgetContent.rows(BudgetContent.canonical(rows)) == rows)
    #expect(BudgetContent.digest(key, rows) == digest)
    for other in [["orders": [month("2026-01"): Int64(6)]], ["orders": [month("2026-02"): 5]], ["units": [month("2026-01"): 5]]] {
      #expect(BudgetContent.digest(key, other) != digest)
    }
    #expect(BudgetContent.digest(BudgetApproval.Key(form: "sales", year: 2027), rows) != digest)
  }
}
