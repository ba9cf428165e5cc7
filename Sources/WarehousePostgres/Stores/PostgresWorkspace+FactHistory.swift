// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce
public import PlanningCycle
import Warehouse

extension PostgresWorkspace {
  public func table(_ kind: FactKind, entity: Int64, through batch: Int64) throws(StoreError) -> FactTable {
    try read { connection in
      try FactRows.table(connection, kind, entity: entity, asOf: try FactRows.lastRow(connection, kind, through: batch))
    }
  }

  public func movements(
    _ kind: FactKind, entity: Int64, amount: [String], through batch: Int64
  ) throws(StoreError) -> [FactMovement] {
    try read { connection in
      let sql = Self.queries(kind).movements(amount: amount)
      var movements: [FactMovement] = []
      for place in try FactRows.places(connection, kind).places where place.batch <= batch {
        let rows: [Parameter] = [.integer(entity), .integer(place.firstRow), .integer(place.firstRow + place.rowCount - 1)]
        try connection.stream(sql, rows) { row in FactHistoryQueries.add({ row.integer($0) }, of: place.batch, to: &movements) }
      }
      return movements
    }
  }

  public func revisions(
    _ kind: FactKind, batch: Int64, days: ClosedRange<Day>?, isCorrection: Bool?, offset: Int, limit: Int
  ) throws(StoreError) -> [FactRevision] {
    try read { connection in
      let queries = Self.queries(kind)
      let values: [Parameter] = [
        .integer(batch), .integer(Int64(days?.lowerBound.ordinal ?? .min)), .integer(Int64(days?.upperBound.ordinal ?? .max)),
        .integer(limit), .integer(offset),
      ]
      var revisions: [FactRevision] = []
      try connection.stream(queries.revisions(isCorrection: isCorrection), values) { row in
        let former = row.isNull(queries.width) ? nil : FactRows.version(kind, row, from: queries.width)
        revisions.append(FactRevision(now: FactRows.version(kind, row, from: 0), former: former))
      }
      return revisions
    }
  }

  private static func queries(_ kind: FactKind) -> FactHistoryQueries { FactHistoryQueries(FactTableSchema(kind)) { "$\($0)" } }
}

extension FactRows {
  /// Line, batch, values, version, moment and day, from a column on.
  static func version(_ kind: FactKind, _ row: Row, from first: Int) -> FactVersion {
    let schema = FactSchema.of(kind)
    let after = first + 2 + schema.fields.count
    return FactVersion(
      version: Int(row.integer(after)), batch: row.integer(first + 1), line: Int32(clamping: row.integer(first)),
      recordedAt: Moment(millisecondsSinceEpoch: row.integer(after + 1)),
      effectiveOn: Day(ordinal: Int32(clamping: row.integer(after + 2))), values: FactRows.values(schema, row, from: first + 2))
  }
}
