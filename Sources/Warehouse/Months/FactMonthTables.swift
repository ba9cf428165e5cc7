// SPDX-License-Identifier: Apache-2.0
import Calendars
public import Commerce
public import PlanningCycle

/// Sums of facts by month: derived, kept beside the rows, and never believed where a mark says that rows moved since.
///
/// A batch marks the months it touches in its own transaction. Whoever asks sums marked months from rows on the snapshot they read, and writes down what
/// they found where nothing was marked anew meanwhile. A process that ends anywhere leaves marks, never wrong sums.
public enum FactMonthTables {
  /// The month of a mark that stands for all months: below every month there is.
  static let every: Int64 = -3_000_000_000

  /// Marks the months of one batch; in its transaction.
  public static func mark(_ months: Swift.Set<Int32>, _ kind: FactKind, entity: Int64, batch: Int64, _ db: some MonthDatabase) throws {
    guard FactSchema.of(kind).hasDays else { return }
    for month in months.sorted() { try mark(Int64(month), kind, entity: entity, batch: batch, db) }
  }

  /// Marks every month of a kind, where rows came back whose months nobody looked at.
  public static func markEvery(_ kind: FactKind, entity: Int64, batch: Int64, _ db: some MonthDatabase) throws {
    try mark(every, kind, entity: entity, batch: batch, db)
  }

  private static func mark(_ month: Int64, _ kind: FactKind, entity: Int64, batch: Int64, _ db: some MonthDatabase) throws {
    try db.change(
      "INSERT INTO fact_month_marks (kind, entity, month, batch) VALUES (\(marks(4, db))) \(Self.renewal)",
      [.text(kind.rawValue), .integer(entity), .integer(month), .integer(batch)])
  }

  /// Marks every month of everything: after a copy, and where somebody wants all summed again. One statement, without parameters.
  public static let markAll = """
    INSERT INTO fact_month_marks (kind, entity, month, batch) \
    SELECT kind, entity, \(every), MAX(event) FROM batches WHERE row_count > 0 GROUP BY kind, entity \(renewal)
    """

  private static let renewal = "ON CONFLICT (kind, entity, month) DO UPDATE SET batch = excluded.batch"

  /// What was read of one kind at one moment.
  public struct Reading: Sendable {
    public let months: [FactMonth]
    /// Months that were summed from rows, each with the batch that marked it: to be written down.
    let summed: [Int64: Int64]

    /// Whether there is something to write down.
    public var isNews: Bool { !summed.isEmpty }
  }

  /// The months of now.
  public static func read(_ kind: FactKind, entity: Int64, _ db: some MonthDatabase) throws -> Reading {
    let isThere = try db.hasMonths
    let marked = isThere ? try marked(kind, entity, db) : [every: 0]
    let known = marked[every] == nil ? try stored(kind, entity, db).filter { marked[Int64($0.month.ordinal)] == nil } : []
    guard let days = days(of: marked) else { return Reading(months: known, summed: [:]) }
    var summed = try sum(MonthQuestion(kind, entity: entity, lastRow: try db.lastRow(kind), isPast: false, days: days), db)
    if marked[every] == nil { summed = summed.filter { marked[Int64($0.month.ordinal)] != nil } }
    return Reading(months: (known + summed).sorted { $0.month < $1.month }, summed: isThere ? marked : [:])
  }

  /// The months of now where none is marked; nil where some are to be summed.
  public static func unmarked(_ kind: FactKind, entity: Int64, _ db: some MonthDatabase) throws -> [FactMonth]? {
    guard try db.hasMonths, try marked(kind, entity, db).isEmpty else { return nil }
    return try stored(kind, entity, db)
  }

  /// The months from rows alone.
  public static func sum(_ question: MonthQuestion, _ db: some MonthDatabase) throws -> [FactMonth] {
    let totals = FactMonthTotals(question.kind)
    try db.add(question, to: totals)
    return totals.months
  }

  /// Writes down what was summed, as far as nothing was marked anew since it was read.
  public static func keep(_ reading: Reading, _ kind: FactKind, entity: Int64, _ db: some MonthDatabase) throws {
    let place: [StoredValue] = [.text(kind.rawValue), .integer(entity)]
    let months = Dictionary(reading.months.map { (Int64($0.month.ordinal), $0) }, uniquingKeysWith: { first, _ in first })
    // A mark for all comes first: what is marked besides has its own mark, and is left alone as long as it has.
    for (month, batch) in reading.summed.sorted(by: { $0.key < $1.key }) {
      let isOurs =
        try db.change(
          "DELETE FROM fact_month_marks WHERE \(conditions(["kind", "entity", "month", "batch"], db))",
          place + [.integer(month), .integer(batch)]) == 1
      guard isOurs else { continue }
      let one: [StoredValue] = month == every ? [] : [.integer(month)]
      for table in ["fact_months", "fact_month_sums"] {
        try db.change("DELETE FROM \(table) WHERE \(conditions(["kind", "entity"] + (one.isEmpty ? [] : ["month"]), db))", place + one)
      }
      let news = month == every ? reading.months : months[month].map { [$0] } ?? []
      for one in news { try insert(one, place, db) }
    }
  }

  private static func insert(_ month: FactMonth, _ place: [StoredValue], _ db: some MonthDatabase) throws {
    let numbers = [Int64(month.rows), Int64(month.batches), month.newestBatch, Int64(month.firstDay.ordinal), Int64(month.lastDay.ordinal)]
    try db.change(
      """
      INSERT INTO fact_months (kind, entity, month, row_count, batch_count, newest_batch, first_day, last_day) VALUES (\(marks(8, db)))
      """, place + [.integer(Int64(month.month.ordinal))] + numbers.map { .integer($0) })
    for sum in month.sums {
      try db.change(
        "INSERT INTO fact_month_sums (kind, entity, month, field, currency, value_count, total) VALUES (\(marks(7, db)))",
        place + [
          .integer(Int64(month.month.ordinal)), .text(sum.field), .text(sum.currency), .integer(Int64(sum.rows)),
          sum.total.map { .integer($0) } ?? .missing,
        ])
    }
  }

  /// The days from the first to the last marked month; nil for no mark.
  private static func days(of marked: [Int64: Int64]) -> ClosedRange<Int64>? {
    if marked[every] != nil { return .min ... .max }
    guard let first = marked.keys.min(), let last = marked.keys.max() else { return nil }
    func month(_ ordinal: Int64) -> Month { Month(ordinal: Int32(clamping: ordinal)) }
    return Int64(month(first).firstDay.ordinal)...Int64(month(last).lastDay.ordinal)
  }

  static func marks(_ count: Int, _ db: some MonthDatabase) -> String { (1...count).map { db.mark($0) }.joined(separator: ", ") }

  static func conditions(_ columns: [String], _ db: some MonthDatabase) -> String {
    columns.enumerated().map { "\($1) = \(db.mark($0 + 1))" }.joined(separator: " AND ")
  }
}
