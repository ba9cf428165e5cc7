// SPDX-License-Identifier: Apache-2.0

import Recalculation

/// Where rows of a block are read and written: the column itself in a full calculation, scratch in an incremental one.
struct RowsTarget {
  let rows: UnsafePointer<Int32>
  let count: Int
  let periods: Range<Int>
  /// Period 0 of the first row would stand here.
  let base: UnsafeMutablePointer<Double>
  /// Cells from one row to the next.
  let step: Int

  @inline(__always)
  func row(_ position: Int) -> UnsafeMutablePointer<Double> { base + position * step }
}

/// The calculation of rows of every kind of block that is not pointwise.
///
/// What lies before the first period is read from the column, so that a full and an incremental calculation see the same
/// numbers in the same order.
extension PlanEngine {
  func calculateRows(_ index: Int, _ target: RowsTarget) {
    let operands = layout.operands[index]
    switch layout.model.blocks[index].kind {
    case .aggregate(let kind): aggregate(kind, operands[0], target)
    case .window(let lower, let upper): window(lower, upper, operands[0], target)
    case .cumulate(let resets): cumulate(index, resets, operands[0], target)
    case .spread(let lagDomain, let first, let count): spread(index, lagDomain, first, count, operands, target)
    case .rollForward(let open, let actual, let terms): rollForward(index, open, actual, terms, operands, target)
    case .monthly(let takesLast): monthly(takesLast, operands[0], target)
    case .daily(let hasProfile): daily(operands[0], hasProfile ? operands[1] : nil, target)
    case .atCutoff: atCutoff(operands[0], target)
    case .input, .property, .textMatch, .timeProperty, .pointwise, .operatorResult: break
    }
  }

  private func window(_ lower: Int, _ upper: Int, _ operand: BoundOperand, _ target: RowsTarget) {
    let column = columns[operand.block]
    let (count, periods) = (column.periodCount, target.periods)
    for position in 0..<target.count {
      let out = target.row(position)
      let from = column.row(operand.link.operandRow(of: Int(target.rows[position])))
      for t in periods { out[t] = 0 }
      // Offset by offset: each period still adds its window in order.
      for offset in lower...upper {
        let start = max(periods.lowerBound, -offset)
        let end = min(periods.upperBound, count - offset)
        if start < end { ChunkLoops.addGiven(from + (start + offset), into: out + start, count: end - start) }
      }
      makeCells(out, periods)
    }
  }

  private func cumulate(_ index: Int, _ resets: Bool, _ operand: BoundOperand, _ target: RowsTarget) {
    let column = columns[operand.block]
    let starts = layout.yearStarts(layout.model.blocks[index].shape.axis)
    let periods = target.periods
    for position in 0..<target.count {
      let out = target.row(position)
      let row = Int(target.rows[position])
      let from = column.row(operand.link.operandRow(of: row))
      var sum = periods.lowerBound > 0 ? columns[index].row(row)[periods.lowerBound - 1] : 0
      for t in periods {
        if resets, starts[t] { sum = 0 }
        let value = from[t]
        sum += value == value ? value : 0
        out[t] = sum
      }
      makeCells(out, periods)
    }
  }

  private func spread(
    _ index: Int, _ lagDomain: Int, _ first: Int, _ count: Int, _ operands: [BoundOperand], _ target: RowsTarget
  ) {
    let (source, profile) = (columns[operands[0].block], columns[operands[1].block])
    let stride = layout.lagStrides[index]
    let periods = target.periods
    for position in 0..<target.count {
      let out = target.row(position)
      let row = Int(target.rows[position])
      let from = source.row(operands[0].link.operandRow(of: row))
      let base = operands[1].link.operandRow(of: row)
      for t in periods { out[t] = 0 }
      for lag in 0..<count {
        let start = max(periods.lowerBound, first + lag)
        guard start < periods.upperBound else { break }
        ChunkLoops.addGiven(
          profile.row(base + lag * stride)[0], times: from + (start - first - lag), into: out + start,
          count: periods.upperBound - start)
      }
      makeCells(out, periods)
    }
  }

  private func rollForward(
    _ index: Int, _ open: Int?, _ actual: Int?, _ terms: [(operand: Int, isSubtracted: Bool)],
    _ operands: [BoundOperand], _ target: RowsTarget
  ) {
    let periods = target.periods
    let lastActual =
      actual != nil && layout.model.blocks[index].shape.axis == .month ? calendar.actualCount : 0
    for position in 0..<target.count {
      let out = target.row(position)
      let row = Int(target.rows[position])
      var balance = 0.0
      if periods.lowerBound > 0 {
        balance = columns[index].row(row)[periods.lowerBound - 1]
      } else if let open {
        balance = cell(of: operands[open], row, 0)
      }
      var t = periods.lowerBound
      if let actual {
        while t < min(lastActual, periods.upperBound) {
          balance = cell(of: operands[actual], row, t)
          out[t] = balance
          t += 1
        }
      }
      if terms.count == 2, let a = series(operands[terms[0].operand], row), let b = series(operands[terms[1].operand], row) {
        roll(&balance, a, terms[0].isSubtracted, b, terms[1].isSubtracted, t..<periods.upperBound, out)
      } else {
        while t < periods.upperBound {
          for term in terms {
            let value = cell(of: operands[term.operand], row, t)
            if value == value { balance = term.isSubtracted ? balance - value : balance + value }
          }
          out[t] = balance
          t += 1
        }
      }
      makeCells(out, periods)
    }
  }

  /// In and out, the commonest balance.
  @inline(__always)
  private func roll(
    _ balance: inout Double, _ a: UnsafePointer<Double>, _ aIsSubtracted: Bool, _ b: UnsafePointer<Double>,
    _ bIsSubtracted: Bool, _ periods: Range<Int>, _ out: UnsafeMutablePointer<Double>
  ) {
    for t in periods {
      let (x, y) = (a[t] == a[t] ? a[t] : 0, b[t] == b[t] ? b[t] : 0)
      balance = aIsSubtracted ? balance - x : balance + x
      balance = bIsSubtracted ? balance - y : balance + y
      out[t] = balance
    }
  }

  /// The periods of an operand's row; nil when it has no time of its own or leads nowhere.
  private func series(_ operand: BoundOperand, _ row: Int) -> UnsafePointer<Double>? {
    let source = operand.link.operandRow(of: row)
    guard operand.time == .same, source >= 0 else { return nil }
    return UnsafePointer(columns[operand.block].row(source))
  }

  @inline(__always)
  private func cell(of operand: BoundOperand, _ row: Int, _ period: Int) -> Double {
    let source = operand.link.operandRow(of: row)
    guard source >= 0 else { return .nan }
    return columns[operand.block].row(source)[operand.time == .constant ? 0 : period]
  }

  private func atCutoff(_ operand: BoundOperand, _ target: RowsTarget) {
    let last = calendar.actualCount - 1
    for position in 0..<target.count {
      let source = operand.link.operandRow(of: Int(target.rows[position]))
      target.row(position)[0] = last < 0 ? 0 : columns[operand.block].row(source)[last]
    }
  }

  func makeCells(_ out: UnsafeMutablePointer<Double>, _ periods: Range<Int>) {
    let first = out + periods.lowerBound
    ChunkLoops.copyCells(UnsafePointer(first), into: first, count: periods.count)
  }
}
