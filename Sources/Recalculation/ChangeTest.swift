// SPDX-License-Identifier: Apache-2.0

/// Decides whether a recomputed stretch of values counts as unchanged, so that its dependents are left alone.
///
/// Bits are compared, never with a tolerance: a tolerance would make the incremental result differ from the one from scratch.
@frozen public enum ChangeTest {
  /// - Returns: the positions from the first to the last that differ, relative to the start; nil when none does.
  @inlinable
  public static func changed(
    _ old: UnsafePointer<Double>, _ new: UnsafePointer<Double>, count: Int
  ) -> Range<Int>? {
    var first = 0
    while first < count, old[first].bitPattern == new[first].bitPattern { first += 1 }
    if first == count { return nil }
    var last = count - 1
    while old[last].bitPattern == new[last].bitPattern { last -= 1 }
    return first..<(last + 1)
  }
}
