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
  /// Where the step allows it: a part of the form becomes less.
  case amend(task: Int, ApprovalAmendment)
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
  /// Takes one step in an approval. The step that completes it decides what was handed in, in the same event.
  ///
  /// - Throws: `CycleError.approvalNotKnown`, also for one the person may not see; with the codes of `ApprovalRefusal` what stands in the way.
  public func takeApprovalStep(
    _ proof: Authorized<To.ViewPlan>, _ id: Int64, _ step: ApprovalStepTaken, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    guard let known = approvals[id] else { throw Self.approvalNotKnown(id) }
    // What is handed in again goes by the organisation of today.
    let isAgain = step == .resubmit
    let people = try approvalPeople(known.subject.purpose, organisedOn: isAgain ? environment.today() : known.organisedOn)
    guard try sees(proof.person, known, people) else { throw Self.approvalNotKnown(id) }
    try refuseFormerOwner(step, known, proof.person)
    let now = try content(of: known.subject)
    let digest = now?.digest.hex ?? ""
    let subject = try becomes(step, known.subject)
    let action = try action(step, context.reason, known, subject == known.subject ? now : try content(of: subject), people)
    var run = known.run
    do {
      try run.apply(action, by: proof.person.id, at: context.at, content: digest, people: people)
    } catch { throw CycleError(error) }
    var taken: [String: CanonicalValue] = [
      "case": .integer(id), "action": action.canonical, "content": .text(digest), "people": people.canonical,
    ]
    if subject != known.subject { taken["subject"] = .map(subject.canonical) }
    // An amended document is asked about anew: nothing is decided by amending it.
    if let now, subject == known.subject, let (kind, payload) = completion(of: subject, run.status, now) {
      let verb = run.status == .approved ? ("审批通过", "approved") : ("不同意", "refused")
      let name = title(of: known.subject)
      let words = BilingualText("\(verb.0)：\(name.chinese)", "\(name.english): \(verb.1)")
      return try recordDecision(kind, payload.merging(["approval": .map(taken)]) { old, _ in old }, words, context)
    }
    var payload: [String: CanonicalValue] = ["approval": .map(taken), "day": .day(planningDay)]
    if isAgain { payload[ApprovalLedger.organisedOn] = .day(environment.today()) }
    return try recordDecision(ApprovalLedger.acted, payload, words(step, known.subject), context)
  }

  /// What is handed in after a step: what it was, unless the step changes a part of it.
  private func becomes(_ step: ApprovalStepTaken, _ subject: ApprovalSubject) throws(CycleError) -> ApprovalSubject {
    guard case .amend(_, let amendment) = step else { return subject }
    return try subject.amended(amendment)
  }

  /// What the end of an approval decides, as an event; nil when it decides nothing.
  private func completion(
    of subject: ApprovalSubject, _ status: ApprovalCase.Status, _ now: SubjectContent
  ) -> (kind: String, payload: [String: CanonicalValue])? {
    switch (subject, status) {
    case (.budget(let key, let basis, let limits), .approved):
      let payload: [String: CanonicalValue] = [
        "form": .text(key.form), "year": .integer(Int64(key.year)), "basis": .text(basis.rawValue), "content": .digest(now.figureDigest),
        "rows": BudgetContent.canonical(now.rows),
      ]
      return (BudgetLedger.approved, payload.merging(limits.canonical) { _, new in new })
    case (.change(let key, _), .approved), (.change(let key, _), .ended):
      let changes: [CanonicalValue] = now.proposals.map { proposal in
        .map([
          "line": .text(proposal.line), "approved": .integer(proposal.approved), "forecast": .integer(proposal.forecast),
          "months": BudgetContent.canonical([proposal.line: proposal.months])[proposal.line] ?? .empty,
        ])
      }
      return (
        BudgetLedger.changed,
        [
          "form": .text(key.form), "year": .integer(Int64(key.year)), "accepted": .boolean(status == .approved), "changes": .list(changes),
        ]
      )
    case (.transfer(let key, _), .approved):
      let changes: [CanonicalValue] = now.rows.sorted { $0.key < $1.key }.map { line, months in
        .map(["line": .text(line), "months": BudgetContent.canonical([line: months])[line] ?? .empty])
      }
      return (
        BudgetLedger.changed,
        ["form": .text(key.form), "year": .integer(Int64(key.year)), "accepted": .boolean(true), "changes": .list(changes)]
      )
    case (.forecast, .approved):
      let rows = ["rows": BudgetContent.canonical(now.rows), "content": .digest(now.digest)]
      return (ApprovalLedger.signedKind, subject.canonical.merging(rows) { _, new in new })
    case (.data(let month), .approved):
      return (
        ApprovalLedger.dataReleased,
        ["month": .month(month), "content": .digest(now.digest), "rows": BudgetContent.canonical(now.rows)]
      )
    case (.release(let key), .approved):
      return (BudgetLedger.released, ["form": .text(key.form), "year": .integer(Int64(key.year)), "content": .digest(now.digest)])
    default: return nil
    }
  }

  private func action(
    _ step: ApprovalStepTaken, _ reason: String, _ known: ApprovalLedger.Case, _ now: SubjectContent?, _ people: ApprovalPeople
  ) throws -> ApprovalAction {
    func person(_ login: String) throws -> Int64 { try store.person(login: login.lowercased())?.id ?? -1 }
    switch step {
    case .approve(let task, let seen): return .approve(task: task, content: seen, comment: reason)
    case .sendBack(let task, let node): return .sendBack(task: task, to: node, reason: reason)
    case .transfer(let task, let login): return .transfer(task: task, to: try person(login), reason: reason)
    case .add(let task, let login, let place):
      return .add(task: task, person: try person(login), ApprovalAction.Place(rawValue: place.rawValue) ?? .after, reason: reason)
    case .amend(let task, let amendment):
      guard let now else { throw Self.proposalNotKnown(known.subject.key?.form ?? "") }
      let document = document(known.subject, now, by: known.run.document.submitter, people)
      return .amend(task: task, part: amendment.part.rawValue, document, reason: reason)
    case .end(let task): return .end(task: task, reason: reason)
    case .remind: return .remind
    case .withdraw: return .withdraw(reason: reason)
    case .resubmit:
      guard let now else { throw Self.proposalNotKnown(known.subject.key?.form ?? "") }
      return .resubmit(document(known.subject, now, by: known.run.document.submitter, people))
    case .retry: return .retry
    }
  }

  /// Whether somebody may know what is in it: the right of its form, and the whole company or the department it is about.
  func sees(_ person: Person, _ subject: ApprovalSubject) -> Bool {
    if case .forecast(let review) = subject {
      let places = plan.catalogue.places(region: review.region.isEmpty ? nil : review.region)
      return Access.allows(person, .viewPlan) && person.scope.admits(row: places)
    }
    if case .data = subject { return Access.allows(person, .viewCompany) }
    guard let form = subject.key.flatMap({ BudgetForm.named($0.form) }), form.permission.map({ Access.allows(person, $0) }) ?? true else {
      return false
    }
    if Access.allows(person, .viewCompany) { return true }
    guard let department = subject.department(in: Swift.Set(plan.catalogue.departments.map(\.code))) else { return false }
    return person.scope.admits(row: ["department": Catalogue.path(department, in: plan.catalogue.departments)])
  }

  private func words(_ step: ApprovalStepTaken, _ subject: ApprovalSubject) -> BilingualText {
    let verb =
      switch step {
      case .approve: ("审批同意", "agreed at one step")
      case .sendBack: ("退回", "sent back")
      case .transfer: ("转办", "transferred")
      case .add: ("加签", "an approver added")
      case .amend: ("改小", "made less")
      case .end: ("不同意", "refused")
      case .remind: ("催办", "reminded")
      case .withdraw: ("撤回上报", "withdrawn")
      case .resubmit: ("重新提交", "handed in again")
      case .retry: ("重试", "tried again")
      }
    let name = title(of: subject)
    return BilingualText("\(verb.0)：\(name.chinese)", "\(name.english): \(verb.1)")
  }

  private static func approvalNotKnown(_ id: Int64) -> CycleError {
    CycleError(
      .approvalNotKnown, BilingualText("没有这个审批", "there is no such approval"), detail: BilingualText("编号 \(id)", "number \(id)"),
      hint: BilingualText("刷新后再看", "look again after a refresh"))
  }
}
