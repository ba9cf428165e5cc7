// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal
import Planning

extension Workspace {
  /// Of all approved forms, in their order; worked out once a revision.
  func openProposals() throws(PlanningError) -> [BudgetProposal] {
    if let held = heldProposals, held.revision == revision { return held.proposals }
    var proposals: [BudgetProposal] = []
    for approval in budgets.all { proposals += try plan.proposals(approval) }
    heldProposals = (revision, proposals)
    return proposals
  }

  /// After a change: what left its limits with it is recorded with who caused it, and every screen hears of it.
  func raiseProposals(after change: WorkspaceChange) {
    guard !budgets.approvals.isEmpty, let open = try? openProposals() else {
      raisedProposals = []
      return
    }
    let before = raisedProposals ?? Swift.Set(open.filter { $0.cause != nil }.map(\.place))
    let fresh = open.filter { !before.contains($0.place) }
    raisedProposals = Swift.Set(open.map(\.place))
    guard !fresh.isEmpty else { return }
    let payload: [String: CanonicalValue] = [
      "cause": .integer(change.revision), "actor": .integer(change.actor.id), "login": .text(change.actor.login),
      "label_zh": .text(change.label.chinese), "label_en": .text(change.label.english),
      "lines": .list(
        fresh.map {
          .map([
            "form": .text($0.form), "year": .integer(Int64($0.year)), "line": .text($0.line), "approved": .integer($0.approved),
            "forecast": .integer($0.forecast),
          ])
        }),
    ]
    let draft = EventDraft(
      kind: BudgetLedger.proposed, actor: .system, idempotencyKey: "budget-proposed-\(change.revision)", payload: .map(payload))
    // A proposal that could not be recorded arises again with the next change.
    guard let event = try? store.append(draft, at: environment.now()) else {
      raisedProposals = before
      return
    }
    ledgers.note(event)
    stand(at: event.sequence)
    let forms = fresh.reduce(into: [BilingualText]()) { forms, one in if !forms.contains(one.formLabel) { forms.append(one.formLabel) } }
    let label = BilingualText(
      "变更建议 \(fresh.count) 条：\(forms.map(\.chinese).joined(separator: "、"))",
      "\(fresh.count) change proposals: \(forms.map(\.english).joined(separator: ", "))")
    onChange?(
      WorkspaceChange(
        revision: revision, at: event.recordedAt, actor: event.draft.actor, kind: event.kind, label: label, reason: "", moved: [],
        spread: [], alerts: alerts(), firstShortfall: firstShortfall()))
  }

  /// One alert a form whose figures left their limits.
  func budgetAlerts() -> [Alert] {
    guard let open = try? openProposals(), !open.isEmpty else { return [] }
    return budgets.all.compactMap { approval in
      let own = open.filter { $0.form == approval.key.form && $0.year == approval.key.year }
      guard let first = own.first else { return nil }
      let largest = own.filter(\.isMoney).map { ($0.forecast - $0.approved).magnitude }.max()
      // Whoever may not see a form hears nothing of its figures.
      let isOpen = BudgetForm.named(approval.key.form)?.permission == nil
      let year = approval.key.year
      return Alert(
        id: "budget-\(first.form)-\(year)", code: isOpen ? "budget.proposal" : "cash.budget-proposal", severity: .warning,
        title: BilingualText(
          "\(year)年\(first.formLabel.chinese)有 \(own.count) 条变更建议", "\(first.formLabel.english) \(year): \(own.count) change proposals"),
        detail: BilingualText("\(first.label.chinese)等超出浮动区间", "\(first.label.english) and others lie outside their limits"),
        money: largest.flatMap { Int64(exactly: $0) }, since: planningDay, link: "#/budgets?form=\(first.form)&period=\(year)",
        cell: nil, count: Int64(own.count))
    }
  }
}
