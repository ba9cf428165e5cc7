// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import PlanningCycle

extension PostgresWorkspace {
  @discardableResult
  public func enqueue(_ entries: [OutboxEntry], through cursor: Int64?) throws(StoreError) -> (taken: Int, dropped: Int) {
    let counts = try write { connection in
      var (taken, dropped) = (0, 0)
      var room = entries.isEmpty ? 0 : Self.outboxLimit - (try OutboxRows.waitingCount(connection))
      for entry in entries where try !OutboxRows.isKnown(connection, entry) {
        if try OutboxRows.enqueue(connection, entry, room: &room) { taken += 1 } else { dropped += 1 }
      }
      if let cursor {
        try connection.query(
          "INSERT INTO outbox_cursor (id, event) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET event = excluded.event",
          [.integer(cursor)])
      }
      return [taken, dropped]
    }
    return (counts[0], counts[1])
  }

  public func outboxCursor() throws(StoreError) -> Int64? {
    try read { try $0.query("SELECT event FROM outbox_cursor WHERE id = 1").first?.integer(0) }
  }

  public func dueMessages(at moment: Moment) throws(StoreError) -> [OutboxMessage] {
    try read { connection in
      let ids = try connection.query(
        """
        SELECT id FROM (
          SELECT id, due_at, row_number() OVER (PARTITION BY channel ORDER BY due_at, id) AS place
          FROM outbox_messages WHERE state = 'queued' AND due_at <= $1) AS due
        WHERE place = 1 ORDER BY due_at, id
        """, [SessionRows.number(moment)]
      ).all.map { $0.integer(0) }
      return try ids.compactMap { try OutboxRows.messages(connection, "WHERE id = $1", [.integer($0)]).first }
    }
  }

  public func outboxMessages(
    _ state: OutboxMessage.State?, before: Int64?, limit: Int
  ) throws(StoreError) -> [OutboxMessage] {
    try read { connection in
      try OutboxRows.messages(
        connection, "WHERE ($1::text IS NULL OR state = $1) AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3",
        [.text(state?.rawValue), .integer(before), .integer(limit)])
    }
  }

  public func outboxMessage(_ id: Int64) throws(StoreError) -> OutboxMessage? {
    try read { try OutboxRows.messages($0, "WHERE id = $1", [.integer(id)]).first }
  }

  public func outboxCounts() throws(StoreError) -> [OutboxMessage.State: Int] {
    try read { connection in
      var counts: [OutboxMessage.State: Int] = [:]
      for row in try connection.query("SELECT state, count(*) FROM outbox_messages GROUP BY state").all {
        if let state = OutboxMessage.State(rawValue: row.text(0)) { counts[state] = Int(row.integer(1)) }
      }
      return counts
    }
  }

  public func note(
    _ attempt: OutboxAttempt, of id: Int64, state: OutboxMessage.State, dueAt: Moment
  ) throws(StoreError) {
    try write { connection in
      try connection.query(
        """
        INSERT INTO outbox_attempts (message, number, at, outcome, problem, words, retry_after)
        VALUES ($1, (SELECT coalesce(max(number), 0) + 1 FROM outbox_attempts WHERE message = $1), $2, $3, $4, $5, $6)
        """,
        [
          .integer(id), SessionRows.number(attempt.at), .text(attempt.answer.outcome.rawValue), .text(attempt.answer.problem.rawValue),
          .text(attempt.answer.words), .integer(attempt.answer.retryAfter.map { Int64($0) }),
        ])
      _ = try connection.query(
        "UPDATE outbox_messages SET state = $1, tries = tries + 1, due_at = $2 WHERE id = $3",
        [.text(state.rawValue), SessionRows.number(dueAt), .integer(id)])
    }
  }

  public func requeue(_ id: Int64, at moment: Moment) throws(StoreError) {
    try write { connection in
      _ = try connection.query(
        "UPDATE outbox_messages SET state = 'queued', tries = 0, due_at = $1 WHERE id = $2", [SessionRows.number(moment), .integer(id)])
    }
  }

  public func discard(_ id: Int64) throws(StoreError) {
    try write { connection in
      _ = try connection.query("UPDATE outbox_messages SET state = 'discarded' WHERE id = $1", [.integer(id)])
    }
  }

  public func pruneOutbox(before moment: Moment) throws(StoreError) {
    let limit = Self.outboxLimit
    try write { connection in
      let old = try connection.query(
        """
        SELECT id FROM outbox_messages WHERE state <> 'queued' AND (created_at < $1
          OR id <= (SELECT id FROM outbox_messages ORDER BY id DESC LIMIT 1 OFFSET $2))
        """, [SessionRows.number(moment), .integer(limit)]
      ).all.map { $0.integer(0) }
      guard !old.isEmpty else { return }
      for table in ["outbox_attempts", "outbox_notices"] {
        try connection.query("DELETE FROM \(table) WHERE message = ANY ($1)", [.integers(old)])
      }
      try connection.query("DELETE FROM outbox_messages WHERE id = ANY ($1)", [.integers(old)])
    }
  }
}

/// The rows of the outbox.
enum OutboxRows {
  static func isKnown(_ connection: Connection, _ entry: OutboxEntry) throws -> Bool {
    try connection.query(
      "SELECT message FROM outbox_notices WHERE person = $1 AND channel = $2 AND key = $3",
      [.integer(entry.person), .text(entry.channel), .text(entry.notice.key)]
    ).count > 0
  }

  static func waitingCount(_ connection: Connection) throws -> Int {
    Int(try connection.query("SELECT count(*) FROM outbox_messages WHERE state = 'queued'").first?.integer(0) ?? 0)
  }

  /// False when there is no room.
  ///
  /// - Parameter room: messages that may still be added.
  static func enqueue(_ connection: Connection, _ entry: OutboxEntry, room: inout Int) throws -> Bool {
    if let open = try waiting(connection, entry, entry.kind) {
      try add(connection, entry, to: open)
      return true
    }
    var (kind, dueAt) = (entry.kind, entry.dueAt)
    if let day = entry.limit, try count(connection, entry, since: day.since) >= day.count {
      (kind, dueAt) = (.digest, day.digestAt)
      if let open = try waiting(connection, entry, .digest) {
        try add(connection, entry, to: open)
        return true
      }
    }
    guard room > 0 else { return false }
    room -= 1
    // One writer: the next number is the largest and one, as SQLite gives it.
    let id = try connection.query(
      """
      INSERT INTO outbox_messages (id, person, channel, kind, created_at, due_at, state, tries)
      VALUES ((SELECT coalesce(max(id), 0) + 1 FROM outbox_messages), $1, $2, $3, $4, $5, 'queued', 0) RETURNING id
      """,
      [
        .integer(entry.person), .text(entry.channel), .text(kind.rawValue), SessionRows.number(entry.createdAt), SessionRows.number(dueAt),
      ]
    ).first?.integer(0)
    guard let id else { throw StoreError(.database, subject: "outbox", detail: "A message got no number.") }
    try add(connection, entry, to: id)
    return true
  }

  /// The message that the entry may still become part of: never tried, and not due before the entry was made.
  private static func waiting(_ connection: Connection, _ entry: OutboxEntry, _ kind: NoticeKind) throws -> Int64? {
    try connection.query(
      """
      SELECT id FROM outbox_messages WHERE person = $1 AND channel = $2 AND kind = $3 AND state = 'queued' AND tries = 0 AND due_at > $4
      AND (SELECT count(*) FROM outbox_notices WHERE message = id) < $5 ORDER BY id DESC LIMIT 1
      """,
      [
        .integer(entry.person), .text(entry.channel), .text(kind.rawValue), SessionRows.number(entry.createdAt),
        .integer(OutboxMessage.noticeLimit),
      ]
    ).first?.integer(0)
  }

  private static func count(_ connection: Connection, _ entry: OutboxEntry, since: Moment) throws -> Int {
    let rows = try connection.query(
      "SELECT count(*) FROM outbox_messages WHERE person = $1 AND channel = $2 AND created_at >= $3 AND kind <> 'digest'",
      [.integer(entry.person), .text(entry.channel), SessionRows.number(since)])
    return Int(rows.first?.integer(0) ?? 0)
  }

  private static func add(_ connection: Connection, _ entry: OutboxEntry, to message: Int64) throws {
    let notice = entry.notice
    try connection.query(
      """
      INSERT INTO outbox_notices (person, channel, key, message, position, subject, body, link)
      VALUES ($1, $2, $3, $4, (SELECT coalesce(max(position), 0) + 1 FROM outbox_notices WHERE message = $4), $5, $6, $7)
      """,
      [
        .integer(entry.person), .text(entry.channel), .text(notice.key), .integer(message), .text(notice.subject), .text(notice.text),
        .text(notice.link),
      ])
  }

  static func messages(_ connection: Connection, _ rest: String, _ values: [Parameter]) throws -> [OutboxMessage] {
    try connection.query(
      "SELECT id, person, channel, kind, created_at, due_at, state, tries FROM outbox_messages " + rest, values
    ).all.map { row in
      let id = row.integer(0)
      guard let kind = NoticeKind(rawValue: row.text(3)), let state = OutboxMessage.State(rawValue: row.text(6)) else {
        throw StoreError(.damaged, subject: "outbox", detail: "Message \(id) is of no known kind or state.")
      }
      return OutboxMessage(
        id: id, person: row.integer(1), channel: row.text(2), kind: kind, createdAt: SessionRows.moment(row, 4),
        dueAt: SessionRows.moment(row, 5), state: state, tries: Int(row.integer(7)), notices: try notices(connection, id),
        attempts: try attempts(connection, id))
    }
  }

  private static func notices(_ connection: Connection, _ id: Int64) throws -> [OutboxNotice] {
    try connection.query(
      "SELECT key, subject, body, link FROM outbox_notices WHERE message = $1 ORDER BY position", [.integer(id)]
    ).all.map { OutboxNotice(key: $0.text(0), subject: $0.text(1), text: $0.text(2), link: $0.text(3)) }
  }

  private static func attempts(_ connection: Connection, _ id: Int64) throws -> [OutboxAttempt] {
    try connection.query(
      "SELECT at, outcome, problem, words, retry_after FROM outbox_attempts WHERE message = $1 ORDER BY number", [.integer(id)]
    ).all.map { row in
      OutboxAttempt(
        at: SessionRows.moment(row, 0),
        answer: CarrierAnswer(
          CarrierAnswer.Outcome(rawValue: row.text(1)) ?? .unreachable, CarrierAnswer.Problem(rawValue: row.text(2)) ?? .none,
          row.text(3), retryAfter: row.optionalInteger(4).map { .init($0) }))
    }
  }
}
