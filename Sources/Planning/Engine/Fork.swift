// SPDX-License-Identifier: Apache-2.0

extension PlanEngine {
  struct WeakEngine {
    weak var engine: PlanEngine?
  }

  /// A branch with the same numbers: versions, what-ifs, explanations between two states. Costs next to nothing; each side
  /// keeps what the other changes later. Belongs to the same executor as this engine.
  public func fork() -> PlanEngine {
    let copy = PlanEngine(layout, columns: columns, wave, isOwn: false)
    copy.inputs = inputs
    copy.isCalculated = isCalculated
    copy.workers = workers
    (copy.sparseCells, copy.parallelCells) = (sparseCells, parallelCells)
    for engine in [self] + ancestors.compactMap(\.engine) { engine.readers.forget() }
    ancestors.removeAll { $0.engine == nil }
    copy.ancestors = ancestors + [WeakEngine(engine: self)]
    for ancestor in copy.ancestors { ancestor.engine?.forks.append(WeakEngine(engine: copy)) }
    return copy
  }

  /// A new engine that has only these inputs and calculated everything from them: the twin that every incremental result equals.
  public func calculatedFromScratch() -> PlanEngine {
    let copy = PlanEngine(layout, columns: PlanEngine.columns(of: layout), WaveMemory(layout), isOwn: true)
    for (index, block) in layout.model.blocks.enumerated() where block.isSource {
      copy.columns[index].take(columns[index])
    }
    copy.inputs = inputs
    copy.workers = workers
    (copy.sparseCells, copy.parallelCells) = (sparseCells, parallelCells)
    copy.calculate()
    return copy
  }

  /// Makes a row's cells this engine's own before they are written, and lets forks keep what they read.
  @inline(__always)
  func willWrite(_ block: Int, row: Int) {
    if forks.isEmpty, isOwn[block], views[block].isFlat { return }
    if !forks.isEmpty || !isOwn[block] { separate(block, row) }
    if !views[block].isFlat { columns[block].own(row: row) }
  }

  private func separate(_ block: Int, _ row: Int) {
    if readers.block != block { readers.list(readersNow(of: block), of: block) }
    readers.keep(row, of: views[block])
    guard !isOwn[block] else { return }
    replace(block, by: columns[block].fork())
  }

  func hasForks() -> Bool {
    forks.removeAll { $0.engine == nil }
    return !forks.isEmpty
  }

  /// Pages of the forks that may read this engine's cells of a block.
  private func readersNow(of block: Int) -> [ColumnPages] {
    forks.removeAll { $0.engine == nil }
    let source = columns[block]
    return forks.compactMap { fork in fork.engine?.pages(of: block, sharedWith: source) }
  }

  private func pages(of block: Int, sharedWith source: Column) -> ColumnPages? {
    if !isOwn[block] {
      guard columns[block] === source else { return nil }
      replace(block, by: source.fork())
    }
    return columns[block].pages
  }

  /// Before all cells of a block are written anew.
  func replaceIfShared(_ block: Int) {
    guard hasForks() || !isOwn[block] || !(columns[block].isFlat || columns[block].isSparse) else { return }
    // Forks go on with the old column.
    replace(block, by: columns[block].blank())
  }

  /// The column as one stretch of memory, for kernels that need one.
  func flatColumn(_ block: Int) -> Column {
    if columns[block].isFlat { return columns[block] }
    replace(block, by: columns[block].copy())
    return columns[block]
  }

  /// Bytes that belong to this engine alone.
  public var ownBytes: Int {
    columns.indices.reduce(0) { $0 + (isOwn[$1] ? columns[$1].ownBytes : 0) }
  }
}
