// SPDX-License-Identifier: Apache-2.0
import Calendars
import Formulas
import Planning

/// An input cell that differs between two plans of the company.
struct InputChange {
  /// Id in the later plan.
  let measure: String
  let coordinate: Coordinate
  let source: InputSource?
}

extension PlanState {
  /// Input cells of a later plan that differ from those of an earlier one, also across imports and changes of the model.
  ///
  /// - Parameter event: the event whose ids the earlier plan has.
  static func inputChanges(from old: PlanState, to new: PlanState, since event: Int64) -> [InputChange] {
    if let differences = try? new.engine.inputDifferences(from: old.engine) {
      return differences.map { InputChange(measure: $0.measure, coordinate: $0.coordinate, source: $0.source) }
    }
    var changes: [InputChange] = []
    for former in old.engine.model.measures where former.kind == .input {
      let id = new.model.history.present(former.id, since: event)
      guard let index = new.engine.model.measure(named: id), new.engine.model.measures[index].kind == .input,
        new.engine.model.measures[index].axis == former.axis
      else { continue }
      for row in 0..<new.engine.rowCount(of: id) {
        let coordinate = new.engine.coordinate(ofRow: row, measure: index)
        guard let after = try? new.engine.values(id, at: coordinate), let before = try? old.engine.values(former.id, at: coordinate)
        else { continue }
        changes += periods(old.calendar, new.calendar, former.axis, before, after).map { period in
          InputChange(
            measure: id, coordinate: coordinate, source: (try? new.engine.source(id, at: coordinate, period: period)) ?? nil)
        }
      }
    }
    return changes
  }

  /// Periods that both have and that differ; one nil for a measure without time.
  private static func periods(
    _ old: PlanCalendar, _ new: PlanCalendar, _ axis: TimeAxis, _ before: [Double], _ after: [Double]
  ) -> [PlanPeriod?] {
    after.indices.compactMap { position -> PlanPeriod?? in
      let period = new.period(at: position, axis: axis)
      let there = period.map { old.indexes(of: $0, axis: axis) } ?? 0..<1
      guard there.count == 1, before.indices.contains(there.lowerBound) else { return nil }
      let (was, now) = (before[there.lowerBound], after[position])
      if was.bitPattern == now.bitPattern || (was.isNaN && now.isNaN) { return nil }
      return .some(period)
    }
  }
}
