// SPDX-License-Identifier: Apache-2.0

/// Runs a program over one period of some rows and writes the result into its column: the loop runs over rows, because the
/// next period needs this one.
struct LaneInterpreter {
  let memory: ChunkMemory
  let columns: [Column]
  let operands: [BoundOperand]
  let rows: UnsafePointer<Int32>
  let count: Int
  let period: Int

  func run(_ program: Program, block: Int) {
    program.instructions.withUnsafeBufferPointer { instructions in
      for instruction in instructions {
        let target = memory.register(instruction.target)
        switch instruction.code {
        case .constant: for lane in 0..<count { target[lane] = instruction.value }
        case .load: load(operands[instruction.a], orElse: nil, into: target)
        case .loadShifted:
          load(operands[instruction.a], orElse: memory.register(instruction.b), into: target)
        default: apply(instruction, target)
        }
      }
    }
    let (result, column) = (memory.register(0), columns[block])
    for lane in 0..<count { column.row(Int(rows[lane]))[period] = result[lane].asCell }
  }

  /// - Parameter otherwise: what stands beyond the axis; nil takes its edge.
  private func load(
    _ operand: BoundOperand, orElse otherwise: UnsafeMutablePointer<Double>?, into target: UnsafeMutablePointer<Double>
  ) {
    let column = columns[operand.block]
    let last = column.periodCount - 1
    let isConstant = operand.time == .constant
    for lane in 0..<count {
      let number = Int(rows[lane])
      let row = operand.link.operandRow(of: number)
      guard row >= 0 else {
        target[lane] = .nan
        continue
      }
      let at = isConstant ? 0 : period + operand.offset(of: number)
      if at >= 0, at <= last {
        target[lane] = column.row(row)[at]
      } else if let otherwise {
        target[lane] = otherwise[lane]
      } else {
        target[lane] = column.row(row)[min(max(at, 0), last)]
      }
    }
  }

  private func apply(_ step: Instruction, _ r: UnsafeMutablePointer<Double>) {
    let (a, b, c) = (memory.register(step.a), memory.register(step.b), memory.register(step.c))
    switch step.code {
    case .add: binary(AddCells.self, a, b, r)
    case .subtract: binary(SubtractCells.self, a, b, r)
    case .multiply: binary(MultiplyCells.self, a, b, r)
    case .divide: binary(DivideCells.self, a, b, r)
    case .equal: binary(EqualCells.self, a, b, r)
    case .notEqual: binary(UnequalCells.self, a, b, r)
    case .less: binary(LessCells.self, a, b, r)
    case .lessOrEqual: binary(LessOrEqualCells.self, a, b, r)
    case .greater: binary(LessCells.self, b, a, r)
    case .greaterOrEqual: binary(LessOrEqualCells.self, b, a, r)
    case .minimum: binary(SmallerCell.self, a, b, r)
    case .maximum: binary(LargerCell.self, a, b, r)
    case .firstGiven: binary(FirstGivenCell.self, a, b, r)
    case .and: for lane in 0..<count { r[lane] = CellArithmetic.and(a[lane], b[lane]) }
    case .or: for lane in 0..<count { r[lane] = CellArithmetic.or(a[lane], b[lane]) }
    case .choose: for lane in 0..<count { r[lane] = a[lane] == 1 ? b[lane] : c[lane] }
    case .negative: for lane in 0..<count { r[lane] = -a[lane] }
    case .not: for lane in 0..<count { r[lane] = CellArithmetic.not(a[lane]) }
    case .given: for lane in 0..<count { r[lane] = CellArithmetic.given(a[lane]) }
    case .absolute: for lane in 0..<count { r[lane] = abs(a[lane]) }
    case .floor: for lane in 0..<count { r[lane] = a[lane].rounded(.down) }
    case .ceiling: for lane in 0..<count { r[lane] = a[lane].rounded(.up) }
    case .round: for lane in 0..<count { r[lane] = CellArithmetic.round(a[lane], step.value) }
    case .constant, .load, .loadShifted: break
    }
  }

  @inline(__always)
  private func binary<O: CellOperation>(
    _ operation: O.Type, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ r: UnsafeMutablePointer<Double>
  ) {
    if count == 1 {
      r[0] = O.apply(a[0], b[0])
    } else {
      ChunkLoops.binary(operation, KeepResult.self, a, repeats: false, b, repeats: false, into: r, count: count)
    }
  }
}
