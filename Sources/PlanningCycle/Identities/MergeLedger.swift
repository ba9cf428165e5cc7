// SPDX-License-Identifier: Apache-2.0
import Journal

/// Which codes stand for which members, and what lies below what, as people said it: rebuilt from the events at start. Facts keep the source's own
/// codes; what
/// is said here can be taken back, and then everything is as if it had not been said.
struct MergeLedger: Sendable {
  static let merged = "member.merged"
  static let separated = "member.separated"
  static let apart = "member.apart"
  static let apartWithdrawn = "member.apart-withdrawn"
  static let moved = "member.moved"
  static let moveWithdrawn = "member.move-withdrawn"

  /// Events after which facts are read otherwise.
  static let changing: Swift.Set<String> = [merged, separated, moved, moveWithdrawn, Acknowledgements.resetKind]

  /// Everything ever said, in its order.
  private(set) var merges: [MemberMerge] = []
  private(set) var aparts: [MembersApart] = []
  private(set) var moves: [MemberMove] = []
  /// What was taken back, and the event that did.
  private var takenBack: [Said: Event] = [:]
  /// Event after event which merges of items stood: a forecast belongs to the items of its day.
  private var itemSteps: [(event: Int64, standing: [String])] = []

  private struct Said: Hashable {
    let event: Int64
    /// Of a merge; empty for what has no codes of its own.
    let code: String
  }

  mutating func note(_ event: Event) {
    if event.kind == Acknowledgements.resetKind {
      let steps = itemSteps
      self = MergeLedger()
      itemSteps = steps.isEmpty ? [] : steps + [(event.sequence, [])]
      return
    }
    switch event.kind {
    case Self.merged: merges += MemberMerge.read(event)
    case Self.apart: if let apart = MembersApart(event) { aparts.append(apart) }
    case Self.moved: if let move = MemberMove(event) { moves.append(move) }
    case Self.separated:
      guard let target = event.payload["withdraws"]?.integer else { return }
      for code in event.payload["codes"]?.list?.compactMap(\.text) ?? [] { takenBack[Said(event: target, code: code)] = event }
    case Self.apartWithdrawn, Self.moveWithdrawn:
      if let target = event.payload["withdraws"]?.integer { takenBack[Said(event: target, code: "")] = event }
    default: return
    }
    let standing = standingMerges.filter { $0.kind == .items }.map { "\($0.event)/\($0.code)" }
    if standing != itemSteps.last?.standing ?? [] { itemSteps.append((event.sequence, standing)) }
  }

  var standingMerges: [MemberMerge] { merges.filter { end(of: $0) == nil } }
  var standingAparts: [MembersApart] { aparts.filter { end(of: $0.event) == nil } }
  var standingMoves: [MemberMove] { moves.filter { end(of: $0.event) == nil } }

  /// The event that took a merge back; nil for one that stands.
  func end(of merge: MemberMerge) -> Event? { takenBack[Said(event: merge.event, code: merge.code)] }

  /// The event that took back what an event said; nil where it stands.
  func end(of event: Int64) -> Event? { takenBack[Said(event: event, code: "")] }

  /// Which merges of items stood after an event.
  func itemMerges(after event: Int64) -> [String] { itemSteps.last { $0.event <= event }?.standing ?? [] }

  /// The newest event that changed which items there are; 0 before any.
  var itemsChangedIn: Int64 { itemSteps.last?.event ?? 0 }

  var map: IdentityMap { IdentityMap(merges: standingMerges, moves: standingMoves) }

  /// What stood after an event.
  static func read(store: any EventStore, through final: Int64 = .max) throws(StoreError) -> MergeLedger {
    var ledger = MergeLedger()
    var last: Int64 = 0
    while last < final {
      let events = try store.events(after: last, limit: 1_000)
      guard let newest = events.last else { break }
      for event in events where event.sequence <= final { ledger.note(event) }
      last = newest.sequence
    }
    return ledger
  }
}
