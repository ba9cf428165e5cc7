// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
import PlanningCycle
import Warehouse

/// One batch of facts going into its table: new keys, corrections of known ones, and rows that say nothing new. The same rows, versions
/// and numbers come out as with one statement a row; they only go in by thousands.
struct FactImport {
  private let batch: FactBatch
  private let schema: FactTableSchema
  private let coder: FactRowCoder
  private let effective: FactColumn?

  /// Rows that go to the server together.
  static let chunk = 20_000

  init(_ batch: FactBatch) {
    self.batch = batch
    schema = FactTableSchema(batch.table.kind)
    coder = FactRowCoder(batch.table)
    effective = batch.table.schema.effectiveField.map { batch.table[$0] }
  }

  func run(_ draft: EventDraft, _ transaction: CommandTransaction) throws -> Event {
    let isKnown = try transaction.earlier(draft) { event in
      guard let receipt = FactReceipt(event) else { return false }
      return receipt.command == draft.payload && receipt.kind == batch.table.kind
        && receipt.entity == batch.entity && receipt.inputDigest == coder.inputDigest()
    }
    if let isKnown { return isKnown }
    let connection = transaction.connection
    let fileDigest = try batch.fileBytes.map { try KeptFileRows.keep(connection, $0) }
    let tally = try store(connection, sequence: transaction.nextSequence, recordedAt: transaction.nextRecordedAt)
    let payload = FactReceipt.payload(
      command: draft.payload, batch: batch, fileDigest: fileDigest, newRows: tally.new, correctedRows: tally.corrected,
      unchangedRows: tally.unchanged, rowsDigest: tally.rowsDigest, inputDigest: tally.inputDigest)
    let event = try transaction.append(draft.with(payload: payload))
    guard let receipt = FactReceipt(event) else { preconditionFailure("a batch event reads back as one") }
    try connection.query(
      "INSERT INTO batches (event, kind, entity, first_row, row_count) VALUES ($1, $2, $3, $4, $5)",
      [
        .integer(receipt.batch), .text(receipt.kind.rawValue), .integer(receipt.entity), .integer(tally.firstRow),
        .integer(receipt.keptRows),
      ])
    return event
  }

  private struct Tally {
    var new = 0
    var corrected = 0
    var unchanged = 0
    var firstRow: Int64
    var rowsDigest = Digest.zero
    var inputDigest = Digest.zero
  }

  private func store(_ connection: Connection, sequence: Int64, recordedAt: Moment) throws -> Tally {
    let lastRow = try connection.query("SELECT coalesce(max(row_id), 0) FROM \(schema.table)").first?.integer(0) ?? 0
    // A first import need not look anything up: the unique index speaks for the few keys that come twice.
    let isFirst = try connection.query("SELECT 1 FROM \(schema.table) WHERE entity = $1 LIMIT 1", [.integer(batch.entity)]).count == 0
    var table = FactStatements(
      connection, schema, coder, entity: batch.entity, recordedAt: recordedAt, batch: sequence, lines: batch.table.lines)
    var tally = Tally(firstRow: lastRow + 1)
    var rows = KeptRowsWriter()
    var input = DigestStream()
    var nextRow = lastRow + 1
    for start in stride(from: 0, to: coder.rowCount, by: FactImport.chunk) {
      let chunk = FactChunk(coder, start..<min(coder.rowCount, start + FactImport.chunk)) { row in
        effective?.integer(row) ?? Int64(batch.recordedOn.ordinal)
      }
      chunk.read { input.update($0) }
      let fates = try table.store(chunk, isFirst: isFirst, nextRow: nextRow)
      for (index, fate) in fates.enumerated() {
        guard let version = fate.version else {
          tally.unchanged += 1
          continue
        }
        if version == 1 { tally.new += 1 } else { tally.corrected += 1 }
        nextRow += 1
        withExtendedLifetime(chunk) {
          rows.add(version: version, effectiveOn: chunk.effectiveOn[index], content: chunk.content(index), flush: { _ in })
        }
      }
    }
    // The rows stand in the database alone: what an SQLite folder keeps beside it, the server's log and its followers keep here.
    tally.rowsDigest = rows.finish(flush: { _ in })
    tally.inputDigest = input.finish()
    return tally
  }
}

/// Some thousands of rows with their keys and contents in one piece of memory each.
final class FactChunk {
  let rows: Range<Int>
  private(set) var effectiveOn: [Int64] = []
  private var keys = RowBytes(capacity: 1 << 20)
  private var contents = RowBytes(capacity: 1 << 22)
  private var keyEnds: [Int] = [0]
  private var contentEnds: [Int] = [0]

  init(_ coder: FactRowCoder, _ rows: Range<Int>, effectiveOn: (Int) -> Int64) {
    self.rows = rows
    var buffer = RowBytes()
    for row in rows {
      coder.key(row, into: &buffer)
      keys.append(buffer.pointer)
      keyEnds.append(keys.count)
      coder.content(row, into: &buffer)
      contents.append(buffer.pointer)
      contentEnds.append(contents.count)
      self.effectiveOn.append(effectiveOn(row))
    }
  }

  /// - Parameter index: from 0, of the rows of this chunk.
  func key(_ index: Int) -> UnsafeRawBufferPointer { part(keys.pointer, keyEnds, index) }
  func content(_ index: Int) -> UnsafeRawBufferPointer { part(contents.pointer, contentEnds, index) }
  /// All contents, as they came.
  func read(_ body: (UnsafeRawBufferPointer) -> Void) { body(contents.pointer) }

  private func part(_ bytes: UnsafeRawBufferPointer, _ ends: [Int], _ index: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[ends[index]..<ends[index + 1]])
  }
}
