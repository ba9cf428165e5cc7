// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Foundation
import GRDB
import Journal
import PlanningCycle
import Warehouse

/// One database transaction on its way to one or more events.
final class CommandTransaction {
  let db: Database
  private(set) var head: ChainHead
  /// What the journal file gets, once the database has committed.
  private(set) var records: [[UInt8]] = []
  private let key: ChainKey
  private let moment: Moment
  private let origin: Origin?
  /// Rows that are no facts yet, as this leaves them.
  private(set) var staging: Staging

  init(db: Database, head: ChainHead, key: ChainKey, moment: Moment, origin: Origin?, staging: Staging) {
    self.staging = staging
    self.db = db
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
    try FactRows.discard(db, kind)
    staging.end(kind)
  }

  /// Makes staged rows the next batch's.
  func takeStaged(_ kind: FactKind, _ number: Int64) throws(StoreError) {
    try staging.require(kind, number)
    staging.end(kind)
  }

  /// What became of this command, when it came before.
  ///
  /// - Parameter isSame: whether the earlier event is of the same payload; anything else is an error of the
  ///   sender.
  func earlier(_ draft: EventDraft, isSame: (Event) throws -> Bool) throws -> Event? {
    guard !draft.idempotencyKey.isEmpty else {
      throw StoreError(
        .idempotencyKeyMissing, subject: draft.kind, detail: "The command has no idempotency key.",
        hint: "Make one up before sending, and send the same one again when the answer does not come.")
    }
    guard let event = try EventRows.event(db, actor: draft.actor.id, key: draft.idempotencyKey) else {
      return nil
    }
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
    let bytes = try event.encoded()
    try EventRows.insert(db, event, bytes)
    if let origin { try OriginRows.insert(db, .journal, event, origin, key: key) }
    records.append(bytes)
    head = event.head
    return event
  }
}

/// The rows of the table of events.
enum EventRows {
  static func insert(_ db: Database, _ event: Event, _ bytes: [UInt8]) throws {
    let statement = try db.cachedStatement(
      sql:
        "INSERT INTO events (sequence, recorded_at, kind, actor_id, idempotency_key, body) VALUES (?, ?, ?, ?, ?, ?)"
    )
    // Bound where it lies: the event of a large forecast is megabytes, and the database copies them anyway.
    try bytes.withUnsafeBytes { (content: UnsafeRawBufferPointer) in
      let body =
        content.baseAddress.map { Data(bytesNoCopy: UnsafeMutableRawPointer(mutating: $0), count: content.count, deallocator: .none) }
        ?? Data()
      try statement.execute(arguments: [
        event.sequence, event.recordedAt.millisecondsSinceEpoch, event.kind, event.draft.actor.id, event.draft.idempotencyKey, body,
      ])
    }
  }

  static func event(_ db: Database, actor: Int64, key: String) throws -> Event? {
    try one(
      db, "SELECT body FROM events WHERE actor_id = ? AND idempotency_key = ?", [actor, key])
  }

  static func event(_ db: Database, sequence: Int64) throws -> Event? {
    try one(db, "SELECT body FROM events WHERE sequence = ?", [sequence])
  }

  static func newest(_ db: Database) throws -> Event? {
    try one(db, "SELECT body FROM events ORDER BY sequence DESC LIMIT 1", [])
  }

  /// Events after `sequence`, one by one, ascending.
  static func each(
    _ db: Database, after sequence: Int64, limit: Int, _ visit: (Event) throws -> Void
  ) throws {
    let rows = try Row.fetchCursor(
      db, sql: "SELECT body FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?",
      arguments: [sequence, limit])
    // A forecast of many series is megabytes: read where the database has it.
    while let row = try rows.next() { try visit(try row.withUnsafeData(atIndex: 0) { try Event(decoding: bytes($0 ?? Data())) }) }
  }

  private static func one(_ db: Database, _ sql: String, _ arguments: StatementArguments) throws -> Event? {
    guard let body = try Data.fetchOne(try db.cachedStatement(sql: sql), arguments: arguments) else {
      return nil
    }
    return try Event(decoding: bytes(body))
  }

  static func bytes(_ data: Data) -> [UInt8] { [UInt8](data) }
}
