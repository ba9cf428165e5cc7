// SPDX-License-Identifier: Apache-2.0
import CODBC
import Ingestion
import PlanningCycle

/// Rows of a database behind a driver of unixODBC.
struct ODBCReader: SourceReader {
  let source: ODBCSource
  let certificates: String

  func look(_ request: SourceRequest, _ policy: SourcePolicy, _ watch: LoadWatch) throws(SourceFault) -> FirstLook {
    let (link, dialect) = try open(request, policy, watch)
    let query = try MarkedQuery(request, dialect)
    let clock = try clock(link)
    let columns = try link.statement(query.forColumns).columns()
    try Self.readable(columns)
    return FirstLook(
      columns: columns, table: try rows(link, query.forFirstRows(columns), columns), server: Self.version(link), clock: clock)
  }

  func load(_ request: SourceRequest, _ policy: SourcePolicy, _ watch: LoadWatch) throws(SourceFault) -> CollectedLoad {
    let (link, dialect) = try open(request, policy, watch)
    let query = try MarkedQuery(request, dialect)
    let clock = try clock(link)
    let columns = try link.statement(query.forColumns).columns()
    let mark = try markColumn(request.query, columns)
    var withoutMark = 0
    if let counting = query.forRowsWithoutMark {
      let answer = try link.statement(counting)
      if try answer.next() { withoutMark = Int(try answer.text(0) ?? "") ?? 0 }
    }
    var collector = LoadCollector(request, columns: columns.map(\.name), markColumn: mark)
    var pieces = LoadPieces(request, isWhole: dialect != .mysql || mark == nil)
    while let rows = pieces.rows {
      let piece = try self.rows(link, query.forLoad(columns, mark: mark, after: pieces.after ?? query.from, rows: rows), columns)
      let taken = try pieces.take(piece, mark: mark)
      for row in taken where !collector.isCut {
        _ = try collector.add { table in for column in columns.indices { table.append(piece.text(row, column)) } }
      }
      if collector.isCut { break }
    }
    return CollectedLoad(collector: collector, rowsWithoutMark: withoutMark, clock: clock)
  }

  private func rows(_ link: ODBCLink, _ sql: String, _ columns: [SourceColumn]) throws(SourceFault) -> RowTable {
    var table = RowTable(columns: columns.map(\.name))
    let rows = try link.statement(sql)
    while try rows.next() {
      for column in columns.indices { try rows.append(column, to: &table) }
      table.endRow()
      if table.rowCount % 256 == 0 { try link.watch.check() }
    }
    return table
  }

  private func open(
    _ request: SourceRequest, _ policy: SourcePolicy, _ watch: LoadWatch
  ) throws(SourceFault) -> (ODBCLink, Dialect) {
    if let objection = Self.objection(source) { throw objection }
    let address = try ServerAddress(source.host, source.port, policy)
    let string = ODBCSettings(source, address, secret: request.secret, certificates: certificates, watch).text
    let link = try ODBCLink(string, secret: request.secret, watch: watch)
    let dialect = Dialect(product: link.word(SQL_DBMS_NAME))
    try begin(link, dialect, watch)
    return (link, dialect)
  }

  /// A transaction that may only read and sees one moment, as far as the database knows such a thing.
  private func begin(_ link: ODBCLink, _ dialect: Dialect, _ watch: LoadWatch) throws(SourceFault) {
    switch dialect {
    case .mysql:
      let minutes = abs(source.zoneMinutes)
      let zone = "\(source.zoneMinutes < 0 ? "-" : "+")\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
      try link.run("SET time_zone = '\(zone)'")
      // MariaDB counts seconds, MySQL milliseconds under another name.
      if link.word(SQL_DBMS_VER).contains("MariaDB") || link.word(SQL_DBMS_NAME).contains("MariaDB") {
        try link.run("SET max_statement_time = \(watch.wholeSeconds), innodb_lock_wait_timeout = 10")
      } else {
        try link.run("SET max_execution_time = \(max(watch.milliseconds, 1)), innodb_lock_wait_timeout = 10")
      }
      try requireCipher(link)
      try link.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
      try link.run("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY")
    case .sqlServer:
      try link.run("SET LOCK_TIMEOUT 10000")
      try link.run("SET DATEFORMAT ymd")
    case .postgres: try link.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    case .standard: break
    }
  }

  /// The driver goes on in the clear where the server knows no other way, whatever it was told.
  private func requireCipher(_ link: ODBCLink) throws(SourceFault) {
    guard source.protection != .none else { return }
    let answer = try link.statement("SHOW SESSION STATUS LIKE 'Ssl_cipher'")
    guard try answer.next(), let cipher = try answer.text(1), !cipher.isEmpty else {
      throw SourceFault(.protectionRefused, BilingualText("服务器没有加密", "the server does not encrypt"))
    }
  }

  private func clock(_ link: ODBCLink) throws(SourceFault) -> String? {
    switch Dialect(product: link.word(SQL_DBMS_NAME)) {
    case .standard: return nil
    case .sqlServer: return try first(link, "SELECT CONVERT(varchar(27), SYSDATETIME(), 121)")
    case .mysql, .postgres: return try first(link, "SELECT CURRENT_TIMESTAMP")
    }
  }

  private func first(_ link: ODBCLink, _ sql: String) throws(SourceFault) -> String? {
    let answer = try link.statement(sql)
    return try answer.next() ? answer.text(0) : nil
  }

  private static func version(_ link: ODBCLink) -> String { link.word(SQL_DBMS_NAME) + " " + link.word(SQL_DBMS_VER) }
}
