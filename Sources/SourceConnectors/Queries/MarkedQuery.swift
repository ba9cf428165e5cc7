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

  func forFirstRows(_ columns: [SourceColumn]) -> String { limited(list(columns), "", "", MarkedQuery.firstRows) }

  /// The mark after which a load begins; nil at the beginning.
  var from: SourceMark? { RESTPages.from(request) }

  /// - Parameters:
  ///   - mark: the place of the watermark among the columns.
  ///   - from: rows at it and before it are not wanted; nil takes all that have a mark.
  func forLoad(_ columns: [SourceColumn], mark: Int?, after from: SourceMark?, rows: Int) -> String {
    guard let mark else { return limited(list(columns), "", "", rows) }
    let column = dialect.quoted(columns[mark].name)
    let condition = from.map { " WHERE \(column) > \(dialect.literal($0, type: columns[mark].type))" } ?? " WHERE \(column) IS NOT NULL"
    return limited(list(columns), condition, " ORDER BY \(column)", rows)
  }

  /// Characters of a long text that are fetched: the reader refuses a cell of 32 KiB, and nobody wants a gigabyte to be told so.
  static let longTextCharacters = 40_000

  private func list(_ columns: [SourceColumn]) -> String {
    columns.map { column in
      let name = dialect.quoted(column.name)
      guard column.isLong else { return name }
      switch dialect {
      case .postgres: return "LEFT(CAST(\(name) AS text), \(Self.longTextCharacters)) AS \(name)"
      case .mysql, .sqlServer: return "LEFT(\(name), \(Self.longTextCharacters)) AS \(name)"
      case .standard: return name
      }
    }.joined(separator: ", ")
  }

  /// How many rows have no mark.
  var forRowsWithoutMark: String? {
    request.query.watermark.map { "SELECT COUNT(*) FROM \(source) WHERE \(dialect.quoted($0.column)) IS NULL" }
  }

  /// On lines of its own: the text may end with a comment.
  private var source: String { "(\n\(select.text)\n) \(dialect == .standard ? "" : "AS ")tongpin_source" }

  private func limited(_ list: String, _ condition: String, _ order: String, _ rows: Int) -> String {
    switch dialect {
    case .postgres, .mysql: "SELECT \(list) FROM \(source)\(condition)\(order) LIMIT \(rows)"
    case .sqlServer: "SELECT TOP (\(rows)) \(list) FROM \(source)\(condition)\(order)"
    case .standard: "SELECT \(list) FROM \(source)\(condition)\(order) FETCH FIRST \(rows) ROWS ONLY"
    }
  }
}
