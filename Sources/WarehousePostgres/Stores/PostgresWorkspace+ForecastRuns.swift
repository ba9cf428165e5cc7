// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Journal
public import PlanningCycle
import Warehouse

extension PostgresWorkspace {
  public func prepare(_ rows: [ForecastResultRow]) throws(StoreError) -> PreparedForecast {
    let sorted = ForecastRowCoder.sorted(rows)
    return PreparedForecast(rows: sorted, digest: Digest.sha256(ForecastRowCoder.bytes(sorted)))
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
        event = try transaction.append(draft.with(payload: payload))
        try ForecastRows.insertRun(transaction.connection, event.sequence, run.purpose, sorted)
      }
      guard let record = ForecastRunRecord(event) else {
        throw StoreError(.damaged, subject: "event \(event.sequence)", detail: "It is no forecast run.")
      }
      return record
    }
  }

  public func runs(limit: Int) throws(StoreError) -> [ForecastRunRecord] {
    try read { connection in
      try connection.query(
        """
        SELECT runs.event, body FROM forecast_runs AS runs LEFT JOIN events ON events.sequence = runs.event
        ORDER BY runs.event DESC LIMIT $1
        """, [.integer(max(0, limit))]
      ).all.map { row in
        guard !row.isNull(1), let record = ForecastRunRecord(try Event(decoding: row.bytes(1))) else {
          throw StoreError(.damaged, subject: "run \(row.integer(0))", detail: "Its event is no forecast run.")
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
  static func insertRun(_ connection: Connection, _ run: Int64, _ purpose: String, _ rows: [ForecastResultRow]) throws {
    for (row, next) in zip(rows, rows.dropFirst()) {
      guard
        row.ordinal != next.ordinal || !row.layer.utf8.elementsEqual(next.layer.utf8) || !row.series.utf8.elementsEqual(next.series.utf8)
      else {
        throw StoreError(
          .incoherentRequest, subject: row.series, detail: "The run has two numbers for \(row.layer) at \(row.ordinal).")
      }
    }
    try connection.query(
      "INSERT INTO forecast_runs (event, purpose, row_count) VALUES ($1, $2, $3)",
      [.integer(run), .text(purpose), .integer(rows.count)])
    guard !rows.isEmpty else { return }
    try connection.copy(into: "forecast_results", ["run", "series", "layer", "ordinal", "value", "low", "high"]) { stream in
      for row in rows {
        stream.beginRow()
        stream.integer(run)
        stream.text(row.series)
        stream.text(row.layer)
        stream.integer(Int64(row.ordinal))
        stream.integer(row.value)
        for bound in [row.low, row.high] {
          if let bound { stream.integer(bound) } else { stream.missing() }
        }
        try stream.endRow()
      }
    }
  }

  static func all(_ connection: Connection, run: Int64, series: String?) throws -> [ForecastResultRow] {
    let condition = series == nil ? "run = $1" : "run = $1 AND series = $2"
    var result: [ForecastResultRow] = []
    try connection.stream(
      "SELECT series, layer, ordinal, value, low, high FROM forecast_results WHERE \(condition) ORDER BY series, layer, ordinal",
      [.integer(run)] + (series.map { [.text($0)] } ?? [])
    ) { row in
      result.append(
        ForecastResultRow(
          series: row.text(0), layer: row.text(1), ordinal: Int32(clamping: row.integer(2)), value: row.integer(3),
          low: row.optionalInteger(4), high: row.optionalInteger(5)))
    }
    return result
  }
}
