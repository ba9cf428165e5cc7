// SPDX-License-Identifier: Apache-2.0
import Calendars
import Formulas

/// All inputs of a plan at one moment. Everything else follows from it.
public struct InputState: Sendable {
  /// Per input, in the order of the model: its cells, padding left out.
  let cells: [[Double]]
  let record: InputRecord
  /// Ids and row counts, so that a state is not restored into another plan.
  let layout: [String]
}

extension PlanEngine {
  var inputBlocks: [(measure: Int, block: Int)] {
    layout.model.measures.enumerated().compactMap { $1.kind == .input ? ($0, $1.block) : nil }
  }

  private var inputLayout: [String] {
    inputBlocks.map {
      "\(layout.model.measures[$0.measure].id) \(columns[$0.block].rowCount)×\(columns[$0.block].periodCount)"
    }
  }

  /// The inputs as they are now.
  public func captureInputs() -> InputState {
    InputState(
      cells: inputBlocks.map { cells(of: $0.block) }, record: inputs, layout: inputLayout)
  }

  /// The inputs as a plan with the same model and members over other months would hold them, for ``takeInputs(_:over:)``; where numbers came
  /// from is left out.
  public func captureInputs(over other: PlanCalendar) -> InputState {
    let cells = inputBlocks.map { measure, block -> [Double] in
      let axis = layout.model.measures[measure].axis
      let (count, offset) = other.periods(axis, from: calendar)
      let (column, blank) = (columns[block], blank(of: measure))
      let known = max(0, -offset)..<max(max(0, -offset), min(count, column.periodCount - offset))
      var result = [Double](repeating: blank, count: column.rowCount * count)
      for row in 0..<column.rowCount {
        let from = column.row(row)
        for period in known { result[row * count + period] = from[period + offset] }
      }
      return result
    }
    return InputState(cells: cells, record: InputRecord(blockCount: layout.model.blocks.count), layout: inputLayout)
  }

  /// Puts captured inputs back and recalculates what differs.
  ///
  /// - Throws: `planning.state-of-another-model`.
  public func restoreInputs(_ state: InputState) throws(PlanningError) -> Wave {
    guard state.layout == inputLayout else {
      throw PlanningError(
        .stateOfAnotherModel, subject: layout.model.name?.id ?? "plan",
        detail: Wording(
          "所存输入的指标、成员或期间与本计划不同。",
          "The captured inputs have other measures, members or periods than this plan."))
    }
    if !isCalculated { calculate() }
    var wave = Wave()
    for ((_, block), cells) in zip(inputBlocks, state.cells) {
      let column = columns[block]
      cells.withUnsafeBufferPointer { from in
        guard let base = from.baseAddress else { return }
        for row in 0..<column.rowCount {
          replace(block, row, base + row * column.periodCount, 0..<column.periodCount, &wave)
        }
      }
    }
    inputs = state.record
    run(&wave)
    return wave
  }

  private func cells(of block: Int) -> [Double] {
    let column = columns[block]
    var result: [Double] = []
    result.reserveCapacity(column.rowCount * column.periodCount)
    for row in 0..<column.rowCount {
      result.append(contentsOf: UnsafeBufferPointer(start: column.row(row), count: column.periodCount))
    }
    return result
  }

  /// What a digest of the state should cover.
  public enum DigestScope: Sendable { case inputs, everything }

  /// Canonical bytes of the state: per measure its id, shape and the bits of its cells, little-endian, in model order.
  public func stateDigestBytes(_ scope: DigestScope = .everything) -> [UInt8] {
    var bytes: [UInt8] = []
    func append(_ number: UInt64) {
      for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(shift)))) }
    }
    for measure in layout.model.measures where scope == .everything || measure.kind == .input {
      bytes.append(contentsOf: measure.id.utf8)
      bytes.append(0)
      let column = columns[measure.block]
      append(UInt64(column.rowCount))
      append(UInt64(column.periodCount))
      for value in cells(of: measure.block) { append(value.bitPattern) }
    }
    return bytes
  }
}

extension PlanCalendar {
  /// Periods of an axis, and where the first of them lies on that axis of another calendar.
  func periods(_ axis: TimeAxis, from other: PlanCalendar) -> (count: Int, offset: Int) {
    switch axis {
    case .none: (1, 0)
    case .month: (monthCount, other.firstMonth.distance(to: firstMonth))
    case .day: (dayCount, other.firstDay.distance(to: firstDay))
    }
  }
}
