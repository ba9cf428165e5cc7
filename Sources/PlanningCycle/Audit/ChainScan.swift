// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// One chain from its newest event back, a window at a time, within a budget of events that both chains share.
struct ChainScan {
  enum Next {
    case event(Event)
    /// The budget is spent; what is left was recorded at this moment or before.
    case paused(Moment)
    case end
  }

  /// Events that one answer looks at.
  static let budget = 40_000
  /// What an event costs that is read whole, beside one that is passed over in the store.
  static let readCost = 8
  private static let window: Int64 = 500

  let chain: AuditChain
  private let store: any WorkspaceStore
  private let actor: Int64?
  private let kinds: [String]
  private let floor: Int64
  /// What lies from here on was looked at.
  private var below: Int64
  /// The next is the last.
  private var ahead: [Event] = []
  private var origins: [Int64: Origin] = [:]

  init(
    _ chain: AuditChain, store: any WorkspaceStore, below: Int64?, from: Moment?, to: Moment?, actor: Int64?, kinds: [String]
  ) throws(StoreError) {
    self.chain = chain
    self.store = store
    self.actor = actor
    self.kinds = kinds
    floor = try from.map { moment throws(StoreError) in try store.firstSequence(of: chain, from: moment) } ?? 1
    let head = try store.head(of: chain).sequence
    let end = try to.map { moment throws(StoreError) in try store.firstSequence(of: chain, from: moment) } ?? head + 1
    self.below = min(below ?? .max, end, head + 1)
  }

  /// What a next page begins below.
  var position: Int64 { ahead.last.map { $0.sequence + 1 } ?? below }
  var isAtEnd: Bool { ahead.isEmpty && below <= floor }

  /// The newest event that was not taken.
  mutating func peek(_ budget: inout Int, _ giveWay: () -> Void) throws(StoreError) -> Next {
    while ahead.isEmpty, below > floor {
      guard budget > 0 else {
        let next = try store.events(of: chain, below: below, notBelow: below - 1, actor: nil, kinds: []).first
        return .paused(next?.recordedAt ?? Moment(millisecondsSinceEpoch: .max))
      }
      giveWay()
      let low = max(floor, below - min(Self.window, Int64(budget)))
      ahead = try store.events(of: chain, below: below, notBelow: low, actor: actor, kinds: kinds).reversed()
      if let first = ahead.first, let last = ahead.last {
        origins = try store.origins(of: chain, first.sequence...last.sequence)
      }
      budget -= Int(below - low) + ahead.count * Self.readCost
      below = low
    }
    return ahead.last.map { .event($0) } ?? .end
  }

  mutating func take() -> (event: Event, origin: Origin?) {
    guard let event = ahead.popLast() else { preconditionFailure("what is taken was seen before") }
    return (event, origins[event.sequence])
  }
}
