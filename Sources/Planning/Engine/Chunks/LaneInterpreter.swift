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
  /// The block's rows, then those of each operand.
  let addresses: UnsafePointer<UnsafeMutablePointer<Double>>

  func run(_ program: Program) {
    for instruction in program.instructions {
      let target = memory.register(instruction.target)
      switch instruction.code {
      case .constant: for lane in 0..<count { target[lane] = instruction.value }
      case .load: load(instruction.a, orElse: nil, into: target)
      case .loadShifted: load(instruction.a, orElse: memory.register(instruction.b), into: target)
      case .loadBefore: loadBefore(orElse: memory.register(instruction.b), into: target)
      case .loadYearStart: continue  // side by side alone
      default: apply(instruction, target)
      }
    }
    let result = memory.register(0)
    for lane in 0..<count { addresses[lane][period] = result[lane].asCell }
  }

  /// - Parameter otherwise: what stands beyond the axis; nil takes its edge.
  private func load(
    _ index: Int, orElse otherwise: UnsafeMutablePointer<Double>?, into target: UnsafeMutablePointer<Double>
  ) {
    let operand = operands[index]
    let from = addresses + (index + 1) * LaneAddresses.laneCount
    switch operand.time {
    case .constant: for lane in 0..<count { target[lane] = from[lane][0] }
    case .rowShift: for lane in 0..<count { loadOne(operand, lane, from[lane], otherwise, target) }
    case .shift(let n, _) where period - n < 0 || period - n >= columns[operand.block].periodCount:
      for lane in 0..<count { loadOne(operand, lane, from[lane], otherwise, target) }
    case .shift(let n, _): for lane in 0..<count { target[lane] = from[lane][period - n] }
    default: for lane in 0..<count { target[lane] = from[lane][period] }
    }
  }

  /// Where the period may lie beyond the axis.
  private func loadOne(
    _ operand: BoundOperand, _ lane: Int, _ from: UnsafeMutablePointer<Double>,
    _ otherwise: UnsafeMutablePointer<Double>?, _ target: UnsafeMutablePointer<Double>
  ) {
    let last = columns[operand.block].periodCount - 1
    let number = Int(rows[lane])
    let at = period + operand.offset(of: number)
    if at >= 0, at <= last {
      target[lane] = from[at]
    } else if let otherwise, operand.operandRow(of: number) >= 0 {
      target[lane] = otherwise[lane]
    } else {
      target[lane] = from[min(max(at, 0), last)]
    }
  }

  private func loadBefore(orElse otherwise: UnsafePointer<Double>, into target: UnsafeMutablePointer<Double>) {
    if period == 0 {
      for lane in 0..<count { target[lane] = otherwise[lane] }
    } else {
      for lane in 0..<count { target[lane] = addresses[lane][period - 1] }
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
