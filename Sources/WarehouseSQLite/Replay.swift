// SPDX-License-Identifier: Apache-2.0
import Commerce
import GRDB
import Journal
import PlanningCycle
import Warehouse

/// Puts an event of the journal file back into a database that lost it, with the rows that belong to it:
/// facts and forecasts from the
/// files kept beside the database, members and people from the event itself. A person's lost password must be
/// set again.
struct Replay {
  let folder: DataFolder

  func apply(_ event: Event, _ db: Database) throws {
    try EventRows.insert(db, event, try event.encoded())
    if let receipt = FactReceipt(event) { try restore(receipt, db) }
    if let record = ForecastRunRecord(event) { try restore(record, db) }
    if event.kind == MemberEvent.kind { try MemberRows.insert(db, event) }
    if event.payload["person_id"] != nil { try PeopleRows.replay(db, event) }
  }

  private func restore(_ receipt: FactReceipt, _ db: Database) throws {
    let schema = FactTableSchema(receipt.kind)
    let bytes = try file(receipt.rowsDigest, isEmpty: receipt.keptRows == 0)
    guard
      let rows = KeptRows(bytes, kind: receipt.kind, fields: receipt.fields, batch: receipt.batch),
      rows.table.rowCount == receipt.keptRows
    else { throw missing(receipt.rowsDigest) }
    let coder = FactRowCoder(rows.table)
    let statements = try FactStatements(db, schema, coder)
    let lastRow = try Int64.fetchOne(db, sql: "SELECT max(row_id) FROM \(schema.table)") ?? 0
    statements.begin(entity: receipt.entity, recordedAt: receipt.recordedAt, batch: receipt.batch)
    var key = RowBytes()
    for row in 0..<coder.rowCount {
      coder.key(row, into: &key)
      if case .other(let known, _, _) = try statements.find(row, key: key.pointer) {
        try statements.retire(known)
      }
      statements.bind(
        row, key: key.pointer, line: rows.table.lines[row], effectiveOn: rows.effectiveOn[row])
      guard try statements.insert(row: lastRow + Int64(row) + 1, version: rows.versions[row]) else {
        throw StoreError(
          .damaged, subject: schema.table, detail: "A version of a source key is there already.")
      }
    }
    try FactImport.insertBatch(db, receipt, firstRow: lastRow + 1)
    try FactMonthTables.markEvery(receipt.kind, entity: receipt.entity, batch: receipt.batch, MonthRows(db))
  }

  private func restore(_ record: ForecastRunRecord, _ db: Database) throws {
    let rows = try ForecastRowCoder.rows(try file(record.rowsDigest, isEmpty: record.rowCount == 0))
    try ForecastRows.insertRun(db, record.id, record.run.purpose, PreparedForecast(rows: rows, digest: record.rowsDigest))
  }

  private func file(_ digest: Digest, isEmpty: Bool) throws -> [UInt8] {
    if isEmpty { return [] }
    guard FileSystem.exists(folder.file(digest)) else { throw missing(digest) }
    let bytes = try FileSystem.read(folder.file(digest))
    guard Digest.sha256(bytes) == digest else { throw missing(digest) }
    return bytes
  }

  private func missing(_ digest: Digest) -> StoreError {
    StoreError(
      .journalDisagrees, subject: folder.file(digest),
      detail: "The database lost rows whose file is gone or changed, too.",
      hint: "Nothing was changed. Restore the newest backup; the journal file brings the commands after it.")
  }
}
