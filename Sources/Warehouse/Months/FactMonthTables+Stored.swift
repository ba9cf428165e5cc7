// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import PlanningCycle

extension FactMonthTables {
  /// Marked months and the batch that marked each last.
  static func marked(_ kind: FactKind, _ entity: Int64, _ db: some MonthDatabase) throws -> [Int64: Int64] {
    let rows = try db.rows(
      "SELECT month, batch FROM fact_month_marks WHERE \(conditions(["kind", "entity"], db)) ORDER BY month",
      [.text(kind.rawValue), .integer(entity)], [.integer, .integer])
    return Dictionary(rows.map { ($0[0].number, $0[1].number) }, uniquingKeysWith: { first, _ in first })
  }

  /// The summary as it stands, marked or not.
  static func stored(_ kind: FactKind, _ entity: Int64, _ db: some MonthDatabase) throws -> [FactMonth] {
    let place: [StoredValue] = [.text(kind.rawValue), .integer(entity)]
    let condition = conditions(["kind", "entity"], db)
    var sums: [Int64: [FactMonth.Sum]] = [:]
    for row in try db.rows(
      "SELECT month, field, currency, value_count, total FROM fact_month_sums WHERE \(condition) ORDER BY month, field, currency", place,
      [.integer, .text, .text, .integer, .integer])
    {
      sums[row[0].number, default: []].append(
        FactMonth.Sum(field: row[1].words, currency: row[2].words, rows: Int(row[3].number), total: row[4].optionalNumber))
    }
    let order = Dictionary(FactSchema.of(kind).summedFields.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return try db.rows(
      """
      SELECT month, row_count, batch_count, newest_batch, first_day, last_day FROM fact_months WHERE \(condition) ORDER BY month
      """, place, [TableShape.Content](repeating: .integer, count: 6)
    ).map { row in
      // Within a field they come by currency, byte by byte, as in sums from rows.
      let own = (sums[row[0].number] ?? []).enumerated().sorted {
        let (left, right) = (order[$0.element.field] ?? .max, order[$1.element.field] ?? .max)
        return left == right ? $0.offset < $1.offset : left < right
      }
      return FactMonth(
        month: Month(ordinal: Int32(clamping: row[0].number)), rows: Int(row[1].number), batches: Int(row[2].number),
        newestBatch: row[3].number, firstDay: Day(ordinal: Int32(clamping: row[4].number)),
        lastDay: Day(ordinal: Int32(clamping: row[5].number)), sums: own.map(\.element))
    }
  }
}
