// SPDX-License-Identifier: Apache-2.0

/// The stale part of one node: rows, and for each an interval of positions.
///
/// One interval per row: two far-apart stale positions make everything between them stale too, which costs a little work and
/// never a wrong value. Memory is taken with the first mark.
public final class DirtyRows {
  private let rowCount: Int
  /// Lower and upper end of each row's interval, one after the other; upper 0 is clean.
  @usableFromInline @exclusivity(unchecked) var intervals: UnsafeMutablePointer<Int32>?
  /// Stale rows in the order they were marked.
  @usableFromInline @exclusivity(unchecked) var marked: [Int32] = []
  @usableFromInline @exclusivity(unchecked) var isAscending = true

  public init(rowCount: Int) { self.rowCount = rowCount }

  deinit { intervals?.deallocate() }

  @inlinable public var isEmpty: Bool { marked.isEmpty }
  public var count: Int { marked.count }

  @usableFromInline func allocate() -> UnsafeMutablePointer<Int32> {
    let memory = UnsafeMutablePointer<Int32>.allocate(capacity: max(2, 2 * rowCount))
    memory.initialize(repeating: 0, count: max(2, 2 * rowCount))
    intervals = memory
    return memory
  }

  /// Widens the interval of `row` to hold `positions`; an empty range marks nothing.
  @inlinable
  public func mark(_ row: Int, _ positions: Range<Int>) {
    guard !positions.isEmpty else { return }
    let interval = (intervals ?? allocate()) + 2 * row
    if interval[1] == 0 {
      interval[0] = Int32(truncatingIfNeeded: positions.lowerBound)
      interval[1] = Int32(truncatingIfNeeded: positions.upperBound)
      if let last = marked.last, last > Int32(truncatingIfNeeded: row) { isAscending = false }
      marked.append(Int32(truncatingIfNeeded: row))
    } else {
      interval[0] = min(interval[0], Int32(truncatingIfNeeded: positions.lowerBound))
      interval[1] = max(interval[1], Int32(truncatingIfNeeded: positions.upperBound))
    }
  }

  /// Stale rows, ascending, so that what follows does not depend on the order of marking.
  public func sortedRows() -> [Int32] {
    if !isAscending {
      marked.sort()
      isAscending = true
    }
    return marked
  }

  @inlinable
  public func interval(of row: Int) -> Range<Int> {
    guard let intervals else { return 0..<0 }
    return Int(intervals[2 * row])..<Int(intervals[2 * row + 1])
  }

  /// The first stale position of any row.
  public var firstPosition: Int? { marked.map { interval(of: Int($0)).lowerBound }.min() }

  public func clear() {
    guard let intervals else { return }
    for row in marked {
      intervals[2 * Int(row)] = 0
      intervals[2 * Int(row) + 1] = 0
    }
    marked.removeAll(keepingCapacity: true)
    isAscending = true
  }
}
