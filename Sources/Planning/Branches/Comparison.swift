// SPDX-License-Identifier: Apache-2.0

import Formulas

/// What a measure's total is in two states of a plan.
public struct TotalDifference: Sendable {
  /// Id of the measure.
  public let measure: String
  public let isMoney: Bool
  public let before: Double
  public let after: Double
  /// Cells whose bits differ.
  public let changedCells: Int

  public var change: Double { after - before }
}

extension PlanEngine {
  /// Visible measures whose cells differ between two states, money first, the largest change of the total first.
  ///
  /// - Parameter period: a month, quarter or year; nil takes the whole horizon.
  /// - Throws: `planning.state-of-another-model`.
  public func totalDifferences(
    from other: PlanEngine, period: PlanPeriod? = nil
  ) throws(PlanningError) -> [TotalDifference] {
    try requireSamePlan(other)
    var found: [TotalDifference] = []
    for (index, measure) in layout.model.measures.enumerated() where !measure.isHidden {
      let cells = changedCells(index, other)
      if cells == 0 { continue }
      let count = columns[measure.block].periodCount
      let periods = measure.axis == .none ? 0..<1 : period.map { calendar.indexes(of: $0, axis: measure.axis) } ?? 0..<count
      guard !periods.isEmpty else { continue }
      let (before, after) = (
        try other.value(index, at: .total, periods), try value(index, at: .total, periods)
      )
      found.append(
        TotalDifference(
          measure: measure.id, isMoney: measure.unit.isMoney, before: before.isNaN ? 0 : before,
          after: after.isNaN ? 0 : after, changedCells: cells))
    }
    return found.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if a.isMoney != b.isMoney { return a.isMoney }
      return abs(a.change) == abs(b.change) ? left.offset < right.offset : abs(a.change) > abs(b.change)
    }.map(\.element)
  }

  private func changedCells(_ measure: Int, _ other: PlanEngine) -> Int {
    let block = layout.model.measures[measure].block
    let (mine, theirs) = (columns[block], other.columns[block])
    var count = 0
    for rows in mine.rowsApart(from: theirs) {
      for row in rows {
        let (new, old) = (mine.row(row), theirs.row(row))
        for period in 0..<mine.periodCount where new[period].bitPattern != old[period].bitPattern { count += 1 }
      }
    }
    return count
  }
}
