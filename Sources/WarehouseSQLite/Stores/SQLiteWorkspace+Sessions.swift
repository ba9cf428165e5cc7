// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Foundation
import GRDB
public import Journal
public import PlanningCycle

extension SQLiteWorkspace {
  public func save(_ session: SessionRecord) throws(StoreError) {
    try write { db in
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO sessions (digest, person, created_at, last_seen_at, expires_at) VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [
          Data(session.digest.bytes), session.person, session.createdAt.millisecondsSinceEpoch,
          session.lastSeenAt.millisecondsSinceEpoch, session.expiresAt.millisecondsSinceEpoch,
        ])
    }
  }

  public func session(_ digest: Digest) throws(StoreError) -> SessionRecord? {
    try read { db in
      try Row.fetchOne(
        db, sql: "SELECT person, created_at, last_seen_at, expires_at FROM sessions WHERE digest = ?",
        arguments: [Data(digest.bytes)]
      ).map { row in
        SessionRecord(
          digest: digest, person: row[0], createdAt: SessionRows.moment(row[1]),
          lastSeenAt: SessionRows.moment(row[2]), expiresAt: SessionRows.moment(row[3]))
      }
    }
  }

  public func touch(session digest: Digest, at moment: Moment) throws(StoreError) {
    try run(
      "UPDATE sessions SET last_seen_at = ? WHERE digest = ?",
      [SessionRows.number(moment), Data(digest.bytes)])
  }

  public func endSession(_ digest: Digest) throws(StoreError) {
    try run("DELETE FROM sessions WHERE digest = ?", [Data(digest.bytes)])
  }

  public func endSessions(person: Int64) throws(StoreError) {
    try run("DELETE FROM sessions WHERE person = ?", [person])
  }

  public func forgetExpired(at moment: Moment) throws(StoreError) {
    try run("DELETE FROM sessions WHERE expires_at <= ?", [SessionRows.number(moment)])
    try run("DELETE FROM api_tokens WHERE expires_at <= ?", [SessionRows.number(moment)])
  }

  public func save(_ token: ApiTokenRecord) throws(StoreError) {
    try run(
      """
      INSERT OR REPLACE INTO api_tokens (digest, person, name, scope, created_at, last_seen_at, expires_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        Data(token.digest.bytes), token.person, token.name, token.scope, SessionRows.number(token.createdAt),
        SessionRows.number(token.lastSeenAt), SessionRows.number(token.expiresAt),
      ])
  }

  public func apiToken(_ digest: Digest) throws(StoreError) -> ApiTokenRecord? {
    try read { try SessionRows.tokens($0, "WHERE digest = ?", [Data(digest.bytes)]).first }
  }

  public func apiTokens(person: Int64) throws(StoreError) -> [ApiTokenRecord] {
    try read { try SessionRows.tokens($0, "WHERE person = ? ORDER BY created_at, digest", [person]) }
  }

  public func touch(apiToken digest: Digest, at moment: Moment) throws(StoreError) {
    try run(
      "UPDATE api_tokens SET last_seen_at = ? WHERE digest = ?",
      [SessionRows.number(moment), Data(digest.bytes)])
  }

  public func endApiToken(_ digest: Digest) throws(StoreError) {
    try run("DELETE FROM api_tokens WHERE digest = ?", [Data(digest.bytes)])
  }

  private func run(_ sql: String, _ arguments: StatementArguments) throws(StoreError) {
    try write { try $0.execute(sql: sql, arguments: arguments) }
  }
}

/// The rows of sessions and tokens.
enum SessionRows {
  static func moment(_ number: Int64) -> Moment { Moment(millisecondsSinceEpoch: number) }
  static func number(_ moment: Moment) -> Int64 { moment.millisecondsSinceEpoch }

  static func tokens(_ db: Database, _ rest: String, _ arguments: StatementArguments) throws
    -> [ApiTokenRecord]
  {
    let rows = try Row.fetchCursor(
      db,
      sql: "SELECT digest, person, name, scope, created_at, last_seen_at, expires_at FROM api_tokens " + rest,
      arguments: arguments)
    var tokens: [ApiTokenRecord] = []
    while let row = try rows.next() {
      let bytes: Data = row[0]
      guard let digest = Digest([UInt8](bytes)) else {
        throw StoreError(.damaged, subject: "api_tokens", detail: "A digest has \(bytes.count) bytes.")
      }
      tokens.append(
        ApiTokenRecord(
          digest: digest, person: row[1], name: row[2], scope: row[3], createdAt: moment(row[4]),
          lastSeenAt: moment(row[5]), expiresAt: moment(row[6])))
    }
    return tokens
  }
}
