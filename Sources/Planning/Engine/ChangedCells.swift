// SPDX-License-Identifier: Apache-2.0

import CCellKernels

/// The stretch of a recomputed row from the first to the last cell whose bits changed.
///
/// Bits are compared, never with a tolerance: a tolerance would make the state depend on the history of edits.
struct ChangedCells {
  let periods: Range<Int>
  /// How many of them changed.
  let count: Int

  /// Nil where all bits are the same. `old` and `new` are where the first of the periods stands.
  @inline(__always)
  init?(_ old: UnsafePointer<Double>, _ new: UnsafePointer<Double>, _ periods: Range<Int>) {
    let found = cell_changes(old, new, periods.count)
    if found.count == 0 { return nil }
    count = found.count
    self.periods = (periods.lowerBound + found.first)..<(periods.lowerBound + found.end)
  }
}
