// SPDX-License-Identifier: Apache-2.0

/// One thing in the past of a series that does not fit the rest, 异常值: where, what, how large, how sure.
public struct OddValue: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// One value far from its neighbours: a typing error, a single large order.
    case outlier
    /// From here on everything lies higher or lower: a customer won or lost, another way of counting.
    case levelShift = "level-shift"
    /// Nothing was observed.
    case missing
    /// Nought where something was to be expected, and then something again: a shop closed, no stock, a file without its rows.
    case zeroRun = "zero-run"
  }

  public let kind: Kind
  /// The first period it is about; 0 is that of the first value.
  public let index: Int
  /// Periods it is about: more than 1 for runs alone.
  public let length: Int
  /// Observed − expected, in the units of the series; of a level shift what the later values lie above the earlier ones. nil where
  /// nothing was observed.
  public let size: Double?
  /// The same in units of the usual one-step error; nil where nothing was observed.
  public let spreads: Double?
  /// 0 … 1: the share of clean series of this length that hold nothing as odd. 1 for what is missing.
  public let certainty: Double
  /// What each period would have been expected to be, `length` values; of a level shift, what its first period would have been without it.
  public let corrected: [Double]
}
