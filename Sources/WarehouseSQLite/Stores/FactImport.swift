// SPDX-License-Identifier: Apache-2.0
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
    let intake = loading.intake
    if let earlier = try transaction.earlier(draft, isSame: { intake.isRepeated(by: $0, of: draft) }) { return earlier }
    intake.fileDigest = fileDigest
    try loading.store(FactIntake.Mark(batch: transaction.nextSequence, recordedAt: transaction.nextRecordedAt)) { try $0(transaction.db) }
    try loading.finish()
    return try FactImport.append(draft, transaction, intake)
  }

  /// The event of a batch whose rows are in.
  static func append(_ draft: EventDraft, _ transaction: CommandTransaction, _ intake: FactIntake) throws -> Event {
    try FactLoading.retire(intake, transaction.db)
    let event = try transaction.append(draft.with(payload: intake.payload(command: draft.payload)))
    guard let receipt = FactReceipt(event) else { preconditionFailure("a batch event reads back as one") }
    try insertBatch(transaction.db, receipt, firstRow: intake.firstRow)
    try FactMonthTables.mark(intake.touchedMonths, intake.kind, entity: intake.entity, batch: receipt.batch, MonthRows(transaction.db))
    return event
  }

  /// Says which rows a batch brought: they lie together.
  static func insertBatch(_ db: Database, _ receipt: FactReceipt, firstRow: Int64) throws {
    try db.execute(
      sql: "INSERT INTO batches (event, kind, entity, first_row, row_count) VALUES (?, ?, ?, ?, ?)",
      arguments: [receipt.batch, receipt.kind.rawValue, receipt.entity, firstRow, receipt.keptRows])
  }
}
