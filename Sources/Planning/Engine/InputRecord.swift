// SPDX-License-Identifier: Apache-2.0

/// Which source each input cell has: sources are kept once, cells point to them.
struct InputRecord {
  private var sources: [InputSource] = []
  private var positions: [InputSource: UInt32] = [:]
  /// Per block: position + 1 of each cell's source, 0 for none; empty until the block has one.
  private var cells: [[UInt32]]

  init(blockCount: Int) { cells = [[UInt32]](repeating: [], count: blockCount) }

  mutating func set(_ source: InputSource?, block: Int, cells range: Range<Int>, cellCount: Int) {
    if cells[block].isEmpty {
      if source == nil { return }
      cells[block] = [UInt32](repeating: 0, count: cellCount)
    }
    let number = source.map { position(of: $0) + 1 } ?? 0
    for cell in range { cells[block][cell] = number }
  }

  private mutating func position(of source: InputSource) -> UInt32 {
    if let known = positions[source] { return known }
    let position = UInt32(sources.count)
    sources.append(source)
    positions[source] = position
    return position
  }

  func source(block: Int, cell: Int) -> InputSource? {
    guard !cells[block].isEmpty, cells[block][cell] > 0 else { return nil }
    return sources[Int(cells[block][cell]) - 1]
  }
}
