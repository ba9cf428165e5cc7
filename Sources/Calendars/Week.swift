// SPDX-License-Identifier: Apache-2.0

/// A week of ISO 8601: Monday to Sunday; week 1 is the one that holds 4 January.
public struct Week: Hashable, Comparable, Sendable, Strideable, CustomStringConvertible {
  /// Weeks since the one that holds 1970-01-01.
  public let ordinal: Int32

  public init(ordinal: Int32) { self.ordinal = ordinal }

  /// The week that `day` lies in.
  public init(_ day: Day) {
    let monday = Int(day.ordinal) - (day.weekday - 1)
    // 1970-01-01 was a Thursday: the epoch's Monday has ordinal −3, so this division leaves no rest.
    self.ordinal = Int32((monday + 3) / 7)
  }

  /// Week `number` of the ISO year `year`; nil when the year has no such week (52 or 53). Years 1...9999.
  public init?(year: Int, number: Int) {
    guard let fourth = Day(year: year, month: 1, day: 4), number >= 1 else { return nil }
    let week = Week(fourth).adding(weeks: min(number, 60) - 1)
    guard week.year == year else { return nil }
    self = week
  }

  public var firstDay: Day { Day(ordinal: Int32(clamping: Int(ordinal) * 7 - 3)) }
  public var lastDay: Day { firstDay.adding(days: 6) }
  public var days: ClosedRange<Day> { firstDay...lastDay }

  /// The ISO year: the one most of the week lies in, so 2027-01-01 is in week 53 of 2026.
  public var year: Int { firstDay.adding(days: 3).year }

  /// 1...53 within `year`.
  public var number: Int {
    let thursday = firstDay.adding(days: 3)
    let newYear = Day(ordinal: Day.ordinal(year: thursday.year, month: 1, day: 1))
    return newYear.distance(to: thursday) / 7 + 1
  }

  /// Stops at the ends of what a week can hold.
  public func adding(weeks: Int) -> Week {
    let (sum, overflow) = Int(ordinal).addingReportingOverflow(weeks)
    return Week(ordinal: overflow ? (weeks < 0 ? .min : .max) : Int32(clamping: sum))
  }
  public func distance(to other: Week) -> Int { Int(other.ordinal) - Int(ordinal) }
  public func advanced(by weeks: Int) -> Week { adding(weeks: weeks) }

  public static func < (left: Week, right: Week) -> Bool { left.ordinal < right.ordinal }

  /// `2026-W47`.
  public var description: String { Day.padded(year, 4) + "-W" + Day.padded(number, 2) }
}

extension Day {
  /// The ISO week this day lies in.
  public var weekOf: Week { Week(self) }
}
