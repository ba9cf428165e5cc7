// SPDX-License-Identifier: Apache-2.0

import Formulas

extension PlanEngine {
  /// The input cells that make an entry true: hand them to ``apply(_:)`` as one wave.
  ///
  /// Counted units are spread in whole numbers and money in 分, by largest remainder, so that the parts add up to the entry
  /// exactly; ties go to the earlier row. Cells that keep their number are left out.
  ///
  /// - Throws: `planning.not-editable`, `planning.total-not-defined`, `planning.cells-locked` with the names of the cells,
  ///   `planning.weights-of-both-signs`, `planning.nothing-to-spread-to`, `planning.period-outside-horizon`,
  ///   `planning.not-a-finite-number`.
  public func edits(for entry: CellEntry) throws(PlanningError) -> [InputEdit] {
    let cells = try EntryCells(entry, self)
    if entry.change == .clear {
      let block = layout.model.measures[cells.input].block
      return cells.free.filter {
        inputs.source(block: block, cell: $0.row * columns[block].stride + $0.period) != nil
      }
      .map { edit(cells, $0, coordinate(ofRow: $0.row, measure: cells.measure), value: nil, entry.source) }
    }
    let values = try Spread(cells, entry, self).values()
    var edits: [InputEdit] = []
    var last: (row: Int, coordinate: Coordinate)?
    for (cell, value) in zip(cells.free, values) {
      guard value.isFinite else {
        throw PlanningError(
          .notFinite, subject: entry.measure, detail: Wording("这样录入会得到过大的数。", "The entry leads to a number that is too large."))
      }
      let old = columns[layout.model.measures[cells.measure].block].row(cell.row)[cell.period]
      if old.bitPattern == value.asCell.bitPattern { continue }
      let coordinate = last.flatMap { $0.row == cell.row ? $0.coordinate : nil } ?? coordinate(ofRow: cell.row, measure: cells.measure)
      last = (cell.row, coordinate)
      edits.append(edit(cells, cell, coordinate, value: try inputValue(cells, cell, value), entry.source))
    }
    return edits
  }

  private func edit(
    _ cells: EntryCells, _ cell: EntryCells.Cell, _ coordinate: Coordinate, value: Double?, _ source: InputSource
  ) -> InputEdit {
    InputEdit(
      measure: layout.model.measures[cells.input].id,
      coordinate: coordinate,
      period: calendar.period(at: cell.period, axis: layout.model.measures[cells.measure].axis), value: value,
      source: source)
  }

  /// What the input has to be for the measure to be `value`: the measure's declared inverse.
  private func inputValue(
    _ cells: EntryCells, _ cell: EntryCells.Cell, _ value: Double
  ) throws(PlanningError) -> Double {
    guard let formula = layout.model.measures[cells.measure].edit?.formula else { return value }
    let result = try evaluate(
      formula, value, coordinate(ofRow: cell.row, measure: cells.measure), cell.period)
    guard result.isFinite else {
      throw PlanningError(
        .notEditable, subject: layout.model.measures[cells.measure].id,
        detail:
          Wording(
            "在 \(label(cells.measure, row: cell.row))，没有哪个 \(layout.model.measures[cells.input].id) 能得到这个数。",
            "No \(layout.model.measures[cells.input].id) gives this number at \(label(cells.measure, row: cell.row))."),
        hint: Wording("那里的除数是零或空缺。", "A divisor is zero or missing there."))
    }
    return result
  }

  private func evaluate(
    _ formula: Formula, _ value: Double, _ at: Coordinate, _ period: Int
  ) throws(PlanningError) -> Double {
    switch formula {
    case .number(let number, _, _): return number
    case .name("value", _): return value
    case .name(let name, _):
      let index = try measure(named: name)
      let one = layout.model.measures[index].axis == .none ? 0..<1 : period..<(period + 1)
      return try values(index, at: at, one)[0]
    case .negative(let inner, _): return -(try evaluate(inner, value, at, period))
    case .binary(let sign, let left, let right, _):
      let (a, b) = (try evaluate(left, value, at, period), try evaluate(right, value, at, period))
      switch sign {
      case .add: return a + b
      case .subtract: return a - b
      case .multiply: return a * b
      default: return CellArithmetic.divide(a, b)
      }
    default: return .nan
    }
  }
}
