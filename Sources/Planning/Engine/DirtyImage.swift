// SPDX-License-Identifier: Apache-2.0

import Recalculation

/// Which cells of its readers a changed stretch makes stale: one rule per kind of edge.
extension PlanEngine {
  func pushImage(of block: Int, row: Int, _ periods: Range<Int>) {
    for dependent in layout.dependents[block] {
      let target = dependent.block
      let plan = layout.model.blocks[target]
      if case .operatorResult(let call, let result) = plan.kind {
        if result == 0 {
          callChanges[call][dependent.operand].append(OperatorSlice(row: row, periods: periods))
          staleGroups[layout.groupOf[target]] = true
        }
        continue
      }
      push(periods, row: row, to: target, operand: dependent.operand, plan)
      if !dirty[target].isEmpty { staleGroups[layout.groupOf[target]] = true }
    }
  }

  private func push(_ periods: Range<Int>, row: Int, to target: Int, operand position: Int, _ plan: BlockPlan) {
    let operand = plan.operands[position]
    let link = layout.links[target][position]
    var row = row
    if case .spread(_, _, let count) = plan.kind, position == 1 {
      // All lags of one profile make the same rows stale: the group stands at the first lag.
      let stride = lagStride(of: target)
      row -= (row / stride % count) * stride
    }
    if case .rowShift(_, _, let clamped) = operand.time {
      let shifts = layout.shifts[target][position]
      for reader in readers(of: row, link, target) {
        dirty[target].mark(
          reader,
          shifted(periods, by: Int(shifts[reader]), clamped: clamped, operandBlock: operand.block, target))
      }
      return
    }
    let image = image(of: periods, operand, target, plan)
    switch link.kind {
    case .same: dirty[target].mark(row, image)
    case .up(let groups): if groups.target[row] >= 0 { dirty[target].mark(Int(groups.target[row]), image) }
    case .down(let groups): for reader in groups.sources(of: row) { dirty[target].mark(Int(reader), image) }
    case .foreign: break
    }
  }

  private func readers(of row: Int, _ link: RowLink, _ target: Int) -> [Int] {
    switch link.kind {
    case .same: [row]
    case .down(let groups): groups.sources(of: row).map(Int.init)
    case .up, .foreign: []
    }
  }

  private func shifted(
    _ periods: Range<Int>, by n: Int, clamped: Bool, operandBlock: Int, _ target: Int
  ) -> Range<Int> {
    let count = columns[target].periodCount
    var lower = periods.lowerBound + n
    var upper = periods.upperBound + n
    if clamped, periods.lowerBound == 0 { lower = 0 }
    if clamped, periods.upperBound == columns[operandBlock].periodCount { upper = count }
    lower = min(max(lower, 0), count)
    upper = min(max(upper, 0), count)
    return lower < upper ? lower..<upper : 0..<0
  }

  private func image(
    of periods: Range<Int>, _ operand: Operand, _ target: Int, _ plan: BlockPlan
  ) -> Range<Int> {
    let count = columns[target].periodCount
    func clipped(_ lower: Int, _ upper: Int) -> Range<Int> {
      let lower = min(max(lower, 0), count)
      return lower..<max(lower, min(upper, count))
    }
    switch operand.time {
    case .same: return periods
    case .constant, .everything: return 0..<count
    case .shift(let n, let clamped):
      return shifted(periods, by: n, clamped: clamped, operandBlock: operand.block, target)
    case .rowShift: return 0..<count
    case .window(let lower, let upper): return clipped(periods.lowerBound - upper, periods.upperBound - lower)
    case .lags(let first, let last): return clipped(periods.lowerBound + first, periods.upperBound + last)
    case .prefix(let resets):
      var end = resets ? periods.upperBound : count
      while end < count, !calendar.startsFiscalYear(end, axis: plan.shape.axis) { end += 1 }
      return periods.lowerBound..<end
    case .daysOfMonth:
      var months = 0..<0
      for month in 0..<count where calendar.days(ofMonthAt: month).overlaps(periods) {
        months = months.isEmpty ? month..<(month + 1) : months.lowerBound..<(month + 1)
      }
      return months
    case .monthOfDay:
      var days = 0..<0
      for month in periods {
        let these = calendar.days(ofMonthAt: month)
        if !these.isEmpty { days = days.isEmpty ? these : days.lowerBound..<these.upperBound }
      }
      return days
    case .daysOfSameMonth:
      var days = 0..<0
      for month in 0..<calendar.monthCount {
        let these = calendar.days(ofMonthAt: month)
        if these.overlaps(periods) { days = days.isEmpty ? these : days.lowerBound..<these.upperBound }
      }
      return days
    case .cutoff: return periods.contains(calendar.actualCount - 1) ? 0..<1 : 0..<0
    }
  }
}
