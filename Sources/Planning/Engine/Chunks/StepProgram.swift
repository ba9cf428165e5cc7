// SPDX-License-Identifier: Apache-2.0

import CCellKernels

/// A term as steps over whole rows, two operations in each: what a full calculation runs where it can.
///
/// Arithmetic on operands of the same period or without time; the order of operations is that of the term, so that the bits are
/// those of its ``Program``.
final class StepProgram: Sendable {
  enum Source {
    case operand(Int)
    /// Position among the constants.
    case constant(Int)
    case register(Int)
  }

  struct Step {
    let kind: Int32
    let a: Source
    let b: Source
    let c: Source
    var shift = 0
    /// The register it writes; nil for the last, which is the block's result.
    var target: Int?
  }

  nonisolated(unsafe) let steps: UnsafeMutableBufferPointer<Step>
  let registerCount: Int
  private nonisolated(unsafe) let constants: UnsafeMutablePointer<Double>

  /// Nil for a term with other operations.
  init?(_ term: Term, _ operands: [Operand]) {
    var writer = StepWriter(operands: operands)
    guard writer.compile(term, into: nil) else { return nil }
    steps = .allocate(capacity: writer.steps.count)
    _ = steps.initialize(from: writer.steps)
    registerCount = writer.registerCount
    constants = .allocate(capacity: max(1, writer.constants.count))
    constants.initialize(from: writer.constants, count: writer.constants.count)
  }

  deinit {
    steps.deallocate()
    constants.deallocate()
  }

  func constant(_ position: Int) -> UnsafePointer<Double> { UnsafePointer(constants + position) }
}

private struct StepWriter {
  let operands: [Operand]
  private(set) var steps: [StepProgram.Step] = []
  private(set) var registerCount = 0
  private(set) var constants: [Double] = []

  init(operands: [Operand]) { self.operands = operands }

  /// - Returns: false where the term holds what no step does.
  mutating func compile(_ term: Term, into target: Int?) -> Bool {
    guard var step = step(term) else { return false }
    step.target = target
    steps.append(step)
    return true
  }

  /// A leaf as it is; anything else in a register of its own.
  private mutating func source(_ term: Term) -> StepProgram.Source? {
    switch term {
    case .constant(let value):
      constants.append(value)
      return .constant(constants.count - 1)
    case .operand(let operand): return isPlain(operand) ? .operand(operand) : nil
    default:
      guard var step = step(term) else { return nil }
      step.target = registerCount
      registerCount += 1
      steps.append(step)
      return step.target.map { .register($0) }
    }
  }

  private func isPlain(_ operand: Int) -> Bool {
    guard operands.indices.contains(operand) else { return false }
    switch operands[operand].time {
    case .same, .constant: return true
    default: return false
    }
  }

  private mutating func step(_ term: Term) -> StepProgram.Step? {
    switch term {
    case .constant, .operand: return step(cell_copy, [term])
    case .binary(let function, let left, let right): return arithmetic(function, left, right)
    case .choice(.binary(.equal, .operand(let tested), .constant(0)), let otherwise, .binary(.divide, let above, .operand(let below)))
    where tested == below:
      return step(cell_divide_else, [above, .operand(below), otherwise])
    case .shifted(let operand, let otherwise): return shift(operand, otherwise)
    default: return nil
    }
  }

  private mutating func shift(_ operand: Int, _ otherwise: Term) -> StepProgram.Step? {
    guard operands.indices.contains(operand), case .shift(let periods, clamped: false) = operands[operand].time,
      let last = source(otherwise)
    else { return nil }
    return StepProgram.Step(
      kind: Int32(cell_shift.rawValue), a: .operand(operand), b: .operand(operand), c: last, shift: periods)
  }

  private mutating func arithmetic(_ function: BinaryFunction, _ left: Term, _ right: Term) -> StepProgram.Step? {
    guard let outer = StepWriter.number(function) else { return nil }
    if case .binary(let inner, let a, let b) = left, let first = StepWriter.number(inner) {
      return step(cell_three, [a, b, right], first + 4 * outer)
    }
    guard case .binary(let inner, let b, let c) = right, let first = StepWriter.number(inner) else {
      return step(cell_two, [left, right], outer)
    }
    switch function {
    case .subtract: return step(cell_minus_two, [left, b, c], first)
    case .divide: return step(cell_over_two, [left, b, c], first)
    default: return step(cell_three, [b, c, left], first + 4 * outer)  // x + y is y + x, bit by bit
    }
  }

  private mutating func step(_ kind: CellStepKind, _ terms: [Term], _ number: Int = 0) -> StepProgram.Step? {
    var sources: [StepProgram.Source] = []
    for term in terms {
      guard let source = source(term) else { return nil }
      sources.append(source)
    }
    return StepProgram.Step(
      kind: Int32(kind.rawValue) + Int32(number), a: sources[0], b: sources[min(1, sources.count - 1)],
      c: sources[sources.count - 1])
  }

  private static func number(_ function: BinaryFunction) -> Int? {
    switch function {
    case .add: Int(cell_plus.rawValue)
    case .subtract: Int(cell_minus.rawValue)
    case .multiply: Int(cell_times.rawValue)
    case .divide: Int(cell_over.rawValue)
    default: nil
    }
  }
}
