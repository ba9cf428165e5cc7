// SPDX-License-Identifier: Apache-2.0

import Recalculation

/// Which cells of its readers a changed stretch makes stale: one rule per kind of edge.
extension PlanEngine {
  /// Marks every reader outside of `circle`, whose members are calculated together.
  func pushImages(of block: Int, _ changed: ChangedRows, exceptGroup circle: Int? = nil) {
    for edge in layout.edges[block] {
      let group = layout.groupOf[edge.target]
      if group == circle { continue }
      if edge.isCallResult {
        guard let call = edge.call else { continue }
        for position in 0..<changed.count {
          wave.callChanges[call][edge.operand].append(
            OperatorSlice(row: changed.row(position), periods: changed.periods(position)))
        }
        wave.staleGroups[group] = true
        continue
      }
      push(changed, edge, operandPeriods: views[block].periodCount)
      if !wave.dirty[edge.target].isEmpty { wave.staleGroups[group] = true }
    }
  }

  private func push(_ changed: ChangedRows, _ edge: Edge, operandPeriods: Int) {
    let dirty = wave.dirty[edge.target]
    let count = views[edge.target].periodCount
    var (last, image) = (0..<0, 0..<0)
    for position in 0..<changed.count {
      var row = changed.row(position)
      let periods = changed.periods(position)
      if edge.lagCount > 0 {
        // All lags of one profile make the same rows stale: the group stands at the first lag.
        row -= (row / edge.lagStride % edge.lagCount) * edge.lagStride
      }
      if case .rowShift(_, _, let clamped) = edge.time {
        pushRowShifts(periods, row, edge, dirty, clamped, operandPeriods, count)
        continue
      }
      // Many rows change in the same periods.
      if periods != last { (last, image) = (periods, self.image(of: periods, edge.time, operandPeriods, count, edge.target)) }
      switch edge.link.kind {
      case .same: dirty.mark(row, image)
      case .up(let groups): if groups.target[row] >= 0 { dirty.mark(Int(groups.target[row]), image) }
      case .down(let groups):
        groups.withSources(of: row) { readers in for reader in readers { dirty.mark(Int(reader), image) } }
      case .foreign: break
      }
    }
  }

  private func pushRowShifts(
    _ periods: Range<Int>, _ row: Int, _ edge: Edge, _ dirty: DirtyRows, _ clamped: Bool, _ operandPeriods: Int,
    _ count: Int
  ) {
    func mark(_ reader: Int) {
      dirty.mark(
        reader, shifted(periods, by: Int(edge.shifts[reader]), clamped: clamped, operandPeriods, count))
    }
    switch edge.link.kind {
    case .same: mark(row)
    case .down(let groups): groups.withSources(of: row) { readers in for reader in readers { mark(Int(reader)) } }
    case .up, .foreign: break
    }
  }

  private func shifted(
    _ periods: Range<Int>, by n: Int, clamped: Bool, _ operandPeriods: Int, _ count: Int
  ) -> Range<Int> {
    var lower = periods.lowerBound + n
    var upper = periods.upperBound + n
    if clamped, periods.lowerBound == 0 { lower = 0 }
    if clamped, periods.upperBound == operandPeriods { upper = count }
    lower = min(max(lower, 0), count)
    upper = min(max(upper, 0), count)
    return lower < upper ? lower..<upper : 0..<0
  }

  private func image(
    of periods: Range<Int>, _ time: TimeAccess, _ operandPeriods: Int, _ count: Int, _ target: Int
  ) -> Range<Int> {
    func clipped(_ lower: Int, _ upper: Int) -> Range<Int> {
      let lower = min(max(lower, 0), count)
      return lower..<max(lower, min(upper, count))
    }
    switch time {
    case .same: return periods
    case .constant, .everything: return 0..<count
    case .shift(let n, let clamped): return shifted(periods, by: n, clamped: clamped, operandPeriods, count)
    case .rowShift: return 0..<count
    case .window(let lower, let upper): return clipped(periods.lowerBound - upper, periods.upperBound - lower)
    case .lags(let first, let last): return clipped(periods.lowerBound + first, periods.upperBound + last)
    case .prefix(let resets):
      let starts = layout.yearStarts(layout.model.blocks[target].shape.axis)
      var end = resets ? periods.upperBound : count
      while end < count, !starts[end] { end += 1 }
      return periods.lowerBound..<end
    case .daysOfMonth: return calendar.months(ofDays: periods)
    case .monthOfDay: return days(ofMonths: periods)
    case .daysOfSameMonth: return days(ofMonths: calendar.months(ofDays: periods))
    case .cutoff: return periods.contains(calendar.actualCount - 1) ? 0..<1 : 0..<0
    }
  }

  private func days(ofMonths months: Range<Int>) -> Range<Int> {
    let first = max(months.lowerBound, calendar.actualCount)
    guard first < months.upperBound else { return 0..<0 }
    return calendar.days(ofMonthAt: first).lowerBound..<calendar.days(ofMonthAt: months.upperBound - 1).upperBound
  }
}
