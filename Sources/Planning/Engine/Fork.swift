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
    copy.calculate()
    return copy
  }

  /// Makes a row's cells this engine's own before they are written, and lets forks keep what they read.
  @inline(__always)
  func willWrite(_ block: Int, row: Int) {
    if forks.isEmpty, isOwn[block], views[block].isFlat { return }
    if !forks.isEmpty || !isOwn[block] { separate(block, row) }
    columns[block].own(row: row)
  }

  private func separate(_ block: Int, _ row: Int) {
    forks.removeAll { $0.engine == nil }
    for fork in forks { fork.engine?.keep(block, row, of: columns[block]) }
    guard !isOwn[block] else { return }
    replace(block, by: columns[block].fork())
  }

  private func keep(_ block: Int, _ row: Int, of source: Column) {
    if !isOwn[block] {
      guard columns[block] === source else { return }
      replace(block, by: source.fork())
    }
    columns[block].keep(pageOf: row, of: source)
  }

  /// Before all cells of a block are written anew.
  func replaceIfShared(_ block: Int) {
    forks.removeAll { $0.engine == nil }
    guard !forks.isEmpty || !isOwn[block] || !columns[block].isFlat else { return }
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
