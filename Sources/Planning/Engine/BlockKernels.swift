// SPDX-License-Identifier: Apache-2.0

import Recalculation

/// The calculation of one row of every kind of block that is not pointwise.
///
/// `out` is the start of a row: of the column itself in a full calculation, of scratch in an incremental one. What lies before
/// the first period is read from the column, so that both see the same numbers in the same order.
extension PlanEngine {
  func calculateRow(_ index: Int, row: Int, _ periods: Range<Int>, out: UnsafeMutablePointer<Double>) {
    let operands = interpreters[index].operands
    switch layout.model.blocks[index].kind {
    case .aggregate(let kind): aggregate(kind, operands[0], row, periods, out)
    case .window(let lower, let upper): window(lower, upper, operands[0], row, periods, out)
    case .cumulate(let resets): cumulate(index, resets, operands[0], row, periods, out)
    case .spread(let lagDomain, let first, let count):
      spread(index, lagDomain, first, count, operands, row, periods, out)
    case .rollForward(let open, let actual, let terms):
      rollForward(index, open, actual, terms, operands, row, periods, out)
    case .monthly(let takesLast): monthly(takesLast, operands[0], row, periods, out)
    case .daily(let hasProfile):
      daily(operands[0], hasProfile ? operands[1] : nil, row, periods, out)
    case .atCutoff:
      let source = operands[0].link.operandRow(of: row)
      let last = calendar.actualCount - 1
      out[0] = last < 0 ? 0 : operands[0].column.row(source)[last]
    case .input, .property, .textMatch, .timeProperty, .pointwise, .operatorResult: break
    }
  }

  private func aggregate(
    _ kind: Aggregation, _ operand: BoundOperand, _ row: Int, _ periods: Range<Int>,
    _ out: UnsafeMutablePointer<Double>
  ) {
    guard case .up(let groups) = operand.link.kind else { return }
    let sources = groups.sources(of: row)
    switch kind {
    case .sum:
      for t in periods { out[t] = 0 }
      for source in sources {
        let from = operand.column.row(Int(source))
        for t in periods {
          let value = from[t]
          out[t] += value == value ? value : 0
        }
      }
    case .average:
      for t in periods {
        var (sum, count) = (0.0, 0.0)
        for source in sources {
          let value = operand.column.row(Int(source))[t]
          if value == value { (sum, count) = (sum + value, count + 1) }
        }
        out[t] = count == 0 ? .nan : sum / count
      }
    case .minimum, .maximum:
      for t in periods { out[t] = .nan }
      for source in sources {
        let from = operand.column.row(Int(source))
        for t in periods where from[t] == from[t] {
          out[t] =
            out[t] != out[t]
            ? from[t]
            : kind == .minimum
              ? CellArithmetic.minimum(out[t], from[t]) : CellArithmetic.maximum(out[t], from[t])
        }
      }
    }
    for t in periods { out[t] = out[t].asCell }
  }

  private func window(
    _ lower: Int, _ upper: Int, _ operand: BoundOperand, _ row: Int, _ periods: Range<Int>,
    _ out: UnsafeMutablePointer<Double>
  ) {
    let from = operand.column.row(operand.link.operandRow(of: row))
    let count = operand.column.periodCount
    for t in periods {
      var sum = 0.0
      var s = max(0, t + lower)
      let end = min(count - 1, t + upper)
      while s <= end {
        if from[s] == from[s] { sum += from[s] }
        s += 1
      }
      out[t] = sum.asCell
    }
  }

  private func cumulate(
    _ index: Int, _ resets: Bool, _ operand: BoundOperand, _ row: Int, _ periods: Range<Int>,
    _ out: UnsafeMutablePointer<Double>
  ) {
    let from = operand.column.row(operand.link.operandRow(of: row))
    let axis = layout.model.blocks[index].shape.axis
    var sum = periods.lowerBound > 0 ? columns[index].row(row)[periods.lowerBound - 1] : 0
    for t in periods {
      if resets, calendar.startsFiscalYear(t, axis: axis) { sum = 0 }
      if from[t] == from[t] { sum += from[t] }
      sum = sum.asCell
      out[t] = sum
    }
  }

  private func spread(
    _ index: Int, _ lagDomain: Int, _ first: Int, _ count: Int, _ operands: [BoundOperand], _ row: Int,
    _ periods: Range<Int>, _ out: UnsafeMutablePointer<Double>
  ) {
    let source = operands[0].link.operandRow(of: row)
    let from = operands[0].column.row(source)
    let profile = operands[1].column
    let base = operands[1].link.operandRow(of: row)
    let stride = lagStride(of: index)
    for t in periods {
      var sum = 0.0
      for lag in 0..<count {
        let s = t - first - lag
        if s < 0 { break }
        let product = profile.row(base + lag * stride)[0] * from[s]
        if product == product { sum += product }
      }
      out[t] = sum.asCell
    }
  }

  /// Rows of a profile from one lag to the next.
  func lagStride(of index: Int) -> Int {
    let block = layout.model.blocks[index]
    guard case .spread(let lagDomain, _, _) = block.kind else { return 1 }
    let domains = layout.model.blocks[block.operands[1].block].shape.domains
    return domains[(lagDomain + 1)...].reduce(1) { $0 * layout.space.count($1) }
  }

  private func rollForward(
    _ index: Int, _ open: Int?, _ actual: Int?, _ terms: [(operand: Int, isSubtracted: Bool)],
    _ operands: [BoundOperand], _ row: Int, _ periods: Range<Int>, _ out: UnsafeMutablePointer<Double>
  ) {
    let axis = layout.model.blocks[index].shape.axis
    let lastActual = axis == .month ? calendar.actualCount : 0
    var balance = 0.0
    if periods.lowerBound > 0 {
      balance = columns[index].row(row)[periods.lowerBound - 1]
    } else if let open {
      balance = cell(of: operands[open], row, 0)
    }
    for t in periods {
      if let actual, t < lastActual {
        balance = cell(of: operands[actual], row, t)
      } else {
        for term in terms {
          let value = cell(of: operands[term.operand], row, t)
          if value == value { balance = term.isSubtracted ? balance - value : balance + value }
        }
      }
      balance = balance.asCell
      out[t] = balance
    }
  }

  @inline(__always)
  private func cell(of operand: BoundOperand, _ row: Int, _ period: Int) -> Double {
    let source = operand.link.operandRow(of: row)
    guard source >= 0 else { return .nan }
    return operand.column.row(source)[operand.time == .constant ? 0 : period]
  }

  private func monthly(
    _ takesLast: Bool, _ operand: BoundOperand, _ row: Int, _ periods: Range<Int>,
    _ out: UnsafeMutablePointer<Double>
  ) {
    let from = operand.column.row(operand.link.operandRow(of: row))
    for month in periods {
      let days = calendar.days(ofMonthAt: month)
      if takesLast {
        out[month] = days.isEmpty ? 0 : from[days.upperBound - 1]
        continue
      }
      var sum = 0.0
      for day in days where from[day] == from[day] { sum += from[day] }
      out[month] = sum.asCell
    }
  }

  /// Σ over the days of a month in order is the month's value again, as far as `Double` allows: the last weighted day takes
  /// what the others left.
  private func daily(
    _ operand: BoundOperand, _ profile: BoundOperand?, _ row: Int, _ periods: Range<Int>,
    _ out: UnsafeMutablePointer<Double>
  ) {
    let months = operand.column.row(operand.link.operandRow(of: row))
    let weightRow = profile.map { $0.link.operandRow(of: row) } ?? -1
    let weights = weightRow >= 0 ? profile?.column.row(weightRow) : nil
    for month in 0..<operand.column.periodCount {
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
        out[day] = (value * (share == share ? share : 0)).asCell
        given += out[day]
      }
      out[last] = (value - given).asCell
    }
  }
}
