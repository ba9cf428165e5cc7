// SPDX-License-Identifier: Apache-2.0

import CCellKernels

/// Where rows of a block are read and written: the column itself in a full calculation, scratch in an incremental one.
struct RowsTarget {
  let rows: UnsafePointer<Int32>
  let count: Int
  let periods: Range<Int>
  /// Period 0 of the first row would stand here.
  let base: UnsafeMutablePointer<Double>
  /// Cells from one row to the next.
  let step: Int
  /// Where a stage keeps its blocks meanwhile; nil where they stand in their columns.
  var staged: UnsafePointer<UnsafeMutablePointer<Double>?>?

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
    case .aggregate(let kind): aggregate(kind, layout.operands.links[index][0], operands[0], target)
    case .window(let lower, let upper): window(lower, upper, operands[0], target)
    case .cumulate(let resets): cumulate(index, resets, operands[0], target)
    case .spread(_, let first, let count): spread(index, first, count, operands, target)
    case .rollForward(let open, let actual, let terms): rollForward(index, open, actual, terms, operands, target)
    case .monthly(let takesLast): monthly(takesLast, operands[0], target)
    case .daily(let hasProfile): daily(operands[0], hasProfile ? operands[1] : nil, target)
    case .atCutoff: atCutoff(operands[0], target)
    case .input, .property, .textMatch, .timeProperty, .pointwise, .operatorResult: break
    }
  }

  /// All periods of the row that a row of the target reads.
  @inline(__always)
  private func source(_ operand: BoundOperand, _ target: RowsTarget, _ position: Int) -> UnsafeMutablePointer<Double> {
    let view = views[operand.block]
    if operand.isSame, let staged = target.staged?[operand.block] { return staged + position * view.stride }
    return view.row(operand.operandRow(of: Int(target.rows[position])))
  }

  private func window(_ lower: Int, _ upper: Int, _ operand: BoundOperand, _ target: RowsTarget) {
    let (count, periods) = (views[operand.block].periodCount, target.periods)
    for position in 0..<target.count {
      let out = target.row(position)
      let from = source(operand, target, position)
      cell_fill(out + periods.lowerBound, periods.count, 0)
      // Offset by offset: each period still adds its window in order.
      for offset in lower...upper {
        let start = max(periods.lowerBound, -offset)
        let end = min(periods.upperBound, count - offset)
        if start < end { cell_add_given(out + start, from + (start + offset), end - start) }
      }
      makeCells(out, periods)
    }
  }

  private func cumulate(_ index: Int, _ resets: Bool, _ operand: BoundOperand, _ target: RowsTarget) {
    let starts = layout.yearStarts(layout.model.blocks[index].shape.axis)
    let periods = target.periods
    withLanes(target) { out, open in
      withUnsafeTemporaryAllocation(of: UnsafePointer<Double>?.self, capacity: target.count) { from in
        for position in 0..<target.count {
          from[position] = UnsafePointer(source(operand, target, position) + periods.lowerBound)
          open[position] = before(index, target, position) ?? 0
        }
        starts.withUnsafeBufferPointer { starts in
          cell_cumulate(
            out, from.baseAddress, open, resets ? starts.baseAddress.map { $0 + periods.lowerBound } : nil,
            target.count, periods.count)
        }
      }
    }
  }

  private func spread(
    _ index: Int, _ first: Int, _ count: Int, _ operands: UnsafeBufferPointer<BoundOperand>, _ target: RowsTarget
  ) {
    let profile = views[operands[1].block]
    let stride = layout.lagStrides[index]
    let periods = target.periods
    for position in 0..<target.count {
      let out = target.row(position)
      let from = source(operands[0], target, position)
      let base = operands[1].operandRow(of: Int(target.rows[position]))
      cell_fill(out + periods.lowerBound, periods.count, 0)
      for lag in 0..<count {
        let start = max(periods.lowerBound, first + lag)
        guard start < periods.upperBound else { break }
        cell_add_scaled(
          out + start, profile.row(base + lag * stride)[0], from + (start - first - lag), periods.upperBound - start)
      }
      makeCells(out, periods)
    }
  }

  private func rollForward(
    _ index: Int, _ open: Int?, _ actual: Int?, _ terms: [(operand: Int, isSubtracted: Bool)],
    _ operands: UnsafeBufferPointer<BoundOperand>, _ target: RowsTarget
  ) {
    if actual == nil, terms.count == 2, terms.allSatisfy({ operands[$0.operand].isSame && !operands[$0.operand].isConstant }) {
      return rollTwo(index, open, terms, operands, target)
    }
    let periods = target.periods
    let lastActual =
      actual != nil && layout.model.blocks[index].shape.axis == .month ? calendar.actualCount : 0
    for position in 0..<target.count {
      let out = target.row(position)
      var balance = before(index, target, position) ?? open.map { cell(of: operands[$0], target, position, 0) } ?? 0
      var t = periods.lowerBound
      if let actual {
        while t < min(lastActual, periods.upperBound) {
          balance = cell(of: operands[actual], target, position, t)
          out[t] = balance
          t += 1
        }
      }
      while t < periods.upperBound {
        for term in terms {
          let value = cell(of: operands[term.operand], target, position, t)
          if value == value { balance = term.isSubtracted ? balance - value : balance + value }
        }
        out[t] = balance
        t += 1
      }
      makeCells(out, periods)
    }
  }

  /// In and out, the commonest balance.
  private func rollTwo(
    _ index: Int, _ open: Int?, _ terms: [(operand: Int, isSubtracted: Bool)],
    _ operands: UnsafeBufferPointer<BoundOperand>, _ target: RowsTarget
  ) {
    let (a, b) = (operands[terms[0].operand], operands[terms[1].operand])
    let (aIsSubtracted, bIsSubtracted) = (terms[0].isSubtracted, terms[1].isSubtracted)
    let periods = target.periods
    withLanes(target) { out, opening in
      withUnsafeTemporaryAllocation(of: UnsafePointer<Double>?.self, capacity: 2 * target.count) { from in
        for position in 0..<target.count {
          from[position] = UnsafePointer(source(a, target, position) + periods.lowerBound)
          from[target.count + position] = UnsafePointer(source(b, target, position) + periods.lowerBound)
          opening[position] =
            before(index, target, position) ?? open.map { cell(of: operands[$0], target, position, 0) } ?? 0
        }
        cell_roll(
          out, from.baseAddress, aIsSubtracted, from.baseAddress.map { $0 + target.count }, bIsSubtracted, opening,
          target.count, periods.count)
      }
    }
  }

  /// The balance before the first period; nil at the start of the axis.
  @inline(__always)
  private func before(_ index: Int, _ target: RowsTarget, _ position: Int) -> Double? {
    let first = target.periods.lowerBound
    return first > 0 ? views[index].row(Int(target.rows[position]))[first - 1] : nil
  }

  /// Addresses of the first period of every row, and a number for each.
  private func withLanes(
    _ target: RowsTarget,
    _ body: (UnsafePointer<UnsafeMutablePointer<Double>?>, UnsafeMutablePointer<Double>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<Double>?.self, capacity: target.count) { out in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: target.count) { open in
        guard let out = out.baseAddress, let open = open.baseAddress else { return }
        for position in 0..<target.count { out[position] = target.row(position) + target.periods.lowerBound }
        body(UnsafePointer(out), open)
      }
    }
  }

  @inline(__always)
  private func cell(of operand: BoundOperand, _ target: RowsTarget, _ position: Int, _ period: Int) -> Double {
    if operand.operandRow(of: Int(target.rows[position])) < 0 { return .nan }
    return source(operand, target, position)[operand.isConstant ? 0 : period]
  }

  private func atCutoff(_ operand: BoundOperand, _ target: RowsTarget) {
    let last = calendar.actualCount - 1
    for position in 0..<target.count {
      target.row(position)[0] = last < 0 ? 0 : source(operand, target, position)[last]
    }
  }

  func makeCells(_ out: UnsafeMutablePointer<Double>, _ periods: Range<Int>) {
    let first = out + periods.lowerBound
    cell_lay_out(true, first, 1, periods.count, CellView(base: first, rows: nil, step: 0, repeats: false))
  }
}
