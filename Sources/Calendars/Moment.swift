// SPDX-License-Identifier: Apache-2.0

/// A point in time as a clock gave it: milliseconds since 1970-01-01T00:00:00Z. Says when we learnt a thing, never when it is true.
public struct Moment: Hashable, Comparable, Sendable {
  public let millisecondsSinceEpoch: Int64

  public init(millisecondsSinceEpoch: Int64) { self.millisecondsSinceEpoch = millisecondsSinceEpoch }

  public static func < (left: Moment, right: Moment) -> Bool {
    left.millisecondsSinceEpoch < right.millisecondsSinceEpoch
  }
}
