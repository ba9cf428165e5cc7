// SPDX-License-Identifier: Apache-2.0
public import Calendars
import GRDB
public import PlanningCycle

extension SQLiteWorkspace {
  @discardableResult
  public func enqueue(_ entries: [OutboxEntry], through cursor: Int64?) throws(StoreError) -> (taken: Int, dropped: Int) {
    var result = (taken: 0, dropped: 0)
    try write { db in
      var room = entries.isEmpty ? 0 : Self.outboxLimit - (try OutboxRows.waitingCount(db))
      for entry in entries where try !OutboxRows.isKnown(db, entry) {
        if try OutboxRows.enqueue(db, entry, room: &room) { result.taken += 1 } else { result.dropped += 1 }
      }
      guard let cursor else { return }
      try db.execute(sql: "INSERT OR REPLACE INTO outbox_cursor (id, event) VALUES (1, ?)", arguments: [cursor])
    }
    return result
  }

  public func outboxCursor() throws(StoreError) -> Int64? {
    try read { try Int64.fetchOne($0, sql: "SELECT event FROM outbox_cursor WHERE id = 1") }
  }

  public func dueMessages(at moment: Moment) throws(StoreError) -> [OutboxMessage] {
    try read { db in
      let ids = try Int64.fetchAll(
        db,
        sql: """
          SELECT id FROM (
            SELECT id, due_at, row_number() OVER (PARTITION BY channel ORDER BY due_at, id) AS place
            FROM outbox_messages WHERE state = 'queued' AND due_at <= ?)
          WHERE place = 1 ORDER BY due_at, id
          """,
        arguments: [moment.millisecondsSinceEpoch])
      return try ids.compactMap { try OutboxRows.messages(db, "WHERE id = ?", [$0]).first }
    }
  }

  public func outboxMessages(
    _ state: OutboxMessage.State?, before: Int64?, limit: Int
  ) throws(StoreError) -> [OutboxMessage] {
    try read { db in
      try OutboxRows.messages(
        db, "WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR id < ?2) ORDER BY id DESC LIMIT ?3",
        [state?.rawValue, before, limit])
    }
  }

  public func outboxMessage(_ id: Int64) throws(StoreError) -> OutboxMessage? {
    try read { try OutboxRows.messages($0, "WHERE id = ?", [id]).first }
  }

  public func outboxCounts() throws(StoreError) -> [OutboxMessage.State: Int] {
    try read { db in
      var counts: [OutboxMessage.State: Int] = [:]
      let rows = try Row.fetchCursor(db, sql: "SELECT state, count(*) FROM outbox_messages GROUP BY state")
      while let row = try rows.next() {
        if let state = OutboxMessage.State(rawValue: row[0]) { counts[state] = row[1] }
      }
      return counts
    }
  }

  public func note(
    _ attempt: OutboxAttempt, of id: Int64, state: OutboxMessage.State, dueAt: Moment
  ) throws(StoreError) {
    try write { db in
      try db.execute(
        sql: """
          INSERT INTO outbox_attempts (message, number, at, outcome, problem, words, retry_after)
          VALUES (?1, (SELECT ifnull(max(number), 0) + 1 FROM outbox_attempts WHERE message = ?1), ?2, ?3, ?4, ?5, ?6)
          """,
        arguments: [
          id, attempt.at.millisecondsSinceEpoch, attempt.answer.outcome.rawValue, attempt.answer.problem.rawValue,
          attempt.answer.words, attempt.answer.retryAfter,
        ])
      try db.execute(
        sql: "UPDATE outbox_messages SET state = ?, tries = tries + 1, due_at = ? WHERE id = ?",
        arguments: [state.rawValue, dueAt.millisecondsSinceEpoch, id])
    }
  }

  public func requeue(_ id: Int64, at moment: Moment) throws(StoreError) {
    try write { db in
      try db.execute(
        sql: "UPDATE outbox_messages SET state = 'queued', tries = 0, due_at = ? WHERE id = ?",
        arguments: [moment.millisecondsSinceEpoch, id])
    }
  }

  public func discard(_ id: Int64) throws(StoreError) {
    try write { db in
      try db.execute(sql: "UPDATE outbox_messages SET state = 'discarded' WHERE id = ?", arguments: [id])
    }
  }

  public func pruneOutbox(before moment: Moment) throws(StoreError) {
    let limit = Self.outboxLimit
    try write { db in
      let old = try Int64.fetchAll(
        db,
        sql: """
          SELECT id FROM outbox_messages WHERE state <> 'queued' AND (created_at < ?1
            OR id <= (SELECT id FROM outbox_messages ORDER BY id DESC LIMIT 1 OFFSET ?2))
          """,
        arguments: [moment.millisecondsSinceEpoch, limit])
      for id in old {
        for table in ["outbox_attempts", "outbox_notices"] {
          try db.execute(sql: "DELETE FROM \(table) WHERE message = ?", arguments: [id])
        }
        try db.execute(sql: "DELETE FROM outbox_messages WHERE id = ?", arguments: [id])
      }
    }
  }
}

/// The rows of the outbox.
enum OutboxRows {
  static func isKnown(_ db: Database, _ entry: OutboxEntry) throws -> Bool {
    try Int64.fetchOne(
      db, sql: "SELECT message FROM outbox_notices WHERE person = ? AND channel = ? AND key = ?",
      arguments: [entry.person, entry.channel, entry.notice.key]) != nil
  }

  static func waitingCount(_ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM outbox_messages WHERE state = 'queued'") ?? 0
  }

  /// False when there is no room.
  ///
  /// - Parameter room: messages that may still be added.
  static func enqueue(_ db: Database, _ entry: OutboxEntry, room: inout Int) throws -> Bool {
    if let open = try waiting(db, entry, entry.kind) {
      try add(db, entry, to: open)
      return true
    }
    var (kind, dueAt) = (entry.kind, entry.dueAt)
    if let day = entry.limit, try count(db, entry, since: day.since) >= day.count {
      (kind, dueAt) = (.digest, day.digestAt)
      if let open = try waiting(db, entry, .digest) {
        try add(db, entry, to: open)
        return true
      }
    }
    guard room > 0 else { return false }
    room -= 1
    try db.execute(
      sql: """
        INSERT INTO outbox_messages (person, channel, kind, created_at, due_at, state, tries) VALUES (?, ?, ?, ?, ?, 'queued', 0)
        """,
      arguments: [
        entry.person, entry.channel, kind.rawValue, entry.createdAt.millisecondsSinceEpoch, dueAt.millisecondsSinceEpoch,
      ])
    try add(db, entry, to: db.lastInsertedRowID)
    return true
  }

  /// The message that the entry may still become part of: never tried, and not due before the entry was made.
  private static func waiting(_ db: Database, _ entry: OutboxEntry, _ kind: NoticeKind) throws -> Int64? {
    try Int64.fetchOne(
      db,
      sql: """
        SELECT id FROM outbox_messages WHERE person = ? AND channel = ? AND kind = ? AND state = 'queued' AND tries = 0 AND due_at > ?
        AND (SELECT count(*) FROM outbox_notices WHERE message = id) < ? ORDER BY id DESC LIMIT 1
        """,
      arguments: [
        entry.person, entry.channel, kind.rawValue, entry.createdAt.millisecondsSinceEpoch, OutboxMessage.noticeLimit,
      ])
  }

  private static func count(_ db: Database, _ entry: OutboxEntry, since: Moment) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT count(*) FROM outbox_messages WHERE person = ? AND channel = ? AND created_at >= ? AND kind <> 'digest'
        """,
      arguments: [entry.person, entry.channel, since.millisecondsSinceEpoch]) ?? 0
  }

  private static func add(_ db: Database, _ entry: OutboxEntry, to message: Int64) throws {
    let notice = entry.notice
    try db.execute(
      sql: """
        INSERT INTO outbox_notices (person, channel, key, message, position, subject, body, link)
        VALUES (?1, ?2, ?3, ?4, (SELECT ifnull(max(position), 0) + 1 FROM outbox_notices WHERE message = ?4), ?5, ?6, ?7)
        """,
      arguments: [
        entry.person, entry.channel, notice.key, message, notice.subject, notice.text, notice.link,
      ])
  }

  static func messages(_ db: Database, _ rest: String, _ arguments: StatementArguments) throws -> [OutboxMessage] {
    let rows = try Row.fetchAll(
      db, sql: "SELECT id, person, channel, kind, created_at, due_at, state, tries FROM outbox_messages " + rest,
      arguments: arguments)
    return try rows.map { row in
      let id: Int64 = row[0]
      guard let kind = NoticeKind(rawValue: row[3]), let state = OutboxMessage.State(rawValue: row[6]) else {
        throw StoreError(.damaged, subject: "outbox", detail: "Message \(id) is of no known kind or state.")
      }
      return OutboxMessage(
        id: id, person: row[1], channel: row[2], kind: kind, createdAt: SessionRows.moment(row[4]),
        dueAt: SessionRows.moment(row[5]), state: state, tries: row[7], notices: try notices(db, id),
        attempts: try attempts(db, id))
    }
  }

  private static func notices(_ db: Database, _ id: Int64) throws -> [OutboxNotice] {
    try Row.fetchAll(
      db, sql: "SELECT key, subject, body, link FROM outbox_notices WHERE message = ? ORDER BY position", arguments: [id]
    ).map { OutboxNotice(key: $0[0], subject: $0[1], text: $0[2], link: $0[3]) }
  }

  private static func attempts(_ db: Database, _ id: Int64) throws -> [OutboxAttempt] {
    try Row.fetchAll(
      db, sql: "SELECT at, outcome, problem, words, retry_after FROM outbox_attempts WHERE message = ? ORDER BY number",
      arguments: [id]
    ).map { row in
      OutboxAttempt(
        at: SessionRows.moment(row[0]),
        answer: CarrierAnswer(
          CarrierAnswer.Outcome(rawValue: row[1]) ?? .unreachable, CarrierAnswer.Problem(rawValue: row[2]) ?? .none, row[3],
          retryAfter: row[4]))
    }
  }
}
