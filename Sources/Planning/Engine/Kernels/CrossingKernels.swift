// SPDX-License-Identifier: Apache-2.0

import CCellKernels

/// Days to months and months to days.
extension PlanEngine {
  func monthly(_ takesLast: Bool, _ operand: BoundOperand, _ target: RowsTarget) {
    if takesLast {
      for position in 0..<target.count {
        let out = target.row(position)
        let from = views[operand.block].row(operand.operandRow(of: Int(target.rows[position])))
        for month in target.periods { out[month] = calendar.days(ofMonthAt: month).last.map { from[$0] } ?? 0 }
      }
      return
    }
    withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<Double>?.self, capacity: 2 * target.count) { rows in
      guard let out = rows.baseAddress else { return }
      for position in 0..<target.count {
        out[position] = target.row(position)
        out[target.count + position] = views[operand.block].row(operand.operandRow(of: Int(target.rows[position])))
      }
      for month in target.periods {
        let days = calendar.days(ofMonthAt: month)
        cell_sum_periods(out, month, out + target.count, days.lowerBound, days.upperBound, target.count)
      }
    }
  }

  func daily(_ operand: BoundOperand, _ profile: BoundOperand?, _ target: RowsTarget) {
    for position in 0..<target.count { daily(operand, profile, Int(target.rows[position]), target.periods, target.row(position)) }
  }

  /// Σ over the days of a month in order is the month's value again, as far as `Double` allows: the last weighted day takes
  /// what the others left.
  private func daily(
    _ operand: BoundOperand, _ profile: BoundOperand?, _ row: Int, _ periods: Range<Int>,
    _ out: UnsafeMutablePointer<Double>
  ) {
    let source = views[operand.block]
    let months = source.row(operand.operandRow(of: row))
    let weightRow = profile.map { $0.operandRow(of: row) } ?? -1
    let weights = weightRow >= 0 ? profile.map { views[$0.block].row(weightRow) } : nil
    for month in 0..<source.periodCount {
      let days = calendar.days(ofMonthAt: month)
      guard !days.isEmpty, days.overlaps(periods) else { continue }
      let value = months[month]
      var total = 0.0
      var last = days.upperBound - 1
      if let weights {
        for day in days where weights[day] > 0 {
          total += weights[day]
          last = day
        }
      }
      let isEven = !(total > 0)
      if isEven { last = days.upperBound - 1 }
      var given = 0.0
      for day in days where day != last {
        let share = isEven ? 1 / Double(days.count) : max(0, weights?[day] ?? 0) / total
        let part = (value * (share == share ? share : 0)).asCell
        given += part
        if periods.contains(day) { out[day] = part }
      }
      if periods.contains(last) { out[last] = (value - given).asCell }
    }
  }
}
