// SPDX-License-Identifier: Apache-2.0
import PlanningCycle

/// The owner's SELECT inside ours, which says from which mark on, in which order and how many.
struct MarkedQuery {
  static let firstRows = 20

  let select: OneSelect
  let dialect: Dialect
  let request: SourceRequest

  init(_ request: SourceRequest, _ dialect: Dialect) throws(SourceFault) {
    select = try OneSelect(request.query.text)
    self.dialect = dialect
    self.request = request
  }

  /// What is wrong with a query before anybody is asked.
  static func objection(to query: SourceQuery) -> SourceFault? {
    do throws(SourceFault) { _ = try OneSelect(query.text) } catch { return error }
    return objection(to: query.watermark)
  }

  static func objection(to watermark: SourceQuery.Watermark?) -> SourceFault? {
    guard let watermark else { return nil }
    let least = watermark.kind.leastOverlap
    guard watermark.overlap >= least, watermark.overlap <= 366 * 86_400 else {
      return SourceFault(
        .settingRefused,
        BilingualText(
          "重叠 \(watermark.overlap)：至少 \(least)，否则水位相同的行会遗漏",
          "overlap \(watermark.overlap): at least \(least), or rows with equal marks are lost"))
    }
    guard (1...200).contains(watermark.column.utf8.count), !watermark.column.utf8.contains(where: { $0 < 0x20 }) else {
      return SourceFault(.settingRefused, BilingualText("水位列没有名称", "the watermark column has no name"))
    }
    return nil
  }

  /// No rows: only which columns there are.
  var forColumns: String { "SELECT * FROM \(source) WHERE 1 = 0" }
  var forFirstRows: String { limited("", "", MarkedQuery.firstRows) }

  /// - Parameter type: of the watermark column, for PostgreSQL.
  func forLoad(type: String) -> String {
    guard let watermark = request.query.watermark else { return limited("", "", LoadCollector.rowsToAsk(request)) }
    let column = dialect.quoted(watermark.column)
    let from = request.since.map { $0.earlier(by: watermark.overlap) }
    let condition = from.map { " WHERE \(column) > \(dialect.literal($0, type: type))" } ?? " WHERE \(column) IS NOT NULL"
    return limited(condition, " ORDER BY \(column)", LoadCollector.rowsToAsk(request))
  }

  /// How many rows have no mark.
  var forRowsWithoutMark: String? {
    request.query.watermark.map { "SELECT COUNT(*) FROM \(source) WHERE \(dialect.quoted($0.column)) IS NULL" }
  }

  /// On lines of its own: the text may end with a comment.
  private var source: String { "(\n\(select.text)\n) \(dialect == .standard ? "" : "AS ")tongpin_source" }

  private func limited(_ condition: String, _ order: String, _ rows: Int) -> String {
    switch dialect {
    case .postgres, .mysql: "SELECT * FROM \(source)\(condition)\(order) LIMIT \(rows)"
    case .sqlServer: "SELECT TOP (\(rows)) * FROM \(source)\(condition)\(order)"
    case .standard: "SELECT * FROM \(source)\(condition)\(order) FETCH FIRST \(rows) ROWS ONLY"
    }
  }
}
