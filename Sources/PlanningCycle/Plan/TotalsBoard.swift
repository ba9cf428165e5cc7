// SPDX-License-Identifier: Apache-2.0
import Calendars
import Formulas
import Planning

/// The company totals of every visible measure by month, as shown: compared before and after a change, they are what moved.
struct TotalsBoard {
  private struct Line {
    let measure: Int
    var values: [Int64]
  }

  private var lines: [Line] = []

  init(_ plan: PlanState) {
    lines = plan.engine.model.measures.indices.filter { Self.isShown(plan.engine.model.measures[$0]) }.map {
      Line(measure: $0, values: Self.values($0, plan.engine))
    }
  }

  /// Month measures that people see, as sums or balances; ratios and prices follow from them.
  private static func isShown(_ measure: PlanningModel.Measure) -> Bool {
    guard measure.axis == .month, !measure.isHidden, measure.kind != .assertion else { return false }
    if case .sum = measure.total, !measure.unit.isRate, !measure.unit.isPercent { return true }
    return false
  }

  private static func values(_ measure: Int, _ engine: PlanEngine) -> [Int64] {
    let values = (try? engine.values(engine.model.measures[measure].id, at: .total)) ?? []
    return values.map { $0.isFinite ? hundredths($0) : 0 }
  }

  /// Reads the changed measures again and says what moved: money first, the largest change first.
  mutating func update(_ engine: PlanEngine, changed: [Int]) -> [MovedFigure] {
    let changed = Swift.Set(changed)
    var moved: [MovedFigure] = []
    for index in lines.indices where changed.contains(lines[index].measure) {
      let measure = engine.model.measures[lines[index].measure]
      let new = Self.values(lines[index].measure, engine)
      for (period, (old, now)) in zip(lines[index].values, new).enumerated() where old != now {
        moved.append(
          MovedFigure(
            cell: CellAddress(measure: measure.id, members: [], column: engine.calendar.month(at: period).description).text,
            label: BilingualText(measure.names), month: engine.calendar.month(at: period),
            unit: measure.unit.description, old: old, new: now, good: measure.sense.shown, isMoney: measure.unit.isMoney))
      }
      lines[index].values = new
    }
    return moved.sorted { left, right in
      if left.isMoney != right.isMoney { return left.isMoney }
      if left.change.magnitude != right.change.magnitude { return left.change.magnitude > right.change.magnitude }
      return (left.month, left.cell) < (right.month, right.cell)
    }
  }
}

extension BilingualText {
  init(_ names: Names) {
    self.init(names.chinese ?? names.english ?? names.id, names.english ?? names.chinese ?? names.id)
  }
}

extension PlanningModel.Sense {
  /// As on the wire: nil for neutral.
  var shown: String? { self == .neutral ? nil : rawValue }
}
