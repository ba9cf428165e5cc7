// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
import PlanningCycle
import Warehouse

/// What becomes of one row of an import.
struct RowFate {
  /// The version it is kept as; nil when it says nothing new.
  var version: Int64?
  /// Whether a later row of the same chunk corrects it.
  var isCurrent = true
}

/// Brings chunks of rows into the table of a kind of fact.
struct FactStatements {
  private let connection: Connection
  private let schema: FactTableSchema
  private let coder: FactRowCoder
  private let entity: Int64
  private let recordedAt: Int64
  private let batch: Int64
  private let lines: [Int32]
  /// Of the batch: earlier rows of it are nobody's facts yet.
  private let firstRow: Int64
  /// Rows of earlier batches that are past once these are facts.
  private var retired: [(row: Int64, effectiveOn: Int64)] = []
  private var hasStaging = false

  init(_ connection: Connection, _ coder: FactRowCoder, _ intake: FactIntake, _ mark: FactIntake.Mark) {
    self.connection = connection
    self.coder = coder
    (schema, entity, firstRow, lines) = (intake.schema, intake.entity, intake.firstRow, intake.lines)
    (batch, recordedAt) = (mark.batch, mark.recordedAt.millisecondsSinceEpoch)
  }

  /// Rows of earlier batches that were found corrected since this was asked last.
  mutating func takeRetired() -> [(row: Int64, effectiveOn: Int64)] {
    defer { retired = [] }
    return retired
  }

  /// - Parameter isFirst: nothing was known of this entity before the import.
  /// - Returns: one fate a row of the chunk; kept rows have the numbers from `nextRow` on, in their order.
  mutating func store(_ chunk: FactChunk, isFirst: Bool, nextRow: Int64) throws -> [RowFate] {
    if isFirst {
      let fates = [RowFate](repeating: RowFate(version: 1), count: chunk.rows.count)
      try connection.query("SAVEPOINT chunk")
      do {
        try insert(chunk, fates, nextRow: nextRow)
        try connection.query("RELEASE SAVEPOINT chunk")
        return fates
      } catch let failure as PostgresFailure where failure.state == PostgresFailure.uniqueViolation && !failure.isLost {
        try connection.query("ROLLBACK TO SAVEPOINT chunk")
      }
    }
    let (fates, corrected) = try decide(chunk)
    let own = corrected.filter { $0.row >= firstRow }.map(\.row)
    retired += corrected.filter { $0.row < firstRow }
    if !own.isEmpty {
      try connection.query("UPDATE \(schema.table) SET is_current = 0 WHERE row_id = ANY ($1)", [.integers(own)])
    }
    try insert(chunk, fates, nextRow: nextRow)
    return fates
  }

  private func insert(_ chunk: FactChunk, _ fates: [RowFate], nextRow: Int64) throws {
    guard fates.contains(where: { $0.version != nil }) else { return }
    var number = nextRow
    try connection.copy(into: schema.table, FactTableSchema.rowColumns + schema.valueColumns) { stream in
      for (index, fate) in fates.enumerated() {
        guard let version = fate.version else { continue }
        stream.beginRow()
        stream.integer(number)
        stream.integer(entity)
        stream.bytes(chunk.key(index))
        stream.integer(version)
        stream.integer(fate.isCurrent ? 1 : 0)
        stream.integer(chunk.effectiveOn[index])
        stream.integer(recordedAt)
        stream.integer(batch)
        stream.integer(Int64(lines[chunk.rows.lowerBound + index]))
        putValues(chunk.rows.lowerBound + index, &stream)
        try stream.endRow()
        number += 1
      }
    }
  }

  private func putValues(_ row: Int, _ stream: inout CopyStream) {
    for column in coder.columns {
      if !column.isPresent[row] {
        stream.missing()
      } else if column.isText {
        stream.text(column.text(row))
      } else {
        stream.integer(column.integers[row])
      }
    }
  }

  /// The newest version of each key of the chunk that the table knows, and whether it says the same.
  private struct Known {
    let row: Int64
    let version: Int64
    let isSame: Bool
    let effectiveOn: Int64
  }

  private mutating func decide(_ chunk: FactChunk) throws -> (fates: [RowFate], retired: [(row: Int64, effectiveOn: Int64)]) {
    let known = try lookUp(chunk)
    var fates: [RowFate] = []
    var retired: [(row: Int64, effectiveOn: Int64)] = []
    // Keys of which this very chunk has brought a row that is kept: the place of the newest.
    var newest: [[UInt8]: Int] = [:]
    for index in 0..<chunk.rows.count {
      let key = Array(chunk.key(index))
      var fate = RowFate(version: nil)
      if let earlier = newest[key], let version = fates[earlier].version {
        if !isSame(chunk, earlier, index) {
          fates[earlier].isCurrent = false
          fate.version = version + 1
        }
      } else if let found = known[index] {
        if !found.isSame {
          retired.append((found.row, found.effectiveOn))
          fate.version = found.version + 1
        }
      } else {
        fate.version = 1
      }
      fates.append(fate)
      if fate.version != nil { newest[key] = index }
    }
    return (fates, retired)
  }

  /// Values alone: the line a row stood in is not a part of what it says.
  private func isSame(_ chunk: FactChunk, _ left: Int, _ right: Int) -> Bool {
    let (left, right) = (chunk.rows.lowerBound + left, chunk.rows.lowerBound + right)
    return coder.columns.allSatisfy { column in
      guard column.isPresent[left], column.isPresent[right] else { return column.isPresent[left] == column.isPresent[right] }
      // A text stands once in its column, whatever its bytes are compared as.
      return column.integers[left] == column.integers[right]
    }
  }

  /// Looks all keys of a chunk up in one statement, through a table of this transaction alone.
  private mutating func lookUp(_ chunk: FactChunk) throws -> [Int: Known] {
    let columns = schema.valueColumns
    if hasStaging {
      try connection.query("TRUNCATE staging", keeps: false)
    } else {
      // A table with the columns of this kind, whatever an earlier import of the connection had.
      try connection.run(
        """
        CREATE TEMPORARY TABLE staging ON COMMIT DROP AS
        SELECT 0::bigint AS chunk_place, source_key, \(columns.joined(separator: ", ")) FROM \(schema.table) LIMIT 0
        """)
      hasStaging = true
    }
    try connection.copy(into: "pg_temp.staging", ["chunk_place", "source_key"] + columns) { stream in
      for index in 0..<chunk.rows.count {
        stream.beginRow()
        stream.integer(Int64(index))
        stream.bytes(chunk.key(index))
        putValues(chunk.rows.lowerBound + index, &stream)
        try stream.endRow()
      }
    }
    // Never a pass over the whole table for some thousand keys, however little the server knows about its size yet.
    try connection.query("SET LOCAL enable_seqscan = off", keeps: false)
    let same = columns.map { "known.\($0) IS NOT DISTINCT FROM staging.\($0)" }.joined(separator: " AND ")
    var known: [Int: Known] = [:]
    let rows = try connection.query(
      """
      SELECT chunk_place, known.row_id, known.row_version, (\(same))::int::bigint, known.effective_on
      FROM pg_temp.staging CROSS JOIN LATERAL (
        SELECT * FROM \(schema.table) WHERE entity = $1 AND source_key = staging.source_key ORDER BY row_version DESC LIMIT 1) AS known
      """, [.integer(entity)], keeps: false)
    for index in 0..<rows.count {
      let row = rows[index]
      known[Int(row.integer(0))] = Known(
        row: row.integer(1), version: row.integer(2), isSame: row.integer(3) == 1, effectiveOn: row.integer(4))
    }
    return known
  }
}
