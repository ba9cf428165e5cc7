// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce
import GRDB
public import PlanningCycle
import Warehouse

extension SQLiteWorkspace {
  public func table(_ kind: FactKind, entity: Int64, through batch: Int64) throws(StoreError) -> FactTable {
    try read { db in try FactRows.table(db, kind, entity: entity, asOf: try FactRows.lastRow(db, kind, through: batch)) }
  }

  public func movements(
    _ kind: FactKind, entity: Int64, amount: [String], through batch: Int64
  ) throws(StoreError) -> [FactMovement] {
    try read { db in
      let sql = Self.queries(kind).movements(amount: amount)
      var movements: [FactMovement] = []
      for place in try FactRows.places(db, kind).places where place.batch <= batch {
        let statement = try RawStatement(db, sql)
        statement.bind(1, entity)
        statement.bind(2, place.firstRow)
        statement.bind(3, place.firstRow + place.rowCount - 1)
        while try statement.step() {
          FactHistoryQueries.add({ statement.integer(Int32($0)) }, of: place.batch, to: &movements)
        }
      }
      return movements
    }
  }

  public func revisions(
    _ kind: FactKind, batch: Int64, days: ClosedRange<Day>?, isCorrection: Bool?, offset: Int, limit: Int
  ) throws(StoreError) -> [FactRevision] {
    try read { db in
      let queries = Self.queries(kind)
      let statement = try RawStatement(db, queries.revisions(isCorrection: isCorrection))
      statement.bind(1, batch)
      statement.bind(2, Int64(days?.lowerBound.ordinal ?? .min))
      statement.bind(3, Int64(days?.upperBound.ordinal ?? .max))
      statement.bind(4, Int64(limit))
      statement.bind(5, Int64(offset))
      var revisions: [FactRevision] = []
      while try statement.step() {
        let former = statement.isNull(Int32(queries.width)) ? nil : FactRows.version(kind, statement, from: Int32(queries.width))
        revisions.append(FactRevision(now: FactRows.version(kind, statement, from: 0), former: former))
      }
      return revisions
    }
  }

  private static func queries(_ kind: FactKind) -> FactHistoryQueries { FactHistoryQueries(FactTableSchema(kind)) { "?\($0)" } }
}

extension FactRows {
  /// Line, batch, values, version, moment and day, from a column on.
  static func version(_ kind: FactKind, _ statement: RawStatement, from first: Int32) -> FactVersion {
    let schema = FactSchema.of(kind)
    let after = first + Int32(2 + schema.fields.count)
    return FactVersion(
      version: Int(statement.integer(after)), batch: statement.integer(first + 1), line: Int32(clamping: statement.integer(first)),
      recordedAt: Moment(millisecondsSinceEpoch: statement.integer(after + 1)),
      effectiveOn: Day(ordinal: Int32(clamping: statement.integer(after + 2))), values: values(schema, statement, from: first + 2))
  }
}
