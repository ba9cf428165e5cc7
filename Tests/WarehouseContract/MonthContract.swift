// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
import PlanningCycle
import Testing
package import Warehouse

/// What the sums by month promise: whatever came, and however it came, they are the sums of the rows. Sees: a month that a correction left and that still
/// counts it, an answer that is older than its rows, a sum that is wrong after a restart. Does not see: how long it takes.
package enum MonthContract {
  package static func check(make: () throws -> any OpenedWorkspace) throws {
    try journey(try make(), steps: 60) { $0 }
    try moves(try make())
    try staysOut(try make())
    try beyondBounds(try make())
  }

  /// Imports as a year has them, drawn: new, corrected, moved to other months, whole and staged, taken back, of two entities, with questions between.
  ///
  /// - Parameter reopen: the store as a restart would find it.
  /// - Returns: the store that was opened last, with nothing marked.
  @discardableResult
  package static func journey(
    _ first: any OpenedWorkspace, steps: Int, reopen: (any OpenedWorkspace) throws -> any OpenedWorkspace
  ) throws -> any OpenedWorkspace {
    var (store, draw) = (first, ThousandCommands.Draw())
    for step in 1...steps {
      let batch = Self.batch(step, &draw)
      let draft = Samples.importDraft("step-\(step)")
      if draw.below(2) == 0 {
        _ = try store.record(batch, for: draft, at: Samples.moment(Int64(step)))
      } else {
        let staged = try store.stage(batch)
        if draw.below(3) == 0 {
          try store.discard(staged)
        } else {
          _ = try store.record(staged, for: draft, at: Samples.moment(Int64(step)))
        }
      }
      // Some months are asked for while others wait to be summed.
      let kind = kinds[draw.below(kinds.count)]
      let told = try store.months(kind, entity: 1, through: nil)
      #expect(try told == scratch(store, kind, entity: 1, through: nil), "\(kind) after step \(step)")
      if step.isMultiple(of: 15) { store = try reopen(store) }
      if step.isMultiple(of: 10) { try compare(store, "step \(step)") }
    }
    let newest = try store.batches().map(\.batch)
    for batch in [newest[newest.count / 3], newest[newest.count * 2 / 3], newest[newest.count - 1]] {
      for kind in kinds {
        #expect(
          try store.months(kind, entity: 1, through: batch) == scratch(store, kind, entity: 1, through: batch), "\(kind) through \(batch)")
      }
    }
    let report = try store.verify()
    #expect(report.isSound && report.months > 20, "\(report)")
    try store.markAllMonths()
    #expect(try store.verify().isSound)
    try compare(store, "everything marked")
    return store
  }

  /// Every kind and entity of the journey against its rows.
  private static func compare(_ store: any OpenedWorkspace, _ when: Comment) throws {
    for kind in kinds {
      for entity in [1, 2] as [Int64] {
        #expect(try store.months(kind, entity: entity, through: nil) == scratch(store, kind, entity: entity, through: nil), when)
      }
    }
  }

  private static let kinds: [FactKind] = [.salesOrderLines, .invoices, .receipts, .stock, .bankBalances]

  private static func batch(_ step: Int, _ draw: inout ThousandCommands.Draw) -> FactBatch {
    let kind = kinds[draw.below(kinds.count)]
    var table = FactTable(kind: kind)
    for line in 0..<draw.below(40) {
      let number = draw.below(50)
      let day = Samples.day.adding(days: draw.below(420))
      let amount = (Int64(draw.below(2_000_000_000)) - 1_000_000_000) * 7_001
      table.append(row(kind, number, day, amount, isBare: draw.below(5) == 0), line: Int32(line + 2))
    }
    return FactBatch(
      table: table, entity: Int64(1 + draw.below(3) / 2), fileName: "step-\(step).csv", recordedOn: Samples.day.adding(days: step))
  }

  private static func row(_ kind: FactKind, _ number: Int, _ day: Day, _ amount: Int64, isBare: Bool) -> [String: FactValue] {
    switch kind {
    case .salesOrderLines:
      let known: [String: FactValue] = [
        "order_number": .text("SO\(number / 3)"), "line_number": .number(Int64(number)), "ordered_on": .day(day), "item": .text("KT-1"),
        "quantity": .number(amount / 7),
      ]
      return isBare ? known : known.merging(["amount_incl_tax": .number(amount)]) { $1 }
    case .invoices:
      return [
        "invoice_number": .text("FP\(number)"), "line_number": .number(1), "invoiced_on": .day(day), "amount_incl_tax": .number(amount),
      ]
    case .receipts: return ["receipt_number": .text("R\(number)"), "received_on": .day(day), "amount": .number(amount)]
    case .stock:
      // A count without a day is of the day it came.
      let known: [String: FactValue] = [
        "item": .text("KT-\(number % 9)"), "location": .text("A\(number % 4)"), "quantity": .number(amount),
      ]
      return isBare ? known : known.merging(["counted_on": .day(day)]) { $1 }
    default: return ["account": .text("6222-\(number % 3)"), "as_of": .day(day), "balance": .number(amount)]
    }
  }

  /// The same from nothing but the rows.
  private static func scratch(_ store: any OpenedWorkspace, _ kind: FactKind, entity: Int64, through: Int64?) throws -> [FactMonth] {
    let schema = FactSchema.of(kind)
    let table =
      try through.map { try store.table(kind, entity: entity, through: $0) } ?? store.table(kind, entity: entity, asOf: nil)
    var recordedOn: [Int64: Day] = [:]
    for receipt in try store.batches() { recordedOn[receipt.batch] = receipt.recordedOn }
    let field = try #require(schema.effectiveField)
    var rows: [Month: [Int]] = [:]
    var days: [Int: Day] = [:]
    for row in 0..<table.rowCount {
      let day = try #require(table[field].day(row) ?? recordedOn[table.batches[row]])
      days[row] = day
      rows[day.monthOf, default: []].append(row)
    }
    return rows.keys.sorted().map { month in
      let own = rows[month] ?? []
      let sums = schema.summedFields.compactMap { field -> FactMonth.Sum? in
        let values = own.compactMap { table[field].integer($0) }
        return values.isEmpty ? nil : FactMonth.Sum(field: field, currency: "", rows: values.count, total: values.reduce(0, +))
      }
      let (batches, dates) = (Swift.Set(own.map { table.batches[$0] }), own.compactMap { days[$0] })
      return FactMonth(
        month: month, rows: own.count, batches: batches.count, newestBatch: batches.max() ?? 0, firstDay: dates.min() ?? Samples.day,
        lastDay: dates.max() ?? Samples.day, sums: sums)
    }
  }

  private static func receipt(_ number: String, _ day: Day, _ amount: Int64) -> FactTable {
    var table = FactTable(kind: .receipts)
    table.append(["receipt_number": .text(number), "received_on": .day(day), "amount": .number(amount)], line: 2)
    return table
  }

  private static func record(_ table: FactTable, _ key: String, _ seconds: Int64, _ store: any OpenedWorkspace) throws -> Int64 {
    try store.record(Samples.batch(table), for: Samples.importDraft(key), at: Samples.moment(seconds)).batch
  }

  /// A receipt that was booked in the wrong month leaves it and comes to the right one; the month it leaves is not there any more.
  private static func moves(_ store: any OpenedWorkspace) throws {
    let (march, may) = (Month(year: 2026, month: 3), Month(year: 2026, month: 5))
    let first = try record(receipt("R1", march.firstDay, 100), "a", 1, store)
    #expect(try store.months(.receipts, entity: 1, through: nil).map(\.month) == [march])
    let second = try record(receipt("R1", may.lastDay, 100), "b", 2, store)
    let moved = try store.months(.receipts, entity: 1, through: nil)
    let sum = FactMonth.Sum(field: "amount", currency: "", rows: 1, total: 100)
    #expect(
      moved == [
        FactMonth(month: may, rows: 1, batches: 1, newestBatch: second, firstDay: may.lastDay, lastDay: may.lastDay, sums: [sum])
      ])
    #expect(try store.months(.receipts, entity: 1, through: first).map(\.month) == [march], "as it was known before")
    #expect(try store.months(.receipts, entity: 1, through: first - 1).isEmpty)
    // The same again says nothing new, and moves nothing.
    _ = try record(receipt("R1", may.lastDay, 100), "c", 3, store)
    #expect(try store.months(.receipts, entity: 1, through: nil) == moved)
    #expect(try store.months(.customers, entity: 1, through: nil).isEmpty, "master data have no days of their own")
    #expect(try store.verify().months == 1)
  }

  /// Rows on their way are nobody's, and those that are taken back never were.
  private static func staysOut(_ store: any OpenedWorkspace) throws {
    _ = try record(receipt("R1", Samples.day, 100), "a", 1, store)
    let before = try store.months(.receipts, entity: 1, through: nil)
    let staged = try store.stage(Samples.batch(receipt("R1", Samples.day.adding(days: 90), 700)))
    #expect(try store.months(.receipts, entity: 1, through: nil) == before)
    try store.discard(staged)
    #expect(try store.months(.receipts, entity: 1, through: nil) == before)
    let again = try store.stage(Samples.batch(receipt("R1", Samples.day.adding(days: 90), 700)))
    _ = try store.record(again, for: Samples.importDraft("b"), at: Samples.moment(2))
    let after = try store.months(.receipts, entity: 1, through: nil)
    #expect(after.map(\.month) == [Samples.day.adding(days: 90).monthOf] && after.first?.sums.first?.total == 700)
  }

  /// A sum that no 64 bits hold is a gap that says so, and comes back when it fits again.
  private static func beyondBounds(_ store: any OpenedWorkspace) throws {
    _ = try record(receipt("R1", Samples.day, .max), "a", 1, store)
    _ = try record(receipt("R2", Samples.day, 1), "b", 2, store)
    let gap = FactMonth.Sum(field: "amount", currency: "", rows: 2, total: nil)
    // Once from the rows, once from the summary.
    for _ in 0..<2 { #expect(try store.months(.receipts, entity: 1, through: nil).first?.sums == [gap]) }
    #expect(try store.verify().isSound)
    _ = try record(receipt("R2", Samples.day, -1), "c", 3, store)
    #expect(try store.months(.receipts, entity: 1, through: nil).first?.sums.first?.total == .max - 1)
    _ = try record(receipt("R1", Samples.day, .min), "d", 4, store)
    #expect(try store.months(.receipts, entity: 1, through: nil).first?.sums == [gap])
  }
}
