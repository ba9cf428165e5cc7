// SPDX-License-Identifier: Apache-2.0

/// The cells of one column in blocks that are made when the first value of theirs comes: growing copies nothing, and what is empty costs nothing.
final class CellBlocks {
  /// Rows of a block, a power of two.
  private static let shift = 14
  private static let size = 1 << shift

  private struct Block {
    let values: UnsafeMutablePointer<Int64>
    let presence: UnsafeMutablePointer<Bool>
  }

  @exclusivity(unchecked) private var blocks: [Block?] = []

  deinit { removeAll() }

  @inline(__always)
  func isPresent(_ row: Int) -> Bool {
    let place = row >> Self.shift
    guard place < blocks.count, let block = blocks[place] else { return false }
    return block.presence[row & (Self.size - 1)]
  }

  /// 0 where there is none.
  @inline(__always)
  func value(_ row: Int) -> Int64 {
    let place = row >> Self.shift
    guard place < blocks.count, let block = blocks[place] else { return 0 }
    return block.values[row & (Self.size - 1)]
  }

  @inline(__always)
  func set(_ value: Int64, _ row: Int) {
    let place = row >> Self.shift
    let block = (place < blocks.count ? blocks[place] : nil) ?? make(place)
    block.values[row & (Self.size - 1)] = value
    block.presence[row & (Self.size - 1)] = true
  }

  private func make(_ place: Int) -> Block {
    while blocks.count <= place { blocks.append(nil) }
    let block = Block(values: .allocate(capacity: Self.size), presence: .allocate(capacity: Self.size))
    block.values.initialize(repeating: 0, count: Self.size)
    block.presence.initialize(repeating: false, count: Self.size)
    blocks[place] = block
    return block
  }

  func removeAll() {
    for block in blocks {
      block?.values.deallocate()
      block?.presence.deallocate()
    }
    blocks = []
  }
}
