// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Journal
public import PlanningCycle
import Synchronization

extension PostgresWorkspace {
  public func act(from origin: Origin?) { state.withLock { $0.origin = origin } }

  public var acting: Origin? { state.withLock { $0.origin } }

  @discardableResult
  public func record(_ entry: EventDraft, at moment: Moment, from origin: Origin?) throws(StoreError) -> Event {
    let key = self.key
    return try write { connection in
      let event = try Event.sealing(entry, after: try TrailRows.head(connection), at: moment, key: key.ofTrail)
      try connection.query(
        "INSERT INTO trail (sequence, recorded_at, kind, actor_id, body) VALUES ($1, $2, $3, $4, $5)",
        [
          .integer(event.sequence), SessionRows.number(event.recordedAt), .text(event.kind), .integer(event.draft.actor.id),
          .bytes(try event.encoded()),
        ])
      if let origin { try OriginRows.insert(connection, .trail, event, origin, key: key) }
      return event
    }
  }

  public func head(of chain: AuditChain) throws(StoreError) -> ChainHead {
    if chain == .journal { return try head() }
    return try read { try TrailRows.head($0) }
  }

  public func events(
    of chain: AuditChain, below sequence: Int64, notBelow floor: Int64, actor: Int64?, kinds: [String]
  ) throws(StoreError) -> [Event] {
    var values: [Parameter] = []
    func place(_ value: Parameter) -> String {
      values.append(value)
      return "$\(values.count)"
    }
    var conditions = ["sequence < \(place(.integer(sequence)))", "sequence >= \(place(.integer(floor)))"]
    if let actor { conditions.append("actor_id = \(place(.integer(actor)))") }
    if !kinds.isEmpty {
      // A beginning up to the point is a range of texts, so that no character of it is a wildcard.
      let choices = kinds.map { kind in
        kind.hasSuffix(".")
          ? "(kind >= \(place(.text(kind))) AND kind < \(place(.text(kind.dropLast() + "/"))))" : "kind = \(place(.text(kind)))"
      }
      conditions.append("(" + choices.joined(separator: " OR ") + ")")
    }
    let sql = "SELECT body FROM \(chain.table) WHERE \(conditions.joined(separator: " AND ")) ORDER BY sequence DESC"
    return try read { connection in
      var events: [Event] = []
      try connection.stream(sql, values) { events.append(try Event(decoding: $0.bytes(0))) }
      return events
    }
  }

  public func firstSequence(of chain: AuditChain, from moment: Moment) throws(StoreError) -> Int64 {
    // Times never run backwards along a chain, so halving finds the place without an index.
    try read { connection in
      let newest = try connection.query("SELECT coalesce(max(sequence), 0) FROM \(chain.table)").first?.integer(0) ?? 0
      var (low, high) = (Int64(1), newest + 1)
      while low < high {
        let middle = low + (high - low) / 2
        let rows = try connection.query("SELECT recorded_at FROM \(chain.table) WHERE sequence = $1", [.integer(middle)])
        if rows.first?.integer(0) ?? .min < moment.millisecondsSinceEpoch { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }

  public func origins(of chain: AuditChain, _ sequences: ClosedRange<Int64>) throws(StoreError) -> [Int64: Origin] {
    try read { try OriginRows.all($0, chain, sequences) }
  }

  public func forgetOrigins(before moment: Moment) throws(StoreError) -> Int {
    try write { try $0.query("DELETE FROM origins WHERE recorded_at < $1", [SessionRows.number(moment)]).changed }
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

/// The rows of the chain beside the journal.
enum TrailRows {
  static func head(_ connection: Connection) throws -> ChainHead {
    let newest = try connection.query("SELECT body FROM trail ORDER BY sequence DESC LIMIT 1").first
    return try newest.map { try Event(decoding: $0.bytes(0)).head } ?? .start
  }
}

/// The rows that say from where events came.
enum OriginRows {
  static func insert(_ connection: Connection, _ chain: AuditChain, _ event: Event, _ origin: Origin, key: ChainKey) throws {
    try connection.query(
      """
      INSERT INTO origins (chain, sequence, recorded_at, channel, session, address, agent, seal) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      """,
      [
        .integer(chain.rawValue), .integer(event.sequence), SessionRows.number(event.recordedAt), .text(origin.channel.rawValue),
        .text(origin.session), .text(origin.address), .text(origin.agent), .bytes(origin.seal(of: event.digest, key: key).bytes),
      ])
  }

  static func all(_ connection: Connection, _ chain: AuditChain, _ sequences: ClosedRange<Int64>) throws -> [Int64: Origin] {
    var origins: [Int64: Origin] = [:]
    let rows = try connection.query(
      "SELECT sequence, channel, session, address, agent FROM origins WHERE chain = $1 AND sequence BETWEEN $2 AND $3",
      [.integer(chain.rawValue), .integer(sequences.lowerBound), .integer(sequences.upperBound)])
    for row in rows.all {
      // A channel that nobody wrote is a row somebody changed: the check of the chains names it.
      origins[row.integer(0)] = Origin(
        channel: Origin.Channel(rawValue: row.text(1)) ?? .commandLine, session: row.text(2), address: row.text(3), agent: row.text(4))
    }
    return origins
  }

  /// Origins that are not what was sealed with their events.
  static func changed(
    _ connection: Connection, _ chain: AuditChain, in sequences: ClosedRange<Int64>, key: ChainKey
  ) throws -> (count: Int, sequences: [Int64]) {
    var (count, changed) = (0, [Int64]())
    try connection.stream(
      """
      SELECT origins.sequence, channel, session, address, agent, seal, body FROM origins
      LEFT JOIN \(chain.table) AS chained ON chained.sequence = origins.sequence
      WHERE chain = $1 AND origins.sequence BETWEEN $2 AND $3 ORDER BY origins.sequence
      """, [.integer(chain.rawValue), .integer(sequences.lowerBound), .integer(sequences.upperBound)]
    ) { row in
      count += 1
      let body = row.bytes(6)
      guard let channel = Origin.Channel(rawValue: row.text(1)), let seal = Digest(row.bytes(5)), body.count >= 32,
        let digest = Digest(body.suffix(32)),
        Origin(channel: channel, session: row.text(2), address: row.text(3), agent: row.text(4)).seal(of: digest, key: key).matches(seal)
      else { return changed.append(row.integer(0)) }
    }
    return (count, changed)
  }
}
