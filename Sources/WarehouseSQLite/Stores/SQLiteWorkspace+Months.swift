// SPDX-License-Identifier: Apache-2.0
public import Commerce
import GRDB
public import PlanningCycle
import Synchronization
import Warehouse

extension SQLiteWorkspace {
  public func months(_ kind: FactKind, entity: Int64, through batch: Int64?) throws(StoreError) -> [FactMonth] {
    guard FactSchema.of(kind).hasDays else { return [] }
    if let batch {
      return try read { db in
        let last = try FactRows.lastRow(db, kind, through: batch)
        return try FactMonthTables.sum(MonthQuestion(kind, entity: entity, lastRow: last, isPast: true), MonthRows(db))
      }
    }
    let reading = try read { db in try FactMonthTables.read(kind, entity: entity, MonthRows(db)) }
    // The answer is right whether or not it can be written down: marks that stay are summed again.
    if reading.isNews, writingStopped() == nil {
      giveWay(to: waiting)
      try? stepping { (db, _) in try FactMonthTables.keep(reading, kind, entity: entity, MonthRows(db)) }
    }
    return reading.months
  }

  public func markAllMonths() throws(StoreError) {
    try stepping { (db, _) in try db.execute(sql: FactMonthTables.markAll) }
  }
}

/// The tables of months within one transaction.
struct MonthRows: MonthDatabase {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  func mark(_ number: Int) -> String { "?" }

  var hasMonths: Bool { get throws { try db.tableExists("fact_month_marks") } }

  func rows(_ sql: String, _ values: [StoredValue], _ columns: [TableShape.Content]) throws -> [[StoredValue]] {
    try Row.fetchAll(try db.cachedStatement(sql: sql), arguments: arguments(values)).map { row in
      columns.enumerated().map { index, content in
        guard !row.hasNull(atIndex: index) else { return .missing }
        return content == .text ? .text(row[index]) : .integer(row[index])
      }
    }
  }

  func change(_ sql: String, _ values: [StoredValue]) throws -> Int {
    try db.cachedStatement(sql: sql).execute(arguments: arguments(values))
    return db.changesCount
  }

  func lastRow(_ kind: FactKind) throws -> Int64 { try FactRows.lastRow(db, kind) }

  /// Row by row: SQLite would sort a million of them to group them by day.
  func add(_ question: MonthQuestion, to totals: FactMonthTotals) throws {
    let columns = totals.fields + (totals.schema.currencyField.map { [$0] } ?? [])
    let statement = try RawStatement(
      db,
      """
      SELECT row_id, batch, effective_on\(columns.map { ", " + FactTableSchema.quoted($0) }.joined()) \
      FROM \(FactTableSchema(question.kind).table) WHERE \(question.condition { "?\($0)" })
      """)
    for (index, value) in [question.entity, question.lastRow, question.days.lowerBound, question.days.upperBound].enumerated() {
      statement.bind(Int32(index + 1), value)
    }
    var places = FactRows(db, question.kind, place: 0)
    let count = Int32(totals.fields.count)
    let hasCurrency = totals.schema.currencyField != nil
    while try statement.step() {
      var batch = statement.integer(1)
      if batch == BatchPlaces.unsaid { batch = try places.place(statement)?.batch ?? batch }
      let isSaid = hasCurrency && !statement.isNull(3 + count)
      totals.begin(
        day: statement.integer(2), batch: batch, currency: isSaid ? String(decoding: statement.text(3 + count), as: UTF8.self) : "")
      for index in 0..<count where !statement.isNull(3 + index) { totals.add(Int(index), Int128(statement.integer(3 + index))) }
    }
  }

  private func arguments(_ values: [StoredValue]) -> StatementArguments {
    StatementArguments(
      values.map { value -> (any DatabaseValueConvertible)? in
        switch value {
        case .integer(let number): number
        case .text(let text): text
        case .missing, .bytes: nil
        }
      })
  }
}
