// SPDX-License-Identifier: Apache-2.0

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
  let columns: [Column]
  let operands: [BoundOperand]
  let chunk: Chunk

  func run(_ program: Program, output: UnsafeMutablePointer<Double>) {
    program.instructions.withUnsafeBufferPointer { instructions in
      let last = instructions.count - 1
      for index in 0...last {
        let instruction = instructions[index]
        let target = instruction.target
        switch instruction.code {
        case .constant: memory.views[target] = .uniform(program.constant(of: index))
        case .load: memory.views[target] = view(of: instruction.a, for: target)
        case .loadShifted:
          let register = memory.register(target)
          copy(memory.views[instruction.b], into: register)
          loadShifted(instruction.a, into: register)
          memory.views[target] = .cells(UnsafePointer(register))
        default:
          let isLast = index == last
          let register = isLast ? output : memory.register(target)
          apply(instruction, isLast, into: register)
          if isLast { return }
          memory.views[target] = .cells(UnsafePointer(register))
        }
      }
      finish(memory.views[0], output)
    }
  }

  /// A program that ends with a load or a constant.
  private func finish(_ view: OperandView, _ output: UnsafeMutablePointer<Double>) {
    if case .cells(let from) = view { return ChunkLoops.copyCells(from, into: output, count: chunk.cellCount) }
    copy(view, into: output)
    ChunkLoops.copyCells(UnsafePointer(output), into: output, count: chunk.cellCount)
  }

  // MARK: operands

  private func view(of index: Int, for register: Int) -> OperandView {
    let operand = operands[index]
    let column = columns[operand.block]
    let width = chunk.width
    switch operand.time {
    case .same:
      if operand.link.isSame, column.isFlat || chunk.count == 1 {
        let first = Int(chunk.rows[0])
        if chunk.isWhole || chunk.count == 1 { return .cells(UnsafePointer(column.row(first) + chunk.lower)) }
      }
      if width < OperandView.narrow { return copied(operand, column, register, repeats: false) }
      return .rows(addresses(operand, column, register, offset: chunk.lower))
    case .constant:
      if width < OperandView.narrow { return copied(operand, column, register, repeats: true) }
      if chunk.count == 1 {
        let row = operand.link.operandRow(of: Int(chunk.rows[0]))
        return .uniform(UnsafePointer(row < 0 ? memory.missingRow : column.row(row)))
      }
      return .rowValues(addresses(operand, column, register, offset: 0))
    default:
      let target = memory.register(register)
      loadClamped(operand, column, into: target)
      return .cells(UnsafePointer(target))
    }
  }

  private func addresses(
    _ operand: BoundOperand, _ column: Column, _ register: Int, offset: Int
  ) -> UnsafePointer<UnsafePointer<Double>> {
    let addresses = memory.rowAddresses + register * memory.rowLimit
    for position in 0..<chunk.count {
      let row = operand.link.operandRow(of: Int(chunk.rows[position]))
      addresses[position] = UnsafePointer(row < 0 ? memory.missingRow : column.row(row) + offset)
    }
    return UnsafePointer(addresses)
  }

  /// Narrow rows: cell by cell.
  private func copied(_ operand: BoundOperand, _ column: Column, _ register: Int, repeats: Bool) -> OperandView {
    let target = memory.register(register)
    let width = chunk.width
    for position in 0..<chunk.count {
      let row = operand.link.operandRow(of: Int(chunk.rows[position]))
      let to = target + position * width
      if row < 0 {
        for t in 0..<width { to[t] = .nan }
      } else {
        let from = column.row(row) + (repeats ? 0 : chunk.lower)
        for t in 0..<width { to[t] = from[repeats ? 0 : t] }
      }
    }
    return .cells(UnsafePointer(target))
  }

  func copy(_ view: OperandView, into target: UnsafeMutablePointer<Double>) {
    let width = chunk.width
    switch view {
    case .cells(let from): if from != UnsafePointer(target) { target.update(from: from, count: chunk.cellCount) }
    case .uniform(let value): ChunkLoops.fill(target, value[0], count: chunk.cellCount)
    case .rows(let addresses):
      for row in 0..<chunk.count { (target + row * width).update(from: addresses[row], count: width) }
    case .rowValues(let addresses):
      for row in 0..<chunk.count { ChunkLoops.fill(target + row * width, addresses[row][0], count: width) }
    }
  }

  /// Beyond the axis stands its edge.
  private func loadClamped(_ operand: BoundOperand, _ column: Column, into target: UnsafeMutablePointer<Double>) {
    let width = chunk.width
    let last = column.periodCount - 1
    for position in 0..<chunk.count {
      let to = target + position * width
      let row = operand.link.operandRow(of: Int(chunk.rows[position]))
      guard row >= 0 else {
        ChunkLoops.fill(to, .nan, count: width)
        continue
      }
      let offset = operand.offset(of: Int(chunk.rows[position]))
      let from = column.row(row)
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
      let row = operand.link.operandRow(of: Int(chunk.rows[position]))
      guard row >= 0 else {
        ChunkLoops.fill(to, .nan, count: width)
        continue
      }
      let offset = operand.offset(of: Int(chunk.rows[position]))
      let start = max(chunk.lower, -offset)
      let end = min(chunk.upper, column.periodCount - offset)
      if start < end {
        (to + (start - chunk.lower)).update(from: column.row(row) + (start + offset), count: end - start)
      }
    }
  }
}
