// SPDX-License-Identifier: Apache-2.0

/// A step of a full calculation.
enum Stage: Sendable {
  /// Blocks over the same rows, chunk by chunk, so that each finds the cells of the others in the cache.
  case rows(RowStage)
  /// One block that is not calculated row by row with others.
  case single(Int)
  /// A group of blocks that reach each other: position in the order of groups.
  case circle(Int)
  case call(Int)
}

/// Blocks of one shape in order, and the sums that take in their rows on the way.
struct RowStage: Sendable {
  struct Sum: Sendable {
    let block: Int
    /// Position of the block that is summed.
    let source: Int
    /// From rows of the stage to those of the sum.
    let link: RowLink
  }

  let blocks: [Int]
  /// Sums whose only operand is one of the blocks.
  /// In order of the blocks they take in.
  let sums: [Sum]
  /// Which of them take in each block.
  let sumsOfBlock: [Range<Int>]
  let rowCount: Int
  /// Rows before which the stage may be cut between threads: no sum has children on both sides.
  let cuts: [Int32]
  let cellCount: Int
  /// Members of the last dimension: so many rows follow each other before the others change.
  let innermost: Int

  /// Some of its blocks, with the sums over them.
  func restricted(to isTaken: (Int) -> Bool) -> RowStage {
    let positions = blocks.indices.filter { isTaken(blocks[$0]) }
    var taken: [Sum] = []
    var ranges: [Range<Int>] = []
    for (source, position) in positions.enumerated() {
      let first = taken.count
      taken += sums[sumsOfBlock[position]].map { Sum(block: $0.block, source: source, link: $0.link) }
      ranges.append(first..<taken.count)
    }
    return RowStage(
      blocks: positions.map { blocks[$0] }, sums: taken, sumsOfBlock: ranges, rowCount: rowCount, cuts: cuts,
      cellCount: blocks.isEmpty ? 0 : cellCount / blocks.count * positions.count, innermost: innermost)
  }

  /// Row ranges of about equal size for so many threads.
  func parts(_ count: Int) -> [Range<Int>] {
    var bounds = [0]
    for part in 1..<max(1, count) {
      let wanted = Int32(rowCount * part / count)
      let nearest = cuts.min { abs($0 - wanted) < abs($1 - wanted) } ?? 0
      if Int(nearest) > bounds[bounds.count - 1] { bounds.append(Int(nearest)) }
    }
    bounds.append(rowCount)
    return zip(bounds, bounds.dropFirst()).map { $0..<$1 }
  }
}
