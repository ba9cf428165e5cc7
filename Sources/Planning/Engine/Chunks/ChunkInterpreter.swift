// SPDX-License-Identifier: Apache-2.0

import CCellKernels

/// Some rows of a block over some periods.
struct Chunk {
  let rows: UnsafePointer<Int32>
  let count: Int
  let lower: Int
  let upper: Int
  /// Rows are consecutive and periods complete, padding included: one long stretch.
  let isWhole: Bool
  let stride: Int

  /// Cells a row takes, in registers and in the output.
  var width: Int { isWhole ? stride : upper - lower }
  var cellCount: Int { count * width }
}

/// Runs a program over the rows and periods of a chunk; its result stands row after row at `output`, made cells.
struct ChunkInterpreter {
  let memory: ChunkMemory
  let columns: UnsafePointer<ColumnView>
  let operands: UnsafeBufferPointer<BoundOperand>
  let chunk: Chunk
  /// Where a stage keeps the chunk of a block until it goes to its column; nil where blocks stand in their columns.
  var staged: UnsafePointer<UnsafeMutablePointer<Double>?>?

  func run(_ program: Program, output: UnsafeMutablePointer<Double>) {
    let instructions = program.instructions
    let last = instructions.count - 1
    for index in 0...last {
      let instruction = instructions[index]
      let target = instruction.target
      switch instruction.code {
      case .constant:
        memory.views[target] = CellView(base: program.constant(of: index), rows: nil, step: 0, repeats: true)
      case .loadBefore, .loadYearStart: continue  // programs of circles alone
      case .load: memory.views[target] = view(of: instruction.a, for: target)
      case .loadShifted:
        let register = memory.register(target)
        layOut(memory.views[instruction.b], into: register)
        loadShifted(instruction.a, into: register)
        memory.views[target] = stretch(register)
      default:
        let isLast = index == last
        let register = isLast ? output : memory.register(target)
        apply(instruction, isLast, into: register)
        if isLast { return }
        memory.views[target] = stretch(register)
      }
    }
    cell_lay_out(true, output, chunk.count, chunk.width, memory.views[0])
  }

  private func stretch(_ base: UnsafePointer<Double>) -> CellView {
    CellView(base: base, rows: nil, step: chunk.width, repeats: false)
  }

  // MARK: arithmetic

  private func apply(_ step: Instruction, _ makesCells: Bool, into r: UnsafeMutablePointer<Double>) {
    let a = memory.views[step.a]
    if let operation = step.code.binary {
      let b = memory.views[step.b]
      cell_binary(
        operation.kind, makesCells, r, chunk.count, chunk.width, operation.isSwapped ? b : a, operation.isSwapped ? a : b)
    } else if let operation = step.code.unary {
      let register = memory.register(step.a)
      layOut(a, into: register)
      cell_unary(operation, makesCells, r, chunk.cellCount, register, step.value)
    } else if step.code == .choose {
      cell_choose(makesCells, r, chunk.count, chunk.width, a, memory.views[step.b], memory.views[step.c])
    }
  }

  // MARK: operands

  private func view(of index: Int, for register: Int) -> CellView {
    let operand = operands[index]
    if operand.isSame, case .same = operand.time, let staged = staged?[operand.block] { return stretch(staged) }
    let column = columns[operand.block]
    let width = chunk.width
    switch operand.time {
    case .same:
      if operand.isSame, chunk.count == 1 || (chunk.isWhole && column.isFlat) {
        return stretch(column.row(Int(chunk.rows[0])) + chunk.lower)
      }
      if width < ChunkMemory.narrow { return copied(operand, column, register, repeats: false) }
      return CellView(
        base: nil, rows: addresses(operand, column, register, offset: chunk.lower), step: 0, repeats: false)
    case .constant:
      if width < ChunkMemory.narrow, chunk.count > 1 { return copied(operand, column, register, repeats: true) }
      if chunk.count == 1 {
        let row = operand.operandRow(of: Int(chunk.rows[0]))
        return CellView(base: row < 0 ? memory.missingRow : column.row(row), rows: nil, step: 0, repeats: true)
      }
      return CellView(base: nil, rows: addresses(operand, column, register, offset: 0), step: 0, repeats: true)
    default:
      let target = memory.register(register)
      loadClamped(operand, column, into: target)
      return stretch(target)
    }
  }

  private func addresses(
    _ operand: BoundOperand, _ column: ColumnView, _ register: Int, offset: Int
  ) -> UnsafePointer<UnsafePointer<Double>?> {
    let addresses = memory.rowAddresses + register * memory.rowLimit
    for position in 0..<chunk.count {
      let row = operand.operandRow(of: Int(chunk.rows[position]))
      addresses[position] = UnsafePointer(row < 0 ? memory.missingRow : column.row(row) + offset)
    }
    return UnsafePointer(addresses)
  }

  /// Narrow rows: cell by cell.
  private func copied(_ operand: BoundOperand, _ column: ColumnView, _ register: Int, repeats: Bool) -> CellView {
    let target = memory.register(register)
    let width = chunk.width
    for position in 0..<chunk.count {
      let row = operand.operandRow(of: Int(chunk.rows[position]))
      let to = target + position * width
      if row < 0 {
        for t in 0..<width { to[t] = .nan }
      } else {
        let from = column.row(row) + (repeats ? 0 : chunk.lower)
        for t in 0..<width { to[t] = from[repeats ? 0 : t] }
      }
    }
    return stretch(target)
  }

  private func layOut(_ view: CellView, into target: UnsafeMutablePointer<Double>) {
    if view.rows == nil, view.base == UnsafePointer(target) { return }
    cell_lay_out(false, target, chunk.count, chunk.width, view)
  }

  /// Beyond the axis stands its edge.
  private func loadClamped(_ operand: BoundOperand, _ column: ColumnView, into target: UnsafeMutablePointer<Double>) {
    let width = chunk.width
    let last = column.periodCount - 1
    for position in 0..<chunk.count {
      let to = target + position * width
      let row = operand.operandRow(of: Int(chunk.rows[position]))
      guard row >= 0 else {
        cell_fill(to, width, .nan)
        continue
      }
      let offset = operand.offset(of: Int(chunk.rows[position]))
      let from = cells(operand, column, position, row)
      for t in 0..<width { to[t] = from[min(max(t + chunk.lower + offset, 0), last)] }
    }
  }

  /// Overwrites what lies within the axis; beyond it the else value stays.
  private func loadShifted(_ index: Int, into target: UnsafeMutablePointer<Double>) {
    let operand = operands[index]
    let column = columns[operand.block]
    let width = chunk.width
    for position in 0..<chunk.count {
      let to = target + position * width
      let row = operand.operandRow(of: Int(chunk.rows[position]))
      guard row >= 0 else {
        cell_fill(to, width, .nan)
        continue
      }
      let offset = operand.offset(of: Int(chunk.rows[position]))
      let start = max(chunk.lower, -offset)
      let end = min(chunk.upper, column.periodCount - offset)
      if start < end {
        let from = cells(operand, column, position, row)
        (to + (start - chunk.lower)).update(from: from + (start + offset), count: end - start)
      }
    }
  }

  /// All periods of the operand's row that a row of the chunk reads.
  private func cells(
    _ operand: BoundOperand, _ column: ColumnView, _ position: Int, _ row: Int
  ) -> UnsafeMutablePointer<Double> {
    if operand.isSame, let staged = staged?[operand.block] { return staged + position * chunk.stride }
    return column.row(row)
  }
}

extension Instruction.Code {
  /// The loop that does it, and whether its operands change places.
  var binary: (kind: CellBinary, isSwapped: Bool)? {
    switch self {
    case .add: (cell_add, false)
    case .subtract: (cell_subtract, false)
    case .multiply: (cell_multiply, false)
    case .divide: (cell_divide, false)
    case .equal: (cell_equal, false)
    case .notEqual: (cell_not_equal, false)
    case .less: (cell_less, false)
    case .lessOrEqual: (cell_less_or_equal, false)
    case .greater: (cell_less, true)
    case .greaterOrEqual: (cell_less_or_equal, true)
    case .minimum: (cell_smaller, false)
    case .maximum: (cell_larger, false)
    case .firstGiven: (cell_first_given, false)
    case .and: (cell_and, false)
    case .or: (cell_or, false)
    default: nil
    }
  }

  var unary: CellUnary? {
    switch self {
    case .negative: cell_negative
    case .not: cell_not
    case .given: cell_given
    case .absolute: cell_absolute
    case .floor: cell_floor
    case .ceiling: cell_ceiling
    case .round: cell_round
    default: nil
    }
  }
}
