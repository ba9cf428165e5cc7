// SPDX-License-Identifier: Apache-2.0
public import Commerce
public import PlanningCycle

/// Which rows are to be summed.
public struct MonthQuestion: Sendable {
  public let kind: FactKind
  public let entity: Int64
  /// The newest row that is a fact, or was one then.
  public let lastRow: Int64
  /// Whether later versions than `lastRow` may be there, which count for nothing.
  public let isPast: Bool
  /// Only rows that are true on one of these days.
  public let days: ClosedRange<Int64>

  public init(_ kind: FactKind, entity: Int64, lastRow: Int64, isPast: Bool, days: ClosedRange<Int64> = .min ... .max) {
    self.kind = kind
    self.entity = entity
    self.lastRow = lastRow
    self.isPast = isPast
    self.days = days
  }

  /// The condition on rows of the table. Parameters: entity, last row, first and last day.
  public func condition(_ mark: (Int) -> String) -> String {
    let table = FactTableSchema(kind).table
    let newest =
      isPast
      ? """
      NOT EXISTS (SELECT 1 FROM \(table) AS later WHERE later.entity = \(table).entity AND later.source_key = \(table).source_key \
      AND later.row_version > \(table).row_version AND later.row_id <= \(mark(2)))
      """ : "is_current = 1"
    return "entity = \(mark(1)) AND row_id <= \(mark(2)) AND effective_on BETWEEN \(mark(3)) AND \(mark(4)) AND \(newest)"
  }
}

/// What the tables of months need of a database, within one transaction.
public protocol MonthDatabase {
  /// How the n-th parameter is written, from 1; parameters come in order, each once.
  func mark(_ number: Int) -> String
  /// A database that was opened for reading may be of an earlier schema.
  var hasMonths: Bool { get throws }
  /// A short answer, columns as they are named.
  func rows(_ sql: String, _ values: [StoredValue], _ columns: [TableShape.Content]) throws -> [[StoredValue]]
  /// - Returns: how many rows were changed.
  @discardableResult func change(_ sql: String, _ values: [StoredValue]) throws -> Int
  /// The newest row of a kind that is a fact.
  func lastRow(_ kind: FactKind) throws -> Int64
  /// Adds rows up.
  func add(_ question: MonthQuestion, to totals: FactMonthTotals) throws
}

extension StoredValue {
  /// 0 where it is none.
  var number: Int64 { if case .integer(let value) = self { value } else { 0 } }
  var optionalNumber: Int64? { if case .integer(let value) = self { value } else { nil } }
  var words: String { if case .text(let value) = self { value } else { "" } }
}
