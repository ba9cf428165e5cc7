// SPDX-License-Identifier: Apache-2.0

/// How long one period is.
public enum Granularity: String, Hashable, Sendable, CaseIterable, Comparable, Codable {
  case day, week, month, quarter, year

  /// From fine to coarse. Weeks do not nest in months: `nests(in:)` says what adds up to what.
  public static func < (left: Granularity, right: Granularity) -> Bool { left.rank < right.rank }

  /// Says whether whole periods of this granularity fill a period of `coarser` exactly.
  public func nests(in coarser: Granularity) -> Bool {
    self == coarser || self == .day || (self != .week && coarser != .week && self < coarser)
  }

  /// The usual number of periods after which the season returns: 7 for days, 52, 12, 4, 1.
  public var seasonLength: Int {
    switch self {
    case .day: return 7
    case .week: return 52
    case .month: return 12
    case .quarter: return 4
    case .year: return 1
    }
  }

  private var rank: Int {
    switch self {
    case .day: return 0
    case .week: return 1
    case .month: return 2
    case .quarter: return 3
    case .year: return 4
    }
  }
}
