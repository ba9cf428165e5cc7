// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Journal
public import PlanningCycle
import Warehouse

extension PostgresWorkspace {
  public func identifiers(
    dimension: String, codes: [String], at moment: Moment
  ) throws(StoreError) -> [Int64] {
    // Almost always all are known, and then nobody waits for the writer.
    let known = try read { try MemberRows.find($0, dimension, codes) }
    if !known.contains(nil) { return known.compactMap { $0 } }
    return try commit(at: moment) { transaction in
      let connection = transaction.connection
      let unknown = MemberEvent.unknown(codes, found: try MemberRows.find(connection, dimension, codes))
      if !unknown.isEmpty {
        let newest = try connection.query("SELECT coalesce(max(id), 0) FROM members").first?.integer(0) ?? 0
        let event = try transaction.append(MemberEvent.draft(dimension, unknown, first: newest + 1))
        try MemberRows.insert(connection, dimension, unknown, first: newest + 1, event: event.sequence)
      }
      return try MemberRows.find(connection, dimension, codes).compactMap { $0 }
    }
  }

  public func members(dimension: String) throws(StoreError) -> [MemberRecord] {
    try read { connection in
      try connection.query("SELECT id, code FROM members WHERE dimension = $1 ORDER BY id", [.text(dimension)]).all.map {
        MemberRecord(id: $0.integer(0), dimension: dimension, code: $0.text(1))
      }
    }
  }
}

/// The rows of members.
enum MemberRows {
  /// Beyond so many codes the whole dimension is read once instead of each code by itself.
  private static let few = 20

  static func find(_ connection: Connection, _ dimension: String, _ codes: [String]) throws -> [Int64?] {
    if codes.count <= few {
      return try codes.map { code in
        try connection.query("SELECT id FROM members WHERE dimension = $1 AND code = $2", [.text(dimension), .text(code)])
          .first?.integer(0)
      }
    }
    // By bytes: two texts that only look alike are two members.
    var known: [[UInt8]: Int64] = [:]
    let rows = try connection.query("SELECT id, code FROM members WHERE dimension = $1", [.text(dimension)])
    for index in 0..<rows.count { known[Array(rows[index].text(1).utf8)] = rows[index].integer(0) }
    return codes.map { known[Array($0.utf8)] }
  }

  static func insert(_ connection: Connection, _ dimension: String, _ codes: [String], first: Int64, event: Int64) throws {
    try connection.copy(into: "members", ["id", "dimension", "code", "event"]) { stream in
      for (index, code) in codes.enumerated() {
        stream.beginRow()
        stream.integer(first + Int64(index))
        stream.text(dimension)
        stream.text(code)
        stream.integer(event)
        try stream.endRow()
      }
    }
  }
}
