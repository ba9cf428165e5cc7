// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import GRDB
import Journal
import PlanningCycle
import Warehouse

/// One batch of facts with its event, rows and all, in one transaction.
struct FactImport {
  private let batch: FactBatch
  private let fileDigest: Digest?
  private let folder: DataFolder?

  init(_ batch: FactBatch, fileDigest: Digest?, folder: DataFolder?) {
    self.batch = batch
    self.fileDigest = fileDigest
    self.folder = folder
  }

  func run(_ draft: EventDraft, _ transaction: CommandTransaction) throws -> Event {
    try transaction.endStaging(of: batch.table.kind)
    let loading = try FactLoading(batch, folder: folder, transaction.db)
    let isKnown = try FactImport.earlier(draft, transaction, batch.table.kind, batch.entity) { loading.digestBefore() }
    if let isKnown { return isKnown }
    let mark = FactLoading.Mark(batch: transaction.nextSequence, recordedAt: transaction.nextRecordedAt)
    for range in loading.chunks { try loading.store(range, mark) { try $0(transaction.db) } }
    try loading.finish()
    return try FactImport.append(
      draft, transaction, loading, fileName: batch.fileName, recordedOn: batch.recordedOn, kind: batch.table.kind, fileDigest: fileDigest)
  }

  /// What became of this command, when it came before with the same rows.
  static func earlier(
    _ draft: EventDraft, _ transaction: CommandTransaction, _ kind: FactKind, _ entity: Int64, inputDigest: () -> Digest
  ) throws -> Event? {
    try transaction.earlier(draft) { event in
      guard let receipt = FactReceipt(event) else { return false }
      return receipt.command == draft.payload && receipt.kind == kind && receipt.entity == entity
        && receipt.inputDigest == inputDigest()
    }
  }

  /// The event of a batch whose rows are in.
  static func append(
    _ draft: EventDraft, _ transaction: CommandTransaction, _ loading: FactLoading, fileName: String, recordedOn: Day, kind: FactKind,
    fileDigest: Digest?
  ) throws -> Event {
    try loading.retire(transaction.db)
    let payload = FactReceipt.payload(
      command: draft.payload, kind: kind, entity: loading.entity, fileName: fileName, recordedOn: recordedOn, fileDigest: fileDigest,
      newRows: loading.new, correctedRows: loading.corrected, unchangedRows: loading.unchanged, rowsDigest: loading.rowsDigest,
      inputDigest: loading.inputDigest)
    let event = try transaction.append(draft.with(payload: payload))
    guard let receipt = FactReceipt(event) else { preconditionFailure("a batch event reads back as one") }
    try insertBatch(transaction.db, receipt, firstRow: loading.firstRow)
    return event
  }

  /// Says which rows a batch brought: they lie together.
  static func insertBatch(_ db: Database, _ receipt: FactReceipt, firstRow: Int64) throws {
    try db.execute(
      sql: "INSERT INTO batches (event, kind, entity, first_row, row_count) VALUES (?, ?, ?, ?, ?)",
      arguments: [receipt.batch, receipt.kind.rawValue, receipt.entity, firstRow, receipt.keptRows])
  }
}
