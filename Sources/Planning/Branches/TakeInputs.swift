// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas

/// What became of the inputs of one plan in another.
public struct TakenInputs: Hashable, Sendable {
  /// Cells with a number or a source that found their place.
  public internal(set) var taken = 0
  /// Input measures of the former plan that the new one has neither by id nor by `was:`.
  public internal(set) var lostMeasures: [String] = []
  /// Cells whose member, period or dimensions the new plan does not have.
  public internal(set) var lostCells = 0
}

extension PlanEngine {
  /// Fills the inputs from another plan: a changed formula, a moved member, a longer horizon.
  ///
  /// Cells are found by the measure's id (or the id it had, `was:`), the members' ids and the period, never by position. The
  /// plan has to be calculated afterwards.
  @discardableResult
  public func takeInputs(of former: PlanEngine) -> TakenInputs {
    var result = TakenInputs()
    let known = Dictionary(
      layout.model.measures.indices.filter { layout.model.measures[$0].kind == .input }.flatMap { index in
        [layout.model.measures[index].formerID, layout.model.measures[index].id].compactMap { $0 }.map { ($0, index) }
      }, uniquingKeysWith: { _, last in last })
    for (index, measure) in former.layout.model.measures.enumerated() where measure.kind == .input {
      guard let target = known[measure.id] else {
        result.lostMeasures.append(measure.id)
        continue
      }
      take(index, of: former, into: target, &result)
    }
    noteLoaded()
    return result
  }

  /// Fills the inputs from those captured of a plan with the same model and members over other months; periods that one of the two lacks are left out, and
  /// where numbers came from is not noted. The plan has to be calculated afterwards.
  ///
  /// - Throws: `planning.state-of-another-model`.
  public func takeInputs(_ state: InputState, over former: PlanCalendar) throws(PlanningError) {
    let inputs = inputBlocks
    let isSame =
      inputs.count == state.cells.count
      && zip(inputs, state.cells).allSatisfy { input, cells in
        cells.count == columns[input.block].rowCount * former.periods(layout.model.measures[input.measure].axis, from: calendar).count
      }
    guard isSame else {
      throw PlanningError(
        .stateOfAnotherModel, subject: layout.model.name?.id ?? "plan",
        detail: Wording("所存输入的指标或成员与本计划不同。", "The captured inputs have other measures or members than this plan."))
    }
    for ((measure, block), cells) in zip(inputs, state.cells) {
      let column = columns[block]
      let count = former.periods(layout.model.measures[measure].axis, from: calendar).count
      let offset = calendar.periods(layout.model.measures[measure].axis, from: former).offset
      let (lower, upper) = (max(0, -offset), min(column.periodCount, count - offset))
      guard lower < upper else { continue }
      for row in 0..<column.rowCount {
        willWrite(block, row: row)
        let to = columns[block].row(row)
        for period in lower..<upper { to[period] = cells[row * count + period + offset] }
      }
    }
    noteLoaded()
  }

  private func take(_ measure: Int, of former: PlanEngine, into target: Int, _ result: inout TakenInputs) {
    let (old, new) = (former.layout.model.measures[measure], layout.model.measures[target])
    let (from, to) = (former.columns[old.block], columns[new.block])
    let blank = former.blank(of: measure)
    for row in 0..<from.rowCount {
      let cells = from.row(row)
      let place = try? leafRow(of: target, at: former.coordinate(ofRow: row, measure: measure))
      for period in 0..<from.periodCount {
        let source = former.inputs.source(block: old.block, cell: row * from.stride + period)
        if source == nil, cells[period].bitPattern == blank.bitPattern { continue }
        let at = former.calendar.period(at: period, axis: old.axis).map { calendar.indexes(of: $0, axis: new.axis) } ?? 0..<1
        guard let place, old.axis == new.axis, old.dimensions.count == new.dimensions.count, at.count == 1 else {
          result.lostCells += 1
          continue
        }
        willWrite(new.block, row: place)
        columns[new.block].row(place)[at.lowerBound] = cells[period]
        let cell = place * to.stride + at.lowerBound
        inputs.set(source, block: new.block, cells: cell..<(cell + 1), cellCount: to.cellCount)
        result.taken += 1
      }
    }
  }
}
