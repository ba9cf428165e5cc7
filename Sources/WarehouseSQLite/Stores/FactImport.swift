// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import GRDB
import Journal
import PlanningCycle
import Warehouse

/// One batch of facts going into its table: new keys, corrections of known ones, and rows that say nothing
/// new.
struct FactImport {
  private let batch: FactBatch
  private let fileDigest: Digest?
  private let folder: DataFolder?
  private let schema: FactTableSchema
  private let coder: FactRowCoder
  private let effective: FactColumn?

  init(_ batch: FactBatch, fileDigest: Digest?, folder: DataFolder?) {
    self.batch = batch
    self.fileDigest = fileDigest
    self.folder = folder
    self.schema = FactTableSchema(batch.table.kind)
    self.coder = FactRowCoder(batch.table)
    self.effective = batch.table.schema.effectiveField.map { batch.table[$0] }
  }

  func run(_ draft: EventDraft, _ transaction: CommandTransaction) throws -> Event {
    let isKnown = try transaction.earlier(draft) { event in
      guard let receipt = FactReceipt(event) else { return false }
      return receipt.command == draft.payload && receipt.kind == batch.table.kind
        && receipt.entity == batch.entity && receipt.inputDigest == coder.inputDigest()
    }
    if let isKnown { return isKnown }
    let sequence = transaction.nextSequence
    let tally = try store(transaction.db, sequence: sequence, recordedAt: transaction.nextRecordedAt)
    let payload = FactReceipt.payload(
      command: draft.payload, batch: batch, fileDigest: fileDigest, newRows: tally.new,
      correctedRows: tally.corrected, unchangedRows: tally.unchanged, rowsDigest: tally.rowsDigest,
      inputDigest: tally.inputDigest)
    let event = try transaction.append(draft.with(payload: payload))
    guard let receipt = FactReceipt(event) else { preconditionFailure("a batch event reads back as one") }
    try FactImport.insertBatch(transaction.db, receipt, firstRow: tally.firstRow)
    return event
  }

  /// Says which rows a batch brought: they lie together.
  static func insertBatch(_ db: Database, _ receipt: FactReceipt, firstRow: Int64) throws {
    try db.execute(
      sql: "INSERT INTO batches (event, kind, entity, first_row, row_count) VALUES (?, ?, ?, ?, ?)",
      arguments: [receipt.batch, receipt.kind.rawValue, receipt.entity, firstRow, receipt.keptRows])
  }

  private struct Tally {
    var new = 0
    var corrected = 0
    var unchanged = 0
    var firstRow: Int64
    var rowsDigest = Digest.zero
    var inputDigest = Digest.zero
  }

  private func store(_ db: Database, sequence: Int64, recordedAt: Moment) throws -> Tally {
    let lastRow = try Int64.fetchOne(db, sql: "SELECT max(row_id) FROM \(schema.table)") ?? 0
    // A first import need not look anything up: the unique index speaks for the few keys that come twice.
    let isFirst = try !Bool.fetchAll(
      db, sql: "SELECT 1 FROM \(schema.table) WHERE entity = ? LIMIT 1", arguments: [batch.entity]
    ).contains(true)
    var tally = Tally(firstRow: lastRow + 1)
    var rows = KeptRowsWriter()
    let file = try folder.map { folder throws(StoreError) in try KeptFileWriter(folder) }
    var input = DigestStream()
    var key = RowBytes()
    var content = RowBytes()
    let statements = try FactStatements(db, schema, coder)
    statements.begin(entity: batch.entity, recordedAt: recordedAt, batch: sequence)
    var rowID = lastRow
    for row in 0..<coder.rowCount {
      coder.key(row, into: &key)
      coder.content(row, into: &content)
      input.update(content.pointer)
      let effectiveOn = effective?.integer(row) ?? Int64(batch.recordedOn.ordinal)
      statements.bind(row, key: key.pointer, line: batch.table.lines[row], effectiveOn: effectiveOn)
      var version: Int64 = 1
      if isFirst, try statements.insert(row: rowID + 1, version: version) {
        tally.new += 1
      } else {
        switch try statements.find(row, key: key.pointer) {
        case .unchanged:
          tally.unchanged += 1
          continue
        case .unknown: tally.new += 1
        case .other(let known, let newest):
          version = newest + 1
          tally.corrected += 1
          try statements.retire(known)
        }
        guard try statements.insert(row: rowID + 1, version: version) else {
          throw StoreError(
            .damaged, subject: schema.table, detail: "A source key has two versions \(version).")
        }
      }
      rowID += 1
      try rows.add(version: version, effectiveOn: effectiveOn, content: content.pointer) {
        try file?.append($0)
      }
    }
    tally.rowsDigest = try rows.finish { try file?.append($0) }
    // Before the commit: a batch event without its rows would be a promise nobody can keep.
    try file?.finish(as: tally.rowsDigest)
    tally.inputDigest = input.finish()
    return tally
  }
}
