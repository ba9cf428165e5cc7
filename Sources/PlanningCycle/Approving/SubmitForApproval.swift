// SPDX-License-Identifier: Apache-2.0
public import Access
import Approvals
import Journal
import Planning

extension Workspace {
  /// 上报: hands a budget form of a year in; it goes the way of the flow in force.
  ///
  /// - Parameters:
  ///   - content: digest of the figures the person saw, hexadecimal.
  ///   - limits: how far its figures float once they are approved.
  /// - Throws: `CycleError.budgetChanged` when the figures moved since; `approvalRunning` when the form, or a change of it, is on its way already;
  ///   `noFlowInForce`; as `approveBudget`.
  public func submitBudget(
    _ proof: Authorized<To.EditBudget>, form: String, year: Int, basis: BudgetBasis, content: String, limits: BudgetLimits,
    context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    try Access.require(proof.person, .viewCompany)
    let known = try budget(form, year, for: proof.person)
    guard limits.isPossible else { throw Self.limitNotPossible }
    let subject = ApprovalSubject.budget(BudgetApproval.Key(form: form, year: year), basis, limits)
    guard let now = try self.content(of: subject), now.figureDigest.hex == content else {
      throw Self.figuresMoved(try budgetFigures(known, year, basis).digest)
    }
    let words = BilingualText("上报\(year)年\(known.label.chinese)", "\(known.label.english) \(year) handed in")
    return try submit(subject, now, words, context)
  }

  /// Hands in that figures of an approved form move to where the forecast is, because it left their limits.
  ///
  /// - Parameters:
  ///   - lines: keys of the form's lines; all that are proposed for an empty list.
  ///   - content: digest the person saw; nil when it does not matter yet, because whoever decides sees it.
  /// - Throws: `CycleError.budgetProposalNotKnown` for a line inside its limits; `budgetChanged` when a figure moved since it was seen;
  ///   `reasonMissing`; as `submitBudget`.
  public func submitChange(
    _ proof: Authorized<To.EditBudget>, form: String, year: Int, lines: [String], content: String?, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let key = BudgetApproval.Key(form: form, year: year)
    guard let known = BudgetForm.named(form), let approval = budgets.approvals[key] else {
      throw Self.budgetNotKnown("\(year)年已审批的预算表 \(form)", "an approved form \(form) of \(year)", "")
    }
    let proposed = try plan.proposals(approval).map(\.line)
    let wanted = lines.isEmpty ? proposed : Swift.Set(lines).sorted()
    if let other = wanted.first(where: { !proposed.contains($0) }) ?? (wanted.isEmpty ? form : nil) { throw Self.proposalNotKnown(other) }
    let subject = ApprovalSubject.change(key, lines: wanted.sorted())
    guard sees(proof.person, subject) else { throw Access.outside(proof.person, form) }
    try requireReason(context)
    guard let now = try self.content(of: subject) else { throw Self.proposalNotKnown(form) }
    if let content, content != now.digest.hex { throw Self.figuresMoved(now.digest) }
    let words = BilingualText(
      "提交变更：\(year)年\(known.label.chinese) \(wanted.count) 行", "change handed in: \(known.label.english) \(year), \(wanted.count) lines")
    return try submit(subject, now, words, context)
  }

  /// Who would get it if the reader handed it in now.
  func simulate(_ subject: ApprovalSubject, by submitter: Int64) throws -> (FlowDefinition, FlowSimulation) {
    guard let definition = approvals.flows.flow(for: subject.purpose) else { throw Self.noFlow(subject.purpose) }
    guard let now = try content(of: subject) else { throw Self.proposalNotKnown(subject.key?.form ?? "") }
    let people = try approvalPeople(subject.purpose)
    do {
      return (
        definition, try definition.flow.simulate(document(subject, now, by: submitter, people), at: environment.now(), people: people)
      )
    } catch { throw CycleError(error) }
  }

  func requireReason(_ context: CommandContext) throws(CycleError) {
    guard !context.reason.contains(where: { !$0.isWhitespace }) else { return }
    throw CycleError(
      .reasonMissing, BilingualText("请写明为什么要变更", "say why the figures should move"),
      hint: BilingualText("审批人先看到的就是原因", "the reason is what is read first"))
  }

  func submit(_ subject: ApprovalSubject, _ now: SubjectContent, _ words: BilingualText, _ context: CommandContext) throws
    -> CommandOutcome
  {
    if let running = approvals.open(subject) { throw approvalRunning(running) }
    guard let definition = approvals.flows.flow(for: subject.purpose) else { throw Self.noFlow(subject.purpose) }
    let people = try approvalPeople(subject.purpose)
    let document = document(subject, now, by: context.person.id, people)
    // Whether it can be handed in at all is known before anything is written.
    do { _ = try ApprovalCase(definition.flow, document: document, at: context.at, people: people) } catch { throw CycleError(error) }
    var payload = subject.canonical
    payload["flow"] = .text(definition.flow.key)
    payload["version"] = .integer(Int64(definition.flow.version))
    payload["document"] = document.canonical
    payload["people"] = people.canonical
    payload["day"] = .day(planningDay)
    payload[ApprovalLedger.organisedOn] = .day(environment.today())
    return try recordDecision(ApprovalLedger.submitted, payload, words, context)
  }

  func approvalRunning(_ running: ApprovalLedger.Case) -> CycleError {
    let title = title(of: running.subject)
    return CycleError(
      .approvalRunning, BilingualText("已在审批中", "it is on its way to approval already"),
      detail: BilingualText("\(title.chinese)还没有审批完", "\(title.english) is not decided yet"),
      hint: BilingualText("在待办里审批或撤回", "decide it, or withdraw it, in the inbox"), parameters: ["approval": "\(running.id)"])
  }

  static func noFlow(_ purpose: FlowPurpose) -> CycleError {
    CycleError(
      .noFlowInForce, BilingualText("没有启用审批流程：\(purpose.label.chinese)", "no flow is in force for \(purpose.label.english)"),
      hint: BilingualText(
        "请系统管理员在审批流程里启用；预算和变更没有流程时由有审批权的人直接决定",
        "the administrator puts a flow in force; without one, budgets and changes are decided by somebody with the right"))
  }

  /// Nobody decides alone what a flow decides.
  static func flowInForce(_ definition: FlowDefinition) -> CycleError {
    CycleError(
      .flowInForce, BilingualText("这要走审批流程", "this goes through a flow"),
      detail: BilingualText("已启用《\(definition.name.chinese)》，一个人不能单独决定", "\(definition.name.english) is in force: nobody decides it alone"),
      hint: BilingualText("上报，由流程里的人审批", "hand it in; the people of the flow decide"))
  }
}
