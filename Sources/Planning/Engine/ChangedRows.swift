// SPDX-License-Identifier: Apache-2.0

/// Stretches of rows of one block whose bits changed.
final class ChangedRows {
  private struct Stretch {
    let row: Int32
    let lower: Int32
    let upper: Int32
  }

  @exclusivity(unchecked) private var stretches: UnsafeMutablePointer<Stretch>
  @exclusivity(unchecked) private var capacity = 64
  @exclusivity(unchecked) private(set) var count = 0

  init() { stretches = .allocate(capacity: capacity) }

  deinit { stretches.deallocate() }

  var isEmpty: Bool { count == 0 }

  func row(_ position: Int) -> Int { Int(stretches[position].row) }
  func periods(_ position: Int) -> Range<Int> { Int(stretches[position].lower)..<Int(stretches[position].upper) }

  func add(_ row: Int, _ periods: Range<Int>) {
    if count == capacity { grow() }
    (stretches + count).initialize(
      to: Stretch(
        row: Int32(truncatingIfNeeded: row), lower: Int32(truncatingIfNeeded: periods.lowerBound),
        upper: Int32(truncatingIfNeeded: periods.upperBound)))
    count += 1
  }

  func removeAll() { count = 0 }

  private func grow() {
    let larger = UnsafeMutablePointer<Stretch>.allocate(capacity: 2 * capacity)
    larger.moveInitialize(from: stretches, count: count)
    stretches.deallocate()
    (stretches, capacity) = (larger, 2 * capacity)
  }
}
