// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
import PlanningCycle
import Warehouse

/// The rows of one batch going into their table, some thousands at a time: new keys, corrections of known ones, and rows that say nothing new. The same
/// rows, versions and numbers come out as with one statement a row.
final class FactLoading {
  /// Rows that go to the server together: what a command of somebody else waits for.
  static let chunk = 5_000

  /// What is on every row; a staged row does not know it yet.
  struct Mark {
    let batch: Int64
    let recordedAt: Moment

    static let staged = Mark(batch: BatchPlaces.unsaid, recordedAt: Moment(millisecondsSinceEpoch: BatchPlaces.unsaid))
  }

  let schema: FactTableSchema
  let entity: Int64
  let firstRow: Int64
  private(set) var new = 0
  private(set) var corrected = 0
  private(set) var unchanged = 0
  private(set) var rowsDigest = Digest.zero
  private(set) var inputDigest = Digest.zero
  /// Rows of earlier batches that are past once these are facts.
  private(set) var retired: [Int64] = []

  private let recordedOn: Day
  // Let go when the last row is in.
  private var coder: FactRowCoder?
  private var lines: [Int32]
  private var effective: FactColumn?
  private let isFirst: Bool
  private var nextRow: Int64
  private var rows: KeptRowsWriter? = KeptRowsWriter()
  private var input: DigestStream? = DigestStream()
  private var statements: FactStatements?

  init(_ batch: FactBatch, _ connection: Connection) throws {
    schema = FactTableSchema(batch.table.kind)
    entity = batch.entity
    recordedOn = batch.recordedOn
    coder = FactRowCoder(batch.table)
    lines = batch.table.lines
    effective = batch.table.schema.effectiveField.map { batch.table[$0] }
    let lastRow = try connection.query("SELECT coalesce(max(row_id), 0) FROM \(schema.table)").first?.integer(0) ?? 0
    firstRow = lastRow + 1
    nextRow = lastRow + 1
    // A first import need not look anything up: the unique index speaks for the few keys that come twice.
    isFirst = try connection.query("SELECT 1 FROM \(schema.table) WHERE entity = $1 LIMIT 1", [.integer(batch.entity)]).count == 0
  }

  var chunks: [Range<Int>] {
    stride(from: 0, to: lines.count, by: Self.chunk).map { $0..<min(lines.count, $0 + Self.chunk) }
  }

  /// The digest over all rows as they came, before any is in.
  func digestBefore() -> Digest { coder?.inputDigest() ?? inputDigest }

  /// - Parameter transaction: runs its body in a transaction of the database, which may be one for all.
  func store(_ range: Range<Int>, _ mark: Mark, _ transaction: ((Connection) throws -> [RowFate]) throws -> [RowFate]) throws {
    guard let coder else { preconditionFailure("rows come in once") }
    let chunk = FactChunk(coder, range) { effective?.integer($0) ?? Int64(recordedOn.ordinal) }
    chunk.read { input?.update($0) }
    let fates = try transaction { connection in
      var table =
        statements
        ?? FactStatements(
          connection, schema, coder, entity: entity, recordedAt: mark.recordedAt, batch: mark.batch, lines: lines, firstRow: firstRow)
      let fates = try table.store(chunk, isFirst: isFirst, nextRow: nextRow)
      retired += table.takeRetired()
      // A table of the transaction that keys are looked up through goes with it.
      statements = mark.batch == BatchPlaces.unsaid ? nil : table
      return fates
    }
    for (index, fate) in fates.enumerated() {
      guard let version = fate.version else {
        unchanged += 1
        continue
      }
      if version == 1 { new += 1 } else { corrected += 1 }
      nextRow += 1
      withExtendedLifetime(chunk) {
        rows?.add(version: version, effectiveOn: chunk.effectiveOn[index], content: chunk.content(index), flush: { _ in })
      }
    }
  }

  /// The rows stand in the database alone: what an SQLite folder keeps beside it, the server's log and its followers keep here.
  func finish() {
    guard let rows = rows.take(), let input = input.take() else { preconditionFailure("rows end once") }
    rowsDigest = rows.finish(flush: { _ in })
    inputDigest = input.finish()
    coder = nil
    statements = nil
    lines = []
    effective = nil
  }

  /// Makes past what these rows correct.
  func retire(_ connection: Connection) throws {
    for first in stride(from: 0, to: retired.count, by: 50_000) {
      let some = Array(retired[first..<min(retired.count, first + 50_000)])
      try connection.query("UPDATE \(schema.table) SET is_current = 0 WHERE row_id = ANY ($1)", [.integers(some)])
    }
  }
}
