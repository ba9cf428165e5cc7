// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Planning

/// Two roads to every cell: the column programs, and the term of the single cell that explanations are built on.
///
/// Sees: a kernel or an instruction that does something else than its definition, a wrong row map or offset. Does not see: an
/// error in the layout of a formula (both start from it).
@Suite struct TwoRoadsTests {
  @Test func everyCellIsWhatItsOwnTermSays() throws {
    let engine = try SampleModel.engine()
    var random = RecalculationOracleTests.Random(state: 404)
    let edits = RecalculationOracleTests()
    _ = try engine.apply((0..<60).map { _ in edits.edit(&random, engine.calendar) })
    var compared = 0
    for (block, plan) in engine.layout.model.blocks.enumerated() {
      let column = engine.columns[block]
      for row in 0..<column.rowCount {
        for period in 0..<column.periodCount {
          guard let term = engine.term(of: CellAddress(block: block, row: row, period: period)) else {
            continue
          }
          let (stored, defined) = (column.row(row)[period], engine.evaluate(term).asCell)
          compared += 1
          if case .daily = plan.kind {
            // The last weighted day holds what the others left: the definition up to rounding.
            #expect(abs(stored - defined) <= 1e-9 * max(1, abs(defined)), "\(plan.name) \(row) \(period)")
          } else if stored.bitPattern != defined.bitPattern {
            // A roll-forward sums signed parts from its balance: the same order, so the same bits, as all others.
            Issue.record("\(plan.name) row \(row) period \(period): \(stored) is defined as \(defined)")
            return
          }
        }
      }
    }
    #expect(compared > 5_000)
  }

  @Test func aChangeIsOfBitsNotOfValues() throws {
    let old = [0.0, 1, .missing, 3, 4, 5, 6], new = [0.0, 1, .missing, -3, 4, 5.5, 6]
    let changed = try #require(ChangedCells(old, new, 10..<17))
    #expect(changed.periods == 13..<16 && changed.count == 2)
    #expect(ChangedCells(old, old, 0..<7) == nil && ChangedCells([0.0], [-0.0], 0..<1)?.count == 1)
  }
}
