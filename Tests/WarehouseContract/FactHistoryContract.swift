// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
import PlanningCycle
import Testing

/// What was known after each batch, and what each batch did.
enum FactHistoryContract {
  static func check(_ store: any WorkspaceStore) throws {
    func record(_ rows: [(number: Int64, day: Int, amount: Int64?)], _ key: String, _ seconds: Int64) throws -> Int64 {
      var table = FactTable(kind: .salesOrderLines)
      for row in rows {
        var values: [String: FactValue] = [
          "order_number": .text("A"), "line_number": .number(row.number), "ordered_on": .day(Samples.day.adding(days: row.day)),
          "item": .text("KT-1"), "quantity": .number(row.number * 10_000),
        ]
        // Where there is no amount with tax, the one without it counts.
        values[row.number == 3 ? "amount_excl_tax" : "amount_incl_tax"] = row.amount.map { .number($0) }
        table.append(values, line: Int32(row.number + 1))
      }
      return try store.record(Samples.batch(table), for: Samples.importDraft(key), at: Samples.moment(seconds)).batch
    }
    // All in the same second: batches are told apart by their numbers alone.
    let first = try record([(1, 0, 100), (2, 0, 200), (3, 1, 50)], "a", 10)
    let second = try record([(1, 0, 100), (2, 5, 260), (4, 0, nil)], "b", 10)
    let third = try record([(3, 1, 70)], "c", 10)
    try checkTables(store, [first, second, third])
    let movements = try store.movements(.salesOrderLines, entity: 1, amount: ["amount_incl_tax", "amount_excl_tax"], through: .max)
    func day(_ days: Int) -> Day { Samples.day.adding(days: days) }
    func movement(_ batch: Int64, _ days: Int, _ change: (inout FactMovement) -> Void) -> FactMovement {
      var one = FactMovement(batch: batch, day: day(days))
      change(&one)
      return one
    }
    #expect(
      movements == [
        movement(first, 0) { ($0.added, $0.addedAmount) = (2, 300) }, movement(first, 1) { ($0.added, $0.addedAmount) = (1, 50) },
        movement(second, 0) { ($0.added, $0.replaced, $0.replacedAmount) = (1, 1, 200) },
        movement(second, 5) { ($0.corrected, $0.correctedAmount) = (1, 260) },
        movement(third, 1) { ($0.corrected, $0.correctedAmount, $0.replaced, $0.replacedAmount) = (1, 70, 1, 50) },
      ])
    #expect(try store.movements(.salesOrderLines, entity: 1, amount: [], through: first).map(\.addedAmount) == [0, 0])
    #expect(try store.movements(.invoices, entity: 1, amount: ["amount_incl_tax"], through: .max).isEmpty)
    try checkRevisions(store, second, day)
  }

  private static func checkTables(_ store: any WorkspaceStore, _ batches: [Int64]) throws {
    func lines(_ batch: Int64) throws -> [[Int64?]] {
      let table = try store.table(.salesOrderLines, entity: 1, through: batch)
      return (0..<table.rowCount).map { [table["line_number"].integer($0), table["amount_incl_tax"].integer($0), table.batches[$0]] }
        .sorted { ($0[0] ?? 0) < ($1[0] ?? 0) }
    }
    #expect(try lines(batches[0] - 1).isEmpty)
    #expect(try lines(batches[0]) == [[1, 100, batches[0]], [2, 200, batches[0]], [3, nil, batches[0]]])
    #expect(try lines(batches[1]) == [[1, 100, batches[0]], [2, 260, batches[1]], [3, nil, batches[0]], [4, nil, batches[1]]])
    let newest = try store.table(.salesOrderLines)
    #expect(try lines(.max).count == newest.rowCount && lines(batches[2]) == lines(.max))
  }

  private static func checkRevisions(_ store: any WorkspaceStore, _ batch: Int64, _ day: (Int) -> Day) throws {
    func revisions(_ days: ClosedRange<Day>?, _ isCorrection: Bool?, offset: Int = 0, limit: Int = 10) throws -> [FactRevision] {
      try store.revisions(.salesOrderLines, batch: batch, days: days, isCorrection: isCorrection, offset: offset, limit: limit)
    }
    let all = try revisions(nil, nil)
    #expect(all.map(\.now.version) == [2, 1] && all.map { $0.former?.version } == [1, nil])
    #expect(all.first?.now.line == 3 && all.first?.former?.effectiveOn == day(0) && all.first?.now.effectiveOn == day(5))
    #expect(try revisions(nil, true).count == 1 && revisions(nil, false).count == 1)
    #expect(try revisions(day(5)...day(9), nil).map(\.now.version) == [2], "true then")
    #expect(try revisions(day(0)...day(0), nil).map(\.now.version) == [2, 1], "true then, or formerly")
    #expect(try revisions(nil, nil, offset: 1, limit: 1).map(\.now.version) == [1])
    #expect(try revisions(nil, nil, offset: 2).isEmpty)
    #expect(try store.revisions(.invoices, batch: batch, days: nil, isCorrection: nil, offset: 0, limit: 10).isEmpty)
  }
}
