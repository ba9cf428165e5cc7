// SPDX-License-Identifier: Apache-2.0
import Commerce
import PlanningCycle
import Warehouse

/// The rows of one batch going into their table: new keys, corrections of known ones, and rows that say nothing new.
final class FactLoading {
  /// Rows that go to the server together: what a command of somebody else waits for.
  static let chunk = 5_000

  let intake: FactIntake
  private var statements: FactStatements?

  init(_ batch: FactBatch, _ connection: Connection) throws {
    let table = FactTableSchema(batch.table.kind).table
    let lastRow = try connection.query("SELECT coalesce(max(row_id), 0) FROM \(table)").first?.integer(0) ?? 0
    let isFirst = try connection.query("SELECT 1 FROM \(table) WHERE entity = $1 LIMIT 1", [.integer(batch.entity)]).count == 0
    intake = FactIntake(batch, lastRow: lastRow, isFirst: isFirst)
  }

  /// - Parameter transaction: runs its body in a transaction of the database, which may be one for all.
  func store(_ mark: FactIntake.Mark, _ transaction: ((Connection) throws -> [Int64?]) throws -> [Int64?]) throws {
    for range in intake.chunks(of: Self.chunk) {
      try intake.store(range, flush: { _ in }) { (chunk, coder) in
        try transaction { try insert(chunk, coder, mark, $0) }
      }
    }
  }

  private func insert(_ chunk: FactChunk, _ coder: FactRowCoder, _ mark: FactIntake.Mark, _ connection: Connection) throws -> [Int64?] {
    var table = statements ?? FactStatements(connection, coder, intake, mark)
    let fates = try table.store(chunk, isFirst: intake.isFirst, nextRow: intake.nextRow)
    for (row, day) in table.takeRetired() { intake.retire(row, effectiveOn: day) }
    // A table of the transaction that keys are looked up through goes with it.
    statements = mark.batch == BatchPlaces.unsaid ? nil : table
    return fates.map(\.version)
  }

  /// The rows stand in the database alone: what an SQLite folder keeps beside it, the server's log and its followers keep here.
  func finish() throws {
    try intake.finish { _ in }
    statements = nil
  }

  /// Makes past what these rows correct.
  static func retire(_ intake: FactIntake, _ connection: Connection) throws {
    let retired = intake.retired
    for first in stride(from: 0, to: retired.count, by: 50_000) {
      let some = Array(retired[first..<min(retired.count, first + 50_000)])
      try connection.query("UPDATE \(intake.schema.table) SET is_current = 0 WHERE row_id = ANY ($1)", [.integers(some)])
    }
  }
}
