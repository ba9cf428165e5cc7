// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// The days of a plan and which of them banks work on.
public struct BankCalendar: Sendable {
  public let firstDay: Day
  public let dayCount: Int
  /// For each day of the plan the first bank day on or after it; `dayCount` when that lies behind the plan.
  let nextBankDays: [Int32]

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
  }

  /// The position of the first bank day on or after `position`; at least `dayCount` when it lies behind the plan.
  public func nextBankDay(_ position: Int) -> Int {
    if position < 0 { return nextBankDay(0) }
    return position < dayCount ? Int(nextBankDays[position]) : position
  }

  public func position(of day: Day) -> Int { firstDay.distance(to: day) }
}
