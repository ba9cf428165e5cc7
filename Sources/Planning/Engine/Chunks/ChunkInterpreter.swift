// SPDX-License-Identifier: Apache-2.0

/// Scratch memory for one engine: registers of a chunk, and rows of results to compare.
final class ChunkMemory {
  /// Cells of a chunk: large enough to hide the interpreter, small enough for the first cache.
  static let cellLimit = 1_024

  private(set) var registers: UnsafeMutablePointer<Double>
  private(set) var sources: UnsafeMutablePointer<UnsafePointer<Double>>
  let registerSize: Int
  let registerCount: Int

  /// - Parameter widest: cells of the longest row.
  init(registerCount: Int, widest: Int) {
    self.registerCount = max(1, registerCount)
    registerSize = max(ChunkMemory.cellLimit, widest)
    registers = .allocate(capacity: self.registerCount * registerSize)
    registers.initialize(repeating: 0, count: self.registerCount * registerSize)
    sources = .allocate(capacity: self.registerCount)
    sources.initialize(repeating: UnsafePointer(registers), count: self.registerCount)
  }

  deinit {
    registers.deallocate()
    sources.deallocate()
  }
}

/// An operand laid out for reading: its column, its rows, its time.
struct BoundOperand {
  let column: Column
  let link: RowLink
  let time: TimeAccess
  /// Per row of the block, where the shift differs by row.
  let shifts: [Int32]

  /// Offset in periods that a row reads at: t + offset.
  @inline(__always)
  func offset(of row: Int) -> Int {
    switch time {
    case .shift(let n, _): -n
    case .rowShift: -Int(shifts[row])
    default: 0
    }
  }

  var isClamped: Bool {
    switch time {
    case .shift(_, let clamped), .rowShift(_, _, let clamped): clamped
    default: false
    }
  }
}

/// Runs a program over some rows and periods.
struct ChunkInterpreter {
  let memory: ChunkMemory
  let operands: [BoundOperand]

  /// Rows `first..<first + count` (or those listed), periods `lower..<upper`; writes row i to `output + i·stride`.
  struct Chunk {
    let rows: UnsafePointer<Int32>
    let count: Int
    let lower: Int
    let upper: Int
    /// Rows are consecutive and periods complete, padding included: one long stretch.
    let isWhole: Bool
    let stride: Int
    let periodCount: Int

    /// Cells a row takes in a register.
    var width: Int { isWhole ? stride : upper - lower }
  }

  func run(_ program: Program, _ chunk: Chunk, output: UnsafeMutablePointer<Double>) {
    let cells = chunk.count * chunk.width
    let registers = memory.registers
    let sources = memory.sources
    let size = memory.registerSize
    program.instructions.withUnsafeBufferPointer { instructions in
      for instruction in instructions {
        let target = registers + instruction.target * size
        switch instruction.code {
        case .constant: fill(target, instruction.value, cells)
        case .load:
          sources[instruction.target] = load(instruction.a, chunk, into: target)
          continue
        case .loadShifted:
          let otherwise = sources[instruction.b]
          if otherwise != UnsafePointer(target) { target.update(from: otherwise, count: cells) }
          loadShifted(instruction.a, chunk, into: target)
        default:
          apply(
            instruction, cells, sources[instruction.a], sources[instruction.b], sources[instruction.c], target
          )
        }
        sources[instruction.target] = UnsafePointer(target)
      }
    }
    store(sources[0], chunk, output)
  }

  private func store(
    _ result: UnsafePointer<Double>, _ chunk: Chunk, _ output: UnsafeMutablePointer<Double>
  ) {
    if chunk.isWhole {
      let cells = chunk.count * chunk.stride
      for index in 0..<cells { output[index] = result[index].asCell }
      return
    }
    let width = chunk.width
    for row in 0..<chunk.count {
      let to = output + row * chunk.stride + chunk.lower
      let from = result + row * width
      for index in 0..<width { to[index] = from[index].asCell }
    }
  }

  @inline(__always)
  private func fill(_ target: UnsafeMutablePointer<Double>, _ value: Double, _ count: Int) {
    for index in 0..<count { target[index] = value }
  }

  // MARK: loads

  private func load(
    _ index: Int, _ chunk: Chunk, into target: UnsafeMutablePointer<Double>
  ) -> UnsafePointer<Double> {
    let operand = operands[index]
    let column = operand.column
    if case .same = operand.link.kind, operand.time == .same, chunk.isWhole {
      return UnsafePointer(column.row(Int(chunk.rows[0])))
    }
    let width = chunk.width
    let copied = chunk.isWhole ? min(column.stride, width) : width
    for position in 0..<chunk.count {
      let to = target + position * width
      let row = operand.link.operandRow(of: Int(chunk.rows[position]))
      if row < 0 {
        fill(to, .nan, width)
        continue
      }
      switch operand.time {
      case .constant: fill(to, column.row(row)[0], width)
      case .same: to.update(from: column.row(row) + chunk.lower, count: copied)
      default:
        // Clamped shifts: beyond the axis stands its edge.
        let offset = operand.offset(of: Int(chunk.rows[position]))
        let from = column.row(row)
        let last = column.periodCount - 1
        for t in 0..<(chunk.upper - chunk.lower) { to[t] = from[min(max(t + chunk.lower + offset, 0), last)] }
        if chunk.isWhole { fill(to + (chunk.upper - chunk.lower), 0, width - (chunk.upper - chunk.lower)) }
      }
    }
    return UnsafePointer(target)
  }

  /// Overwrites what lies within the axis; beyond it the else value stays.
  private func loadShifted(_ index: Int, _ chunk: Chunk, into target: UnsafeMutablePointer<Double>) {
    let operand = operands[index]
    let width = chunk.width
    for position in 0..<chunk.count {
      let row = operand.link.operandRow(of: Int(chunk.rows[position]))
      let to = target + position * width
      if row < 0 {
        fill(to, .nan, width)
        continue
      }
      let offset = operand.offset(of: Int(chunk.rows[position]))
      let from = operand.column.row(row)
      let start = max(chunk.lower, -offset)
      let end = min(chunk.upper, operand.column.periodCount - offset)
      if start < end {
        (to + (start - chunk.lower)).update(from: from + (start + offset), count: end - start)
      }
    }
  }

  // MARK: arithmetic

  private func apply(
    _ instruction: Instruction, _ n: Int, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>,
    _ c: UnsafePointer<Double>, _ r: UnsafeMutablePointer<Double>
  ) {
    switch instruction.code {
    case .add: for i in 0..<n { r[i] = a[i] + b[i] }
    case .subtract: for i in 0..<n { r[i] = a[i] - b[i] }
    case .multiply: for i in 0..<n { r[i] = a[i] * b[i] }
    case .divide: for i in 0..<n { r[i] = CellArithmetic.divide(a[i], b[i]) }
    case .equal: for i in 0..<n { r[i] = CellArithmetic.truth(a[i] == b[i], a[i], b[i]) }
    case .notEqual: for i in 0..<n { r[i] = CellArithmetic.truth(a[i] != b[i], a[i], b[i]) }
    case .less: for i in 0..<n { r[i] = CellArithmetic.truth(a[i] < b[i], a[i], b[i]) }
    case .lessOrEqual: for i in 0..<n { r[i] = CellArithmetic.truth(a[i] <= b[i], a[i], b[i]) }
    case .greater: for i in 0..<n { r[i] = CellArithmetic.truth(a[i] > b[i], a[i], b[i]) }
    case .greaterOrEqual: for i in 0..<n { r[i] = CellArithmetic.truth(a[i] >= b[i], a[i], b[i]) }
    case .and: for i in 0..<n { r[i] = CellArithmetic.and(a[i], b[i]) }
    case .or: for i in 0..<n { r[i] = CellArithmetic.or(a[i], b[i]) }
    case .minimum: for i in 0..<n { r[i] = CellArithmetic.minimum(a[i], b[i]) }
    case .maximum: for i in 0..<n { r[i] = CellArithmetic.maximum(a[i], b[i]) }
    case .firstGiven: for i in 0..<n { r[i] = a[i] == a[i] ? a[i] : b[i] }
    case .choose: for i in 0..<n { r[i] = a[i] == 1 ? b[i] : c[i] }
    case .negative: for i in 0..<n { r[i] = -a[i] }
    case .not: for i in 0..<n { r[i] = CellArithmetic.not(a[i]) }
    case .given: for i in 0..<n { r[i] = CellArithmetic.given(a[i]) }
    case .absolute: for i in 0..<n { r[i] = abs(a[i]) }
    case .floor: for i in 0..<n { r[i] = a[i].rounded(.down) }
    case .ceiling: for i in 0..<n { r[i] = a[i].rounded(.up) }
    case .round: for i in 0..<n { r[i] = CellArithmetic.round(a[i], instruction.value) }
    case .constant, .load, .loadShifted: break
    }
  }
}
