// SPDX-License-Identifier: Apache-2.0

extension ChunkInterpreter {
  func apply(_ instruction: Instruction, _ isLast: Bool, into r: UnsafeMutablePointer<Double>) {
    isLast ? apply(instruction, MakeCell.self, r) : apply(instruction, KeepResult.self, r)
  }

  @inline(__always)
  private func apply<F: CellFinish>(_ step: Instruction, _ finish: F.Type, _ r: UnsafeMutablePointer<Double>) {
    switch step.code {
    case .add: rowwise(AddCells.self, finish, step, r)
    case .subtract: rowwise(SubtractCells.self, finish, step, r)
    case .multiply: rowwise(MultiplyCells.self, finish, step, r)
    case .divide: rowwise(DivideCells.self, finish, step, r)
    case .equal: cellwise(EqualCells.self, finish, step.a, step.b, r)
    case .notEqual: cellwise(UnequalCells.self, finish, step.a, step.b, r)
    case .less: cellwise(LessCells.self, finish, step.a, step.b, r)
    case .lessOrEqual: cellwise(LessOrEqualCells.self, finish, step.a, step.b, r)
    case .greater: cellwise(LessCells.self, finish, step.b, step.a, r)
    case .greaterOrEqual: cellwise(LessOrEqualCells.self, finish, step.b, step.a, r)
    case .minimum: cellwise(SmallerCell.self, finish, step.a, step.b, r)
    case .maximum: cellwise(LargerCell.self, finish, step.a, step.b, r)
    case .firstGiven: cellwise(FirstGivenCell.self, finish, step.a, step.b, r)
    case .choose: choose(step, finish, r)
    default: single(step, finish, r)
    }
  }

  /// Operands are read where they lie, row by row where they are not one stretch.
  @inline(__always)
  private func rowwise<O: CellOperation, F: CellFinish>(
    _ operation: O.Type, _ finish: F.Type, _ step: Instruction, _ r: UnsafeMutablePointer<Double>
  ) {
    let (a, b) = (memory.views[step.a], memory.views[step.b])
    switch (a, b) {
    case (.cells(let x), .cells(let y)):
      ChunkLoops.binary(operation, finish, x, repeats: false, y, repeats: false, into: r, count: chunk.cellCount)
    case (.cells(let x), .uniform(let y)):
      ChunkLoops.binary(operation, finish, x, repeats: false, y, repeats: true, into: r, count: chunk.cellCount)
    case (.uniform(let x), .cells(let y)):
      ChunkLoops.binary(operation, finish, x, repeats: true, y, repeats: false, into: r, count: chunk.cellCount)
    default:
      let width = chunk.width
      for row in 0..<chunk.count {
        let (x, xRepeats) = a.row(row, width: width)
        let (y, yRepeats) = b.row(row, width: width)
        ChunkLoops.binary(
          operation, finish, x, repeats: xRepeats, y, repeats: yRepeats, into: r + row * width, count: width)
      }
    }
  }

  /// Operands are laid out as one stretch first.
  @inline(__always)
  private func cellwise<O: CellOperation, F: CellFinish>(
    _ operation: O.Type, _ finish: F.Type, _ a: Int, _ b: Int, _ r: UnsafeMutablePointer<Double>
  ) {
    let (x, y) = (cells(a), cells(b))
    ChunkLoops.binary(operation, finish, x, repeats: false, y, repeats: false, into: r, count: chunk.cellCount)
  }

  private func cells(_ register: Int) -> UnsafePointer<Double> {
    if case .cells(let base) = memory.views[register] { return base }
    let target = memory.register(register)
    copy(memory.views[register], into: target)
    return UnsafePointer(target)
  }

  @inline(__always)
  private func choose<F: CellFinish>(_ step: Instruction, _ finish: F.Type, _ r: UnsafeMutablePointer<Double>) {
    let (test, then, otherwise) = (cells(step.a), cells(step.b), cells(step.c))
    var i = 0
    while i &+ 4 <= chunk.cellCount {
      let holds = ChunkLoops.load(test + i, as: SIMD4<Double>.self) .== SIMD4(repeating: 1)
      let result = ChunkLoops.load(otherwise + i, as: SIMD4<Double>.self)
        .replacing(with: ChunkLoops.load(then + i, as: SIMD4<Double>.self), where: holds)
      ChunkLoops.store(F.apply(result), to: r + i)
      i &+= 4
    }
    while i < chunk.cellCount {
      r[i] = F.apply(test[i] == 1 ? then[i] : otherwise[i])
      i &+= 1
    }
  }

  /// What is rare, or has one operand.
  @inline(__always)
  private func single<F: CellFinish>(_ step: Instruction, _ finish: F.Type, _ r: UnsafeMutablePointer<Double>) {
    let a = cells(step.a)
    let n = chunk.cellCount
    switch step.code {
    case .negative: for i in 0..<n { r[i] = F.apply(-a[i]) }
    case .not: for i in 0..<n { r[i] = F.apply(CellArithmetic.not(a[i])) }
    case .given: for i in 0..<n { r[i] = F.apply(CellArithmetic.given(a[i])) }
    case .absolute: for i in 0..<n { r[i] = F.apply(abs(a[i])) }
    case .floor: for i in 0..<n { r[i] = F.apply(a[i].rounded(.down)) }
    case .ceiling: for i in 0..<n { r[i] = F.apply(a[i].rounded(.up)) }
    case .round: for i in 0..<n { r[i] = F.apply(CellArithmetic.round(a[i], step.value)) }
    case .and:
      let b = cells(step.b)
      for i in 0..<n { r[i] = F.apply(CellArithmetic.and(a[i], b[i])) }
    case .or:
      let b = cells(step.b)
      for i in 0..<n { r[i] = F.apply(CellArithmetic.or(a[i], b[i])) }
    default: break
    }
  }
}
