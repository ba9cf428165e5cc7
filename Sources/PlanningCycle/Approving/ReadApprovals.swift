// SPDX-License-Identifier: Apache-2.0
public import Access
import Approvals
import Calendars
import Journal
import Planning

extension Workspace {
  /// How many of those that are decided are listed.
  private static let decidedLimit = 100

  /// 待办: what lies with the reader, what he handed in, what he was told of and what he decided; newest first. What he may not see is not in it.
  public func approvalList(_ proof: Authorized<To.ViewPlan>) throws -> [ApprovalView] {
    let names = try approvalNames()
    var decided = 0
    return try approvals.cases.reversed().compactMap { one in
      guard try sees(proof.person, one, delegated(names.people, one.subject.purpose)) else { return nil }
      guard let view = try view(one, proof.person, names) else { return nil }
      decided += one.isOpen ? 0 : 1
      return decided > Self.decidedLimit ? nil : view
    }
  }

  /// What lies with somebody, for the home page; newest first.
  func approvalTodos(_ person: Person) throws -> [Todo] {
    let open = approvals.cases.filter { $0.run.status == .running }
    guard !open.isEmpty else { return [] }
    let names = try approvalNames()
    return try open.reversed().compactMap { one in
      let people = delegated(names.people, one.subject.purpose)
      guard try sees(person, one, people), let task = one.run.tasks(of: person.id, people: people).first else { return nil }
      let (title, submitter, step) = (title(of: one.subject), names[one.run.document.submitter], one.definition.label(task.node))
      return Todo(
        id: "approval-\(one.id)", kind: "approval", title: BilingualText("审批：\(title.chinese)", "Approve: \(title.english)"),
        detail: BilingualText("\(submitter.chinese)提交，\(step.chinese)", "handed in by \(submitter.english): \(step.english)"), dueOn: nil,
        isOverdue: false, link: "#/inbox?approval=\(one.id)")
    }
  }

  /// Who would get a form, or a change of lines of it, if the reader handed it in now.
  ///
  /// - Parameters:
  ///   - purpose: what would be handed in.
  ///   - lines: of a change.
  ///   - transfer: of a transfer.
  /// - Throws: `CycleError.budgetFormNotKnown`, `noFlowInForce`, `budgetProposalNotKnown`; `AccessError` without the right to see the form.
  public func previewApproval(
    _ proof: Authorized<To.ViewPlan>, form: String, year: Int, as purpose: FlowPurpose = .budget, lines: [String] = [],
    transfer: BudgetTransfer? = nil
  )
    throws -> ApprovalPreview
  {
    let known = try budget(form, year, for: proof.person)
    let key = BudgetApproval.Key(form: form, year: year)
    let subject: ApprovalSubject
    switch purpose {
    case .budget: subject = .budget(key, .forecast, BudgetLimits(nil))
    case .change: subject = .change(key, lines: lines.sorted())
    case .release: subject = .release(key)
    case .forecast, .data: throw Self.noFlow(purpose)
    case .transfer:
      guard let transfer else { throw Self.transferNotPossible("", known) }
      try requireTransfer(transfer, key, known)
      subject = .transfer(key, transfer)
    }
    guard sees(proof.person, subject) else { throw Access.outside(proof.person, form) }
    let (definition, run) = try simulate(subject, by: proof.person.id)
    return preview(definition, run, try approvalNames())
  }

  func preview(_ definition: FlowDefinition, _ run: FlowSimulation, _ names: ApprovalNames) -> ApprovalPreview {
    ApprovalPreview(
      flow: definition.name,
      steps: run.steps.map { .init(step: definition.label($0.node), act: $0.act.rawValue, person: $0.person.map { names[$0] }) },
      blocks: run.blocks.map { names.block($0, definition) }, wouldPass: run.isApproved)
  }

  /// The screen that shows what is decided.
  private static func link(_ subject: ApprovalSubject) -> String {
    if case .forecast(let review) = subject { return "#/forecast?region=\(review.region.isEmpty ? "ALL" : review.region)" }
    if case .data = subject { return "#/imports" }
    return subject.key.map { "#/budgets?form=\($0.form)&period=\($0.year)" } ?? "#/inbox"
  }

  /// nil for one that does not concern the reader.
  private func view(_ one: ApprovalLedger.Case, _ reader: Person, _ names: ApprovalNames) throws -> ApprovalView? {
    let run = one.run
    let people = delegated(names.people, one.subject.purpose)
    let task = run.tasks(of: reader.id, people: people).first
    let rights = one.subject.purpose.parts.map { ($0, run.right($0.rawValue, of: reader.id, people: people)) }.filter { $0.1 != .visible }
    func hides(_ part: FormPart) -> Bool { rights.contains { $0.0 == part && $0.1 == .hidden } }
    let isOwn = run.document.submitter == reader.id
    let isCopied = run.history.contains { $0.act == .told && $0.person == reader.id }
    let isDecided = run.tasks.contains { ($0.decidedBy ?? $0.assignee) == reader.id && $0.decidedAt != nil }
    guard task != nil || isOwn || isCopied || isDecided else { return nil }
    let now = one.isOpen ? try content(of: one.subject) : nil
    let start = Moment(millisecondsSinceEpoch: 0)
    let limits: BudgetLimits? = if case .budget(_, _, let limits) = one.subject { limits } else { nil }
    let amount: Int64? = if case .transfer(_, let transfer) = one.subject { transfer.amount } else { nil }
    let isCurrent = !one.isOpen || now?.digest.hex == run.document.content
    return ApprovalView(
      id: one.id, purpose: one.subject.purpose, title: title(of: one.subject), form: one.subject.key?.form, year: one.subject.key?.year,
      link: Self.link(one.subject),
      flow: one.definition.name, version: one.definition.flow.version, submitter: names[run.document.submitter],
      submittedAt: run.history.first?.at ?? start, reason: hides(.reason) ? "" : one.reason, status: run.status.rawValue, round: run.round,
      task: task.map {
        ($0.id, one.definition.label($0.node), $0.openedAt ?? start, run.behalf(of: $0.id, by: reader.id).map { names[$0] })
      },
      waits: run.openTasks.map {
        .init(step: one.definition.label($0.node), person: names[$0.assignee], login: names.login($0.assignee), since: $0.openedAt ?? start)
      },
      blocks: run.blocks.map { names.block($0, one.definition) }, content: run.document.content, isCurrent: isCurrent, isOwn: isOwn,
      isCopied: isCopied, isDecided: isDecided, acts: acts(one, task, isOwn, isCurrent, rights.contains { $0.1 == .editable }),
      returns: task.map { one.returns(from: $0).map { ($0, one.definition.label($0)) } } ?? [], rights: rights, amount: amount,
      limits: limits,
      figures: figures(now, one.subject, withoutBefore: hides(.before), withoutMonths: hides(.months)),
      history: run.history.map { entry in
        .init(
          at: entry.at, by: entry.actor.map { names[$0] }, act: entry.act.rawValue, step: one.definition.label(entry.node),
          person: entry.person.map { names[$0] }, behalf: entry.behalf.map { names[$0] },
          comment: entry.act == .blocked || hides(.opinions) && entry.actor != reader.id && entry.behalf != reader.id ? "" : entry.comment)
      })
  }

  private func acts(
    _ one: ApprovalLedger.Case, _ task: ApprovalTask?, _ isOwn: Bool, _ isCurrent: Bool, _ mayAmend: Bool
  ) -> [ApprovalView.Act] {
    var acts: [ApprovalView.Act] = []
    if task != nil { acts += (isCurrent ? [.approve] : []) + (isCurrent && mayAmend ? [.amend] : []) + [.sendBack, .transfer, .add, .end] }
    guard isOwn else { return acts }
    switch one.run.status {
    case .running: return acts + (one.run.openTasks.isEmpty ? [] : [.remind]) + (one.run.blocks.isEmpty ? [] : [.retry]) + [.withdraw]
    case .returned: return acts + [.resubmit, .withdraw]
    case .approved, .withdrawn, .ended: return acts
    }
  }

  private func figures(
    _ now: SubjectContent?, _ subject: ApprovalSubject, withoutBefore: Bool, withoutMonths: Bool
  ) -> [ApprovalView.Figure] {
    guard let now else { return [] }
    func change(_ line: SubjectContent.Line) -> UInt64 { line.isMoney ? (line.after &- (line.before ?? 0)).magnitude : 0 }
    let isChange = subject.purpose == .change
    let order = now.lines.indices.sorted { left, right in
      let (a, b) = (change(now.lines[left]), change(now.lines[right]))
      return isChange && a != b ? a > b : left < right
    }
    return order.map { now.lines[$0] }.map {
      .init(
        label: $0.label, unit: $0.unit, good: $0.good, cell: $0.cell, before: withoutBefore ? nil : $0.before, after: $0.after,
        months: withoutMonths ? [] : $0.months.map { ($0.month, withoutBefore ? nil : $0.before, $0.after) })
    }
  }
}

extension ApprovalLedger.Case {
  /// Steps that somebody decided and that a task can be sent back to.
  fileprivate func returns(from task: ApprovalTask) -> [String] {
    let passed = run.tasks.filter { ($0.state == .approved || $0.state == .skipped) && !$0.isVoid && $0.node != task.node }.map(\.node)
    return passed.reduce(into: []) { found, node in if !found.contains(node) { found.append(node) } }
  }
}

/// Who is who, by number, and what a block is about in words.
struct ApprovalNames {
  let people: ApprovalPeople
  private let records: [Int64: PersonRecord]
  private let groups: [String: BilingualText]

  init(_ list: [PersonRecord], _ lines: ReportingLines) {
    people = ApprovalPeople(list, lines)
    groups = lines.groupNames.mapValues { BilingualText($0.name, $0.englishName) }
    records = Dictionary(list.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  subscript(_ id: Int64) -> BilingualText { records[id]?.name ?? BilingualText(name: "\(id)") }
  func login(_ id: Int64) -> String { records[id]?.details.login ?? "" }
  func known(_ id: Int64) -> BilingualText? { records[id]?.name }
  func group(_ id: String) -> BilingualText { groups[id] ?? BilingualText(name: id) }

  func block(_ block: ApprovalBlock, _ definition: FlowDefinition) -> ApprovalView.Block {
    let subject: BilingualText =
      switch block.reason {
      case .nobodyInRole: Role(rawValue: block.subject)?.label ?? BilingualText(name: block.subject)
      case .nobodyInGroup: group(block.subject)
      case .fieldMissing: definition.purpose.fields.first { $0.key == block.subject }?.label ?? BilingualText(name: block.subject)
      case .personNotKnown, .nobodyFree: names(block.subject)
      case .nobodyLeads, .noSuperior, .noBranch: BilingualText(name: block.subject)
      }
    return ApprovalView.Block(step: definition.label(block.node), reason: block.reason.rawValue, subject: subject)
  }

  private func names(_ numbers: String) -> BilingualText {
    let all = numbers.split(separator: ",").map { part in
      Int64(part.filter(\.isNumber)).map { self[$0] } ?? BilingualText(name: String(part))
    }
    return BilingualText(all.map(\.chinese).joined(separator: "、"), all.map(\.english).joined(separator: ", "))
  }
}
