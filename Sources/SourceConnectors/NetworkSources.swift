// SPDX-License-Identifier: Apache-2.0
public import Commerce
import Ingestion
public import PlanningCycle
public import Quantities

/// Sources on other machines: PostgreSQL, whatever has a driver of unixODBC, and services that answer in JSON.
public struct NetworkSources: SourceConnector {
  private let policy: SourcePolicy
  private let facts: RowFacts
  private let certificates: String?

  /// - Parameters:
  ///   - policy: the servers that may be called; none by default.
  ///   - currency: of amounts that name none.
  ///   - certificates: a file of certificates that are believed; nil takes the system's.
  public init(policy: SourcePolicy, currency: Currency, certificates: String? = nil) {
    self.policy = policy
    self.certificates = certificates
    facts = RowFacts(currency: currency)
  }

  /// Debian's; libpq 15 does not look for it by itself.
  private static let systemCertificates = "/etc/ssl/certs/ca-certificates.crt"

  public func objection(to connection: SourceConnection, _ query: SourceQuery?) -> SourceFault? {
    switch connection {
    case .postgres(let source):
      if let objection = Self.objection(source) { return objection }
      return ServerAddress.objection(source.host, source.port, policy) ?? query.flatMap { MarkedQuery.objection(to: $0) }
    case .odbc(let source):
      if let objection = ODBCReader.objection(source) { return objection }
      return ServerAddress.objection(source.host, source.port, policy) ?? query.flatMap { MarkedQuery.objection(to: $0) }
    case .rest(let source): return RESTReader.objection(source, query, policy)
    case .folder:
      return SourceFault(.settingRefused, BilingualText("文件夹不是网络数据源", "a folder is no source on a network"))
    }
  }

  private static func objection(_ source: PostgresSource) -> SourceFault? {
    for (name, value) in [("database", source.database), ("user", source.user)]
    where value.isEmpty || value.utf8.count > 200 || value.utf8.contains(where: { $0 < 0x20 }) {
      return SourceFault(.settingRefused, BilingualText("\(name) 为空或过长", "\(name) is empty or too long"))
    }
    guard (-840...840).contains(source.zoneMinutes) else {
      return SourceFault(.settingRefused, BilingualText("时区须在 ±14 小时内", "the zone is within 14 hours"))
    }
    return nil
  }

  private func reader(_ request: SourceRequest) throws(SourceFault) -> any SourceReader {
    if let objection = objection(to: request.connection, request.query) { throw objection }
    if let watermark = request.query.watermark, let since = request.since, since.kind != watermark.kind {
      throw SourceFault(
        .settingRefused, BilingualText("已存的水位是另一种类型，须从头读取", "the mark that was kept is of another kind: read from the beginning"))
    }
    switch request.connection {
    case .postgres(let source): return PostgresReader(source: source, certificates: certificates ?? Self.systemCertificates)
    case .odbc(let source): return ODBCReader(source: source, certificates: certificates ?? Self.systemCertificates)
    case .rest(let source): return RESTReader(source: source, certificates: certificates)
    case .folder: throw SourceFault(.settingRefused)
    }
  }

  public func probe(
    _ request: SourceRequest, remembered: [RememberedLayout], knows: @escaping (FactKind, String) -> Bool?,
    isStopped: @escaping @Sendable () -> Bool
  ) throws(SourceFault) -> SourceProbe {
    let watch = LoadWatch(seconds: min(request.limits.seconds, 60), isStopped: isStopped)
    let look = try reader(request).look(request, policy, watch)
    let preview = try facts.preview(look.table, name: request.name, kind: request.query.kind, remembered: remembered, knows: knows)
    let rows = (0..<look.table.rowCount).map { row in
      look.table.columns.indices.map { look.table.text(row, $0).map { String($0.prefix(200)) } }
    }
    return SourceProbe(
      columns: look.columns.map { SourceProbe.Column(name: $0.name, type: $0.type, mark: $0.marks.first) },
      first: SourceRows(columns: look.table.columns, rows: rows), server: look.server, clock: look.clock, preview: preview)
  }

  public func read(
    _ request: SourceRequest, knows: @escaping (FactKind, String) -> Bool?, isStopped: @escaping @Sendable () -> Bool
  ) throws(SourceFault) -> SourceReading {
    let watch = LoadWatch(seconds: request.limits.seconds, isStopped: isStopped)
    let load = try reader(request).load(request, policy, watch)
    let table = load.collector.table
    let isBare = table.columns.isEmpty
    let reading =
      isBare
      ? FactFileReading(
        table: FactTable(kind: request.query.kind), rowsRead: 0, rejected: 0, encoding: "rows", headerLine: 0, findings: [],
        findingsTotal: 0)
      : try facts.reading(table, name: request.name, kind: request.query.kind, columns: request.query.columns, knows: knows)
    return SourceReading(
      reading: noting(load.rowsWithoutMark, request.query.watermark, reading), next: load.collector.next, rows: table.rowCount,
      bytes: table.byteCount, rowsWithoutMark: load.rowsWithoutMark, isComplete: !load.collector.isCut, clock: load.clock)
  }

  public func take(
    _ rows: SourceRows, kind: FactKind, columns: [String: String]?, knows: @escaping (FactKind, String) -> Bool?
  ) throws(SourceFault) -> FactFileReading {
    var table = RowTable(columns: rows.columns)
    for row in rows.rows {
      guard row.count <= rows.columns.count else {
        throw SourceFault(.answerNotUnderstood, BilingualText("有一行的列数多于表头", "a row has more cells than there are columns"))
      }
      for column in rows.columns.indices { table.append(column < row.count ? row[column] : nil) }
      table.endRow()
    }
    return try facts.reading(table, name: kind.rawValue, kind: kind, columns: columns, knows: knows)
  }

  /// The reading with what no load will ever see.
  private func noting(_ count: Int, _ watermark: SourceQuery.Watermark?, _ reading: FactFileReading) -> FactFileReading {
    guard count > 0, let watermark else { return reading }
    let finding = FactFileFinding(
      code: "source.mark-missing", severity: "warning", line: 0, column: "", header: watermark.column, value: "",
      message: BilingualText("数据源中有 \(count) 行没有水位，不会被读取", "\(count) rows of the source have no mark and are not read"),
      hint: BilingualText(
        "在查询中用 COALESCE 给出水位，例如 COALESCE(修改时间, 制单时间)", "give them one in the query: COALESCE(modified_at, created_at)"))
    return FactFileReading(
      table: reading.table, rowsRead: reading.rowsRead, rejected: reading.rejected, encoding: reading.encoding,
      headerLine: reading.headerLine, findings: [finding] + reading.findings, findingsTotal: reading.findingsTotal + 1,
      roundings: reading.roundings)
  }
}
