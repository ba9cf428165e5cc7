// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// A planner's own division of time 时格: lengths in days from a first day; the last length goes on for ever.
public struct TimeBuckets: Hashable, Sendable {
  public let first: Day
  /// Days of each bucket, each at least 1.
  public let lengths: [Int]

  /// Lengths below one day count as one; no lengths are weeks from `first`.
  public init(first: Day, lengths: [Int]) {
    self.first = first
    self.lengths = lengths.isEmpty ? [7] : lengths.map { max(1, $0) }
  }

  /// The bucket that holds `day`. Days before the first bucket belong to buckets of the first length, counted back.
  public func bucket(of day: Day) -> ClosedRange<Day> {
    let offset = first.distance(to: day)
    if offset < 0 {
      let length = lengths[0]
      let start = first.adding(days: -((-offset + length - 1) / length) * length)
      return start...start.adding(days: length - 1)
    }
    var start = 0
    for length in lengths.dropLast() {
      if offset < start + length { return range(start, length) }
      start += length
    }
    let length = lengths[lengths.count - 1]
    return range(start + (offset - start) / length * length, length)
  }

  private func range(_ start: Int, _ length: Int) -> ClosedRange<Day> {
    first.adding(days: start)...first.adding(days: start + length - 1)
  }
}
