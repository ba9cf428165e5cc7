// SPDX-License-Identifier: Apache-2.0

import Calendars
import Recalculation

/// One cell of one block.
struct CellAddress: Hashable, Comparable {
  let block: Int
  let row: Int
  let period: Int

  static func < (left: CellAddress, right: CellAddress) -> Bool {
    (left.block, left.row, left.period) < (right.block, right.row, right.period)
  }
}

/// How one cell is made, over the cells it reads: every kind of block in the same few words.
indirect enum CellTerm {
  case constant(Double)
  case cell(CellAddress)
  case unary(UnaryFunction, CellTerm)
  case binary(BinaryFunction, CellTerm, CellTerm)
  case choice(CellTerm, CellTerm, CellTerm)
  /// Missing parts are left out.
  case sum([CellTerm])
  /// One of the parts, missing ones left out.
  case extreme([CellTerm], isMinimum: Bool)

  /// Cells it reads, ascending.
  var cells: [CellAddress] {
    var found: Set<CellAddress> = []
    collect(&found)
    return found.sorted()
  }

  private func collect(_ found: inout Set<CellAddress>) {
    switch self {
    case .constant: break
    case .cell(let address): found.insert(address)
    case .unary(_, let inner): inner.collect(&found)
    case .binary(_, let left, let right):
      left.collect(&found)
      right.collect(&found)
    case .choice(let test, let then, let otherwise):
      test.collect(&found)
      then.collect(&found)
      otherwise.collect(&found)
    case .sum(let parts), .extreme(let parts, _): for part in parts { part.collect(&found) }
    }
  }
}

extension PlanEngine {
  func value(at address: CellAddress) -> Double { columns[address.block].row(address.row)[address.period] }

  /// In the order of the chunk programs, so that the value is the cell's.
  func evaluate(_ term: CellTerm) -> Double {
    switch term {
    case .constant(let value): return value
    case .cell(let address): return value(at: address)
    case .unary(let function, let inner): return CellArithmetic.apply(function, evaluate(inner))
    case .binary(let function, let left, let right):
      return CellArithmetic.apply(function, evaluate(left), evaluate(right))
    case .choice(let test, let then, let otherwise): return evaluate(evaluate(test) == 1 ? then : otherwise)
    case .sum(let parts):
      var sum = 0.0
      for part in parts {
        let value = evaluate(part)
        if value == value { sum += value }
      }
      return sum
    case .extreme(let parts, let isMinimum):
      return parts.reduce(Double.nan) { found, part in
        let value = evaluate(part)
        if value != value { return found }
        if found != found { return value }
        return isMinimum ? min(found, value) : max(found, value)
      }
    }
  }

  /// How a cell is made; nil for inputs, properties and results of operators.
  func term(of address: CellAddress) -> CellTerm? {
    let block = layout.model.blocks[address.block]
    let operands = layout.operands[address.block]
    let (row, t) = (address.row, address.period)
    func read(_ operand: Int, _ period: Int) -> CellTerm {
      cellTerm(block.operands[operand], operands[operand], row, period)
    }
    switch block.kind {
    case .input, .property, .textMatch, .timeProperty, .operatorResult: return nil
    case .pointwise(let term): return expand(term, block, operands, row, t)
    case .aggregate(let kind): return aggregateTerm(kind, block, layout.operands.links[address.block][0], row, t)
    case .window(let lower, let upper):
      let range = (t + lower...t + upper).clamped(to: -1...columns[operands[0].block].periodCount)
      return .sum(range.filter { $0 >= 0 && $0 < columns[operands[0].block].periodCount }.map { read(0, $0) })
    case .cumulate(let resets):
      var first = t
      while first > 0, !(resets && calendar.startsFiscalYear(first, axis: block.shape.axis)) { first -= 1 }
      return .sum((first...t).map { read(0, $0) })
    case .spread(_, let first, let count):
      let base = operands[1].operandRow(of: row)
      let stride = layout.lagStrides[address.block]
      return .sum(
        (0..<count).filter { t - first - $0 >= 0 }.map { lag in
          let share = CellAddress(block: block.operands[1].block, row: base + lag * stride, period: 0)
          return .binary(.multiply, .cell(share), read(0, t - first - lag))
        })
    case .rollForward(let open, let actual, let terms):
      if let actual, t < (block.shape.axis == .month ? calendar.actualCount : 0) { return read(actual, t) }
      var parts: [CellTerm] = []
      if t > 0 {
        parts.append(.cell(CellAddress(block: address.block, row: row, period: t - 1)))
      } else if let open {
        parts.append(read(open, 0))
      }
      for term in terms {
        parts.append(term.isSubtracted ? .unary(.negative, read(term.operand, t)) : read(term.operand, t))
      }
      return .sum(parts)
    case .monthly(let takesLast):
      let days = calendar.days(ofMonthAt: t)
      if takesLast { return days.isEmpty ? .constant(0) : read(0, days.upperBound - 1) }
      return .sum(days.map { read(0, $0) })
    case .daily(let hasProfile): return dailyTerm(hasProfile, block, operands, row, t)
    case .atCutoff: return calendar.actualCount == 0 ? .constant(0) : read(0, calendar.actualCount - 1)
    }
  }

  private func cellTerm(_ plan: Operand, _ operand: BoundOperand, _ row: Int, _ period: Int) -> CellTerm {
    let source = operand.operandRow(of: row)
    if source < 0 { return .constant(.nan) }
    return .cell(CellAddress(block: plan.block, row: source, period: plan.time == .constant ? 0 : period))
  }

  private func expand(
    _ term: Term, _ block: BlockPlan, _ operands: UnsafeBufferPointer<BoundOperand>, _ row: Int, _ t: Int
  ) -> CellTerm {
    switch term {
    case .constant(let value): return .constant(value)
    case .operand(let index):
      let operand = operands[index]
      let last = columns[operand.block].periodCount - 1
      return cellTerm(block.operands[index], operand, row, min(max(t + operand.offset(of: row), 0), last))
    case .shifted(let index, let otherwise):
      let period = t + operands[index].offset(of: row)
      guard period >= 0, period < columns[operands[index].block].periodCount else {
        return expand(otherwise, block, operands, row, t)
      }
      return cellTerm(block.operands[index], operands[index], row, period)
    case .unary(let function, let inner): return .unary(function, expand(inner, block, operands, row, t))
    case .binary(let function, let left, let right):
      return .binary(
        function, expand(left, block, operands, row, t), expand(right, block, operands, row, t))
    case .choice(let test, let then, let otherwise):
      return .choice(
        expand(test, block, operands, row, t), expand(then, block, operands, row, t),
        expand(otherwise, block, operands, row, t))
    }
  }

  private func aggregateTerm(
    _ kind: Aggregation, _ block: BlockPlan, _ link: RowLink, _ row: Int, _ t: Int
  ) -> CellTerm {
    guard case .up(let groups) = link.kind else { return .constant(.nan) }
    let period = block.operands[0].time == .constant ? 0 : t
    let parts = groups.sources(of: row).map {
      CellTerm.cell(CellAddress(block: block.operands[0].block, row: Int($0), period: period))
    }
    switch kind {
    case .sum: return .sum(parts)
    case .average:
      return .binary(.divide, .sum(parts), .sum(parts.map { .unary(.given, $0) }))
    case .minimum: return .extreme(parts, isMinimum: true)
    case .maximum: return .extreme(parts, isMinimum: false)
    }
  }

  private func dailyTerm(
    _ hasProfile: Bool, _ block: BlockPlan, _ operands: UnsafeBufferPointer<BoundOperand>, _ row: Int, _ t: Int
  ) -> CellTerm {
    let index = calendar.firstMonth.distance(to: calendar.day(at: t).monthOf)
    let month = cellTerm(block.operands[0], operands[0], row, index)
    let days = calendar.days(ofMonthAt: index)
    let even = CellTerm.constant(1 / Double(days.count))
    guard hasProfile, operands[1].operandRow(of: row) >= 0 else {
      return .binary(.multiply, month, even)
    }
    let weights = days.map {
      CellTerm.binary(.maximum, cellTerm(block.operands[1], operands[1], row, $0), .constant(0))
    }
    let total = CellTerm.sum(weights)
    let share = CellTerm.choice(
      .binary(.greater, total, .constant(0)), .binary(.divide, weights[t - days.lowerBound], total), even)
    return .binary(.multiply, month, share)
  }
}
