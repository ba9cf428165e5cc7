// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// What people decided about budgets, rebuilt from the events at start.
struct BudgetLedger: Sendable {
  static let approved = "budget.approved"
  static let withdrawn = "budget.withdrawn"
  static let decided = "budget.decided"
  /// Handed to those who work with it, at the end of a flow.
  static let released = "budget.released"
  /// Several lines at once, at the end of a flow.
  static let changed = "budget.changed"
  /// The program's own: figures left their limits.
  static let proposed = "budget.proposed"
  /// An approval, a withdrawal or a decision was taken back, or done again.
  static let reverted = "budget.reverted"
  static let restored = "budget.restored"
  /// What undo takes back.
  static let decisions: Swift.Set<String> = [approved, withdrawn, decided]

  private var events: [Event] = []
  private var takenBack: Swift.Set<Int64> = []
  private(set) var approvals: [BudgetApproval.Key: BudgetApproval] = [:]
  private var counts: [BudgetApproval.Key: Int] = [:]

  mutating func note(_ event: Event) {
    if event.kind == Acknowledgements.resetKind { self = BudgetLedger() }
    guard event.kind.hasPrefix("budget.") else { return }
    if event.kind == Self.reverted || event.kind == Self.restored {
      if let target = event.payload["undoes"]?.integer { takenBack.insert(target) }
      if let target = event.payload["redoes"]?.integer { takenBack.remove(target) }
      // Later decisions rest on earlier ones: all are followed again.
      (approvals, counts) = ([:], [:])
      for event in events where !takenBack.contains(event.sequence) { follow(event) }
    } else {
      events.append(event)
      follow(event)
    }
  }

  /// In the order of forms and years.
  var all: [BudgetApproval] { approvals.values.sorted { $0.key < $1.key } }

  static func key(_ payload: CanonicalValue) -> BudgetApproval.Key? {
    guard let form = payload["form"]?.text, let year = payload["year"]?.integer.flatMap({ Int(exactly: $0) }) else { return nil }
    return BudgetApproval.Key(form: form, year: year)
  }

  private mutating func follow(_ event: Event) {
    if event.kind == Self.proposed { return followProposal(event) }
    guard let key = Self.key(event.payload) else { return }
    switch event.kind {
    case Self.approved:
      counts[key, default: 0] += 1
      let limits = (event.payload["lines"]?.map ?? [:]).compactMapValues { BudgetLimit($0) }
      approvals[key] = BudgetApproval(
        key: key, number: counts[key] ?? 1, event: event.sequence, by: event.draft.actor, at: event.recordedAt,
        reason: event.draft.reason, content: event.payload["content"]?.digest ?? .zero, limit: BudgetLimit(event.payload["limit"]),
        lineLimits: limits, rows: BudgetContent.rows(event.payload["rows"]))
    case Self.withdrawn: approvals[key] = nil
    case Self.released: approvals[key]?.release = BudgetApproval.Release(by: event.draft.actor, at: event.recordedAt)
    case Self.decided, Self.changed:
      let isAccepted = event.payload["accepted"]?.boolean == true
      for change in event.payload["changes"]?.list ?? [event.payload] { decide(change, of: key, isAccepted, event.sequence) }
    default: break
    }
  }

  private mutating func decide(_ change: CanonicalValue, of key: BudgetApproval.Key, _ isAccepted: Bool, _ event: Int64) {
    guard let line = change["line"]?.text, var approval = approvals[key] else { return }
    if isAccepted {
      let months = BudgetContent.rows(.map([line: change["months"] ?? .empty]))[line] ?? [:]
      approval.rows[line, default: [:]].merge(months) { _, new in new }
      approval.rejections[line] = nil
    } else {
      approval.rejections[line] = BudgetApproval.Rejection(forecast: change["forecast"]?.integer ?? 0, event: event)
    }
    approval.causes[line] = nil
    approvals[key] = approval
  }

  private mutating func followProposal(_ event: Event) {
    let cause = BudgetApproval.Cause(
      event: event.payload["cause"]?.integer ?? 0,
      by: Actor(id: event.payload["actor"]?.integer ?? 0, login: event.payload["login"]?.text ?? ""), at: event.recordedAt,
      label: BilingualText(event.payload["label_zh"]?.text ?? "", event.payload["label_en"]?.text ?? ""))
    for line in event.payload["lines"]?.list ?? [] {
      guard let key = Self.key(line), let name = line["line"]?.text else { continue }
      approvals[key]?.causes[name] = cause
    }
  }
}
