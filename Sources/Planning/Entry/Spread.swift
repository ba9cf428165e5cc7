// SPDX-License-Identifier: Apache-2.0

import Formulas
import Quantities

/// The arithmetic of one spread: a new total, weights, and parts that add up to it.
struct Spread {
  let cells: EntryCells
  let entry: CellEntry
  let engine: PlanEngine

  init(_ cells: EntryCells, _ entry: CellEntry, _ engine: PlanEngine) {
    self.cells = cells
    self.entry = entry
    self.engine = engine
  }

  private var measure: PlanningModel.Measure { engine.layout.model.measures[cells.measure] }

  private func value(_ cell: EntryCells.Cell) -> Double {
    let value = engine.columns[measure.block].row(cell.row)[cell.period]
    return value == value ? value : 0
  }

  /// New values of the free cells, in their order.
  func values() throws(PlanningError) -> [Double] {
    let isSingle = cells.free.count == 1 && cells.held.isEmpty
    let isAverage = measure.total == .average || measure.time == .average
    if entry.method == .repeated || isSingle || isAverage { return cells.free.map { changed(value($0)) } }
    let held = cells.held.reduce(0.0) { $0 + value($1) }
    let current = cells.free.reduce(held) { $0 + value($1) }
    return Spread.parts(of: changed(current) - held, by: try weights(), unit: grain)
  }

  private func changed(_ value: Double) -> Double {
    switch entry.change {
    case .set(let number): number
    case .add(let number): value + number
    case .scale(let factor): value * factor
    case .clear: 0
    }
  }

  /// Steps per unit that parts keep to; nil for plain numbers.
  private var grain: Double? { measure.unit.isCounted ? 1 : measure.unit.isMoney ? 100 : nil }

  private func weights() throws(PlanningError) -> [Double] {
    var weights: [Double]
    switch entry.method {
    case .even, .repeated: return cells.free.map { _ in 1 }
    case .proportional: weights = cells.free.map(value)
    case .lastYear:
      weights = cells.free.map { cell in
        cell.period >= 12 && measure.axis == .month
          ? value(EntryCells.Cell(row: cell.row, period: cell.period - 12)) : 0
      }
    case .like(let name):
      let other = engine.layout.model.measures[try engine.measure(named: name)]
      guard other.shape == measure.shape else {
        throw PlanningError(
          .nothingToSpreadTo, subject: name, detail: Wording("它的维度和 \(measure.id) 不同。", "It has other dimensions than \(measure.id)."))
      }
      weights = cells.free.map { cell in
        let value = engine.columns[other.block].row(cell.row)[cell.period]
        return value == value ? value : 0
      }
    }
    if weights.contains(where: { $0 < 0 }) {
      guard weights.allSatisfy({ $0 <= 0 }) else {
        throw PlanningError(
          .weightsMixed, subject: measure.id,
          detail: Wording("下面的单元格有正有负，没有比例可保持。", "The cells below have positive and negative numbers, so there is no proportion to keep."),
          hint: Wording("改为平均分摊，或在最细一级录入。", "Spread evenly, or enter the leaves."))
      }
      weights = weights.map { -$0 }
    }
    return weights
  }

  /// Parts in proportion to the weights whose sum is `total`; even where all weights are zero.
  static func parts(of total: Double, by weights: [Double], unit grain: Double?) -> [Double] {
    if let grain {
      let steps = (total * grain).rounded(.towardZero)
      if abs(steps) < 9e15 {
        let whole = (total * grain).rounded(.toNearestOrAwayFromZero)
        // 0.1 + 0.2 is a hair off 30 分; what is truly less than a step goes to the heaviest part.
        let isWhole = abs(total * grain - whole) <= 1e-9 * max(1, abs(whole))
        var parts = Allocation.split(Int64(isWhole ? whole : steps), by: weights).map { Double($0) / grain }
        if !isWhole, let heaviest = weights.indices.max(by: { weights[$0] < weights[$1] }) {
          parts[heaviest] += total - steps / grain
        }
        return parts
      }
    }
    var weights = weights
    var sum = weights.reduce(0, +)
    if !(sum > 0) || !sum.isFinite {
      weights = [Double](repeating: 1, count: weights.count)
      sum = Double(weights.count)
    }
    // The last part with weight takes what the others left.
    let last = weights.lastIndex { $0 > 0 } ?? 0
    var parts = weights.map { total * ($0 / sum) }
    var others = 0.0
    for index in parts.indices where index != last { others += parts[index] }
    parts[last] = total - others
    return parts
  }
}
