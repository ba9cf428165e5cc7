// SPDX-License-Identifier: Apache-2.0
import Approvals
public import Calendars
import Journal

/// 代理: one person's approvals are decided by another for some days.
public struct Delegation: Hashable, Sendable, Identifiable {
  /// The event that made it.
  public let id: Int64
  public let giver: Int64
  public let standIn: Int64
  public let from: Day
  /// The last day, included.
  public let through: Day
  /// Empty: whatever is handed in.
  public let purposes: [FlowPurpose]
  public let reason: String

  func covers(_ purpose: FlowPurpose) -> Bool { purposes.isEmpty || purposes.contains(purpose) }
  func runs(on day: Day) -> Bool { from <= day && day <= through }
  /// Both would decide about the same thing on the same day.
  func meets(_ from: Day, _ through: Day, _ purposes: [FlowPurpose]) -> Bool {
    self.from <= through && from <= self.through && (purposes.isEmpty || self.purposes.isEmpty || purposes.contains { covers($0) })
  }
}

/// Delegations that were not ended, rebuilt from the events at start.
struct DelegationLedger: Sendable {
  static let made = "approval.delegated"
  static let ended = "approval.delegation-ended"

  /// In the order in which they were made.
  private(set) var all: [Delegation] = []

  subscript(_ id: Int64) -> Delegation? { all.first { $0.id == id } }

  mutating func note(_ event: Event) {
    let payload = event.payload
    switch event.kind {
    case Acknowledgements.resetKind: self = DelegationLedger()
    case Self.made:
      guard let giver = payload["giver"]?.integer, let standIn = payload["stand_in"]?.integer,
        let from = payload["from"]?.text.flatMap({ Day(iso: $0) }), let through = payload["through"]?.text.flatMap({ Day(iso: $0) })
      else { return }
      all.append(
        Delegation(
          id: event.sequence, giver: giver, standIn: standIn, from: from, through: through,
          purposes: (payload["purposes"]?.list ?? []).compactMap { $0.text.flatMap { FlowPurpose(rawValue: $0) } },
          reason: event.draft.reason))
    case Self.ended: all.removeAll { $0.id == payload["delegation"]?.integer }
    default: return
    }
  }

  /// Who decides for whom on a day.
  func standIns(_ purpose: FlowPurpose, on day: Day) -> [Int64: Int64] {
    let running = all.filter { $0.runs(on: day) && $0.covers(purpose) }
    return Dictionary(running.map { ($0.giver, $0.standIn) }, uniquingKeysWith: { first, _ in first })
  }
}
