// SPDX-License-Identifier: Apache-2.0

import Recalculation

/// How the rows of an operand and of the block that reads it belong together, laid out for the members at hand.
final class RowLink: Sendable {
  enum Kind: Sendable {
    /// Row r reads row r.
    case same
    /// Row r of the block reads row `target[r]` of the operand (−1: missing).
    case down(RowGroups)
    /// Row s of the operand goes into row `target[s]` of the block.
    case up(RowGroups)
    /// An operator maps them itself.
    case foreign
  }

  let kind: Kind
  /// Row of the operand per row of the block; nil where they are the same.
  nonisolated(unsafe) let map: UnsafeMutablePointer<Int32>?

  /// Of an aggregation: the row that each row of the operand goes into.
  nonisolated(unsafe) let upTargets: UnsafePointer<Int32>
  /// The rows before and after each that go into the same; −1 for none.
  nonisolated(unsafe) let upNeighbours: (previous: UnsafePointer<Int32>, next: UnsafePointer<Int32>)

  /// Of an aggregation: some row of the block has nothing to sum.
  let hasEmptyTargets: Bool
  /// Every row leads somewhere.
  let isTotal: Bool

  init(_ kind: Kind) {
    self.kind = kind
    var targets: [Int32] = []
    if case .down(let groups) = kind { targets = groups.target }
    if case .up(let groups) = kind { targets = groups.target }
    let cells = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, targets.count))
    cells.initialize(from: targets, count: targets.count)
    if case .down = kind { map = cells } else { map = nil }
    isTotal = targets.allSatisfy { $0 >= 0 }
    upTargets = UnsafePointer(cells)
    var sources = 0
    if case .up(let groups) = kind { sources = groups.target.count }
    let previous = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, sources))
    let next = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, sources))
    previous.initialize(repeating: -1, count: max(1, sources))
    next.initialize(repeating: -1, count: max(1, sources))
    var isFull = true
    if case .up(let groups) = kind {
      for target in 0..<groups.targetCount {
        groups.withSources(of: target) { rows in
          isFull = isFull && !rows.isEmpty
          for (before, row) in zip(rows, rows.dropFirst()) {
            previous[Int(row)] = before
            next[Int(before)] = row
          }
        }
      }
    }
    upNeighbours = (UnsafePointer(previous), UnsafePointer(next))
    hasEmptyTargets = !isFull
  }

  deinit {
    upTargets.deallocate()
    upNeighbours.previous.deallocate()
    upNeighbours.next.deallocate()
  }

  var isSame: Bool { if case .same = kind { true } else { false } }
}

/// Makes each link once, however many formulas use it.
struct RowLinkCache {
  private struct Key: Hashable {
    let block: [Domain]
    let operand: [Domain]
    let rows: RowAccess
  }

  private var known: [Key: RowLink] = [:]

  mutating func link(_ rows: RowAccess, block: [Domain], operand: [Domain], _ space: MemberSpace) -> RowLink {
    let key = Key(block: block, operand: operand, rows: rows)
    if let link = known[key] { return link }
    let link: RowLink
    switch rows {
    case .foreign: link = RowLink(.foreign)
    case .down(let accesses):
      if block == operand, accesses.allSatisfy(\.steps.isEmpty) {
        link = RowLink(.same)
      } else {
        let map = space.rowMap(from: block, to: operand, accesses)
        link = RowLink(.down(RowGroups(target: map, targetCount: space.rowCount(operand) ?? 0)))
      }
    case .up(let accesses):
      let map = space.rowMap(from: operand, to: block, accesses)
      link = RowLink(.up(RowGroups(target: map, targetCount: space.rowCount(block) ?? 0)))
    }
    known[key] = link
    return link
  }
}
