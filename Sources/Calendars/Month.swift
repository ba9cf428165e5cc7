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

  public var year: Int { Int(ordinal) / 12 }
  public var month: Int { Int(ordinal) % 12 + 1 }

  public var firstDay: Day {
    // A month that exists always has a first day.
    Day(year: year, month: month, day: 1)!
  }
  public var lastDay: Day { firstDay.adding(days: dayCount - 1) }
  public var dayCount: Int { Day.dayCount(year: year, month: month) }
  public var days: ClosedRange<Day> { firstDay...lastDay }

  public func adding(months: Int) -> Month { Month(ordinal: ordinal + Int32(months)) }
  public func distance(to other: Month) -> Int { Int(other.ordinal) - Int(ordinal) }
  public func advanced(by months: Int) -> Month { adding(months: months) }

  public static func < (left: Month, right: Month) -> Bool { left.ordinal < right.ordinal }

  /// `2026-03`.
  public var description: String { Day.padded(year, 4) + "-" + Day.padded(month, 2) }
}
