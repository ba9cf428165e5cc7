// SPDX-License-Identifier: Apache-2.0
public import Access
import Approvals
public import Calendars
import Journal
import Planning

/// An approval as somebody sees it.
public struct ApprovalView: Sendable {
  public struct Line: Sendable {
    public let at: Moment
    /// Nil: time or the flow itself.
    public let by: BilingualText?
    public let act: String
    public let step: BilingualText
    public let person: BilingualText?
    public let comment: String
  }

  public let id: Int64
  public let title: BilingualText
  public let form: String
  public let year: Int
  public let submitter: BilingualText
  public let submittedAt: Moment
  /// `running`, `approved`, `returned`, `withdrawn`, `ended`.
  public let status: String
  /// The task that lies with the reader; nil when none does.
  public let task: Int?
  /// Where it lies now, and with whom.
  public let waits: [(step: BilingualText, person: BilingualText)]
  /// Why it cannot go on: a stable word, and what it is about.
  public let blocks: [(reason: String, subject: String)]
  /// The digest that was handed in, and whether the figures are still those.
  public let content: String
  public let isCurrent: Bool
  public let isOwn: Bool
  public let history: [Line]
}

/// Who would get a form if it were handed in now.
public struct ApprovalPreview: Sendable {
  public struct Step: Sendable {
    public let step: BilingualText
    public let act: String
    public let person: BilingualText?
  }
  public let steps: [Step]
  public let blocks: [(reason: String, subject: String)]
  public let wouldPass: Bool
}

extension Workspace {
  /// 待办: what lies with the reader, what he handed in, and what he decided; newest first. Forms he may not see are not in it.
  public func approvalList(_ proof: Authorized<To.ViewCompany>) throws -> [ApprovalView] {
    let people = ApprovalPeople(try store.people())
    let names = Dictionary(try store.people().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    func name(_ id: Int64) -> BilingualText { names[id] ?? BilingualText("\(id)", "\(id)") }
    let reader = proof.person
    return try approvals.cases.reversed().compactMap { one in
      guard let form = BudgetForm.named(one.budget.key.form), form.permission.map({ Access.allows(reader, $0) }) ?? true else { return nil }
      let run = one.run
      let task = run.tasks(of: reader.id, people: people).first?.id
      let isOwn = run.document.submitter == reader.id
      guard task != nil || isOwn || run.tasks.contains(where: { $0.assignee == reader.id || $0.decidedBy == reader.id }) else { return nil }
      let year = one.budget.key.year
      let isOpen = run.status == .running || run.status == .returned
      return ApprovalView(
        id: one.id, title: BilingualText("\(year)年\(form.label.chinese)", "\(form.label.english) \(year)"), form: form.key, year: year,
        submitter: name(run.document.submitter), submittedAt: run.history.first?.at ?? Moment(millisecondsSinceEpoch: 0),
        status: run.status.rawValue, task: task,
        waits: run.openTasks.map { (ShippedFlows.label($0.node), name($0.assignee)) },
        blocks: run.blocks.map { ($0.reason.rawValue, $0.subject) }, content: run.document.content,
        isCurrent: try !isOpen || budgetFigures(form, year, one.budget.basis).digest.hex == run.document.content, isOwn: isOwn,
        history: run.history.map { entry in
          ApprovalView.Line(
            at: entry.at, by: entry.actor.map(name), act: entry.act.rawValue, step: ShippedFlows.label(entry.node),
            person: entry.person.map(name),
            comment: entry.comment)
        })
    }
  }

  /// Who would get a form if the reader handed it in now.
  ///
  /// - Throws: `CycleError.budgetFormNotKnown`; `AccessError` without the right to see the form.
  public func previewApproval(_ proof: Authorized<To.ViewCompany>, form: String, year: Int) throws -> ApprovalPreview {
    let known = try budget(form, year, for: proof.person)
    let records = try store.people()
    let people = ApprovalPeople(records)
    let names = Dictionary(records.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let document = approvalDocument(known, year, by: proof.person.id, content: "", people)
    do {
      let run = try ShippedFlows.budget.simulate(document, at: environment.now(), people: people)
      return ApprovalPreview(
        steps: run.steps.map { one in
          .init(step: ShippedFlows.label(one.node), act: one.act.rawValue, person: one.person.flatMap { names[$0] })
        },
        blocks: run.blocks.map { ($0.reason.rawValue, $0.subject) }, wouldPass: run.isApproved)
    } catch { throw CycleError(error) }
  }
}
