// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce
public import Journal
public import PlanningCycle
import Warehouse

extension PostgresWorkspace {
  public func table(
    _ kind: FactKind, entity: Int64, asOf moment: Moment?
  ) throws(StoreError) -> FactTable {
    try read { connection in
      let last = try FactRows.lastRow(connection, kind, asOf: moment)
      guard moment != nil else { return try FactRows.table(connection, kind, entity: entity, through: last) }
      return try FactRows.table(connection, kind, entity: entity, asOf: last)
    }
  }

  public func history(
    _ kind: FactKind, entity: Int64, key: [FactValue?]
  ) throws(StoreError) -> [FactVersion] {
    let schema = FactTableSchema(kind)
    let after = 3 + schema.schema.fields.count
    return try read { connection in
      let last = try FactRows.lastRow(connection, kind)
      var places = try FactRows.places(connection, kind)
      return try connection.query(
        """
        SELECT line, batch, \(schema.valueColumns.joined(separator: ", ")), row_id, row_version, recorded_at, effective_on \
        FROM \(schema.table) WHERE entity = $1 AND source_key = $2 AND row_id <= $3 ORDER BY row_version
        """, [.integer(entity), .bytes(FactRowCoder.key(of: key)), .integer(last)]
      ).all.map { row in
        let staged = row.integer(1) == BatchPlaces.unsaid ? places.place(of: row.integer(after - 1)) : nil
        return FactVersion(
          version: Int(row.integer(after)), batch: staged?.batch ?? row.integer(1), line: Int32(clamping: row.integer(0)),
          recordedAt: Moment(millisecondsSinceEpoch: staged?.recordedAt ?? row.integer(after + 1)),
          effectiveOn: Day(ordinal: Int32(clamping: row.integer(after + 2))), values: FactRows.values(schema.schema, row))
      }
    }
  }

  public func origin(_ kind: FactKind, batch: Int64, line: Int32) throws(StoreError) -> FactOrigin? {
    try read { connection in
      guard let event = try EventRows.event(connection, sequence: batch), let receipt = FactReceipt(event),
        receipt.kind == kind,
        try FactRows.isKept(connection, FactTableSchema(kind), batch: batch, line: line)
      else { return nil }
      return FactOrigin(
        fileName: receipt.fileName, line: line, batch: batch, recordedAt: receipt.recordedAt,
        actor: event.draft.actor, fileDigest: receipt.fileDigest)
    }
  }

  public func batches() throws(StoreError) -> [FactReceipt] {
    try read { try FactRows.receipts($0) }
  }

  public func keptFile(_ digest: Digest) throws(StoreError) -> [UInt8]? {
    try read { connection in
      guard let bytes = try KeptFileRows.read(connection, digest) else { return nil }
      guard Digest.sha256(bytes) == digest else {
        throw StoreError(
          .damaged, subject: digest.hex, detail: "The kept file is not what was imported.", hint: "Restore it from a backup.")
      }
      return bytes
    }
  }
}

/// Rows of fact tables on their way out. Statements give line and batch first, then the fields.
enum FactRows {
  /// The newest row of a kind that is a fact; those after it are on their way.
  static func lastRow(_ connection: Connection, _ kind: FactKind, asOf moment: Moment? = nil) throws -> Int64 {
    let sql = BatchPlaces.lastRow(isPast: moment != nil, kind: "$1", moment: "$2")
    let values: [Parameter] = [.text(kind.rawValue)] + (moment.map { [.integer($0.millisecondsSinceEpoch)] } ?? [])
    return try connection.query(sql, values).first?.integer(0) ?? 0
  }

  /// The newest row that a batch, or the newest one before it, brought of a kind.
  static func lastRow(_ connection: Connection, _ kind: FactKind, through batch: Int64) throws -> Int64 {
    let sql = BatchPlaces.lastRow(throughBatch: "$2", kind: "$1")
    return try connection.query(sql, [.text(kind.rawValue), .integer(batch)]).first?.integer(0) ?? 0
  }

  /// Which batch rows belong to that were staged.
  static func places(_ connection: Connection, _ kind: FactKind) throws -> BatchPlaces {
    BatchPlaces(
      try connection.query(BatchPlaces.all(kind: "$1"), [.text(kind.rawValue)]).all.map { row in
        BatchPlaces.Place(firstRow: row.integer(0), rowCount: row.integer(1), batch: row.integer(2), recordedAt: row.integer(3))
      })
  }

  /// The newest version of each source key among the rows through one.
  ///
  /// - Parameter past: rows that are left out.
  static func table(
    _ connection: Connection, _ kind: FactKind, entity: Int64, through last: Int64, leavingOut past: Swift.Set<Int64> = []
  ) throws -> FactTable {
    try table(connection, kind, entity, "is_current = 1 AND row_id <= $2", last, past)
  }

  /// The newest version of each source key as it was when a row was the newest.
  static func table(_ connection: Connection, _ kind: FactKind, entity: Int64, asOf last: Int64) throws -> FactTable {
    let name = FactTableSchema(kind).table
    let condition = """
      row_id <= $2 AND NOT EXISTS (SELECT 1 FROM \(name) AS later WHERE later.entity = \(name).entity \
      AND later.source_key = \(name).source_key AND later.row_version > \(name).row_version AND later.row_id <= $2)
      """
    return try table(connection, kind, entity, condition, last, [])
  }

  private static func table(
    _ connection: Connection, _ kind: FactKind, _ entity: Int64, _ condition: String, _ last: Int64, _ past: Swift.Set<Int64>
  ) throws -> FactTable {
    let schema = FactTableSchema(kind)
    let sql = """
      SELECT line, batch, \(schema.valueColumns.joined(separator: ", ")), row_id FROM \(schema.table) \
      WHERE entity = $1 AND \(condition) ORDER BY source_key
      """
    var places = try places(connection, kind)
    var table = FactTable(kind: kind)
    let number = 2 + table.schema.fields.count
    try connection.stream(sql, [.integer(entity), .integer(last)]) { row in
      if !past.isEmpty, past.contains(row.integer(number)) { return }
      var batch = row.integer(1)
      if batch == BatchPlaces.unsaid { batch = places.place(of: row.integer(number))?.batch ?? batch }
      table.append(FactRows.values(table.schema, row), line: Int32(clamping: row.integer(0)), batch: batch)
    }
    table.seal()
    return table
  }

  /// Takes away rows of a kind that never became facts, the newest first.
  ///
  /// - Returns: how many are left.
  @discardableResult
  static func discard(_ connection: Connection, _ kind: FactKind, atMost count: Int = .max) throws -> Int64 {
    let schema = FactTableSchema(kind)
    let newest = try connection.query("SELECT coalesce(max(row_id), 0) FROM \(schema.table)").first?.integer(0) ?? 0
    guard newest > 0 else { return 0 }
    let last = try lastRow(connection, kind)
    guard newest > last else { return 0 }
    let after = newest - last > Int64(clamping: count) ? newest - Int64(clamping: count) : last
    for statement in schema.discarding(after: after, PostgresDialect()) { try connection.run(statement) }
    return after - last
  }

  static func values(_ schema: FactSchema, _ row: Row, from first: Int = 2) -> [FactValue?] {
    schema.fields.enumerated().map { index, field in
      let place = first + index
      if row.isNull(place) { return nil }
      return field.type == .text ? .text(row.text(place)) : .number(row.integer(place))
    }
  }

  /// Whether a batch kept a row of this line: rows of a batch lie together.
  static func isKept(_ connection: Connection, _ schema: FactTableSchema, batch: Int64, line: Int32) throws -> Bool {
    try connection.query(
      """
      SELECT 1 FROM batches JOIN \(schema.table) AS facts
      ON facts.row_id BETWEEN batches.first_row AND batches.first_row + batches.row_count - 1
      WHERE batches.event = $1 AND facts.line = $2 LIMIT 1
      """, [.integer(batch), .integer(Int64(line))]
    ).count == 1
  }

  static func receipts(_ connection: Connection) throws -> [FactReceipt] {
    var receipts: [FactReceipt] = []
    try connection.stream(
      "SELECT batches.event, body FROM batches LEFT JOIN events ON events.sequence = batches.event ORDER BY batches.event"
    ) { row in
      guard !row.isNull(1), let receipt = FactReceipt(try Event(decoding: row.bytes(1))) else {
        throw StoreError(.damaged, subject: "batch \(row.integer(0))", detail: "Its event is no import.")
      }
      receipts.append(receipt)
    }
    return receipts
  }

  /// What a batch kept, in its order.
  static func kept(_ connection: Connection, _ receipt: FactReceipt) throws -> KeptBatch {
    let schema = FactTableSchema(receipt.kind)
    let after = 2 + schema.schema.fields.count
    var batch = KeptBatch(receipt)
    try connection.stream(
      """
      SELECT line, batch, \(schema.valueColumns.joined(separator: ", ")), row_version, effective_on FROM \(schema.table) \
      WHERE row_id BETWEEN (SELECT first_row FROM batches WHERE event = $1) \
      AND (SELECT first_row + row_count - 1 FROM batches WHERE event = $1) AND batch IN ($1, \(BatchPlaces.unsaid)) ORDER BY row_id
      """, [.integer(receipt.batch)]
    ) { row in
      batch.add(
        values(schema.schema, row), line: Int32(clamping: row.integer(0)), version: row.integer(after),
        effectiveOn: row.integer(after + 1))
    }
    return batch
  }
}

/// Imported files in pieces of a mebibyte: the server compresses each.
enum KeptFileRows {
  private static let piece = 1 << 20

  /// Keeps a file under its digest, once.
  static func keep(_ connection: Connection, _ bytes: [UInt8]) throws -> Digest {
    let digest = Digest.sha256(bytes)
    let isNew =
      try connection.query(
        "INSERT INTO kept_files (digest, size) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING",
        [.bytes(digest.bytes), .integer(bytes.count)]
      ).changed == 1
    guard isNew else { return digest }
    for (number, start) in stride(from: 0, to: bytes.count, by: piece).enumerated() {
      try connection.query(
        "INSERT INTO kept_file_pieces (digest, number, content) VALUES ($1, $2, $3)",
        [.bytes(digest.bytes), .integer(number), .bytes(Array(bytes[start..<min(bytes.count, start + piece)]))])
    }
    return digest
  }

  static func read(_ connection: Connection, _ digest: Digest) throws -> [UInt8]? {
    guard try connection.query("SELECT 1 FROM kept_files WHERE digest = $1", [.bytes(digest.bytes)]).count == 1 else { return nil }
    var bytes: [UInt8] = []
    var number = 0
    while let row = try connection.query(
      "SELECT content FROM kept_file_pieces WHERE digest = $1 AND number = $2", [.bytes(digest.bytes), .integer(number)]
    ).first {
      row.read(0) { bytes.append(contentsOf: $0) }
      number += 1
    }
    return bytes
  }
}
