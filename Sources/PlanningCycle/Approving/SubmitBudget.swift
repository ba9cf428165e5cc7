// SPDX-License-Identifier: Apache-2.0
public import Access
import Approvals
import Calendars
import Journal
import Planning

/// What somebody does with an approval, people by their login.
public enum ApprovalStepTaken: Hashable, Sendable {
  /// `content` is the digest of the figures the person saw.
  case approve(task: Int, content: String)
  /// Back to whoever handed it in, or to a step that was passed.
  case sendBack(task: Int, to: String?)
  case transfer(task: Int, to: String)
  case add(task: Int, person: String, place: ApprovalPlace)
  case end(task: Int)
  case remind
  case withdraw
  /// After a return: the figures as they are now.
  case resubmit
  case retry
}

/// Where an approver who is added stands: before, after or beside whoever adds him.
public enum ApprovalPlace: String, Hashable, Sendable, CaseIterable { case before, after, beside }

extension Workspace {
  /// Hands a budget form of a year in for approval: it goes to whoever answers for it, then to finance.
  ///
  /// - Parameters:
  ///   - content: digest of the figures the person saw, hexadecimal.
  /// - Throws: `CycleError.budgetChanged` when they moved since; `approvalRunning` when the form is on its way already; as `approveBudget`.
  public func submitBudget(
    _ proof: Authorized<To.EditBudget>, form: String, year: Int, basis: BudgetBasis, content: String, limit: BudgetLimit?,
    context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let known = try budget(form, year, for: proof.person)
    guard limit?.isPossible ?? true else { throw Self.limitNotPossible }
    let key = BudgetApproval.Key(form: form, year: year)
    if approvals.open(key) != nil {
      throw CycleError(
        .approvalRunning, BilingualText("这张预算表已在审批中", "the form is on its way already"),
        detail: BilingualText("\(year)年\(known.label.chinese)还没有审批完", "\(known.label.english) \(year) is not decided yet"),
        hint: BilingualText("先撤回，或等审批完", "withdraw it first, or wait for the decision"))
    }
    let (_, digest) = try budgetFigures(known, year, basis)
    guard digest.hex == content else { throw Self.figuresMoved(digest) }
    let people = ApprovalPeople(try store.people())
    let document = approvalDocument(known, year, by: proof.person.id, content: digest.hex, people)
    // Whether it can be handed in at all is known before anything is written.
    do { _ = try ApprovalCase(ShippedFlows.budget, document: document, at: context.at, people: people) } catch { throw CycleError(error) }
    var payload: [String: CanonicalValue] = [
      "flow": .text(ShippedFlows.budget.key), "version": .integer(Int64(ShippedFlows.budget.version)), "form": .text(form),
      "year": .integer(Int64(year)), "basis": .text(basis.rawValue), "document": document.canonical, "people": people.canonical,
    ]
    payload["limit"] = limit?.canonical
    let words = BilingualText("上报\(year)年\(known.label.chinese)", "\(known.label.english) \(year) handed in")
    return try keep(ApprovalLedger.submitted, payload, words, context)
  }

  /// Takes one step in an approval. The step that completes it approves the form in the same event.
  ///
  /// - Throws: `CycleError.approvalNotKnown`, and with the codes of `ApprovalRefusal` what stands in the way.
  public func takeApprovalStep(
    _ proof: Authorized<To.ViewCompany>, _ id: Int64, _ step: ApprovalStepTaken, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    guard let known = approvals[id], let form = BudgetForm.named(known.budget.key.form) else { throw Self.approvalNotKnown(id) }
    if let permission = form.permission { try Access.require(proof.person, permission) }
    let year = known.budget.key.year
    let (rows, digest) = try budgetFigures(form, year, known.budget.basis)
    let people = ApprovalPeople(try store.people())
    let action = try action(step, context.reason, known, form, digest.hex, people)
    var run = known.run
    do {
      try run.apply(action, by: proof.person.id, at: context.at, content: digest.hex, people: people)
    } catch { throw CycleError(error) }
    let taken: CanonicalValue = .map([
      "case": .integer(id), "action": action.canonical, "content": .text(digest.hex), "people": people.canonical,
    ])
    let name = BilingualText("\(year)年\(form.label.chinese)", "\(form.label.english) \(year)")
    guard run.status == .approved else {
      let words = BilingualText("处理审批：\(name.chinese)", "approval of \(name.english): a step taken")
      return try keep(ApprovalLedger.acted, ["approval": taken], words, context)
    }
    var payload: [String: CanonicalValue] = [
      "form": .text(form.key), "year": .integer(Int64(year)), "basis": .text(known.budget.basis.rawValue), "content": .digest(digest),
      "rows": BudgetContent.canonical(rows), "lines": .map([:]), "approval": taken,
    ]
    payload["limit"] = known.budget.limit?.canonical
    return try keep(BudgetLedger.approved, payload, BilingualText("审批\(name.chinese)", "\(name.english) approved"), context)
  }

  private func action(
    _ step: ApprovalStepTaken, _ reason: String, _ known: ApprovalLedger.Case, _ form: BudgetForm, _ content: String,
    _ people: ApprovalPeople
  ) throws -> ApprovalAction {
    func person(_ login: String) throws -> Int64 { try store.person(login: login.lowercased())?.id ?? -1 }
    return switch step {
    case .approve(let task, let seen): .approve(task: task, content: seen, comment: reason)
    case .sendBack(let task, let node): .sendBack(task: task, to: node, reason: reason)
    case .transfer(let task, let login): .transfer(task: task, to: try person(login), reason: reason)
    case .add(let task, let login, let place):
      .add(task: task, person: try person(login), ApprovalAction.Place(rawValue: place.rawValue) ?? .after, reason: reason)
    case .end(let task): .end(task: task, reason: reason)
    case .remind: .remind
    case .withdraw: .withdraw(reason: reason)
    case .resubmit:
      .resubmit(approvalDocument(form, known.budget.key.year, by: known.run.document.submitter, content: content, people))
    case .retry: .retry
    }
  }

  func approvalDocument(_ form: BudgetForm, _ year: Int, by submitter: Int64, content: String, _ people: ApprovalPeople) -> ApprovalDocument
  {
    var fields: [String: ApprovalDocument.Value] = ["form": .text(form.key), "year": .number(Int64(year) * 100)]
    // Where nobody has the role, the general manager answers; where there is none either, the flow says that the field is missing.
    let roles = [form.owner, .generalManager].map(\.rawValue)
    let owner = roles.lazy.compactMap { role in people.members.first { $0.isActive && $0.roles.contains(role) } }.first
    fields["owner"] = owner.map { .person($0.id) }
    return ApprovalDocument(submitter: submitter, fields: fields, content: content)
  }

  func budgetFigures(_ form: BudgetForm, _ year: Int, _ basis: BudgetBasis) throws(PlanningError) -> (
    rows: [String: [Month: Int64]], digest: Digest
  ) {
    let key = BudgetApproval.Key(form: form.key, year: year)
    let contents = try plan.budgetContents(form, year, approval: budgets.approvals[key])
    let rows = basis == .budget ? contents.budget : contents.forecast
    return (rows, BudgetContent.digest(key, rows))
  }

  private func keep(_ kind: String, _ payload: [String: CanonicalValue], _ words: BilingualText, _ context: CommandContext) throws
    -> CommandOutcome
  {
    var payload = payload
    payload["label_zh"] = .text(words.chinese)
    payload["label_en"] = .text(words.english)
    let event = try store.append(context.draft(kind, .map(payload)), at: context.at)
    undo.note(event)
    budgets.note(event)
    approvals.note(event)
    return announce(event, words, [], spread: [], reason: context.reason)
  }

  private static func approvalNotKnown(_ id: Int64) -> CycleError {
    CycleError(
      .approvalNotKnown, BilingualText("没有这个审批", "there is no such approval"), detail: BilingualText("编号 \(id)", "number \(id)"),
      hint: BilingualText("刷新后再看", "look again after a refresh"))
  }
}
