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
      guard let moment else {
        return try FactRows.table(db, kind, entity: entity, through: try FactRows.lastRow(db, kind))
      }
      return try FactRows.table(db, kind, entity: entity, asOf: try FactRows.lastRow(db, kind, asOf: moment))
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
        SELECT line, batch, \(schema.valueColumns.joined(separator: ", ")), row_id, row_version, recorded_at, effective_on \
        FROM \(schema.table) WHERE entity = ? AND source_key = ? AND row_id <= ? ORDER BY row_version
        """)
      statement.bind(1, entity)
      statement.bind(3, try FactRows.lastRow(db, kind))
      var rows = FactRows(db, kind, place: Int32(2 + schema.schema.fields.count))
      let bytes = FactRowCoder.key(of: key)
      return try bytes.withUnsafeBytes { buffer in
        statement.bind(2, blob: buffer)
        var versions: [FactVersion] = []
        let after = Int32(3 + schema.schema.fields.count)
        while try statement.step() {
          let batch = statement.integer(1)
          let staged = batch == BatchPlaces.unsaid ? try rows.place(statement) : nil
          versions.append(
            FactVersion(
              version: Int(statement.integer(after)), batch: staged?.batch ?? batch,
              line: Int32(clamping: statement.integer(0)),
              recordedAt: Moment(millisecondsSinceEpoch: staged?.recordedAt ?? statement.integer(after + 1)),
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
struct FactRows {
  // Which batch a row that was staged belongs to; read when the first such row comes.
  private let db: Database
  private let kind: FactKind
  private let rowPlace: Int32
  private var places: BatchPlaces?

  /// - Parameter place: the column of the row's number.
  init(_ db: Database, _ kind: FactKind, place: Int32) {
    self.db = db
    self.kind = kind
    rowPlace = place
  }

  /// The batch of the row that a statement stands at, by where it lies.
  mutating func place(_ statement: RawStatement) throws -> BatchPlaces.Place? {
    if places == nil { places = try Self.places(db, kind) }
    return places?.place(of: statement.integer(rowPlace))
  }

  /// Which batch rows belong to that were staged.
  static func places(_ db: Database, _ kind: FactKind) throws -> BatchPlaces {
    let all = try RawStatement(db, BatchPlaces.all(kind: "?"))
    var kind = kind.rawValue
    return BatchPlaces(
      try kind.withUTF8 { text in
        all.bind(1, text: UnsafeRawBufferPointer(text))
        var found: [BatchPlaces.Place] = []
        while try all.step() {
          found.append(
            BatchPlaces.Place(
              firstRow: all.integer(0), rowCount: all.integer(1), batch: all.integer(2), recordedAt: all.integer(3)))
        }
        return found
      })
  }

  /// The newest row of a kind that is a fact; those after it are on their way.
  static func lastRow(_ db: Database, _ kind: FactKind, asOf moment: Moment? = nil) throws -> Int64 {
    let sql = BatchPlaces.lastRow(isPast: moment != nil, kind: "?", moment: "?")
    let arguments: StatementArguments = moment.map { [kind.rawValue, $0.millisecondsSinceEpoch] } ?? [kind.rawValue]
    return try Int64.fetchOne(try db.cachedStatement(sql: sql), arguments: arguments) ?? 0
  }

  /// The newest row that a batch, or the newest one before it, brought of a kind.
  static func lastRow(_ db: Database, _ kind: FactKind, through batch: Int64) throws -> Int64 {
    let sql = BatchPlaces.lastRow(throughBatch: "?", kind: "?")
    return try Int64.fetchOne(try db.cachedStatement(sql: sql), arguments: [kind.rawValue, batch]) ?? 0
  }

  /// The newest version of each source key among the rows through one.
  ///
  /// - Parameter past: rows that are left out.
  static func table(
    _ db: Database, _ kind: FactKind, entity: Int64, through last: Int64, leavingOut past: Swift.Set<Int64> = []
  ) throws -> FactTable {
    try read(db, kind, entity, "is_current = 1 AND row_id <= ?2", last, past)
  }

  /// The newest version of each source key as it was when a row was the newest.
  static func table(_ db: Database, _ kind: FactKind, entity: Int64, asOf last: Int64) throws -> FactTable {
    let table = FactTableSchema(kind).table
    let condition = """
      row_id <= ?2 AND NOT EXISTS (SELECT 1 FROM \(table) AS later WHERE later.entity = \(table).entity \
      AND later.source_key = \(table).source_key AND later.row_version > \(table).row_version AND later.row_id <= ?2)
      """
    return try read(db, kind, entity, condition, last, [])
  }

  private static func read(
    _ db: Database, _ kind: FactKind, _ entity: Int64, _ condition: String, _ last: Int64, _ past: Swift.Set<Int64>
  ) throws -> FactTable {
    let schema = FactTableSchema(kind)
    let statement = try RawStatement(
      db,
      """
      SELECT line, batch, \(schema.valueColumns.joined(separator: ", ")), row_id FROM \(schema.table) \
      WHERE entity = ?1 AND \(condition) ORDER BY source_key
      """)
    statement.bind(1, entity)
    statement.bind(2, last)
    var table = FactTable(kind: kind)
    let isText = table.schema.fields.map { $0.type == .text }
    var rows = FactRows(db, kind, place: Int32(2 + isText.count))
    while try statement.step() {
      if !past.isEmpty, past.contains(statement.integer(rows.rowPlace)) { continue }
      var batch = statement.integer(1)
      if batch == BatchPlaces.unsaid { batch = try rows.place(statement)?.batch ?? batch }
      table.append(line: Int32(clamping: statement.integer(0)), batch: batch) { index, column in
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

  /// Takes away rows of a kind that never became facts, the newest first.
  ///
  /// - Returns: how many are gone, and how many are left.
  @discardableResult
  static func discard(_ db: Database, _ kind: FactKind, atMost count: Int = .max) throws -> (gone: Int64, left: Int64) {
    let schema = FactTableSchema(kind)
    let newest = try Int64.fetchOne(db, sql: "SELECT max(row_id) FROM \(schema.table)") ?? 0
    guard newest > 0 else { return (0, 0) }
    let last = try lastRow(db, kind)
    guard newest > last else { return (0, 0) }
    let after = newest - last > Int64(clamping: count) ? newest - Int64(clamping: count) : last
    for statement in schema.discarding(after: after, SQLiteDialect()) { try db.execute(sql: statement) }
    return (newest - after, after - last)
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
      AND (SELECT first_row + row_count - 1 FROM batches WHERE event = ?1) AND batch IN (?1, \(BatchPlaces.unsaid)) ORDER BY row_id
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
