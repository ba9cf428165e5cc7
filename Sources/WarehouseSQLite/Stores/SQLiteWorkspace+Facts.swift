// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce
import GRDB
public import Journal
public import PlanningCycle
import Synchronization
import Warehouse

extension SQLiteWorkspace {
  public func table(
    _ kind: FactKind, entity: Int64, asOf moment: Moment?
  ) throws(StoreError) -> FactTable {
    try read { db in
      let schema = FactTableSchema(kind)
      let condition =
        moment == nil
        ? "is_current = 1"
        : """
        recorded_at <= ? AND NOT EXISTS (SELECT 1 FROM \(schema.table) AS later WHERE later.entity = \(schema.table).entity \
        AND later.source_key = \(schema.table).source_key AND later.row_version > \(schema.table).row_version \
        AND later.recorded_at <= ?)
        """
      let statement = try RawStatement(
        db,
        """
        SELECT line, batch, \(schema.valueColumns.joined(separator: ", ")) FROM \(schema.table) \
        WHERE entity = ? AND \(condition) ORDER BY source_key
        """)
      statement.bind(1, entity)
      if let moment {
        statement.bind(2, moment.millisecondsSinceEpoch)
        statement.bind(3, moment.millisecondsSinceEpoch)
      }
      return try FactRows.table(kind, statement)
    }
  }

  public func history(
    _ kind: FactKind, entity: Int64, key: [FactValue?]
  ) throws(StoreError) -> [FactVersion] {
    try read { db in
      let schema = FactTableSchema(kind)
      let statement = try RawStatement(
        db,
        """
        SELECT line, batch, \(schema.valueColumns.joined(separator: ", ")), row_version, recorded_at, effective_on \
        FROM \(schema.table) WHERE entity = ? AND source_key = ? ORDER BY row_version
        """)
      statement.bind(1, entity)
      let bytes = FactRowCoder.key(of: key)
      return try bytes.withUnsafeBytes { buffer in
        statement.bind(2, blob: buffer)
        var versions: [FactVersion] = []
        let after = Int32(2 + schema.schema.fields.count)
        while try statement.step() {
          versions.append(
            FactVersion(
              version: Int(statement.integer(after)), batch: statement.integer(1),
              line: Int32(clamping: statement.integer(0)),
              recordedAt: Moment(millisecondsSinceEpoch: statement.integer(after + 1)),
              effectiveOn: Day(ordinal: Int32(clamping: statement.integer(after + 2))),
              values: FactRows.values(schema.schema, statement)))
        }
        return versions
      }
    }
  }

  public func origin(_ kind: FactKind, batch: Int64, line: Int32) throws(StoreError) -> FactOrigin? {
    try read { db in
      guard let event = try EventRows.event(db, sequence: batch), let receipt = FactReceipt(event),
        receipt.kind == kind,
        try FactRows.isKept(db, FactTableSchema(kind), batch: batch, line: line)
      else { return nil }
      return FactOrigin(
        fileName: receipt.fileName, line: line, batch: batch, recordedAt: receipt.recordedAt,
        actor: event.draft.actor, fileDigest: receipt.fileDigest)
    }
  }

  public func batches() throws(StoreError) -> [FactReceipt] {
    try read { db in try FactRows.receipts(db) }
  }

  public func keptFile(_ digest: Digest) throws(StoreError) -> [UInt8]? {
    guard let folder else { return state.withLock { $0.files[digest] } }
    guard FileSystem.exists(folder.file(digest)) else { return nil }
    let bytes = try FileSystem.read(folder.file(digest))
    guard Digest.sha256(bytes) == digest else {
      throw StoreError(
        .damaged, subject: folder.file(digest), detail: "The kept file is not what was imported.",
        hint: "Restore it from a backup.")
    }
    return bytes
  }
}

/// Rows of fact tables on their way out. Statements give line and batch first, then the fields.
enum FactRows {
  static func table(_ kind: FactKind, _ statement: RawStatement) throws -> FactTable {
    var table = FactTable(kind: kind)
    let isText = table.schema.fields.map { $0.type == .text }
    while try statement.step() {
      table.append(line: Int32(clamping: statement.integer(0)), batch: statement.integer(1)) { index, column in
        let place = Int32(2 + index)
        if statement.isNull(place) {
          column.appendMissing()
        } else if isText[index] {
          column.append(text: String(decoding: statement.text(place), as: UTF8.self))
        } else {
          column.append(statement.integer(place))
        }
      }
    }
    table.seal()
    return table
  }

  static func values(_ schema: FactSchema, _ statement: RawStatement, from first: Int32 = 2) -> [FactValue?] {
    var values: [FactValue?] = []
    values.reserveCapacity(schema.fields.count)
    for (index, field) in schema.fields.enumerated() {
      let place = first + Int32(index)
      if statement.isNull(place) {
        values.append(nil)
      } else if field.type == .text {
        values.append(.text(String(decoding: statement.text(place), as: UTF8.self)))
      } else {
        values.append(.number(statement.integer(place)))
      }
    }
    return values
  }

  /// Whether a batch kept a row of this line: rows of a batch lie together.
  static func isKept(_ db: Database, _ schema: FactTableSchema, batch: Int64, line: Int32) throws -> Bool {
    try Int.fetchOne(
      db,
      sql: """
        SELECT 1 FROM batches JOIN \(schema.table) AS facts
        ON facts.row_id BETWEEN batches.first_row AND batches.first_row + batches.row_count - 1
        WHERE batches.event = ? AND facts.line = ? LIMIT 1
        """,
      arguments: [batch, line]) != nil
  }

  static func receipts(_ db: Database) throws -> [FactReceipt] {
    var receipts: [FactReceipt] = []
    for sequence in try Int64.fetchAll(db, sql: "SELECT event FROM batches ORDER BY event") {
      guard let event = try EventRows.event(db, sequence: sequence), let receipt = FactReceipt(event) else {
        throw StoreError(.damaged, subject: "batch \(sequence)", detail: "Its event is no import.")
      }
      receipts.append(receipt)
    }
    return receipts
  }

  /// What a batch kept, in its order.
  static func kept(_ db: Database, _ receipt: FactReceipt) throws -> KeptBatch {
    let schema = FactTableSchema(receipt.kind)
    let statement = try RawStatement(
      db,
      """
      SELECT line, batch, \(schema.valueColumns.joined(separator: ", ")), row_version, effective_on FROM \(schema.table) \
      WHERE row_id BETWEEN (SELECT first_row FROM batches WHERE event = ?1) \
      AND (SELECT first_row + row_count - 1 FROM batches WHERE event = ?1) AND batch = ?1 ORDER BY row_id
      """)
    statement.bind(1, receipt.batch)
    var batch = KeptBatch(receipt)
    let after = Int32(2 + schema.schema.fields.count)
    while try statement.step() {
      batch.add(
        values(schema.schema, statement), line: Int32(clamping: statement.integer(0)), version: statement.integer(after),
        effectiveOn: statement.integer(after + 1))
    }
    return batch
  }
}
