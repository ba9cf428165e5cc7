// SPDX-License-Identifier: Apache-2.0

import Recalculation

/// Some rows of a stage, one after the other: where each finds its operands, and into which sums it goes.
final class ActiveRows {
  struct Sum {
    let targets: UnsafePointer<Int32>
    let previous: UnsafePointer<Int32>
    let next: UnsafePointer<Int32>
    /// Rows of the sum that none leads to.
    var emptyTargets: [Int32] = []
  }

  let rows: UnsafePointer<Int32>
  let count: Int
  private var arrays: [UnsafeMutablePointer<Int32>] = []
  private var maps: [UnsafePointer<Int32>: UnsafePointer<Int32>] = [:]
  private var sums: [ObjectIdentifier: Sum] = [:]

  init(_ rows: [Int32]) {
    let cells = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, rows.count))
    cells.initialize(from: rows, count: rows.count)
    (self.rows, count) = (UnsafePointer(cells), rows.count)
    arrays.append(cells)
  }

  deinit { for array in arrays { array.deallocate() } }

  private func array() -> UnsafeMutablePointer<Int32> {
    let cells = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, count))
    cells.initialize(repeating: -1, count: max(1, count))
    arrays.append(cells)
    return cells
  }

  /// The operand's row per active row.
  func map(_ rowsOfAll: UnsafePointer<Int32>?) -> UnsafePointer<Int32> {
    guard let rowsOfAll else { return rows }
    if let known = maps[rowsOfAll] { return known }
    let cells = array()
    for position in 0..<count { cells[position] = rowsOfAll[Int(rows[position])] }
    maps[rowsOfAll] = UnsafePointer(cells)
    return UnsafePointer(cells)
  }

  /// A sum over the active rows alone: the others would add 0.
  func sum(_ link: RowLink) -> Sum {
    if let known = sums[ObjectIdentifier(link)] { return known }
    let (targets, previous, next) = (array(), array(), array())
    var last: [Int32] = []
    if case .up(let groups) = link.kind { last = [Int32](repeating: -1, count: groups.targetCount) }
    for position in 0..<count {
      let target = link.upTargets[Int(rows[position])]
      targets[position] = target
      guard target >= 0 else { continue }
      let before = last[Int(target)]
      previous[position] = before
      if before >= 0 { next[Int(before)] = Int32(truncatingIfNeeded: position) }
      last[Int(target)] = Int32(truncatingIfNeeded: position)
    }
    let empty = last.indices.filter { last[$0] < 0 }.map { Int32(truncatingIfNeeded: $0) }
    let sum = Sum(
      targets: UnsafePointer(targets), previous: UnsafePointer(previous), next: UnsafePointer(next),
      emptyTargets: empty)
    sums[ObjectIdentifier(link)] = sum
    return sum
  }
}
