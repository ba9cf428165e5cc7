// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import GRDB
import Journal
import PlanningCycle
import Warehouse

/// The rows of one batch going into their table, some thousands at a time: new keys, corrections of known ones, and rows that say nothing new.
final class FactLoading {
  /// Rows that go in together: what a command of somebody else waits for.
  static let chunk = 2_000

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
  private let file: KeptFileWriter?

  /// - Parameter folder: where the rows are kept beside the database; nil keeps no file.
  init(_ batch: FactBatch, folder: DataFolder?, _ db: Database) throws {
    schema = FactTableSchema(batch.table.kind)
    entity = batch.entity
    recordedOn = batch.recordedOn
    coder = FactRowCoder(batch.table)
    lines = batch.table.lines
    effective = batch.table.schema.effectiveField.map { batch.table[$0] }
    let lastRow = try Int64.fetchOne(db, sql: "SELECT max(row_id) FROM \(schema.table)") ?? 0
    firstRow = lastRow + 1
    nextRow = lastRow + 1
    // A first import need not look anything up: the unique index speaks for the few keys that come twice.
    isFirst = try Bool.fetchOne(db, sql: "SELECT 1 FROM \(schema.table) WHERE entity = ? LIMIT 1", arguments: [batch.entity]) == nil
    file = try folder.map { folder throws(StoreError) in try KeptFileWriter(folder) }
  }

  var rowCount: Int { lines.count }
  var chunks: [Range<Int>] {
    stride(from: 0, to: rowCount, by: Self.chunk).map { $0..<min(rowCount, $0 + Self.chunk) }
  }

  /// The digest over all rows as they came, before any is in.
  func digestBefore() -> Digest { coder?.inputDigest() ?? inputDigest }

  /// - Parameter transaction: runs its body in a transaction of the database, which may be one for all.
  func store(_ range: Range<Int>, _ mark: Mark, _ transaction: ((Database) throws -> [Int64?]) throws -> [Int64?]) throws {
    guard let coder else { preconditionFailure("rows come in once") }
    let chunk = FactChunk(coder, range) { effective?.integer($0) ?? Int64(recordedOn.ordinal) }
    chunk.read { input?.update($0) }
    let versions = try transaction { try insert(chunk, coder, mark, $0) }
    for (index, version) in versions.enumerated() {
      guard let version else { continue }
      try rows?.add(version: version, effectiveOn: chunk.effectiveOn[index], content: chunk.content(index)) { try file?.append($0) }
    }
  }

  /// - Returns: the version each row was kept as; nil for one that says nothing new.
  private func insert(_ chunk: FactChunk, _ coder: FactRowCoder, _ mark: Mark, _ db: Database) throws -> [Int64?] {
    let statements = try FactStatements(db, schema, coder)
    statements.begin(entity: entity, recordedAt: mark.recordedAt, batch: mark.batch)
    var versions: [Int64?] = []
    for (index, row) in chunk.rows.enumerated() {
      let key = chunk.key(index)
      statements.bind(row, key: key, line: lines[row], effectiveOn: chunk.effectiveOn[index])
      var version: Int64 = 1
      if isFirst, try statements.insert(row: nextRow, version: version) {
        new += 1
      } else {
        switch try statements.find(row, key: key) {
        case .unchanged:
          unchanged += 1
          versions.append(nil)
          continue
        case .unknown: new += 1
        case .other(let known, let newest):
          version = newest + 1
          corrected += 1
          // An earlier row of this very batch is nobody's fact yet.
          if known >= firstRow { try statements.retire(known) } else { retired.append(known) }
        }
        guard try statements.insert(row: nextRow, version: version) else {
          throw StoreError(.damaged, subject: schema.table, detail: "A source key has two versions \(version).")
        }
      }
      nextRow += 1
      versions.append(version)
    }
    return versions
  }

  /// Ends the files and digests. Before the commit: a batch event without its rows would be a promise nobody can keep.
  func finish() throws {
    guard let rows = rows.take(), let input = input.take() else { preconditionFailure("rows end once") }
    rowsDigest = try rows.finish { try file?.append($0) }
    try file?.finish(as: rowsDigest)
    inputDigest = input.finish()
    coder = nil
    lines = []
    effective = nil
  }

  /// Makes past what these rows correct.
  func retire(_ db: Database) throws {
    let statement = try RawStatement(db, "UPDATE \(schema.table) SET is_current = 0 WHERE row_id = ?")
    for row in retired {
      statement.bind(1, row)
      try statement.run()
    }
  }
}
