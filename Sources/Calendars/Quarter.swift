// SPDX-License-Identifier: Apache-2.0

/// A quarter of the calendar year: `year × 4 + (quarter − 1)`.
public struct Quarter: Hashable, Comparable, Sendable, Strideable, CustomStringConvertible {
  /// Quarters since the first one of year 0.
  public let ordinal: Int32

  public init(ordinal: Int32) { self.ordinal = ordinal }

  /// - Precondition: `quarter` is 1...4.
  public init(year: Int, quarter: Int) {
    precondition((1...4).contains(quarter), "quarter is 1...4")
    self.ordinal = Int32(year * 4 + quarter - 1)
  }

  /// The quarter that `month` lies in.
  public init(_ month: Month) { self.init(year: month.year, quarter: (month.month - 1) / 3 + 1) }

  public var year: Int { (Int(ordinal) - (quarter - 1)) / 4 }
  /// 1...4.
  public var quarter: Int {
    let rest = Int(ordinal) % 4
    return (rest < 0 ? rest + 4 : rest) + 1
  }

  public var firstMonth: Month { Month(year: year, month: quarter * 3 - 2) }
  public var lastMonth: Month { firstMonth.adding(months: 2) }
  public var months: ClosedRange<Month> { firstMonth...lastMonth }
  public var firstDay: Day { firstMonth.firstDay }
  public var lastDay: Day { lastMonth.lastDay }
  public var dayCount: Int { firstDay.distance(to: lastDay) + 1 }

  /// Stops at the ends of what a quarter can hold.
  public func adding(quarters: Int) -> Quarter {
    let (sum, overflow) = Int(ordinal).addingReportingOverflow(quarters)
    return Quarter(ordinal: overflow ? (quarters < 0 ? .min : .max) : Int32(clamping: sum))
  }
  public func distance(to other: Quarter) -> Int { Int(other.ordinal) - Int(ordinal) }
  public func advanced(by quarters: Int) -> Quarter { adding(quarters: quarters) }

  public static func < (left: Quarter, right: Quarter) -> Bool { left.ordinal < right.ordinal }

  /// `2026-Q4`.
  public var description: String { Day.padded(year, 4) + "-Q" + String(quarter) }
}

extension Month {
  /// The quarter of the calendar year this month lies in.
  public var quarterOf: Quarter { Quarter(self) }
}
