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
    return PreparedForecast(rows: sorted, digest: try folder?.keep(bytes) ?? Digest.sha256(bytes))
  }

  public func record(
    _ run: ForecastRun, _ prepared: PreparedForecast, for draft: EventDraft, at moment: Moment
  ) throws(StoreError) -> ForecastRunRecord {
    let sorted = prepared.rows
    let payload = run.payload(command: draft.payload, rowCount: sorted.count, rowsDigest: prepared.digest)
    return try commit(at: moment) { transaction in
      let event: Event
      if let earlier = try transaction.earlier(draft, isSame: { $0.payload == payload }) {
        event = earlier
      } else {
        let db = transaction.db
        event = try transaction.append(draft.with(payload: payload))
        try ForecastRows.insertRun(db, event.sequence, run.purpose, sorted)
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
  static func insertRun(_ db: Database, _ run: Int64, _ purpose: String, _ rows: [ForecastResultRow]) throws {
    try db.execute(
      sql: "INSERT INTO forecast_runs (event, purpose, row_count) VALUES (?, ?, ?)",
      arguments: [run, purpose, rows.count])
    try insert(db, run: run, rows)
  }

  private static func insert(_ db: Database, run: Int64, _ rows: [ForecastResultRow]) throws {
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
