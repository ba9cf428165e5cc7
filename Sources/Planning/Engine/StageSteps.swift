// SPDX-License-Identifier: Apache-2.0

import CCellKernels

/// The blocks of a stage as steps over addresses, for one full calculation on one thread.
///
/// Blocks whose formula or kernel has steps run in C, one after the other; the others are calculated by the program that edits use.
final class StageSteps {
  enum Part {
    /// Steps in C, by position.
    case steps(Range<Int>)
    /// A block of the stage, by position.
    case block(Int)
  }

  private(set) var parts: [Part] = []
  private var steps: [CellStep] = []
  private let sums: UnsafeMutablePointer<CellSum>
  private let starts: UnsafeMutablePointer<Bool>
  private let stage: RowStage
  private let engine: PlanEngine
  private let chunkCells: Int
  private let staging: UnsafeMutablePointer<UnsafeMutablePointer<Double>?>?
  private let registers: UnsafeMutablePointer<Double>
  private let active: ActiveRows?

  /// - Parameters:
  ///   - chunkCells: cells of a block in a chunk.
  ///   - staging: where chunks of blocks stand before they go to their columns; nil where they stand there at once.
  ///   - active: the rows that are calculated, all of them staged; nil for all rows.
  ///   - registers: room for ``registerCount(_:_:)`` chunks.
  init(
    _ stage: RowStage, _ engine: PlanEngine, chunkCells: Int,
    staging: UnsafeMutablePointer<UnsafeMutablePointer<Double>?>?, registers: UnsafeMutablePointer<Double>, active: ActiveRows? = nil
  ) {
    self.active = active
    (self.stage, self.engine, self.chunkCells) = (stage, engine, chunkCells)
    (self.staging, self.registers) = (staging, registers)
    sums = .allocate(capacity: max(1, stage.sums.count))
    for (position, sum) in stage.sums.enumerated() {
      let total = engine.views[sum.block]
      let rows =
        active?.sum(sum.link)
        ?? ActiveRows.Sum(targets: sum.link.upTargets, previous: sum.link.upNeighbours.previous, next: sum.link.upNeighbours.next)
      (sums + position).initialize(
        to: CellSum(total: total.base, step: total.stride, targets: rows.targets, previous: rows.previous, next: rows.next))
    }
    let yearStarts = engine.layout.yearStarts(engine.layout.model.blocks[stage.blocks[0]].shape.axis)
    starts = .allocate(capacity: max(1, yearStarts.count))
    starts.initialize(from: yearStarts, count: yearStarts.count)
    for position in stage.blocks.indices { add(position) }
  }

  deinit {
    sums.deallocate()
    starts.deallocate()
  }

  static func registerCount(_ stage: RowStage, _ layout: PlanLayout) -> Int {
    stage.blocks.reduce(0) { max($0, layout.programs[$1]?.steps?.registerCount ?? 0) }
  }

  func run(_ range: Range<Int>, rows: Range<Int>, width: Int) {
    steps.withUnsafeBufferPointer { steps in
      guard let base = steps.baseAddress else { return }
      cell_run(base + range.lowerBound, range.count, rows.lowerBound, rows.count, width)
    }
  }

  /// Sums take in rows of a block that has no steps.
  func sum(_ position: Int, _ cells: UnsafePointer<Double>, rows: Range<Int>, width: Int) {
    for sum in stage.sumsOfBlock[position] { cell_sum_rows(sums + sum, cells, rows.lowerBound, rows.count, width) }
  }

  private func add(_ position: Int) {
    let block = stage.blocks[position]
    let first = steps.count
    guard engine.views[block].stride % 4 == 0, steps(of: block, position) else {
      steps.removeSubrange(first...)
      parts.append(.block(position))
      return
    }
    if case .steps(let range) = parts.last {
      parts[parts.count - 1] = .steps(range.lowerBound..<steps.count)
    } else {
      parts.append(.steps(first..<steps.count))
    }
  }

  private func steps(of block: Int, _ position: Int) -> Bool {
    let operands = engine.layout.operands[block]
    if let program = engine.layout.programs[block]?.steps {
      for step in program.steps {
        guard let a = source(step.a, program, operands), let b = source(step.b, program, operands),
          let c = source(step.c, program, operands)
        else { return false }
        var made = CellStep(kind: step.kind, a, b, c)
        made.shift = step.shift
        finish(&made, block, position, register: step.target)
      }
      return true
    }
    guard var step = along(block, operands) else { return false }
    finish(&step, block, position, register: nil)
    return true
  }

  /// Windows, running sums, spreads and balances of two.
  private func along(_ block: Int, _ operands: UnsafeBufferPointer<BoundOperand>) -> CellStep? {
    switch engine.layout.model.blocks[block].kind {
    case .window(let lower, let upper):
      guard let a = source(of: operands[0]) else { return nil }
      var step = CellStep(kind: Int32(cell_window.rawValue), a, a, a)
      (step.lower, step.upper) = (lower, upper)
      return step
    case .cumulate(let resets):
      guard let a = source(of: operands[0]) else { return nil }
      var step = CellStep(kind: Int32(cell_running.rawValue), a, a, a)
      step.starts = resets ? UnsafePointer(starts) : nil
      return step
    case .spread(_, let first, let count):
      guard let a = source(of: operands[0]), let b = source(of: operands[1]) else { return nil }
      var step = CellStep(kind: Int32(cell_spread.rawValue), a, b, b)
      step.shift = first
      (step.lower, step.upper) = (count, engine.layout.lagStrides[block] * engine.views[operands[1].block].stride)
      return step
    case .rollForward(let open, nil, let terms) where terms.count == 2:
      let zero = CellSource(base: StageSteps.zero, map: nil, step: 0, repeats: true, moves: false)
      guard let a = source(of: operands[terms[0].operand]), let b = source(of: operands[terms[1].operand]),
        let c = open.map({ source(of: operands[$0]) }) ?? zero, !a.repeats, !b.repeats
      else { return nil }
      var step = CellStep(kind: Int32(cell_balance.rawValue), a, b, c)
      (step.minus_a, step.minus_b) = (terms[0].isSubtracted, terms[1].isSubtracted)
      return step
    default: return nil
    }
  }

  private nonisolated(unsafe) static let zero: UnsafePointer<Double> = {
    let cell = UnsafeMutablePointer<Double>.allocate(capacity: 1)
    cell.initialize(to: 0)
    return UnsafePointer(cell)
  }()

  private func finish(_ step: inout CellStep, _ block: Int, _ position: Int, register: Int?) {
    let column = engine.views[block]
    step.periods = column.periodCount
    step.makes_cells = register == nil
    if let register {
      step.out = registers + register * chunkCells
    } else {
      step.out = staging?[block] ?? column.base
      step.moves = staging == nil
      step.column = staging == nil || active != nil ? nil : column.base
      step.sums = UnsafePointer(sums + stage.sumsOfBlock[position].lowerBound)
      step.sum_count = stage.sumsOfBlock[position].count
    }
    steps.append(step)
  }

  private func source(
    _ source: StepProgram.Source, _ program: StepProgram, _ operands: UnsafeBufferPointer<BoundOperand>
  ) -> CellSource? {
    switch source {
    case .constant(let position):
      CellSource(base: program.constant(position), map: nil, step: 0, repeats: true, moves: false)
    case .register(let register):
      CellSource(
        base: registers + register * chunkCells, map: nil, step: engine.views[stage.blocks[0]].stride, repeats: false, moves: false)
    case .operand(let operand): self.source(of: operands[operand])
    }
  }

  /// Nil where rows lead nowhere, or stand in pages of a branch.
  private func source(of operand: BoundOperand) -> CellSource? {
    let column = engine.views[operand.block]
    if operand.isSame, let staged = staging?[operand.block] {
      return CellSource(base: staged, map: nil, step: column.stride, repeats: operand.isConstant, moves: false)
    }
    guard column.isFlat, operand.isTotal else { return nil }
    return CellSource(
      base: column.base, map: active.map { $0.map(operand.rows) } ?? operand.rows, step: column.stride, repeats: operand.isConstant,
      moves: true)
  }
}

extension CellStep {
  init(kind: Int32, _ a: CellSource, _ b: CellSource, _ c: CellSource) {
    self.init()
    (self.kind, self.a, self.b, self.c) = (kind, a, b, c)
  }
}
