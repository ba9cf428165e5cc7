// SPDX-License-Identifier: Apache-2.0

/// The year of a target, one of its quarters or one of its months.
public enum TargetSpan: Hashable, Sendable {
  case year
  /// 1...4
  case quarter(Int)
  /// 1...12
  case month(Int)

  /// Months of the year, the first is 0.
  public var months: Range<Int> {
    switch self {
    case .year: 0..<12
    case .quarter(let quarter): (quarter - 1) * 3..<quarter * 3
    case .month(let month): month - 1..<month
    }
  }

  /// What it is split into first: quarters of a year, months of a quarter; nothing below a month.
  public var parts: [TargetSpan] {
    switch self {
    case .year: (1...4).map { .quarter($0) }
    case .quarter(let quarter): (1...3).map { .month((quarter - 1) * 3 + $0) }
    case .month: []
    }
  }

  public func contains(_ other: TargetSpan) -> Bool {
    months.lowerBound <= other.months.lowerBound && other.months.upperBound <= months.upperBound
  }
}
