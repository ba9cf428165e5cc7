// SPDX-License-Identifier: Apache-2.0

import Formulas

/// One cell that differs between two states of a plan.
public struct CellDifference: Hashable, Sendable {
  /// Id of the measure.
  public let measure: String
  public let coordinate: Coordinate
  /// nil for a measure without time.
  public let period: PlanPeriod?
  /// nil is missing.
  public let before: Double?
  public let after: Double?
  /// Where the later number came from; inputs only.
  public let source: InputSource?

  var place: CellPlace { CellPlace(measure: measure, coordinate: coordinate, period: period) }
}

/// A cell by what it means.
struct CellPlace: Hashable {
  let measure: String
  let coordinate: Coordinate
  let period: PlanPeriod?
}

extension PlanEngine {
  /// Input cells whose bits differ from those of an earlier or another state of the same plan, in model order.
  ///
  /// Work is proportional to the pages that the two do not share.
  ///
  /// - Throws: `planning.state-of-another-model`.
  public func inputDifferences(from other: PlanEngine) throws(PlanningError) -> [CellDifference] {
    try requireSamePlan(other)
    return layout.model.measures.indices.filter { layout.model.measures[$0].kind == .input }
      .flatMap { differences(of: $0, from: other) }
  }

  /// Cells of one measure that differ, calculated ones too.
  ///
  /// - Throws: `planning.measure-not-known`, `planning.state-of-another-model`.
  public func differences(of name: String, from other: PlanEngine) throws(PlanningError) -> [CellDifference] {
    try requireSamePlan(other)
    return differences(of: try measure(named: name), from: other)
  }

  func requireSamePlan(_ other: PlanEngine) throws(PlanningError) {
    guard other.layout === layout else {
      throw PlanningError(
        .stateOfAnotherModel, subject: layout.model.name?.id ?? "plan",
        detail: Wording("两个状态属于不同的计划。", "The two states belong to different plans."),
        hint: Wording("只能和同一计划的分支比较。", "Compare a plan with a branch of itself."))
    }
  }

  private func differences(of measure: Int, from other: PlanEngine) -> [CellDifference] {
    let declared = layout.model.measures[measure]
    let (mine, theirs) = (columns[declared.block], other.columns[declared.block])
    var found: [CellDifference] = []
    for rows in mine.rowsApart(from: theirs) {
      for row in rows {
        let (new, old) = (mine.row(row), theirs.row(row))
        for period in 0..<mine.periodCount where new[period].bitPattern != old[period].bitPattern {
          found.append(
            CellDifference(
              measure: declared.id, coordinate: coordinate(ofRow: row, measure: measure),
              period: calendar.period(at: period, axis: declared.axis), before: given(old[period]),
              after: given(new[period]),
              source: declared.kind == .input
                ? inputs.source(block: declared.block, cell: row * mine.stride + period) : nil))
        }
      }
    }
    return found
  }

  private func given(_ value: Double) -> Double? { value == value ? value : nil }
}
