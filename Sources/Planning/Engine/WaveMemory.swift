// SPDX-License-Identifier: Apache-2.0

import Recalculation

/// What a wave needs while it runs and leaves empty behind: shared by an engine and its forks, which take turns.
final class WaveMemory {
  let chunks: ChunkMemory
  private var otherChunks: [ChunkMemory] = []
  private let registerCount: Int
  private let widest: Int
  private let blockCount: Int
  /// Recomputed rows before they are compared.
  @exclusivity(unchecked) private(set) var scratch: UnsafeMutablePointer<Double>
  private(set) var scratchSize: Int
  let dirty: [DirtyRows]
  /// Groups with stale blocks.
  @exclusivity(unchecked) var staleGroups: [Bool]
  /// Changed slices of operator arguments, per call and argument.
  var callChanges: [[[OperatorSlice]]]
  let changed = ChangedRows()

  init(_ layout: PlanLayout) {
    (registerCount, widest, blockCount) = (layout.registerCount, layout.widest, layout.model.blocks.count)
    chunks = ChunkMemory(registerCount: registerCount, widest: widest, blockCount: blockCount)
    scratchSize = max(ChunkMemory.cellLimit, layout.widest) + 8
    scratch = .allocate(capacity: scratchSize)
    scratch.initialize(repeating: 0, count: scratchSize)
    dirty = layout.rowCounts.map { DirtyRows(rowCount: $0) }
    staleGroups = [Bool](repeating: false, count: layout.model.order.count)
    callChanges = layout.calls.map { [[OperatorSlice]](repeating: [], count: $0.argumentBlocks.count) }
  }

  deinit { scratch.deallocate() }

  func chunks(ofThread number: Int) -> ChunkMemory {
    if number == 0 { return chunks }
    while otherChunks.count < number {
      otherChunks.append(ChunkMemory(registerCount: registerCount, widest: widest, blockCount: blockCount))
    }
    return otherChunks[number - 1]
  }

  /// Scratch of at least so many cells; what it held is lost.
  func scratch(of cells: Int) -> UnsafeMutablePointer<Double> {
    if cells > scratchSize {
      scratch.deallocate()
      scratchSize = cells + cells / 2
      scratch = .allocate(capacity: scratchSize)
      scratch.initialize(repeating: 0, count: scratchSize)
    }
    return scratch
  }

  /// Nothing is stale any more.
  func clear() {
    for rows in dirty { rows.clear() }
    for index in staleGroups.indices { staleGroups[index] = false }
    for call in callChanges.indices {
      for argument in callChanges[call].indices { callChanges[call][argument].removeAll(keepingCapacity: true) }
    }
  }
}
