// SPDX-License-Identifier: Apache-2.0

/// Which source each input cell has: sources are kept once, cells point to them.
///
/// Copies share what they have in common; a copy that changes keeps its changes beside it.
struct InputRecord: Sendable {
  /// Changed only by the one record that holds it.
  private final class Storage: @unchecked Sendable {
    var sources: [InputSource] = []
    var positions: [InputSource: UInt32] = [:]
    private var last: (source: InputSource, position: UInt32)?
    /// Per block: position + 1 of each cell's source, 0 for none; empty until the block has one.
    var cells: [[UInt32]]

    init(blockCount: Int) { cells = [[UInt32]](repeating: [], count: blockCount) }

    func set(_ source: InputSource?, block: Int, cells range: Range<Int>, cellCount: Int) {
      if cells[block].isEmpty {
        if source == nil { return }
        cells[block] = [UInt32](repeating: 0, count: cellCount)
      }
      let number = source.map { position(of: $0) + 1 } ?? 0
      for cell in range { cells[block][cell] = number }
    }

    func rename(_ source: InputSource, to name: InputSource) {
      guard let position = positions[source], positions[name] == nil else { return }
      sources[Int(position)] = name
      positions[source] = nil
      positions[name] = position
      last = nil
    }

    private func position(of source: InputSource) -> UInt32 {
      // Many cells in a row have the same.
      if let last, last.source == source { return last.position }
      let position = newPosition(of: source)
      last = (source, position)
      return position
    }

    private func newPosition(of source: InputSource) -> UInt32 {
      if let known = positions[source] { return known }
      let position = UInt32(sources.count)
      sources.append(source)
      positions[source] = position
      return position
    }
  }

  private struct Place: Hashable {
    let block: Int
    let cell: Int
  }

  private var storage: Storage
  /// What differs from a storage that others share; a nil source is a cell that was emptied.
  private var changes: [Place: InputSource?] = [:]
  private var cellCounts: [Int: Int] = [:]

  init(blockCount: Int) { storage = Storage(blockCount: blockCount) }

  mutating func set(_ source: InputSource?, block: Int, cells range: Range<Int>, cellCount: Int) {
    guard isKnownUniquelyReferenced(&storage) else {
      cellCounts[block] = cellCount
      for cell in range { changes[Place(block: block, cell: cell)] = .some(source) }
      return
    }
    takeIn()
    storage.set(source, block: block, cells: range, cellCount: cellCount)
  }

  /// Calls a source by another name, wherever cells point to it: also for whoever shares them.
  mutating func rename(_ source: InputSource, to name: InputSource) {
    storage.rename(source, to: name)
    for (place, known) in changes where known == source { changes[place] = .some(name) }
  }

  /// Nobody shares the storage any more.
  private mutating func takeIn() {
    guard !changes.isEmpty else { return }
    for (place, source) in changes {
      storage.set(
        source, block: place.block, cells: place.cell..<(place.cell + 1), cellCount: cellCounts[place.block] ?? 0)
    }
    changes = [:]
  }

  func source(block: Int, cell: Int) -> InputSource? {
    if !changes.isEmpty, let change = changes[Place(block: block, cell: cell)] { return change }
    guard !storage.cells[block].isEmpty, storage.cells[block][cell] > 0 else { return nil }
    return storage.sources[Int(storage.cells[block][cell]) - 1]
  }
}
