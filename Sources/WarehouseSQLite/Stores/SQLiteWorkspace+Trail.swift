// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Foundation
import GRDB
public import Journal
public import PlanningCycle
import Synchronization

extension SQLiteWorkspace {
  public func act(from origin: Origin?) { state.withLock { $0.origin = origin } }

  public var acting: Origin? { state.withLock { $0.origin } }

  @discardableResult
  public func record(_ entry: EventDraft, at moment: Moment, from origin: Origin?) throws(StoreError) -> Event {
    let key = self.key
    let kept = Mutex<Event?>(nil)
    try write { db in
      let newest = try Data.fetchOne(db, sql: "SELECT body FROM trail ORDER BY sequence DESC LIMIT 1")
      let head = try newest.map { try Event(decoding: EventRows.bytes($0)).head } ?? .start
      let event = try Event.sealing(entry, after: head, at: moment, key: key.ofTrail)
      try db.execute(
        sql: "INSERT INTO trail (sequence, recorded_at, kind, actor_id, body) VALUES (?, ?, ?, ?, ?)",
        arguments: [
          event.sequence, event.recordedAt.millisecondsSinceEpoch, event.kind, event.draft.actor.id, Data(try event.encoded()),
        ])
      if let origin { try OriginRows.insert(db, .trail, event, origin, key: key) }
      kept.withLock { $0 = event }
    }
    guard let event = kept.withLock({ $0 }) else { preconditionFailure("what was written was kept") }
    return event
  }

  public func head(of chain: AuditChain) throws(StoreError) -> ChainHead {
    if chain == .journal { return try head() }
    return try read { db in
      let newest = try Data.fetchOne(db, sql: "SELECT body FROM trail ORDER BY sequence DESC LIMIT 1")
      return try newest.map { try Event(decoding: EventRows.bytes($0)).head } ?? .start
    }
  }

  public func events(
    of chain: AuditChain, below sequence: Int64, notBelow floor: Int64, actor: Int64?, kinds: [String]
  ) throws(StoreError) -> [Event] {
    var conditions = ["sequence < ?", "sequence >= ?"]
    var arguments: [any DatabaseValueConvertible] = [sequence, floor]
    if let actor {
      conditions.append("actor_id = ?")
      arguments.append(actor)
    }
    if !kinds.isEmpty {
      // A beginning up to the point is a range of texts, so that no character of it is a wildcard.
      conditions.append("(" + kinds.map { $0.hasSuffix(".") ? "(kind >= ? AND kind < ?)" : "kind = ?" }.joined(separator: " OR ") + ")")
      for kind in kinds { arguments += kind.hasSuffix(".") ? [kind, kind.dropLast() + "/"] : [kind] }
    }
    let sql = "SELECT body FROM \(chain.table) WHERE \(conditions.joined(separator: " AND ")) ORDER BY sequence DESC"
    return try read { db in
      var events: [Event] = []
      let rows = try Row.fetchCursor(db, sql: sql, arguments: StatementArguments(arguments))
      while let row = try rows.next() { events.append(try Event(decoding: EventRows.bytes(row[0]))) }
      return events
    }
  }

  public func firstSequence(of chain: AuditChain, from moment: Moment) throws(StoreError) -> Int64 {
    // Times never run backwards along a chain, so halving finds the place without an index.
    try read { db in
      let newest = try Int64.fetchOne(db, sql: "SELECT max(sequence) FROM \(chain.table)") ?? 0
      let statement = try db.cachedStatement(sql: "SELECT recorded_at FROM \(chain.table) WHERE sequence = ?")
      var (low, high) = (Int64(1), newest + 1)
      while low < high {
        let middle = low + (high - low) / 2
        let at = try Int64.fetchOne(statement, arguments: [middle]) ?? .min
        if at < moment.millisecondsSinceEpoch { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }

  public func origins(of chain: AuditChain, _ sequences: ClosedRange<Int64>) throws(StoreError) -> [Int64: Origin] {
    try read { try OriginRows.all($0, chain, sequences).mapValues(\.origin) }
  }

  public func forgetOrigins(before moment: Moment) throws(StoreError) -> Int {
    let count = Mutex(0)
    try write { db in
      try db.execute(sql: "DELETE FROM origins WHERE recorded_at < ?", arguments: [moment.millisecondsSinceEpoch])
      let changes = db.changesCount
      count.withLock { $0 = changes }
    }
    return count.withLock { $0 }
  }
}

extension AuditChain {
  /// Where its events stand.
  var table: String {
    switch self {
    case .journal: "events"
    case .trail: "trail"
    }
  }
}

/// The rows that say from where events came.
enum OriginRows {
  static func insert(_ db: Database, _ chain: AuditChain, _ event: Event, _ origin: Origin, key: ChainKey) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO origins (chain, sequence, recorded_at, channel, session, address, agent, seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      chain.rawValue, event.sequence, event.recordedAt.millisecondsSinceEpoch, origin.channel.rawValue, origin.session, origin.address,
      origin.agent, Data(origin.seal(of: event.digest, key: key).bytes),
    ])
  }

  static func all(
    _ db: Database, _ chain: AuditChain, _ sequences: ClosedRange<Int64>
  ) throws -> [Int64: (origin: Origin, seal: Digest?)] {
    let rows = try Row.fetchCursor(
      db, sql: "SELECT sequence, channel, session, address, agent, seal FROM origins WHERE chain = ? AND sequence BETWEEN ? AND ?",
      arguments: [chain.rawValue, sequences.lowerBound, sequences.upperBound])
    var origins: [Int64: (origin: Origin, seal: Digest?)] = [:]
    while let row = try rows.next() {
      let (channel, seal): (String, Data) = (row[1], row[5])
      // A channel that nobody wrote is a row somebody changed: it has no seal that fits.
      let known = Origin.Channel(rawValue: channel)
      origins[row[0]] = (
        Origin(channel: known ?? .commandLine, session: row[2], address: row[3], agent: row[4]), known == nil ? nil : Digest([UInt8](seal))
      )
    }
    return origins
  }

  /// Origins that are not what was sealed with their events, a block of events at a time.
  static func changed(
    _ db: Database, _ chain: AuditChain, in sequences: ClosedRange<Int64>, key: ChainKey
  ) throws -> (count: Int, sequences: [Int64]) {
    var (count, changed) = (0, [Int64]())
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT origins.sequence, channel, session, address, agent, seal, body FROM origins
        LEFT JOIN \(chain.table) AS chained ON chained.sequence = origins.sequence
        WHERE chain = ? AND origins.sequence BETWEEN ? AND ? ORDER BY origins.sequence
        """, arguments: [chain.rawValue, sequences.lowerBound, sequences.upperBound])
    while let row = try rows.next() {
      count += 1
      let (channel, seal, body): (String, Data, Data?) = (row[1], row[5], row[6])
      guard let channel = Origin.Channel(rawValue: channel), let seal = Digest([UInt8](seal)), let body, body.count >= 32,
        let digest = Digest([UInt8](body.suffix(32))),
        Origin(channel: channel, session: row[2], address: row[3], agent: row[4]).seal(of: digest, key: key).matches(seal)
      else {
        changed.append(row[0])
        continue
      }
    }
    return (count, changed)
  }
}
