// SPDX-License-Identifier: Apache-2.0

/// A calendar month: `year × 12 + (month − 1)`, so that the next month is the next integer.
public struct Month: Hashable, Comparable, Sendable, Strideable, CustomStringConvertible {
  /// Months since January of year 0.
  public let ordinal: Int32

  public init(ordinal: Int32) { self.ordinal = ordinal }

  /// - Precondition: `month` is 1...12.
  public init(year: Int, month: Int) {
    precondition((1...12).contains(month), "month is 1...12")
    self.ordinal = Int32(year * 12 + month - 1)
  }

  /// `2026-03`, strictly.
  public init?(iso text: some StringProtocol) {
    guard text.utf8.count == 7, let day = Day(iso: String(text) + "-01") else { return nil }
    self = day.monthOf
  }

  public var year: Int { (Int(ordinal) - (month - 1)) / 12 }
  public var month: Int {
    let rest = Int(ordinal) % 12
    return (rest < 0 ? rest + 12 : rest) + 1
  }

  public var firstDay: Day { Day(ordinal: Day.ordinal(year: year, month: month, day: 1)) }
  public var lastDay: Day { firstDay.adding(days: dayCount - 1) }
  public var dayCount: Int { Day.dayCount(year: year, month: month) }
  public var days: ClosedRange<Day> { firstDay...lastDay }

  /// Stops at the ends of what a month can hold, as `Day.adding(days:)` does.
  public func adding(months: Int) -> Month {
    let (sum, overflow) = Int(ordinal).addingReportingOverflow(months)
    return Month(ordinal: overflow ? (months < 0 ? .min : .max) : Int32(clamping: sum))
  }
  public func distance(to other: Month) -> Int { Int(other.ordinal) - Int(ordinal) }
  public func advanced(by months: Int) -> Month { adding(months: months) }

  public static func < (left: Month, right: Month) -> Bool { left.ordinal < right.ordinal }

  /// `2026-03`.
  public var description: String { Day.padded(year, 4) + "-" + Day.padded(month, 2) }
}
