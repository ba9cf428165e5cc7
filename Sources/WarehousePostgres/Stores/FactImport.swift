// SPDX-License-Identifier: Apache-2.0
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
    let intake = loading.intake
    if let earlier = try transaction.earlier(draft, isSame: { intake.isRepeated(by: $0, of: draft) }) { return earlier }
    intake.fileDigest = try batch.fileBytes.map { try KeptFileRows.keep(connection, $0) }
    try loading.store(FactIntake.Mark(batch: transaction.nextSequence, recordedAt: transaction.nextRecordedAt)) { try $0(connection) }
    try loading.finish()
    return try FactImport.append(draft, transaction, intake)
  }

  /// The event of a batch whose rows are in.
  static func append(_ draft: EventDraft, _ transaction: CommandTransaction, _ intake: FactIntake) throws -> Event {
    try FactLoading.retire(intake, transaction.connection)
    let event = try transaction.append(draft.with(payload: intake.payload(command: draft.payload)))
    try transaction.connection.query(
      "INSERT INTO batches (event, kind, entity, first_row, row_count) VALUES ($1, $2, $3, $4, $5)",
      [
        .integer(event.sequence), .text(intake.kind.rawValue), .integer(intake.entity), .integer(intake.firstRow),
        .integer(Int64(intake.keptRows)),
      ])
    try FactMonthTables.mark(
      intake.touchedMonths, intake.kind, entity: intake.entity, batch: event.sequence, MonthRows(transaction.connection))
    return event
  }
}
