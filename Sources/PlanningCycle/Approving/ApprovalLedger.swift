// SPDX-License-Identifier: Apache-2.0
import Approvals
import Journal

/// What is on its way to a decision, rebuilt from the events at start. Every event holds the people of its moment, so that a replay asks the
/// same ones.
struct ApprovalLedger: Sendable {
  static let submitted = "approval.submitted"
  static let acted = "approval.acted"

  /// A budget form of a year on its way.
  struct Budget: Hashable, Sendable {
    let key: BudgetApproval.Key
    let basis: BudgetBasis
    let limit: BudgetLimit?
  }

  struct Case: Sendable {
    /// The event that handed it in.
    let id: Int64
    let budget: Budget
    var run: ApprovalCase
  }

  /// In the order in which they were handed in.
  private(set) var cases: [Case] = []

  subscript(_ id: Int64) -> Case? { cases.first { $0.id == id } }

  /// The one that is not decided yet.
  func open(_ key: BudgetApproval.Key) -> Case? {
    cases.last { $0.budget.key == key && ($0.run.status == .running || $0.run.status == .returned) }
  }

  mutating func note(_ event: Event) {
    if event.kind == Acknowledgements.resetKind { self = ApprovalLedger() }
    if event.kind == Self.submitted { return begin(event) }
    // The decision that completes an approval is the budget's own event: both stand on disk, or neither.
    guard let step = event.payload["approval"], let id = step["case"]?.integer, let action = ApprovalAction(step["action"]),
      let place = cases.firstIndex(where: { $0.id == id })
    else { return }
    try? cases[place].run.apply(
      action, by: event.draft.actor.id, at: event.recordedAt, content: step["content"]?.text ?? "", people: ApprovalPeople(step["people"]))
  }

  private mutating func begin(_ event: Event) {
    let payload = event.payload
    guard let key = BudgetLedger.key(payload), let document = ApprovalDocument(payload["document"]),
      let flow = payload["flow"]?.text.flatMap({ ShippedFlows.flow($0, version: Int(payload["version"]?.integer ?? 0)) }),
      let run = try? ApprovalCase(flow, document: document, at: event.recordedAt, people: ApprovalPeople(payload["people"]))
    else { return }
    let basis = payload["basis"]?.text.flatMap { BudgetBasis(rawValue: $0) } ?? .budget
    cases.append(Case(id: event.sequence, budget: Budget(key: key, basis: basis, limit: BudgetLimit(payload["limit"])), run: run))
  }
}
