// SPDX-License-Identifier: Apache-2.0

import CCellKernels
import Recalculation

/// Everything from the inputs: the same programs and kernels as an edit, over all rows.
extension PlanEngine {
  func calculate(_ stage: Stage) {
    switch stage {
    case .rows(let stage): calculate(stage)
    case .single(let block): calculateAll(block)
    case .circle(let group): if let circle = layout.circles[group] { calculate(circle) }
    case .call(let call): calculateAll(call: call)
    }
  }

  private func calculate(_ stage: RowStage) {
    if let plan = sparsePlan(of: stage) { return calculate(plan) }
    makeDense(stage)
    calculateAllRows(stage)
  }

  func calculateAllRows(_ stage: RowStage) {
    for sum in stage.sums where sum.link.hasEmptyTargets { cell_fill(views[sum.block].base, views[sum.block].cellCount, 0) }
    let threads = threads(for: stage.cellCount)
    // More parts than threads: a thread that was held up leaves the rest to the others.
    let parts = PartQueue(stage.parts(threads == 1 ? 1 : 8 * threads))
    inParallel(threads) { _, memory in self.calculate(stage, parts, memory) }
  }

  func threads(for cells: Int) -> Int {
    team != nil && cells >= parallelCells ? workers?.threadCount ?? 1 : 1
  }

  /// All stages in order. Threads meet once and stay together: to wake one takes as long as a small stage.
  func calculateStages() {
    guard let workers, workers.threadCount > 1, cellCount >= teamCells else {
      for stage in layout.stages { calculate(stage) }
      return
    }
    let team = ThreadTeam()
    self.team = team
    nonisolated(unsafe) let engine = self
    for thread in 1..<workers.threadCount { _ = wave.chunks(ofThread: thread) }
    workers.forEach(workers.threadCount) { _ in
      team.join { for stage in engine.layout.stages { engine.calculate(stage) } }
    }
    self.team = nil
  }

  /// Each thread has scratch memory of its own; what pieces write does not overlap.
  func inParallel(_ count: Int, _ body: (Int, ChunkMemory) -> Void) {
    guard count > 1, let team else {
      for piece in 0..<count { body(piece, wave.chunks) }
      return
    }
    let pieces = PartQueue((0..<count).map { $0..<($0 + 1) })
    withoutActuallyEscaping(body) { body in
      nonisolated(unsafe) let (work, wave) = (body, wave)
      team.run { thread in
        let memory = wave.chunks(ofThread: thread)
        while let piece = pieces.next() { work(piece.lowerBound, memory) }
      }
    }
  }

  /// Part by part, until none is left.
  private func calculate(_ stage: RowStage, _ parts: PartQueue, _ memory: ChunkMemory) {
    let first = views[stage.blocks[0]]
    // Whole groups of the innermost members, so that the sums over them find the same number of rows in every chunk.
    let fitting = max(1, ChunkMemory.cellLimit / first.stride)
    let limit = fitting > stage.innermost ? fitting / stage.innermost * stage.innermost : fitting
    let chunkCells = (limit * first.stride + 7) & ~7
    // Columns larger than the caches are written once, past them, when all blocks of the stage have read them.
    let isStaged = stage.cellCount >= stagedCells
    let room = memory.stage(
      isStaged ? stage.blocks : [], of: chunkCells, registers: StageSteps.registerCount(stage, layout))
    let staging = isStaged ? room.blocks : nil
    let steps = StageSteps(stage, self, chunkCells: chunkCells, staging: staging, registers: room.registers)
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: limit) { numbers in
      guard let base = numbers.baseAddress else { return }
      while let rows = parts.next() {
        for start in stride(from: rows.lowerBound, to: rows.upperBound, by: limit) {
          let count = min(limit, rows.upperBound - start)
          for position in 0..<count { base[position] = Int32(truncatingIfNeeded: start + position) }
          let chunk = Chunk(
            rows: base, count: count, lower: 0, upper: first.periodCount, isWhole: true, stride: first.stride)
          for part in steps.parts {
            switch part {
            case .steps(let range): steps.run(range, rows: start..<(start + count), width: first.stride)
            case .block(let position): calculate(stage, position, chunk, memory, steps, staging)
            }
          }
        }
      }
    }
    if isStaged { cell_end_streams() }
    if let staging { for block in stage.blocks { staging[block] = nil } }
  }

  /// A block without steps.
  private func calculate(
    _ stage: RowStage, _ position: Int, _ chunk: Chunk, _ memory: ChunkMemory, _ steps: StageSteps,
    _ staging: UnsafeMutablePointer<UnsafeMutablePointer<Double>?>?
  ) {
    let block = stage.blocks[position]
    let column = views[block]
    let place = column.row(Int(chunk.rows[0]))
    let staged = staging.map { UnsafePointer($0) }
    let output = staging?[block] ?? place
    if let program = layout.programs[block] {
      ChunkInterpreter(memory: memory, columns: views, operands: layout.operands[block], chunk: chunk, staged: staged)
        .run(program, output: output)
    } else {
      calculateRows(
        block,
        RowsTarget(
          rows: chunk.rows, count: chunk.count, periods: 0..<column.periodCount, base: output, step: column.stride, staged: staged))
    }
    let first = Int(chunk.rows[0])
    steps.sum(position, output, rows: first..<(first + chunk.count), width: column.stride)
    if staging != nil { cell_stream(place, output, chunk.cellCount) }
  }

  /// A block by itself: all its rows, in pieces on several threads when there are many.
  private func calculateAll(_ block: Int) {
    let column = views[block]
    let rowCount = column.rowCount
    let pieces = min(threads(for: operandCells(block)), rowCount)
    guard rowCount > 0 else { return }
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: rowCount) { numbers in
      for row in 0..<rowCount { numbers[row] = Int32(truncatingIfNeeded: row) }
      nonisolated(unsafe) let numbers = numbers
      inParallel(pieces) { piece, _ in
        let rows = rowCount * piece / pieces..<rowCount * (piece + 1) / pieces
        guard let base = numbers.baseAddress, !rows.isEmpty else { return }
        self.calculateRows(
          block,
          RowsTarget(
            rows: base + rows.lowerBound, count: rows.count, periods: 0..<column.periodCount,
            base: column.row(rows.lowerBound), step: column.stride))
      }
    }
  }

  private func operandCells(_ block: Int) -> Int {
    layout.operands[block].reduce(views[block].cellCount) { max($0, views[$1.block].cellCount) }
  }

  private func calculateAll(call index: Int) {
    let call = layout.calls[index]
    let results = results(of: index)
    let (rows, periods) = (results[0].rowCount, results[0].periodCount)
    call.kernel.evaluate(frame(of: index), rows: Array(0..<rows), periods: 0..<periods)
    for (block, written) in zip(call.resultBlocks, results) {
      for row in 0..<rows {
        makeCells(written.row(row), 0..<periods)
        if written === columns[block] { continue }
        columns[block].row(row).update(from: written.row(row), count: periods)
      }
    }
  }

  /// What the operator wrote last: the cells as they are.
  func results(of call: Int) -> [Column] {
    if let known = callResults[call] { return known }
    let results = layout.calls[call].resultBlocks.map { columns[$0].copy() }
    callResults[call] = results
    return results
  }

  func frame(of call: Int) -> OperatorFrame {
    let arguments = layout.calls[call].argumentBlocks.map { flatColumn($0) }
    let results = results(of: call)
    return OperatorFrame(
      shape: layout.calls[call].shape, argumentBases: arguments.map { UnsafePointer($0.base) },
      argumentStrides: arguments.map(\.stride), resultBases: results.map(\.base), resultStrides: results.map(\.stride))
  }
}
