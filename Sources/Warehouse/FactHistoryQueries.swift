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

  /// Rows that stood after a batch; parameters: entity, batch.
  public var tableThrough: String {
    """
    SELECT line, batch, \(schema.valueColumns.joined(separator: ", ")) FROM \(schema.table) \
    WHERE entity = \(mark(1)) AND batch <= \(mark(2)) AND NOT EXISTS (SELECT 1 FROM \(schema.table) AS later \
    WHERE later.entity = \(schema.table).entity AND later.source_key = \(schema.table).source_key \
    AND later.row_version > \(schema.table).row_version AND later.batch <= \(mark(2))) ORDER BY source_key
    """
  }

  /// Batch, day, and three pairs of count and amount: added, corrected, replaced. Parameters: entity, newest batch.
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
    return """
      SELECT one.batch, one.effective_on, \(counted("one.row_version = 1")), \(counted("one.row_version > 1")), \
      CAST(0 AS BIGINT), CAST(0 AS BIGINT) FROM \(schema.table) AS one WHERE one.entity = \(mark(1)) AND one.batch <= \(mark(2)) \
      GROUP BY one.batch, one.effective_on \
      UNION ALL SELECT one.batch, former.effective_on, CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT), \
      CAST(COUNT(*) AS BIGINT), \(sum(amount("former"))) FROM \(schema.table) AS one JOIN \(schema.table) AS former \
      ON former.entity = one.entity AND former.source_key = one.source_key AND former.row_version = one.row_version - 1 \
      WHERE one.entity = \(mark(1)) AND one.batch <= \(mark(2)) AND one.row_version > 1 GROUP BY one.batch, former.effective_on \
      ORDER BY 1, 2
      """
  }

  /// Columns of ``revisions(isCorrection:)`` before those of the former version: line, batch, values, version, moment, day.
  public var width: Int { schema.schema.fields.count + 5 }

  /// Rows of one batch with what they took the place of; parameters: batch, first day, last day, rows, rows to leave out.
  public func revisions(isCorrection: Bool?) -> String {
    let kind = isCorrection.map { $0 ? "AND one.row_version > 1 " : "AND one.row_version = 1 " } ?? ""
    func columns(_ table: String) -> String {
      (["line", "batch"] + schema.valueColumns + ["row_version", "recorded_at", "effective_on"]).map { "\(table).\($0)" }
        .joined(separator: ", ")
    }
    let between = "BETWEEN \(mark(2)) AND \(mark(3))"
    return """
      SELECT \(columns("one")), \(columns("former")) FROM \(schema.table) AS one LEFT JOIN \(schema.table) AS former \
      ON former.entity = one.entity AND former.source_key = one.source_key AND former.row_version = one.row_version - 1 \
      WHERE one.row_id BETWEEN (SELECT first_row FROM batches WHERE event = \(mark(1))) \
      AND (SELECT first_row + row_count - 1 FROM batches WHERE event = \(mark(1))) AND one.batch = \(mark(1)) \(kind)\
      AND (one.effective_on \(between) OR former.effective_on \(between)) ORDER BY one.row_id LIMIT \(mark(4)) OFFSET \(mark(5))
      """
  }

  /// Adds one row of ``movements(amount:)`` to what is known of its batch and day.
  public static func add(_ row: (Int) -> Int64, to movements: inout [FactMovement]) {
    let (batch, day) = (row(0), Day(ordinal: Int32(clamping: row(1))))
    if movements.last?.batch != batch || movements.last?.day != day { movements.append(FactMovement(batch: batch, day: day)) }
    let last = movements.count - 1
    movements[last].added += Int(row(2))
    movements[last].addedAmount += row(3)
    movements[last].corrected += Int(row(4))
    movements[last].correctedAmount += row(5)
    movements[last].replaced += Int(row(6))
    movements[last].replacedAmount += row(7)
  }
}
