// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import PlanningCycle

/// Holds the summary by month against the rows it is made of.
public struct FactMonthCheck: Sendable {
  /// Months that were compared; marked ones wait to be summed and are left aside.
  public private(set) var months = 0
  public private(set) var faults: [VerificationReport.Fault] = []

  public init(_ db: some MonthDatabase) throws {
    guard try db.hasMonths else { return }
    for schema in FactSchema.all where schema.hasDays {
      let kind: StoredValue = .text(schema.kind.rawValue)
      let entities = try db.rows(
        """
        SELECT entity FROM batches WHERE kind = \(db.mark(1)) AND row_count > 0 UNION SELECT entity FROM fact_months WHERE kind = \(db.mark(2)) \
        ORDER BY 1
        """, [kind, kind], [.integer])
      for entity in entities { try check(schema.kind, entity[0].number, db) }
    }
  }

  private mutating func check(_ kind: FactKind, _ entity: Int64, _ db: some MonthDatabase) throws {
    let marked = try FactMonthTables.marked(kind, entity, db)
    guard marked[FactMonthTables.every] == nil else { return }
    func unmarked(_ months: [FactMonth]) -> [Month: FactMonth] {
      Dictionary(
        months.filter { marked[Int64($0.month.ordinal)] == nil }.map { ($0.month, $0) }, uniquingKeysWith: { first, _ in first })
    }
    let kept = unmarked(try FactMonthTables.stored(kind, entity, db))
    let found = unmarked(
      try FactMonthTables.sum(MonthQuestion(kind, entity: entity, lastRow: try db.lastRow(kind), isPast: false), db))
    for month in Swift.Set(kept.keys).union(found.keys).sorted() {
      months += 1
      guard kept[month] != found[month] else { continue }
      faults.append(
        VerificationReport.Fault(
          witness: "months", subject: "\(kind.rawValue) \(month)" + (entity == 1 ? "" : " of entity \(entity)"),
          detail: Self.words(kept[month], found[month])))
    }
  }

  private static func words(_ kept: FactMonth?, _ found: FactMonth?) -> String {
    guard let kept else { return "The summary does not know it; there are \(found?.rows ?? 0) rows." }
    guard let found else { return "The summary says \(kept.rows) rows; there are none." }
    if kept.rows != found.rows { return "The summary says \(kept.rows) rows; there are \(found.rows)." }
    for sum in found.sums {
      let own = kept.sums.first { $0.field == sum.field && $0.currency == sum.currency }
      guard own != sum else { continue }
      func text(_ sum: FactMonth.Sum?) -> String { sum.map { one in one.total.map { "\($0)" } ?? "more than 64 bits" } ?? "nothing" }
      return "The summary says \(text(own)) of \(sum.field); the rows come to \(text(sum))."
    }
    return "Its days, its batches or what it sums are not those of the rows."
  }
}
