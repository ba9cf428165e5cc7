// SPDX-License-Identifier: Apache-2.0
import Ingestion
import PlanningCycle

/// Rows of one load as they come, in the order of their marks; cut between two marks where there are more than one load takes.
struct LoadCollector {
  private(set) var table: RowTable
  private let query: SourceQuery
  private let since: SourceMark?
  private let limits: SourceLimits
  private let markColumn: Int?
  private var newest: SourceMark?
  /// Where the rows of the newest mark begin, and the mark before it.
  private var groupStart = 0
  private var earlier: SourceMark?
  private var newRows = 0
  private(set) var isCut = false

  /// - Parameter markColumn: the place of the watermark among the columns; nil without one.
  init(_ request: SourceRequest, columns: [String], markColumn: Int?) {
    table = RowTable(columns: columns)
    query = request.query
    since = request.since
    limits = request.limits
    self.markColumn = markColumn
  }

  /// More rows than these are never of use.
  static func rowsToAsk(_ request: SourceRequest) -> Int {
    let rows = min(max(request.limits.rows, 1), 2_000_000)
    return request.query.watermark == nil ? rows + 1 : 2 * rows + 1
  }

  /// Adds a row; false when the load is full and was cut before it.
  mutating func add(_ fill: (inout RowTable) -> Void) throws(SourceFault) -> Bool {
    fill(&table)
    table.endRow()
    guard let markColumn, let watermark = query.watermark else {
      guard table.rowCount <= limits.rows, table.byteCount <= limits.bytes else { throw tooLarge }
      return true
    }
    let text = table.text(table.rowCount - 1, markColumn) ?? ""
    guard let mark = SourceMark(text, watermark.kind) else {
      throw SourceFault(
        .markNotUnderstood,
        BilingualText("列 \(watermark.column) 的值“\(text.prefix(40))”", "“\(text.prefix(40))” in column \(watermark.column)"))
    }
    if mark != newest {
      if let newest, mark < newest {
        throw SourceFault(
          .answerNotUnderstood,
          BilingualText("行没有按水位排序：\(newest) 之后是 \(mark)", "the rows are not in the order of their marks: \(mark) after \(newest)"))
      }
      (earlier, groupStart) = (newest, table.rowCount - 1)
      newest = mark
    }
    if since.map({ mark > $0 }) ?? true { newRows += 1 }
    guard newRows > limits.rows || table.rowCount - newRows > limits.rows || table.byteCount > limits.bytes else { return true }
    try cut()
    return false
  }

  /// Lets go of the mark that did not come wholly.
  private mutating func cut() throws(SourceFault) {
    let rows = table.rowCount
    guard groupStart > 0, let earlier else {
      throw SourceFault(
        .markTooLarge,
        BilingualText(
          "水位 \(newest?.text ?? "") 有 \(rows) 行以上；上限 \(limits.rows) 行、\(limits.bytes) 字节",
          "mark \(newest?.text ?? "") has \(rows) rows or more; the limit is \(limits.rows) rows and \(limits.bytes) bytes"))
    }
    if let since, earlier <= since {
      // Nothing new would be kept, and the next load would end at the same place.
      let overlap = query.watermark?.overlap ?? 0
      throw SourceFault(
        .markTooLarge,
        BilingualText(
          "重叠 \(overlap) 内和下一个水位共有 \(rows) 行以上；上限 \(limits.rows) 行、\(limits.bytes) 字节",
          "the overlap of \(overlap) and the mark after it have \(rows) rows or more; the limit is \(limits.rows) rows and \(limits.bytes) bytes"
        ))
    }
    table.keep(rows: groupStart)
    newest = earlier
    isCut = true
  }

  /// Where the next load begins.
  var next: SourceMark? {
    guard markColumn != nil else { return nil }
    guard let newest else { return since }
    return since.map { max($0, newest) } ?? newest
  }

  private var tooLarge: SourceFault {
    SourceFault(
      .tooLarge, BilingualText("上限 \(limits.rows) 行、\(limits.bytes) 字节", "the limit is \(limits.rows) rows and \(limits.bytes) bytes"))
  }
}
