// SPDX-License-Identifier: Apache-2.0
import Ingestion
import PlanningCycle

/// Rows of a PostgreSQL database, within one transaction that may only read and sees one moment.
struct PostgresReader: SourceReader {
  let source: PostgresSource
  let certificates: String

  func look(_ request: SourceRequest, _ policy: SourcePolicy, _ watch: LoadWatch) throws(SourceFault) -> FirstLook {
    let query = try MarkedQuery(request, .postgres)
    let link = try open(request, policy, watch)
    let clock = try link.first("SELECT CAST(clock_timestamp() AS text)").first ?? nil
    let columns = try columns(query, link)
    try Self.readable(columns)
    var table = RowTable(columns: columns.map(\.name))
    try link.rows(query.forFirstRows(columns)) { row throws(SourceFault) in
      fill(row, columns.count, &table)
      table.endRow()
      return true
    }
    return FirstLook(columns: columns, table: table, server: link.version, clock: clock)
  }

  func load(_ request: SourceRequest, _ policy: SourcePolicy, _ watch: LoadWatch) throws(SourceFault) -> CollectedLoad {
    let query = try MarkedQuery(request, .postgres)
    let link = try open(request, policy, watch)
    // Asked first, it fixes the moment that everything after it sees.
    let clock = try link.first("SELECT CAST(clock_timestamp() AS text)").first ?? nil
    let columns = try columns(query, link)
    let mark = try markColumn(request.query, columns)
    var withoutMark = 0
    if let counting = query.forRowsWithoutMark { withoutMark = Int(try link.first(counting).first.flatMap { $0 } ?? "") ?? 0 }
    var collector = LoadCollector(request, columns: columns.map(\.name), markColumn: mark)
    let sql = query.forLoad(columns, mark: mark, after: query.from, rows: LoadCollector.rowsToAsk(request))
    try link.rows(sql) { row throws(SourceFault) in
      try collector.add { fill(row, columns.count, &$0) }
    }
    return CollectedLoad(collector: collector, rowsWithoutMark: withoutMark, clock: clock)
  }

  private func fill(_ row: PostgresRow, _ count: Int, _ table: inout RowTable) {
    for column in 0..<count {
      row.read(column) { bytes in
        if let bytes { table.append(bytes) } else { table.append(nil) }
      }
    }
  }

  private func open(_ request: SourceRequest, _ policy: SourcePolicy, _ watch: LoadWatch) throws(SourceFault) -> PostgresLink {
    let address = try ServerAddress(source.host, source.port, policy)
    let link = try PostgresLink(source, address, secret: request.secret, certificates: certificates, watch: watch)
    guard link.versionNumber >= 100_000 else {
      throw SourceFault(.settingRefused, BilingualText("需要 PostgreSQL 10 或更新的版本", "PostgreSQL 10 or later is needed"), said: link.version)
    }
    try link.run("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    // In POSIX words the sign is turned round.
    let zone = PostgresReader.hours(source.zoneMinutes)
    let settings = [
      ("TimeZone", "<\(zone)>\(PostgresReader.hours(-source.zoneMinutes))"), ("DateStyle", "ISO, YMD"), ("IntervalStyle", "postgres"),
      ("extra_float_digits", "1"), ("standard_conforming_strings", "on"), ("statement_timeout", String(max(watch.milliseconds, 1))),
      ("lock_timeout", "10000"), ("idle_in_transaction_session_timeout", "60000"),
    ]
    var calls = settings.map { "set_config('\($0.0)', '\($0.1)', true)" }
    if link.versionNumber >= 140_000 {
      // The server stops working for somebody who has left, where its machine can tell.
      calls.append("CASE WHEN version() LIKE '%linux%' THEN set_config('client_connection_check_interval', '5000', true) END")
    }
    try link.run("SELECT " + calls.joined(separator: ", "))
    return link
  }

  /// `+08:00`.
  private static func hours(_ minutes: Int) -> String {
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
    return (minutes < 0 ? "-" : "+") + two(abs(minutes) / 60) + ":" + two(abs(minutes) % 60)
  }

  private func columns(_ query: MarkedQuery, _ link: PostgresLink) throws(SourceFault) -> [SourceColumn] {
    let found = try link.columns(query.forColumns)
    let numbers = Set(found.map(\.type)).sorted().map(String.init).joined(separator: ", ")
    var names: [UInt32: String] = [:]
    if !found.isEmpty {
      try link.rows("SELECT CAST(oid AS text), format_type(oid, NULL) FROM pg_catalog.pg_type WHERE oid IN (\(numbers))") {
        row throws(SourceFault) in
        if let number = row.text(0).flatMap({ UInt32($0) }) { names[number] = row.text(1) }
        return true
      }
    }
    return found.map { column in
      SourceColumn(
        name: column.name, type: names[column.type] ?? "type \(column.type)", marks: Self.marks(column), isBinary: column.type == 17,
        isLong: Self.isLong(column))
    }
  }

  /// text, json, xml, jsonb, and varchar without a length.
  private static func isLong(_ column: PostgresLink.Column) -> Bool {
    [25, 114, 142, 3_802].contains(column.type) || (column.type == 1_043 && column.modifier < 0)
  }

  /// By the numbers of `pg_type`: whole numbers and numeric, times with and without a zone, days.
  private static func marks(_ column: PostgresLink.Column) -> [SourceMark.Kind] {
    switch column.type {
    case 20, 21, 23: [.integer]
    // Its lower half word is the number of decimals, four added.
    case 1700: column.modifier < 0 || (column.modifier - 4) & 0xFFFF == 0 ? [.integer] : []
    case 1114, 1184: [.timestamp, .day]
    case 1082: [.day, .timestamp]
    default: []
    }
  }
}
