// SPDX-License-Identifier: Apache-2.0

/// The stale part of one node: rows, and for each an interval of positions.
///
/// One interval per row: two far-apart stale positions make everything between them stale too, which costs a little work and
/// never a wrong value.
public struct DirtyRows: Sendable {
  private var lower: [Int32]
  private var upper: [Int32]
  /// Stale rows in the order they were marked.
  private var marked: [Int32] = []

  public init(rowCount: Int) {
    lower = [Int32](repeating: 0, count: rowCount)
    upper = [Int32](repeating: 0, count: rowCount)
  }

  public var isEmpty: Bool { marked.isEmpty }
  public var count: Int { marked.count }

  /// Widens the interval of `row` to hold `positions`; an empty range marks nothing.
  public mutating func mark(_ row: Int, _ positions: Range<Int>) {
    guard !positions.isEmpty else { return }
    if upper[row] == 0 {
      lower[row] = Int32(positions.lowerBound)
      upper[row] = Int32(positions.upperBound)
      marked.append(Int32(row))
    } else {
      lower[row] = min(lower[row], Int32(positions.lowerBound))
      upper[row] = max(upper[row], Int32(positions.upperBound))
    }
  }

  /// Stale rows, ascending, so that what follows does not depend on the order of marking.
  public func sortedRows() -> [Int32] { marked.sorted() }

  public func interval(of row: Int) -> Range<Int> { Int(lower[row])..<Int(upper[row]) }

  /// The first stale position of any row.
  public var firstPosition: Int? { marked.map { Int(lower[Int($0)]) }.min() }

  public mutating func clear() {
    for row in marked {
      lower[Int(row)] = 0
      upper[Int(row)] = 0
    }
    marked.removeAll(keepingCapacity: true)
  }
}
