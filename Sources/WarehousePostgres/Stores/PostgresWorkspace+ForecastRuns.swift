// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Journal
public import PlanningCycle
import Warehouse

extension PostgresWorkspace {
  public func prepare(_ rows: [ForecastResultRow]) throws(StoreError) -> PreparedForecast {
    let sorted = ForecastRowCoder.sorted(rows)
    let digest = Digest.sha256(ForecastRowCoder.bytes(sorted))
    do { try ForecastRows.requireCoherent(sorted) } catch { throw .translating(error, subject) }
    let number = try ForecastStaging.bring(sorted) { (rows, number) throws(StoreError) in
      giveWay(to: waiting)
      return try step { (connection, _) in
        let own = try number ?? ForecastRows.freeNumber(connection)
        try ForecastRows.insert(connection, run: own, rows)
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
        try ForecastRows.insertRun(transaction.connection, event.sequence, run.purpose, prepared)
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
  static func insertRun(_ connection: Connection, _ run: Int64, _ purpose: String, _ prepared: PreparedForecast) throws {
    try connection.query(
      "INSERT INTO forecast_runs (event, purpose, row_count, rows_run) VALUES ($1, $2, $3, $4)",
      [.integer(run), .text(purpose), .integer(prepared.rowCount), Parameter.integer(prepared.stagedAs)])
    if prepared.stagedAs == nil { try insert(connection, run: run, prepared.rows[...]) }
  }

  /// - Throws: `incoherentRequest` for two numbers in one place.
  static func requireCoherent(_ rows: [ForecastResultRow]) throws {
    for (row, next) in zip(rows, rows.dropFirst()) {
      guard
        row.ordinal != next.ordinal || !row.layer.utf8.elementsEqual(next.layer.utf8) || !row.series.utf8.elementsEqual(next.series.utf8)
      else {
        throw StoreError(
          .incoherentRequest, subject: row.series, detail: "The run has two numbers for \(row.layer) at \(row.ordinal).")
      }
    }
  }

  /// A number that no rows lie under.
  static func freeNumber(_ connection: Connection) throws -> Int64 {
    min(0, try connection.query("SELECT coalesce(min(run), 0) FROM forecast_results").first?.integer(0) ?? 0) - 1
  }

  /// Takes away rows that never became a run's.
  static func discardUnnamed(_ connection: Connection) throws {
    let unnamed = try ForecastStaging.unnamed(
      next: { last in
        try connection.query("SELECT min(run) FROM forecast_results WHERE run > $1 AND run < 0", [.integer(last)]).first?
          .optionalInteger(0)
      },
      isNamed: { try connection.query("SELECT 1 FROM forecast_runs WHERE rows_run = $1", [.integer($0)]).count > 0 })
    for statement in ForecastStaging.discarding(unnamed, PostgresDialect()) { try connection.run(statement) }
  }

  static func insert(_ connection: Connection, run: Int64, _ rows: ArraySlice<ForecastResultRow>) throws {
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
    // A database that was opened for reading may be of an earlier schema, without that column.
    let place = "(SELECT coalesce((to_jsonb(forecast_runs) ->> 'rows_run')::bigint, event) FROM forecast_runs WHERE event = $1)"
    let condition = series == nil ? "run = \(place)" : "run = \(place) AND series = $2"
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
