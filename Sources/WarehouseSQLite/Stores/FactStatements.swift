// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import GRDB
import PlanningCycle
import Warehouse

/// The three statements an import runs for each row.
struct FactStatements {
  /// What is known of a source key.
  enum Known {
    case unknown
    case unchanged
    case other(row: Int64, version: Int64, effectiveOn: Int64)
  }

  private let insertion: RawStatement
  private let newest: RawStatement
  private let retirement: RawStatement
  private let coder: FactRowCoder

  init(_ db: Database, _ schema: FactTableSchema, _ coder: FactRowCoder) throws {
    let columns = schema.valueColumns
    let marks = [String](repeating: "?", count: columns.count).joined(separator: ", ")
    insertion = try RawStatement(
      db,
      """
      INSERT INTO \(schema.table) (row_id, entity, source_key, row_version, recorded_at, batch, line, effective_on, is_current, \
      \(columns.joined(separator: ", "))) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, \(marks))
      """)
    newest = try RawStatement(
      db,
      """
      SELECT row_id, row_version, \(columns.joined(separator: ", ")), effective_on FROM \(schema.table) \
      WHERE entity = ? AND source_key = ? ORDER BY row_version DESC LIMIT 1
      """)
    retirement = try RawStatement(db, "UPDATE \(schema.table) SET is_current = 0 WHERE row_id = ?")
    self.coder = coder
  }

  /// What all rows of a batch share.
  func begin(entity: Int64, recordedAt: Moment, batch: Int64) {
    insertion.bind(2, entity)
    insertion.bind(5, recordedAt.millisecondsSinceEpoch)
    insertion.bind(6, batch)
    newest.bind(1, entity)
  }

  /// Gives the insertion this row; `key` must stay where it is until the insertion ran.
  func bind(_ row: Int, key: UnsafeRawBufferPointer, line: Int32, effectiveOn: Int64) {
    insertion.bind(3, blob: key)
    insertion.bind(7, Int64(line))
    insertion.bind(8, effectiveOn)
    for (index, column) in coder.columns.enumerated() {
      let place = Int32(9 + index)
      if !column.isPresent[row] {
        insertion.bindNull(place)
      } else if column.isText {
        insertion.bind(place, text: column.text(row))
      } else {
        insertion.bind(place, column.integers[row])
      }
    }
  }

  /// Inserts what was bound; false when that version of the key is there.
  func insert(row: Int64, version: Int64) throws -> Bool {
    insertion.bind(1, row)
    insertion.bind(4, version)
    return try insertion.runUnlessTaken()
  }

  func retire(_ row: Int64) throws {
    retirement.bind(1, row)
    try retirement.run()
  }

  func find(_ row: Int, key: UnsafeRawBufferPointer) throws -> Known {
    newest.bind(2, blob: key)
    defer { newest.reset() }
    guard try newest.step() else { return .unknown }
    for (index, column) in coder.columns.enumerated() {
      let place = Int32(2 + index)
      guard column.isPresent[row] != newest.isNull(place) else { return other() }
      guard column.isPresent[row] else { continue }
      let isSame =
        column.isText
        ? column.text(row).elementsEqual(newest.text(place)) : column.integers[row] == newest.integer(place)
      guard isSame else { return other() }
    }
    return .unchanged
  }

  private func other() -> Known {
    .other(row: newest.integer(0), version: newest.integer(1), effectiveOn: newest.integer(Int32(2 + coder.columns.count)))
  }
}
