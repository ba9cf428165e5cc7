// SPDX-License-Identifier: Apache-2.0

/// The part of a plan that some inputs move and some measures are read from: what has to be calculated again, and again, when a plan is tried
/// with other numbers in those inputs.
public struct CalculationSlice: Sendable {
  let stages: [Stage]
  /// Blocks that are written: what is calculated, and the inputs that change.
  let isWritten: [Bool]
  /// Cells that are written.
  public let cellCount: Int
}

extension PlanEngine {
  /// What `results` need of what `inputs` move.
  ///
  /// - Throws: `planning.measure-not-known`, `planning.not-an-input`.
  public func slice(from inputs: [String], to results: [String]) throws(PlanningError) -> CalculationSlice {
    try slice(from: inputs, to: results, isWhole: false)
  }

  /// - Parameter isWhole: what no input moves (the months of a quarter) is calculated too.
  private func slice(from inputs: [String], to results: [String], isWhole: Bool) throws(PlanningError) -> CalculationSlice {
    let blocks = layout.model.blocks
    var changed = [Bool](repeating: false, count: blocks.count)
    var isMoved = [Bool](repeating: isWhole, count: blocks.count)
    var isNeeded = [Bool](repeating: false, count: blocks.count)
    for name in inputs { changed[layout.model.measures[try input(named: name)].block] = true }
    for name in results { for block in try blocksRead(by: name) { isNeeded[block] = true } }
    // Results of a call, and blocks of a circle, come together.
    var together = layout.calls.map(\.resultBlocks)
    together += layout.model.order.filter { $0.isCircular || $0.loop != nil }.map(\.blocks)
    var isSettled = false
    while !isSettled {
      isSettled = true
      func mark(_ block: Int, _ marks: inout [Bool]) {
        guard !marks[block] else { return }
        marks[block] = true
        isSettled = false
      }
      for block in blocks.indices {
        let reads = blocksRead(by: block)
        if reads.contains(where: { changed[$0] || isMoved[$0] }) { mark(block, &isMoved) }
        if isNeeded[block] { for read in reads { mark(read, &isNeeded) } }
      }
      for group in together {
        if group.contains(where: { isMoved[$0] }) { for block in group { mark(block, &isMoved) } }
        if group.contains(where: { isNeeded[$0] }) { for block in group { mark(block, &isNeeded) } }
      }
    }
    return slice(of: blocks.indices.map { isMoved[$0] && isNeeded[$0] && !blocks[$0].isSource }, changed: changed)
  }

  /// All that `results` need, from the inputs on: the only cells of a plan that nobody else reads which have to be calculated.
  ///
  /// - Throws: `planning.measure-not-known`.
  public func slice(to results: [String]) throws(PlanningError) -> CalculationSlice {
    let inputs = layout.model.measures.filter { $0.kind == .input }.map(\.id)
    return try slice(from: inputs, to: results, isWhole: true)
  }

  private func slice(of chosen: [Bool], changed: [Bool]) -> CalculationSlice {
    var isWritten = zip(chosen, changed).map { $0 || $1 }
    let stages = layout.stages.compactMap { stage -> Stage? in
      switch stage {
      case .rows(let rows):
        let part = rows.restricted { chosen[$0] }
        guard !part.blocks.isEmpty else { return nil }
        // Sums on the way are taken in, whether or not anything needs them.
        for sum in part.sums { isWritten[sum.block] = true }
        return .rows(part)
      case .single(let block): return chosen[block] ? stage : nil
      case .circle(let group): return layout.model.order[group].blocks.contains { chosen[$0] } ? stage : nil
      case .call(let call): return layout.calls[call].resultBlocks.contains { chosen[$0] } ? stage : nil
      }
    }
    let cells = isWritten.indices.reduce(0) { $0 + (isWritten[$1] ? columns[$1].cellCount : 0) }
    return CalculationSlice(stages: stages, isWritten: isWritten, cellCount: cells)
  }

  private func blocksRead(by block: Int) -> [Int] {
    if case .operatorResult(let call, _) = layout.model.blocks[block].kind { return layout.calls[call].argumentBlocks }
    return layout.model.blocks[block].operands.map(\.block)
  }

  /// A measure's own block, and those of the measures whose ratio its totals are.
  private func blocksRead(by name: String) throws(PlanningError) -> [Int] {
    let measures = layout.model.measures
    var list = [try measure(named: name)]
    var next = 0
    while next < list.count {
      for case .ratio(let above, let below) in [measures[list[next]].total, measures[list[next]].time] {
        for other in [above, below] where !list.contains(other) { list.append(other) }
      }
      next += 1
    }
    return list.map { measures[$0].block }
  }

  /// An engine with the same numbers and cells of its own for the slice alone; it reads everything else where this engine has it, which must neither change
  /// nor leave before it.
  ///
  /// Unlike a fork it may be used on another thread than this engine, as long as only the slice's inputs are loaded and
  /// ``calculate(_:)-(CalculationSlice)`` calculates. Cells outside the slice keep this engine's numbers; where numbers came from is not noted.
  public func twin(of slice: CalculationSlice) -> PlanEngine {
    let memory = ColumnMemory(cells: slice.cellCount, columns: columns.count)
    let own = columns.enumerated().map { index, column -> Column in
      guard slice.isWritten[index] else { return column }
      let block = layout.model.blocks[index]
      var fill = 0.0
      if case .input(let measure) = block.kind, layout.model.measures[measure].isMissingWhenBlank { fill = .missing }
      let copy = Column(
        number: index, rowCount: column.rowCount, periodCount: column.periodCount, fill: fill, memory: memory)
      if block.isSource { copy.take(column) }
      return copy
    }
    let twin = PlanEngine(layout, columns: own, WaveMemory(layout), isOwn: true)
    (twin.sparseCells, twin.parallelCells) = (sparseCells, parallelCells)
    twin.tryNumbers(of: slice)
    twin.calculate(slice)
    return twin
  }

  /// From now on only ``calculate(_:)-(CalculationSlice)`` calculates: where numbers came from is not noted, and operators write
  /// their results where they stay, because nobody compares them with those before.
  public func tryNumbers(of slice: CalculationSlice) {
    keepsSources = false
    for (call, blocks) in layout.calls.map(\.resultBlocks).enumerated() where blocks.contains(where: { slice.isWritten[$0] }) {
      callResults[call] = blocks.map { flatColumn($0) }
    }
  }

  /// Calculates the slice from its inputs, on the caller's thread.
  public func calculate(_ slice: CalculationSlice) {
    for stage in slice.stages { calculate(stage) }
    isCalculated = true
  }
}
