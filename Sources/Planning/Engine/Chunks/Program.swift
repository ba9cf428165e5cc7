// SPDX-License-Identifier: Apache-2.0

/// One step over a chunk of cells: registers in, register out.
struct Instruction: Sendable {
  enum Code: UInt8, Sendable {
    case constant, load, loadShifted
    /// The block's own cell of the period before; register b at the start of the axis.
    case loadBefore
    /// 1 where a fiscal year begins, 0 elsewhere.
    case loadYearStart
    case negative, not, given, absolute, floor, ceiling, round
    case add, subtract, multiply, divide
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    case and, or, minimum, maximum, firstGiven, choose
  }

  let code: Code
  let target: Int
  var a = 0
  var b = 0
  var c = 0
  /// A constant, or the power of ten of a rounding.
  var value = 0.0
}

/// A term as instructions for whole chunks.
///
/// The same program runs over all rows and over a few stale ones, one instruction after the other in the same order, so that
/// both give the same bits. A register is a stack position: registers in use = depth of the term.
final class Program: Sendable {
  nonisolated(unsafe) let instructions: UnsafeMutableBufferPointer<Instruction>
  let registerCount: Int
  /// The same term for whole rows, two operations at once; nil where it holds others.
  let steps: StepProgram?
  /// Constants by instruction, at addresses that stay.
  private nonisolated(unsafe) let constants: UnsafeMutablePointer<Double>

  /// The result stands in register 0.
  convenience init(_ term: Term, operands: [Operand] = []) {
    var writer = ProgramWriter()
    writer.compile(term, into: 0)
    self.init(writer, StepProgram(term, operands))
  }

  /// A balance as a program, for a block that is calculated period by period.
  convenience init(balanceFrom open: Int?, terms: [(operand: Int, isSubtracted: Bool)]) {
    var writer = ProgramWriter()
    writer.compileBalance(from: open, terms)
    self.init(writer)
  }

  /// A running total as a program, for a block that is calculated period by period beside others.
  convenience init(runningTotalOf operand: Int, resetsYearly: Bool) {
    var writer = ProgramWriter()
    writer.compileRunningTotal(of: operand, resetsYearly: resetsYearly)
    self.init(writer)
  }

  private init(_ writer: ProgramWriter, _ steps: StepProgram? = nil) {
    self.steps = steps
    instructions = .allocate(capacity: writer.instructions.count)
    _ = instructions.initialize(from: writer.instructions)
    registerCount = writer.registerCount
    constants = .allocate(capacity: max(1, instructions.count))
    for (index, instruction) in instructions.enumerated() { constants[index] = instruction.value }
  }

  deinit {
    constants.deallocate()
    instructions.deallocate()
  }

  func constant(of instruction: Int) -> UnsafePointer<Double> { UnsafePointer(constants + instruction) }
}

struct ProgramWriter {
  private(set) var instructions: [Instruction] = []
  private(set) var registerCount = 0

  private mutating func emit(_ instruction: Instruction) {
    registerCount = max(registerCount, instruction.target + 1)
    instructions.append(instruction)
  }

  mutating func compile(_ term: Term, into target: Int) {
    switch term {
    case .constant(let value):
      emit(Instruction(code: .constant, target: target, value: value))
    case .operand(let operand):
      emit(Instruction(code: .load, target: target, a: operand))
    case .shifted(let operand, let otherwise):
      compile(otherwise, into: target)
      emit(Instruction(code: .loadShifted, target: target, a: operand, b: target))
    case .unary(let function, let inner):
      compile(inner, into: target)
      emit(ProgramWriter.unary(function, target))
    case .binary(let function, let left, let right):
      compile(left, into: target)
      compile(right, into: target + 1)
      emit(Instruction(code: ProgramWriter.code(of: function), target: target, a: target, b: target + 1))
    case .choice(let condition, let then, let otherwise):
      compile(condition, into: target)
      compile(then, into: target + 1)
      compile(otherwise, into: target + 2)
      emit(Instruction(code: .choose, target: target, a: target, b: target + 1, c: target + 2))
    }
  }

  /// Missing terms are left out.
  mutating func compileBalance(from open: Int?, _ terms: [(operand: Int, isSubtracted: Bool)]) {
    compile(open.map { .operand($0) } ?? .constant(0), into: 0)
    emit(Instruction(code: .loadBefore, target: 0, b: 0))
    for term in terms {
      compile(.binary(.firstGiven, .operand(term.operand), .constant(0)), into: 1)
      emit(Instruction(code: term.isSubtracted ? .subtract : .add, target: 0, a: 0, b: 1))
    }
  }

  /// Missing terms are left out; the first period of a year begins at zero.
  mutating func compileRunningTotal(of operand: Int, resetsYearly: Bool) {
    compile(.constant(0), into: 0)
    emit(Instruction(code: .loadBefore, target: 0, b: 0))
    if resetsYearly {
      emit(Instruction(code: .loadYearStart, target: 1))
      compile(.constant(0), into: 2)
      emit(Instruction(code: .choose, target: 0, a: 1, b: 2, c: 0))
    }
    compile(.binary(.firstGiven, .operand(operand), .constant(0)), into: 1)
    emit(Instruction(code: .add, target: 0, a: 0, b: 1))
  }

  private static func unary(_ function: UnaryFunction, _ target: Int) -> Instruction {
    switch function {
    case .negative: Instruction(code: .negative, target: target, a: target)
    case .not: Instruction(code: .not, target: target, a: target)
    case .given: Instruction(code: .given, target: target, a: target)
    case .absolute: Instruction(code: .absolute, target: target, a: target)
    case .floor: Instruction(code: .floor, target: target, a: target)
    case .ceiling: Instruction(code: .ceiling, target: target, a: target)
    case .round(let digits):
      Instruction(code: .round, target: target, a: target, value: CellArithmetic.power(digits))
    }
  }

  private static func code(of function: BinaryFunction) -> Instruction.Code {
    switch function {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .and: .and
    case .or: .or
    case .minimum: .minimum
    case .maximum: .maximum
    case .firstGiven: .firstGiven
    }
  }
}
