// SPDX-License-Identifier: Apache-2.0
import Approvals
import Calendars
import Journal

/// What is on its way to a decision, and the flows it goes along; rebuilt from the events at start. Every event holds the people of its
/// moment, so that a replay asks the same ones.
struct ApprovalLedger: Sendable {
  static let submitted = "approval.submitted"
  static let acted = "approval.acted"
  /// A forecast was countersigned.
  static let signedKind = "approval.forecast-signed"
  /// The figures of a closed month were released.
  static let dataReleased = "approval.data-released"
  /// Time's own: a limit passed, or somebody who was asked left.
  static let passed = "approval.passed"
  /// Field of whatever hands in: the civil day, which is later than the plan's where the data are old.
  static let organisedOn = "organised_on"

  struct Case: Sendable {
    /// The event that handed it in.
    let id: Int64
    var subject: ApprovalSubject
    /// The version it began under.
    let definition: FlowDefinition
    /// What whoever handed it in wrote with it.
    let reason: String
    var run: ApprovalCase
    /// The day on which what it is about now was handed in, the last time.
    var handedInOn: Day
    /// The day whose organisation it goes by: superiors and heads are those of the day on which it was handed in, the last time.
    var organisedOn: Day

    /// Not decided yet.
    var isOpen: Bool { run.status == .running || run.status == .returned }
  }

  private(set) var flows = FlowBook()
  /// In the order in which they were handed in.
  private(set) var cases: [Case] = []
  /// What was countersigned last, by region.
  private(set) var signed: [String: SignedForecast] = [:]
  /// What was released last, by month.
  private(set) var released: [Month: ReleasedData] = [:]

  subscript(_ id: Int64) -> Case? { cases.first { $0.id == id } }

  /// The one that is not decided yet and stands in the way of another.
  func open(_ subject: ApprovalSubject) -> Case? { cases.last { $0.isOpen && $0.subject.meets(subject) } }

  /// The newest about a whole form of a year that is not decided yet.
  func open(_ key: BudgetApproval.Key) -> Case? { cases.last { $0.isOpen && $0.subject.key == key && $0.subject.lines == nil } }

  mutating func note(_ event: Event) {
    if event.kind == Acknowledgements.resetKind { self = ApprovalLedger() }
    flows.note(event)
    if event.kind == Self.submitted { return begin(event) }
    if event.kind == Self.signedKind, let review = ForecastReview(event.payload) {
      signed[review.region] = SignedForecast(
        review: review, by: event.draft.actor, at: event.recordedAt, rows: BudgetContent.rows(event.payload["rows"]))
    }
    if event.kind == Self.dataReleased, let month = event.payload["month"]?.month {
      let rows = BudgetContent.rows(event.payload["rows"]).compactMapValues { $0[month] }
      released[month] = ReleasedData(month: month, by: event.draft.actor, at: event.recordedAt, rows: rows)
    }
    // The decision that completes an approval is also the event of what it decides: both stand on disk, or neither.
    guard let step = event.payload["approval"], let id = step["case"]?.integer, let place = cases.firstIndex(where: { $0.id == id })
    else { return }
    let people = ApprovalPeople(step["people"])
    if event.kind == Self.passed { return cases[place].run.pass(at: event.recordedAt, people: people) }
    guard let action = ApprovalAction(step["action"]) else { return }
    if case .resubmit = action {
      cases[place].handedInOn = event.payload["day"]?.day ?? event.recordedAt.civilDay
      cases[place].organisedOn = event.payload[Self.organisedOn]?.day ?? cases[place].handedInOn
    }
    if case .amend = action, let subject = ApprovalSubject(step["subject"] ?? .empty) { cases[place].subject = subject }
    try? cases[place].run.apply(
      action, by: event.draft.actor.id, at: event.recordedAt, content: step["content"]?.text ?? "", people: people)
  }

  private mutating func begin(_ event: Event) {
    let payload = event.payload
    guard let subject = ApprovalSubject(payload), let document = ApprovalDocument(payload["document"]),
      let definition = payload["flow"]?.text.flatMap({ flows.definition($0, version: Int(payload["version"]?.integer ?? 0)) }),
      let run = try? ApprovalCase(definition.flow, document: document, at: event.recordedAt, people: ApprovalPeople(payload["people"]))
    else { return }
    let day = payload["day"]?.day ?? event.recordedAt.civilDay
    cases.append(
      Case(
        id: event.sequence, subject: subject, definition: definition, reason: event.draft.reason, run: run, handedInOn: day,
        organisedOn: payload[Self.organisedOn]?.day ?? day))
  }
}
