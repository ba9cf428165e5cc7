// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// Who reconciles a region 协同责任人, and which months were signed; rebuilt from the events at start.
struct ReconcileLedger: Sendable {
  static let paired = "reconciliation.paired"
  static let signed = "reconciliation.signed"
  static let reverted = "reconciliation.reverted"
  static let restored = "reconciliation.restored"
  static let decisions: Swift.Set<String> = [paired, signed]

  struct Key: Hashable, Sendable {
    let region: String
    let month: Month
  }

  struct Signature: Sendable {
    let event: Int64
    let side: ReconciliationSide
    let by: Actor
    let at: Moment
    let day: Day
    let content: Digest
    let figures: Reconciliation
  }

  private var pairs: [(event: Int64, region: String, logins: [ReconciliationSide: String])] = []
  private var signatures: [Key: [Signature]] = [:]
  private var takenBack: Swift.Set<Int64> = []

  mutating func note(_ event: Event) {
    if event.kind == Acknowledgements.resetKind { self = ReconcileLedger() }
    let payload = event.payload
    switch event.kind {
    case Self.paired:
      guard let region = payload["region"]?.text else { return }
      var logins: [ReconciliationSide: String] = [:]
      for side in ReconciliationSide.allCases { logins[side] = payload[side.rawValue]?.text }
      pairs.append((event.sequence, region, logins))
    case Self.signed:
      guard let figures = Reconciliation(payload["figures"]),
        let side = payload["side"]?.text.flatMap({ ReconciliationSide(rawValue: $0) }),
        let content = payload["content"]?.digest
      else { return }
      signatures[Key(region: figures.region, month: figures.month), default: []].append(
        Signature(
          event: event.sequence, side: side, by: event.draft.actor, at: event.recordedAt,
          day: payload["day"]?.day ?? event.recordedAt.civilDay, content: content, figures: figures))
    case Self.reverted: if let target = payload["undoes"]?.integer { takenBack.insert(target) }
    case Self.restored: if let target = payload["redoes"]?.integer { takenBack.remove(target) }
    default: break
    }
  }

  /// The logins that somebody named for a region; a side that nobody named is left to the roles.
  func pair(of region: String) -> [ReconciliationSide: String] {
    pairs.last { $0.region == region && !takenBack.contains($0.event) }?.logins ?? [:]
  }

  /// The newest that stands of each side.
  func standing(_ key: Key) -> [ReconciliationSide: Signature] {
    var found: [ReconciliationSide: Signature] = [:]
    for one in signatures[key] ?? [] where !takenBack.contains(one.event) { found[one.side] = one }
    return found
  }

  /// The figures that both sides signed; nil while they did not.
  func frozen(_ key: Key) -> Signature? {
    let standing = standing(key)
    guard let sales = standing[.sales], let finance = standing[.finance], sales.content == finance.content else { return nil }
    return sales.event > finance.event ? sales : finance
  }
}
