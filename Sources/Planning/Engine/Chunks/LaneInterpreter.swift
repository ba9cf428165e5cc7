// SPDX-License-Identifier: Apache-2.0

import CCellKernels

/// Runs a program over one period of some rows and writes the result into its column: the loop runs over rows, because the
/// next period needs this one.
struct LaneInterpreter {
  let memory: ChunkMemory
  let columns: UnsafePointer<ColumnView>
  let operands: UnsafeBufferPointer<BoundOperand>
  let rows: UnsafePointer<Int32>
  let count: Int
  let period: Int

  func run(_ program: Program, block: Int) {
    for instruction in program.instructions {
      let target = memory.register(instruction.target)
      switch instruction.code {
      case .constant: for lane in 0..<count { target[lane] = instruction.value }
      case .load: load(operands[instruction.a], orElse: nil, into: target)
      case .loadShifted:
        load(operands[instruction.a], orElse: memory.register(instruction.b), into: target)
      case .loadBefore: loadBefore(block, orElse: memory.register(instruction.b), into: target)
      default: apply(instruction, target)
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
    let isConstant = if case .constant = operand.time { true } else { false }
    for lane in 0..<count {
      let number = Int(rows[lane])
      let row = operand.operandRow(of: number)
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

  private func loadBefore(
    _ block: Int, orElse otherwise: UnsafePointer<Double>, into target: UnsafeMutablePointer<Double>
  ) {
    let column = columns[block]
    if period == 0 {
      for lane in 0..<count { target[lane] = otherwise[lane] }
    } else {
      for lane in 0..<count { target[lane] = column.row(Int(rows[lane]))[period - 1] }
    }
  }

  private func apply(_ step: Instruction, _ r: UnsafeMutablePointer<Double>) {
    let (a, b, c) = (memory.register(step.a), memory.register(step.b), memory.register(step.c))
    if step.code == .choose {
      for lane in 0..<count { r[lane] = a[lane] == 1 ? b[lane] : c[lane] }
    } else if let operation = step.code.unary {
      cell_unary(operation, false, r, count, a, step.value)
    } else if let operation = step.code.binary {
      cell_binary(
        operation.kind, false, r, 1, count, lanes(operation.isSwapped ? b : a), lanes(operation.isSwapped ? a : b))
    }
  }

  private func lanes(_ base: UnsafePointer<Double>) -> CellView {
    CellView(base: base, rows: nil, step: count, repeats: false)
  }
}
