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
    let schema = FactTableSchema(kind)
    let condition =
      moment == nil
      ? "is_current = 1"
      : """
      recorded_at <= $2 AND NOT EXISTS (SELECT 1 FROM \(schema.table) AS later WHERE later.entity = \(schema.table).entity \
      AND later.source_key = \(schema.table).source_key AND later.row_version > \(schema.table).row_version \
      AND later.recorded_at <= $2)
      """
    let sql = """
      SELECT line, batch, \(schema.valueColumns.joined(separator: ", ")) FROM \(schema.table) \
      WHERE entity = $1 AND \(condition) ORDER BY source_key
      """
    let values: [Parameter] = [.integer(entity)] + (moment.map { [.integer($0.millisecondsSinceEpoch)] } ?? [])
    return try read { connection in
      var table = FactTable(kind: kind)
      try connection.stream(sql, values) { row in
        table.append(FactRows.values(table.schema, row), line: Int32(clamping: row.integer(0)), batch: row.integer(1))
      }
      return table
    }
  }

  public func history(
    _ kind: FactKind, entity: Int64, key: [FactValue?]
  ) throws(StoreError) -> [FactVersion] {
    let schema = FactTableSchema(kind)
    let after = 2 + schema.schema.fields.count
    return try read { connection in
      try connection.query(
        """
        SELECT line, batch, \(schema.valueColumns.joined(separator: ", ")), row_version, recorded_at, effective_on \
        FROM \(schema.table) WHERE entity = $1 AND source_key = $2 ORDER BY row_version
        """, [.integer(entity), .bytes(FactRowCoder.key(of: key))]
      ).all.map { row in
        FactVersion(
          version: Int(row.integer(after)), batch: row.integer(1), line: Int32(clamping: row.integer(0)),
          recordedAt: Moment(millisecondsSinceEpoch: row.integer(after + 1)),
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
      AND (SELECT first_row + row_count - 1 FROM batches WHERE event = $1) AND batch = $1 ORDER BY row_id
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
