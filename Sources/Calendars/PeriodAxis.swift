// SPDX-License-Identifier: Apache-2.0

/// Contiguous periods, first to last, and where each of them stands: the time side of a row of numbers.
///
/// Positions are 0-based and belong to this axis alone; what is kept is the period, never its position.
public struct PeriodAxis<Period: Strideable & Hashable & Sendable>: Hashable, Sendable, RandomAccessCollection
where Period.Stride == Int {
  public let first: Period
  public let count: Int

  /// `count` periods from `first`; a negative count is none.
  @inlinable
  public init(first: Period, count: Int) {
    self.first = first
    self.count = Swift.max(0, count)
  }

  /// From `first` to `last`, both of them on it; nil when `last` comes before `first`.
  @inlinable
  public init?(first: Period, last: Period) {
    guard last >= first else { return nil }
    self.init(first: first, count: first.distance(to: last) + 1)
  }

  /// A closed range as an axis.
  @inlinable
  public init(_ range: ClosedRange<Period>) {
    self.init(first: range.lowerBound, count: range.lowerBound.distance(to: range.upperBound) + 1)
  }

  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { count }

  /// The last period; `first` when there is none.
  @inlinable public var last: Period { first.advanced(by: Swift.max(0, count - 1)) }

  @inlinable
  public subscript(position: Int) -> Period {
    precondition(position >= 0 && position < count, "the position lies on the axis")
    return first.advanced(by: position)
  }

  /// Where `period` stands; nil when it lies outside.
  @inlinable
  public func index(of period: Period) -> Int? {
    let position = first.distance(to: period)
    return position >= 0 && position < count ? position : nil
  }

  /// Where `period` would stand if the axis went on for ever; negative before the first.
  @inlinable
  public func unboundedIndex(of period: Period) -> Int { first.distance(to: period) }

  @inlinable
  public func contains(_ period: Period) -> Bool { index(of: period) != nil }

  /// The positions of those periods of `range` that lie on the axis.
  @inlinable
  public func indices(of range: ClosedRange<Period>) -> Swift.Range<Int> {
    let lower = Swift.min(Swift.max(0, first.distance(to: range.lowerBound)), count)
    let upper = Swift.min(first.distance(to: range.upperBound), count - 1) + 1
    return lower..<Swift.max(lower, upper)
  }
}

/// The time axis of plans, budgets and statements.
public typealias MonthAxis = PeriodAxis<Month>
/// The time axis of deliveries, payables and bank balances.
public typealias DayAxis = PeriodAxis<Day>

extension PeriodAxis where Period == Month {
  /// All days from the first of the first month to the last of the last.
  public var days: DayAxis {
    guard count > 0 else { return DayAxis(first: first.firstDay, count: 0) }
    return DayAxis(first: first.firstDay, count: first.firstDay.distance(to: last.lastDay) + 1)
  }
}

extension PeriodAxis where Period == Day {
  /// The months that any day of the axis lies in.
  public var months: MonthAxis {
    guard count > 0 else { return MonthAxis(first: first.monthOf, count: 0) }
    return MonthAxis(first: first.monthOf, count: first.monthOf.distance(to: last.monthOf) + 1)
  }

  /// For each day the position of its month on `months`: 0, 0, …, 1, 1, …
  public var monthPositions: [Int32] {
    var result: [Int32] = []
    result.reserveCapacity(count)
    for (position, month) in months.enumerated() {
      let days = indices(of: month.days).count
      result.append(contentsOf: repeatElement(Int32(position), count: days))
    }
    return result
  }
}
