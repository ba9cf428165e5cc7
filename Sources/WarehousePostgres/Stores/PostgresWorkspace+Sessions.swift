// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Journal
public import PlanningCycle
import Synchronization

extension PostgresWorkspace {
  public func save(_ session: SessionRecord) throws(StoreError) {
    try run(
      """
      INSERT INTO sessions (digest, person, created_at, last_seen_at, expires_at) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (digest) DO UPDATE SET person = excluded.person, created_at = excluded.created_at,
        last_seen_at = excluded.last_seen_at, expires_at = excluded.expires_at
      """,
      [
        .bytes(session.digest.bytes), .integer(session.person), SessionRows.number(session.createdAt),
        SessionRows.number(session.lastSeenAt), SessionRows.number(session.expiresAt),
      ])
  }

  public func session(_ digest: Digest) throws(StoreError) -> SessionRecord? {
    try read { connection in
      try connection.query(
        "SELECT person, created_at, last_seen_at, expires_at FROM sessions WHERE digest = $1", [.bytes(digest.bytes)]
      ).first.map { row in
        SessionRecord(
          digest: digest, person: row.integer(0), createdAt: SessionRows.moment(row, 1), lastSeenAt: SessionRows.moment(row, 2),
          expiresAt: SessionRows.moment(row, 3))
      }
    }
  }

  public func touch(session digest: Digest, at moment: Moment) throws(StoreError) {
    let sql = "UPDATE sessions SET last_seen_at = greatest(last_seen_at, $1) WHERE digest = $2"
    let values: [Parameter] = [SessionRows.number(moment), .bytes(digest.bytes)]
    // Somebody who only looks is here all the same: a server that follows says so itself, since nothing rests on it but how long a session lasts.
    guard state.withLock({ $0.isFollowing }) else { return try run(sql, values) }
    try writeAside { _ = try $0.query(sql, values) }
  }

  public func endSession(_ digest: Digest) throws(StoreError) {
    try run("DELETE FROM sessions WHERE digest = $1", [.bytes(digest.bytes)])
  }

  public func endSessions(person: Int64) throws(StoreError) {
    try run("DELETE FROM sessions WHERE person = $1", [.integer(person)])
  }

  public func forgetExpired(at moment: Moment) throws(StoreError) {
    try run("DELETE FROM sessions WHERE expires_at <= $1", [SessionRows.number(moment)])
    try run("DELETE FROM api_tokens WHERE expires_at <= $1", [SessionRows.number(moment)])
  }

  public func save(_ token: ApiTokenRecord) throws(StoreError) {
    try run(
      """
      INSERT INTO api_tokens (digest, person, name, scope, created_at, last_seen_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (digest) DO UPDATE SET person = excluded.person, name = excluded.name, scope = excluded.scope,
        created_at = excluded.created_at, last_seen_at = excluded.last_seen_at, expires_at = excluded.expires_at
      """,
      [
        .bytes(token.digest.bytes), .integer(token.person), .text(token.name), .text(token.scope), SessionRows.number(token.createdAt),
        SessionRows.number(token.lastSeenAt), SessionRows.number(token.expiresAt),
      ])
  }

  public func apiToken(_ digest: Digest) throws(StoreError) -> ApiTokenRecord? {
    try read { try SessionRows.tokens($0, "WHERE digest = $1", .bytes(digest.bytes)).first }
  }

  public func apiTokens(person: Int64) throws(StoreError) -> [ApiTokenRecord] {
    try read { try SessionRows.tokens($0, "WHERE person = $1 ORDER BY created_at, digest", .integer(person)) }
  }

  public func touch(apiToken digest: Digest, at moment: Moment) throws(StoreError) {
    try run("UPDATE api_tokens SET last_seen_at = $1 WHERE digest = $2", [SessionRows.number(moment), .bytes(digest.bytes)])
  }

  public func endApiToken(_ digest: Digest) throws(StoreError) {
    try run("DELETE FROM api_tokens WHERE digest = $1", [.bytes(digest.bytes)])
  }

  private func run(_ sql: String, _ values: [Parameter]) throws(StoreError) {
    try write { connection in _ = try connection.query(sql, values) }
  }
}

/// The rows of sessions and tokens.
enum SessionRows {
  static func moment(_ row: Row, _ column: Int) -> Moment { Moment(millisecondsSinceEpoch: row.integer(column)) }
  static func number(_ moment: Moment) -> Parameter { .integer(moment.millisecondsSinceEpoch) }

  static func tokens(_ connection: Connection, _ rest: String, _ value: Parameter) throws -> [ApiTokenRecord] {
    try connection.query(
      "SELECT digest, person, name, scope, created_at, last_seen_at, expires_at FROM api_tokens " + rest, [value]
    ).all.map { row in
      guard let digest = Digest(row.bytes(0)) else {
        throw StoreError(.damaged, subject: "api_tokens", detail: "A digest has \(row.bytes(0).count) bytes.")
      }
      return ApiTokenRecord(
        digest: digest, person: row.integer(1), name: row.text(2), scope: row.text(3), createdAt: moment(row, 4),
        lastSeenAt: moment(row, 5), expiresAt: moment(row, 6))
    }
  }
}
