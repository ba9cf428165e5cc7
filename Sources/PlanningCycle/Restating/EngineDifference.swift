// SPDX-License-Identifier: Apache-2.0
import Calendars
import Formulas
import Planning

/// Two states of a plan, cell by cell: which measures differ where, and by how much the inputs do.
struct EngineDifference {
  /// One measure of which any cell differs.
  struct Touched {
    let measure: PlanningModel.Measure
    var cells = 0
    var first: Month?
    var last: Month?
  }

  struct Input {
    let measure: PlanningModel.Measure
    let coordinate: Coordinate
    let period: PlanPeriod?
    let old: Double?
    let new: Double?
  }

  let old: PlanEngine
  let new: PlanEngine
  private(set) var touched: [Touched] = []
  /// At most ``inputLimit``, in model order.
  private(set) var inputs: [Input] = []
  private(set) var inputCount = 0
  private(set) var compared = 0

  /// Input cells that are named; all are counted.
  static let inputLimit = 500

  init(old: PlanEngine, new: PlanEngine) {
    self.old = old
    self.new = new
    for (index, measure) in new.model.measures.enumerated() { compare(measure, index) }
  }

  private mutating func compare(_ measure: PlanningModel.Measure, _ index: Int) {
    guard measure.kind != .assertion, let former = old.model.measure(named: measure.id),
      old.model.measures[former].axis == measure.axis, old.model.measures[former].dimensions == measure.dimensions
    else { return }
    var found = Touched(measure: measure)
    for row in 0..<new.rowCount(of: measure.id) {
      let coordinate = new.coordinate(ofRow: row, measure: index)
      guard let after = try? new.values(measure.id, at: coordinate) else { continue }
      let before = (try? old.values(measure.id, at: coordinate)) ?? []
      compared += after.count
      for place in after.indices {
        let period = new.calendar.period(at: place, axis: measure.axis)
        let earlier = position(of: period, measure.axis, place).flatMap { $0 < before.count ? before[$0] : nil } ?? .nan
        guard earlier.bitPattern != after[place].bitPattern, !(earlier.isNaN && after[place].isNaN) else { continue }
        note(&found, coordinate, period, earlier, after[place])
      }
    }
    if found.cells > 0 { touched.append(found) }
  }

  /// Where a period of the new plan stands in the old one.
  private func position(of period: PlanPeriod?, _ axis: TimeAxis, _ place: Int) -> Int? {
    guard let period, old.calendar.firstMonth != new.calendar.firstMonth else { return place }
    return old.calendar.indexes(of: period, axis: axis).first
  }

  private mutating func note(_ found: inout Touched, _ coordinate: Coordinate, _ period: PlanPeriod?, _ before: Double, _ after: Double) {
    found.cells += 1
    let month: Month? =
      switch period {
      case .month(let month): month
      case .day(let day): day.monthOf
      default: nil
      }
    if let month {
      found.first = min(found.first ?? month, month)
      found.last = max(found.last ?? month, month)
    }
    guard found.measure.kind == .input else { return }
    inputCount += 1
    guard inputs.count < Self.inputLimit else { return }
    inputs.append(Input(measure: found.measure, coordinate: coordinate, period: period, old: before.finite, new: after.finite))
  }
}
