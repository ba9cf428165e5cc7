// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// The days of a plan and which of them banks work on.
public struct BankCalendar: Sendable {
  public let firstDay: Day
  public let dayCount: Int
  /// For each day of the plan the first bank day on or after it; `dayCount` when that lies behind the plan.
  let nextBankDays: [Int32]
  private let isBankDay: [Bool]

  public init(firstDay: Day, isBankDay: [Bool]) {
    self.firstDay = firstDay
    self.dayCount = isBankDay.count
    var next = [Int32](repeating: 0, count: isBankDay.count)
    var following = Int32(isBankDay.count)
    for day in isBankDay.indices.reversed() {
      if isBankDay[day] { following = Int32(day) }
      next[day] = following
    }
    self.nextBankDays = next
    self.isBankDay = isBankDay
  }

  /// The position of the first bank day on or after `position`; at least `dayCount` when it lies behind the plan.
  public func nextBankDay(_ position: Int) -> Int {
    if position < 0 { return nextBankDay(0) }
    return position < dayCount ? Int(nextBankDays[position]) : position
  }

  /// The last bank day with at least `count` bank days after it, up to and including `position` (which it is for 0); below zero before the plan.
  public func bankDay(_ count: Int, before position: Int) -> Int {
    var day = position
    var left = count
    while left > 0, day >= 0 {
      if day < dayCount, isBankDay[day] { left -= 1 }
      day -= 1
    }
    while count > 0, day >= 0, day < dayCount, !isBankDay[day] { day -= 1 }
    return day
  }

  public func position(of day: Day) -> Int { firstDay.distance(to: day) }
}
