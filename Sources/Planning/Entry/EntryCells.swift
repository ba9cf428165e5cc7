// SPDX-License-Identifier: Apache-2.0

import Formulas

/// The cells an entry speaks of: those that may move and those that are held.
struct EntryCells {
  struct Cell: Hashable {
    let row: Int
    let period: Int
  }

  let measure: Int
  let input: Int
  /// In row order, then in time.
  let free: [Cell]
  let held: [Cell]

  init(_ entry: CellEntry, _ engine: PlanEngine) throws(PlanningError) {
    measure = try engine.measure(named: entry.measure)
    let declared = engine.layout.model.measures[measure]
    if declared.kind == .input {
      input = measure
    } else if let edit = declared.edit {
      input = edit.input
    } else {
      throw PlanningError(
        .notEditable, subject: declared.id,
        detail: Wording("它是算出来的，模型没有说明改它时写到哪里。", "It is calculated, and the model does not say what editing it writes."),
        hint: Wording("改它的组成部分，或在模型里用 edit: 声明。", "Edit what it is made of, or declare edit: in the model."))
    }
    let rows = try engine.rows(of: measure, at: entry.coordinate)
    let periods = try EntryCells.periods(entry, declared, engine)
    let isRepeated = entry.method == .repeated || entry.change == .clear
    if rows.count > 1, declared.total != .sum, declared.total != .average, !isRepeated {
      throw PlanningError(
        .totalNotDefined, subject: declared.id,
        detail: Wording("它不按成员相加，上级的数无法分摊下去。", "It is not added over members, so a number at a parent cannot be spread."),
        hint: Wording("在最细一级录入，或让下面各项都取这个数。", "Enter it at the leaves, or repeat it in all of them."))
    }
    guard !rows.isEmpty, !periods.isEmpty else {
      throw PlanningError(
        .nothingToSpreadTo, subject: entry.coordinate.description, detail: Wording("下面没有可以写的单元格。", "There is no cell below this one."))
    }
    let holds = try EntryCells.holds(entry, measure, periods, engine)
    let closed = declared.axis == .month && !entry.writesClosedMonths ? engine.calendar.actualCount : 0
    var free: [Cell] = []
    var held: [Cell] = []
    for row in rows {
      for period in periods {
        if period < closed || holds.contain(row, period) {
          held.append(Cell(row: row, period: period))
        } else {
          free.append(Cell(row: row, period: period))
        }
      }
    }
    self.free = free
    self.held = held
    if free.isEmpty { throw EntryCells.locked(held, measure, closed, engine) }
  }

  private static func periods(
    _ entry: CellEntry, _ declared: PlanningModel.Measure, _ engine: PlanEngine
  ) throws(PlanningError) -> Range<Int> {
    if declared.axis == .none { return 0..<1 }
    let periods = entry.period.map { engine.calendar.indexes(of: $0, axis: declared.axis) } ?? 0..<0
    guard !periods.isEmpty else {
      throw PlanningError(
        .periodOutsideHorizon, subject: entry.period?.description ?? "no period",
        detail: .only(declared.id, declared.axis))
    }
    if periods.count == 1 { return periods }
    switch declared.time {
    case .last: return (periods.upperBound - 1)..<periods.upperBound
    case .first: return periods.lowerBound..<(periods.lowerBound + 1)
    case .sum, .average: return periods
    case .ratio, .none:
      if entry.method == .repeated || entry.change == .clear { return periods }
      throw PlanningError(
        .totalNotDefined, subject: declared.id,
        detail: Wording("它不按时间相加，较长期间的数无法分摊下去。", "It is not added over time, so a number of a longer period cannot be spread."),
        hint: Wording("逐月录入，或让各月都取这个数。", "Enter it month by month, or repeat it in all of them."))
    }
  }

  /// Rows that are held in all periods of the entry, and those held in some.
  private struct Holds {
    var whole: [Bool]
    var parts: [Int: [Range<Int>]] = [:]

    func contain(_ row: Int, _ period: Int) -> Bool {
      whole[row] || (!parts.isEmpty && parts[row].map { $0.contains { $0.contains(period) } } ?? false)
    }
  }

  private static func holds(
    _ entry: CellEntry, _ measure: Int, _ periods: Range<Int>, _ engine: PlanEngine
  ) throws(PlanningError) -> Holds {
    let declared = engine.layout.model.measures[measure]
    var holds = Holds(whole: [Bool](repeating: false, count: engine.views[declared.block].rowCount))
    for hold in entry.holds {
      let rows = try engine.rows(of: measure, at: hold.coordinate)
      let held = hold.period.map { engine.calendar.indexes(of: $0, axis: declared.axis) } ?? 0..<Int.max
      if declared.axis == .none || periods.clamped(to: held) == periods {
        for row in rows { holds.whole[row] = true }
      } else {
        for row in rows { holds.parts[row, default: []].append(held) }
      }
    }
    return holds
  }

  private static func locked(
    _ held: [Cell], _ measure: Int, _ closed: Int, _ engine: PlanEngine
  ) -> PlanningError {
    let axis = engine.layout.model.measures[measure].axis
    let names = held.prefix(5).map { cell in
      let period = engine.calendar.period(at: cell.period, axis: axis)?.description ?? ""
      return [engine.label(measure, row: cell.row), period].filter { !$0.isEmpty }.joined(separator: " ")
    }
    let more = held.count > 5 ? " … (\(held.count))" : ""
    let isClosed = held.allSatisfy { $0.period < closed }
    return PlanningError(
      .cellsLocked, subject: engine.layout.model.measures[measure].id,
      detail: Wording(
        (isClosed ? "这些月份已关账：" : "下面的单元格都被锁定：") + names.joined(separator: "、") + more + "。",
        (isClosed ? "These months are closed: " : "All cells below are held: ") + names.joined(separator: ", ") + more + "."),
      hint: isClosed
        ? Wording("录入截止月之后的月份。", "Enter a month after the cutoff.") : Wording("先解锁其中一个。", "Release one of them."))
  }
}
