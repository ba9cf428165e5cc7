// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
import PlanningCycle
import Warehouse

/// One database transaction on its way to one or more events.
final class CommandTransaction {
  let connection: Connection
  private(set) var head: ChainHead
  private let key: ChainKey
  private let moment: Moment
  private let origin: Origin?
  /// Rows that are no facts yet, as this leaves them.
  private(set) var staging: Staging

  init(_ connection: Connection, head: ChainHead, key: ChainKey, moment: Moment, origin: Origin?, staging: Staging) {
    self.staging = staging
    self.connection = connection
    self.head = head
    self.key = key
    self.moment = moment
    self.origin = origin
  }

  /// The sequence the next event will have: rows name it before it is there.
  var nextSequence: Int64 { head.sequence + 1 }
  /// When the next event will have been recorded.
  var nextRecordedAt: Moment { max(moment, head.recordedAt) }

  /// Takes away rows of a kind that somebody brings in by steps: the rows of this transaction come first.
  func endStaging(of kind: FactKind) throws {
    guard staging[kind] != nil else { return }
    try FactRows.discard(connection, kind)
    staging.end(kind)
  }

  /// Makes staged rows the next batch's.
  func takeStaged(_ kind: FactKind, _ number: Int64) throws(StoreError) {
    try staging.require(kind, number)
    staging.end(kind)
  }

  /// What became of this command, when it came before.
  ///
  /// - Parameter isSame: whether the earlier event is of the same payload; anything else is an error of the sender.
  func earlier(_ draft: EventDraft, isSame: (Event) throws -> Bool) throws -> Event? {
    guard !draft.idempotencyKey.isEmpty else {
      throw StoreError(
        .idempotencyKeyMissing, subject: draft.kind, detail: "The command has no idempotency key.",
        hint: "Make one up before sending, and send the same one again when the answer does not come.")
    }
    guard let event = try EventRows.event(connection, actor: draft.actor.id, key: draft.idempotencyKey) else { return nil }
    guard event.kind == draft.kind, try isSame(event) else {
      throw StoreError(
        .idempotencyKeyReused, subject: draft.idempotencyKey,
        detail: "Event \(event.sequence) (\(event.kind)) came with this key and another payload.",
        hint: "A new command needs a new key.")
    }
    return event
  }

  /// Keeps a draft as the next event.
  func append(_ draft: EventDraft) throws -> Event {
    let event = try Event.sealing(draft, after: head, at: moment, key: key)
    try EventRows.insert(connection, event)
    if let origin { try OriginRows.insert(connection, .journal, event, origin, key: key) }
    head = event.head
    return event
  }
}

/// The rows of the table of events.
enum EventRows {
  static func insert(_ connection: Connection, _ event: Event) throws {
    try connection.query(
      "INSERT INTO events (sequence, recorded_at, kind, actor_id, idempotency_key, body) VALUES ($1, $2, $3, $4, $5, $6)",
      [
        .integer(event.sequence), .integer(event.recordedAt.millisecondsSinceEpoch), .text(event.kind), .integer(event.draft.actor.id),
        .text(event.draft.idempotencyKey), .bytes(try event.encoded()),
      ])
  }

  static func event(_ connection: Connection, actor: Int64, key: String) throws -> Event? {
    try one(
      connection.query("SELECT body FROM events WHERE actor_id = $1 AND idempotency_key = $2", [.integer(actor), .text(key)]))
  }

  static func event(_ connection: Connection, sequence: Int64) throws -> Event? {
    try one(connection.query("SELECT body FROM events WHERE sequence = $1", [.integer(sequence)]))
  }

  static func newest(_ connection: Connection) throws -> Event? {
    try one(connection.query("SELECT body FROM events ORDER BY sequence DESC LIMIT 1"))
  }

  private static func one(_ rows: Rows) throws -> Event? { try rows.first.map { try Event(decoding: $0.bytes(0)) } }
}
