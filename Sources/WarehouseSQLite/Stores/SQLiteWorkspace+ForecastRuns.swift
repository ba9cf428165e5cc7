// SPDX-License-Identifier: Apache-2.0
public import Calendars
import GRDB
public import Journal
public import PlanningCycle
import Warehouse

extension SQLiteWorkspace {
  public func prepare(_ rows: [ForecastResultRow]) throws(StoreError) -> PreparedForecast {
    try requireRoom()
    let sorted = ForecastRowCoder.sorted(rows)
    let bytes = ForecastRowCoder.bytes(sorted)
    // Kept before the commit: a run's event without its rows would be a promise nobody can keep.
    let digest = try folder?.keep(bytes) ?? Digest.sha256(bytes)
    let number = try ForecastStaging.bring(sorted) { (rows, number) throws(StoreError) in
      giveWay(to: waiting)
      return try stepping { (db, _) in
        let own = try number ?? ForecastRows.freeNumber(db)
        try ForecastRows.insert(db, run: own, rows)
        return own
      }
    }
    return PreparedForecast(rows: sorted, digest: digest, stagedAs: number)
  }

  public func record(
    _ run: ForecastRun, _ prepared: PreparedForecast, for draft: EventDraft, at moment: Moment
  ) throws(StoreError) -> ForecastRunRecord {
    let payload = run.payload(command: draft.payload, rowCount: prepared.rowCount, rowsDigest: prepared.digest)
    return try commit(at: moment) { transaction in
      let event: Event
      if let earlier = try transaction.earlier(draft, isSame: { $0.payload == payload }) {
        event = earlier
      } else {
        event = try transaction.append(draft.with(payload: payload))
        try ForecastRows.insertRun(transaction.db, event.sequence, run.purpose, prepared)
      }
      guard let record = ForecastRunRecord(event) else {
        throw StoreError(.damaged, subject: "event \(event.sequence)", detail: "It is no forecast run.")
      }
      return record
    }
  }

  public func runs(limit: Int) throws(StoreError) -> [ForecastRunRecord] {
    try read { db in
      let numbers = try Int64.fetchAll(
        db, sql: "SELECT event FROM forecast_runs ORDER BY event DESC LIMIT ?", arguments: [max(0, limit)])
      return try numbers.map { number in
        guard let event = try EventRows.event(db, sequence: number), let record = ForecastRunRecord(event)
        else {
          throw StoreError(.damaged, subject: "run \(number)", detail: "Its event is no forecast run.")
        }
        return record
      }
    }
  }

  public func rows(run: Int64, series: String?) throws(StoreError) -> [ForecastResultRow] {
    try read { try ForecastRows.all($0, run: run, series: series) }
  }
}

/// The rows of forecast runs.
enum ForecastRows {
  static func insertRun(_ db: Database, _ run: Int64, _ purpose: String, _ prepared: PreparedForecast) throws {
    try db.execute(
      sql: "INSERT INTO forecast_runs (event, purpose, row_count, rows_run) VALUES (?, ?, ?, ?)",
      arguments: [run, purpose, prepared.rowCount, prepared.stagedAs])
    if prepared.stagedAs == nil { try insert(db, run: run, prepared.rows[...]) }
  }

  /// A number that no rows lie under.
  static func freeNumber(_ db: Database) throws -> Int64 {
    min(0, try Int64.fetchOne(db, sql: "SELECT min(run) FROM forecast_results") ?? 0) - 1
  }

  /// Takes away rows that never became a run's.
  static func discardUnnamed(_ db: Database) throws {
    let unnamed = try ForecastStaging.unnamed(
      next: {
        try Int64.fetchOne(db, sql: "SELECT min(run) FROM forecast_results WHERE run > ? AND run < 0", arguments: [$0])
      },
      isNamed: { try Bool.fetchOne(db, sql: "SELECT 1 FROM forecast_runs WHERE rows_run = ?", arguments: [$0]) != nil })
    for statement in ForecastStaging.discarding(unnamed, SQLiteDialect()) { try db.execute(sql: statement) }
  }

  /// The number that the rows of a run lie under.
  private static func place(_ db: Database, _ run: Int64) throws -> Int64 {
    // A folder that was opened for reading may be of an earlier schema.
    guard try db.columns(in: "forecast_runs").contains(where: { $0.name == "rows_run" }) else { return run }
    return try Int64.fetchOne(db, sql: "SELECT rows_run FROM forecast_runs WHERE event = ?", arguments: [run]) ?? run
  }

  static func insert(_ db: Database, run: Int64, _ rows: ArraySlice<ForecastResultRow>) throws {
    let statement = try RawStatement(
      db,
      "INSERT INTO forecast_results (run, series, layer, ordinal, value, low, high) VALUES (?, ?, ?, ?, ?, ?, ?)"
    )
    statement.bind(1, run)
    for row in rows {
      var series = row.series
      var layer = row.layer
      try series.withUTF8 { seriesText in
        try layer.withUTF8 { layerText in
          statement.bind(2, text: UnsafeRawBufferPointer(seriesText))
          statement.bind(3, text: UnsafeRawBufferPointer(layerText))
          statement.bind(4, Int64(row.ordinal))
          statement.bind(5, row.value)
          if let low = row.low { statement.bind(6, low) } else { statement.bindNull(6) }
          if let high = row.high { statement.bind(7, high) } else { statement.bindNull(7) }
          guard try statement.runUnlessTaken() else {
            throw StoreError(
              .incoherentRequest, subject: row.series,
              detail: "The run has two numbers for \(row.layer) at \(row.ordinal).")
          }
        }
      }
    }
  }

  static func all(_ db: Database, run: Int64, series: String?) throws -> [ForecastResultRow] {
    let condition = series == nil ? "run = ?" : "run = ? AND series = ?"
    let run = try place(db, run)
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT series, layer, ordinal, value, low, high FROM forecast_results WHERE \(condition) \
        ORDER BY series, layer, ordinal
        """,
      arguments: series.map { [run, $0] } ?? [run])
    var result: [ForecastResultRow] = []
    while let row = try rows.next() {
      result.append(
        ForecastResultRow(
          series: row[0], layer: row[1], ordinal: row[2], value: row[3], low: row[4], high: row[5]))
    }
    return result
  }
}
