// SPDX-License-Identifier: Apache-2.0
public import Calendars
import GRDB
import Journal
public import PlanningCycle
import Warehouse

extension SQLiteWorkspace {
  public func identifiers(
    dimension: String, codes: [String], at moment: Moment
  ) throws(StoreError) -> [Int64] {
    // Almost always all are known, and then nobody waits for the writer.
    let known = try read { try MemberRows.find($0, dimension, codes) }
    if !known.contains(nil) { return known.compactMap { $0 } }
    return try commit(at: moment) { transaction in
      let db = transaction.db
      let found = try MemberRows.find(db, dimension, codes)
      let unknown = MemberEvent.unknown(codes, found: found)
      if !unknown.isEmpty {
        let first = (try Int64.fetchOne(db, sql: "SELECT max(id) FROM members") ?? 0) + 1
        let event = try transaction.append(MemberEvent.draft(dimension, unknown, first: first))
        try MemberRows.insert(db, event)
      }
      return try MemberRows.find(db, dimension, codes).compactMap { $0 }
    }
  }

  public func members(dimension: String) throws(StoreError) -> [MemberRecord] {
    try read { db in
      let rows = try Row.fetchCursor(
        db, sql: "SELECT id, code FROM members WHERE dimension = ? ORDER BY id", arguments: [dimension])
      var members: [MemberRecord] = []
      while let row = try rows.next() {
        members.append(MemberRecord(id: row[0], dimension: dimension, code: row[1]))
      }
      return members
    }
  }
}

/// The rows of members. Numbers come with an event, so that a replay gives the same ones again.
enum MemberRows {
  static func find(_ db: Database, _ dimension: String, _ codes: [String]) throws -> [Int64?] {
    let statement = try db.cachedStatement(sql: "SELECT id FROM members WHERE dimension = ? AND code = ?")
    return try codes.map { try Int64.fetchOne(statement, arguments: [dimension, $0]) }
  }

  /// Inserts the members an event names.
  static func insert(_ db: Database, _ event: Event) throws {
    guard let dimension = event.payload["dimension"]?.text, let first = event.payload["first"]?.integer,
      let codes = event.payload["codes"]?.list
    else { throw StoreError(.damaged, subject: "event \(event.sequence)", detail: "It names no members.") }
    let statement = try db.cachedStatement(
      sql: "INSERT INTO members (id, dimension, code, event) VALUES (?, ?, ?, ?)")
    for (index, code) in codes.enumerated() {
      try statement.execute(arguments: [first + Int64(index), dimension, code.text, event.sequence])
    }
  }
}
