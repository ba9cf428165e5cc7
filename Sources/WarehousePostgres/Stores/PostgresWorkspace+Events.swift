// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Journal
public import PlanningCycle
import Synchronization

extension PostgresWorkspace {
  public func head() throws(StoreError) -> ChainHead {
    // What is acknowledged, not what is committed: a reader may see an event a moment before its answer.
    if let head = state.withLock({ $0.isFollowing ? nil : $0.head }) { return head }
    return try read { try EventRows.newest($0)?.head ?? .start }
  }

  public func append(
    _ drafts: [EventDraft], at moment: Moment, facts: FactBatch?
  ) throws(StoreError) -> [Event] {
    guard facts == nil || !drafts.isEmpty else {
      throw StoreError(
        .incoherentRequest, subject: "facts", detail: "A batch of facts comes with the command that brought it.")
    }
    return try commit(at: moment) { transaction in
      var events: [Event] = []
      for (index, draft) in drafts.enumerated() {
        if let facts, index == drafts.count - 1 {
          events.append(try FactImport(facts).run(draft, transaction))
        } else if let earlier = try transaction.earlier(draft, isSame: { $0.payload == draft.payload }) {
          events.append(earlier)
        } else {
          events.append(try transaction.append(draft))
        }
      }
      return events
    }
  }

  public func events(after sequence: Int64, limit: Int) throws(StoreError) -> [Event] {
    try read { connection in
      var events: [Event] = []
      try connection.stream(
        "SELECT body FROM events WHERE sequence > $1 ORDER BY sequence LIMIT $2", [.integer(sequence), .integer(max(0, limit))]
      ) { events.append(try Event(decoding: $0.bytes(0))) }
      return events
    }
  }

  public func event(actor: Int64, key: String) throws(StoreError) -> Event? {
    try read { try EventRows.event($0, actor: actor, key: key) }
  }
}
