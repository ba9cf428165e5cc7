// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
public import PlanningCycle

/// What is asked of the versions of a fact table: the same statements for every database that knows numbered parameters.
public struct FactHistoryQueries: Sendable {
  private let schema: FactTableSchema
  private let mark: @Sendable (Int) -> String

  /// - Parameter mark: how a dialect writes its n-th parameter, from 1.
  public init(_ schema: FactTableSchema, mark: @escaping @Sendable (Int) -> String) {
    self.schema = schema
    self.mark = mark
  }

  /// What the rows of one batch did, by day: three pairs of count and amount: added, corrected, replaced. Parameters: entity, first and last row.
  ///
  /// - Parameter fields: the first that a row has is its amount.
  public func movements(amount fields: [String]) -> String {
    func amount(_ table: String) -> String {
      fields.isEmpty ? "0" : "COALESCE(\(fields.map { "\(table).\(FactTableSchema.quoted($0))" }.joined(separator: ", ")), 0)"
    }
    func sum(_ value: String) -> String { "CAST(SUM(\(value)) AS BIGINT)" }
    func counted(_ condition: String) -> String {
      sum("CASE WHEN \(condition) THEN 1 ELSE 0 END") + ", " + sum("CASE WHEN \(condition) THEN \(amount("one")) ELSE 0 END")
    }
    let rows = "one.entity = \(mark(1)) AND one.row_id BETWEEN \(mark(2)) AND \(mark(3))"
    return """
      SELECT one.effective_on, \(counted("one.row_version = 1")), \(counted("one.row_version > 1")), \
      CAST(0 AS BIGINT), CAST(0 AS BIGINT) FROM \(schema.table) AS one WHERE \(rows) GROUP BY one.effective_on \
      UNION ALL SELECT former.effective_on, CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT), \
      CAST(COUNT(*) AS BIGINT), \(sum(amount("former"))) FROM \(schema.table) AS one JOIN \(schema.table) AS former \
      ON former.entity = one.entity AND former.source_key = one.source_key AND former.row_version = one.row_version - 1 \
      WHERE \(rows) AND one.row_version > 1 GROUP BY former.effective_on ORDER BY 1
      """
  }

  /// Columns of ``revisions(isCorrection:)`` before those of the former version: line, batch, values, version, moment, day.
  public var width: Int { schema.schema.fields.count + 5 }

  /// Rows of one batch with what they took the place of; parameters: batch, first day, last day, rows, rows to leave out.
  public func revisions(isCorrection: Bool?) -> String {
    let kind = isCorrection.map { $0 ? "AND one.row_version > 1 " : "AND one.row_version = 1 " } ?? ""
    // A row that was staged says nothing of its batch: where it lies does.
    func batch(_ table: String) -> String {
      let kind = "'\(schema.schema.kind.rawValue)'"
      return "CASE WHEN \(table).batch <> \(BatchPlaces.unsaid) THEN \(table).batch ELSE (SELECT MAX(places.event) FROM batches AS places "
        + "WHERE places.kind = \(kind) AND places.row_count > 0 AND places.first_row <= \(table).row_id) END"
    }
    func columns(_ table: String) -> String {
      let moment = "(SELECT events.recorded_at FROM events WHERE events.sequence = \(batch(table)))"
      let own = { (names: [String]) in names.map { "\(table).\($0)" } }
      return (own(["line"]) + [batch(table)] + own(schema.valueColumns + ["row_version"]) + [moment] + own(["effective_on"]))
        .joined(separator: ", ")
    }
    let between = "BETWEEN \(mark(2)) AND \(mark(3))"
    return """
      SELECT \(columns("one")), \(columns("former")) FROM \(schema.table) AS one LEFT JOIN \(schema.table) AS former \
      ON former.entity = one.entity AND former.source_key = one.source_key AND former.row_version = one.row_version - 1 \
      WHERE one.row_id BETWEEN (SELECT first_row FROM batches WHERE event = \(mark(1))) \
      AND (SELECT first_row + row_count - 1 FROM batches WHERE event = \(mark(1))) \(kind)\
      AND (one.effective_on \(between) OR former.effective_on \(between)) ORDER BY one.row_id LIMIT \(mark(4)) OFFSET \(mark(5))
      """
  }

  /// Adds one row of ``movements(amount:)`` to what is known of its batch and day.
  public static func add(_ row: (Int) -> Int64, of batch: Int64, to movements: inout [FactMovement]) {
    let day = Day(ordinal: Int32(clamping: row(0)))
    if movements.last?.batch != batch || movements.last?.day != day { movements.append(FactMovement(batch: batch, day: day)) }
    let last = movements.count - 1
    movements[last].added += Int(row(1))
    movements[last].addedAmount += row(2)
    movements[last].corrected += Int(row(3))
    movements[last].correctedAmount += row(4)
    movements[last].replaced += Int(row(5))
    movements[last].replacedAmount += row(6)
  }
}
