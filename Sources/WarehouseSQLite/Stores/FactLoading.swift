// SPDX-License-Identifier: Apache-2.0
import Commerce
import GRDB
import PlanningCycle
import Warehouse

/// The rows of one batch going into their table: new keys, corrections of known ones, and rows that say nothing new; and into a file beside the database.
struct FactLoading {
  /// Rows that go in together: what a command of somebody else waits for.
  static let chunk = 2_000

  let intake: FactIntake
  private let file: KeptFileWriter?

  /// - Parameter folder: where the rows are kept beside the database; nil keeps no file.
  init(_ batch: FactBatch, folder: DataFolder?, _ db: Database) throws {
    let table = FactTableSchema(batch.table.kind).table
    let lastRow = try Int64.fetchOne(db, sql: "SELECT max(row_id) FROM \(table)") ?? 0
    let isFirst = try Bool.fetchOne(db, sql: "SELECT 1 FROM \(table) WHERE entity = ? LIMIT 1", arguments: [batch.entity]) == nil
    intake = FactIntake(batch, lastRow: lastRow, isFirst: isFirst)
    file = try folder.map { folder throws(StoreError) in try KeptFileWriter(folder) }
  }

  /// - Parameter transaction: runs its body in a transaction of the database, which may be one for all.
  func store(_ mark: FactIntake.Mark, _ transaction: ((Database) throws -> [Int64?]) throws -> [Int64?]) throws {
    for range in intake.chunks(of: Self.chunk) {
      try intake.store(range, flush: { try file?.append($0) }) { (chunk, coder) in
        try transaction { try insert(chunk, coder, mark, $0) }
      }
    }
  }

  /// - Returns: the version each row was kept as; nil for one that says nothing new.
  private func insert(_ chunk: FactChunk, _ coder: FactRowCoder, _ mark: FactIntake.Mark, _ db: Database) throws -> [Int64?] {
    let statements = try FactStatements(db, intake.schema, coder)
    statements.begin(entity: intake.entity, recordedAt: mark.recordedAt, batch: mark.batch)
    var versions: [Int64?] = []
    var number = intake.nextRow
    for (index, row) in chunk.rows.enumerated() {
      let key = chunk.key(index)
      statements.bind(row, key: key, line: intake.lines[row], effectiveOn: chunk.effectiveOn[index])
      var version: Int64 = 1
      if try !(intake.isFirst && statements.insert(row: number, version: version)) {
        switch try statements.find(row, key: key) {
        case .unchanged:
          versions.append(nil)
          continue
        case .unknown: break
        case .other(let known, let newest, let day):
          version = newest + 1
          // An earlier row of this very batch is nobody's fact yet.
          if known >= intake.firstRow { try statements.retire(known) } else { intake.retire(known, effectiveOn: day) }
        }
        guard try statements.insert(row: number, version: version) else {
          throw StoreError(.damaged, subject: intake.schema.table, detail: "A source key has two versions \(version).")
        }
      }
      number += 1
      versions.append(version)
    }
    return versions
  }

  /// Ends the files and digests. Before the commit: a batch event without its rows would be a promise nobody can keep.
  func finish() throws {
    try intake.finish { try file?.append($0) }
    try file?.finish(as: intake.rowsDigest)
  }

  /// Makes past what these rows correct.
  static func retire(_ intake: FactIntake, _ db: Database) throws {
    let statement = try RawStatement(db, "UPDATE \(intake.schema.table) SET is_current = 0 WHERE row_id = ?")
    for row in intake.retired {
      statement.bind(1, row)
      try statement.run()
    }
  }
}
