// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
import PlanningCycle
import Warehouse

/// One batch of facts with its event, rows and all, in one transaction.
struct FactImport {
  private let batch: FactBatch

  init(_ batch: FactBatch) { self.batch = batch }

  func run(_ draft: EventDraft, _ transaction: CommandTransaction) throws -> Event {
    try transaction.endStaging(of: batch.table.kind)
    let connection = transaction.connection
    let loading = try FactLoading(batch, connection)
    let isKnown = try FactImport.earlier(draft, transaction, batch.table.kind, batch.entity) { loading.digestBefore() }
    if let isKnown { return isKnown }
    let fileDigest = try batch.fileBytes.map { try KeptFileRows.keep(connection, $0) }
    let mark = FactLoading.Mark(batch: transaction.nextSequence, recordedAt: transaction.nextRecordedAt)
    for range in loading.chunks { try loading.store(range, mark) { try $0(connection) } }
    loading.finish()
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
    try loading.retire(transaction.connection)
    let payload = FactReceipt.payload(
      command: draft.payload, kind: kind, entity: loading.entity, fileName: fileName, recordedOn: recordedOn, fileDigest: fileDigest,
      newRows: loading.new, correctedRows: loading.corrected, unchangedRows: loading.unchanged, rowsDigest: loading.rowsDigest,
      inputDigest: loading.inputDigest)
    let event = try transaction.append(draft.with(payload: payload))
    guard let receipt = FactReceipt(event) else { preconditionFailure("a batch event reads back as one") }
    try transaction.connection.query(
      "INSERT INTO batches (event, kind, entity, first_row, row_count) VALUES ($1, $2, $3, $4, $5)",
      [
        .integer(receipt.batch), .text(receipt.kind.rawValue), .integer(receipt.entity), .integer(loading.firstRow),
        .integer(receipt.keptRows),
      ])
    return event
  }
}
