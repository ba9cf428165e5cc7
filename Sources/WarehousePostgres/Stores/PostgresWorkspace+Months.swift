// SPDX-License-Identifier: Apache-2.0
public import Commerce
public import PlanningCycle
import Synchronization
import Warehouse

extension PostgresWorkspace {
  public func months(_ kind: FactKind, entity: Int64, through batch: Int64?) throws(StoreError) -> [FactMonth] {
    guard FactSchema.of(kind).hasDays else { return [] }
    if let batch {
      return try readAside { connection in
        let last = try FactRows.lastRow(connection, kind, through: batch)
        return try FactMonthTables.sum(MonthQuestion(kind, entity: entity, lastRow: last, isPast: true), MonthRows(connection))
      }
    }
    // Where nothing is marked the answer is a few hundred rows; sums are done where nobody waits for them.
    if let known = try read({ try FactMonthTables.unmarked(kind, entity: entity, MonthRows($0)) }) { return known }
    let reading = try readAside { try FactMonthTables.read(kind, entity: entity, MonthRows($0)) }
    // The answer is right whether or not it can be written down: marks that stay are summed again.
    if reading.isNews, writingStopped() == nil {
      giveWay(to: waiting)
      try? step { (connection, _) in try FactMonthTables.keep(reading, kind, entity: entity, MonthRows(connection)) }
    }
    return reading.months
  }

  public func markAllMonths() throws(StoreError) {
    try step { (connection, _) in _ = try connection.run(FactMonthTables.markAll) }
  }

  /// A long reading on a snapshot and a connection of its own: others go on reading meanwhile.
  func readAside<Answer>(_ body: (Connection) throws -> Answer) throws(StoreError) -> Answer {
    let connection = try PostgresWorkspace.connect(address)
    do {
      try connection.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
      let answer = try body(connection)
      try connection.run("COMMIT")
      return answer
    } catch { throw .translating(error, subject) }
  }
}

/// The tables of months within one transaction.
struct MonthRows: MonthDatabase {
  private let connection: Connection

  init(_ connection: Connection) {
    self.connection = connection
  }

  func mark(_ number: Int) -> String { "$\(number)" }

  var hasMonths: Bool {
    get throws { try connection.query("SELECT (to_regclass('fact_month_marks') IS NOT NULL)::int::bigint").first?.integer(0) == 1 }
  }

  func rows(_ sql: String, _ values: [StoredValue], _ columns: [TableShape.Content]) throws -> [[StoredValue]] {
    try connection.query(sql, values.map(parameter)).all.map { row in
      columns.enumerated().map { index, content in
        guard !row.isNull(index) else { return .missing }
        return content == .text ? .text(row.text(index)) : .integer(row.integer(index))
      }
    }
  }

  func change(_ sql: String, _ values: [StoredValue]) throws -> Int { try connection.query(sql, values.map(parameter)).changed }

  func lastRow(_ kind: FactKind) throws -> Int64 { try FactRows.lastRow(connection, kind) }

  /// Added up by the server, by day, batch and currency. A sum may be beyond 64 bits: its upper and its lower half are not.
  func add(_ question: MonthQuestion, to totals: FactMonthTotals) throws {
    var places = try FactRows.places(connection, question.kind)
    let starts = places.places.map(\.firstRow)
    guard !starts.isEmpty else { return }
    let currency = totals.schema.currencyField.map { "COALESCE(\(FactTableSchema.quoted($0)), '')" } ?? "''::text"
    let sums = totals.fields.map { FactTableSchema.quoted($0) }.map {
      ", COUNT(\($0)), COALESCE(SUM(\($0) >> 32), 0)::bigint, COALESCE(SUM(\($0) & 4294967295), 0)::bigint"
    }
    let sql = """
      SELECT effective_on, width_bucket(row_id, $5)::bigint, \(currency), COUNT(*)\(sums.joined()) \
      FROM \(FactTableSchema(question.kind).table) WHERE \(question.condition { "$\($0)" }) GROUP BY 1, 2, 3
      """
    let values: [Parameter] = [
      .integer(question.entity), .integer(question.lastRow), .integer(question.days.lowerBound), .integer(question.days.upperBound),
      .integers(starts),
    ]
    try connection.stream(sql, values) { row in
      guard let batch = places.place(of: starts[Int(row.integer(1)) - 1])?.batch else { return }
      totals.begin(day: row.integer(0), batch: batch, currency: row.text(2), rows: Int(row.integer(3)))
      for index in totals.fields.indices {
        let (count, place) = (Int(row.integer(4 + index * 3)), 5 + index * 3)
        if count > 0 { totals.add(index, (Int128(row.integer(place)) << 32) + Int128(row.integer(place + 1)), rows: count) }
      }
    }
  }

  private func parameter(_ value: StoredValue) -> Parameter {
    switch value {
    case .missing: .integer(nil)
    case .integer(let number): .integer(number)
    case .text(let text): .text(text)
    case .bytes(let bytes): .bytes(bytes)
    }
  }
}
