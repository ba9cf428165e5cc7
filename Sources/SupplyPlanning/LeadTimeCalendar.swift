// SPDX-License-Identifier: Apache-2.0

/// Which days of the plan are working days, ready for counting lead times back and forth in constant time.
public struct LeadTimeCalendar: Sendable {
  /// Days of the plan; day 0 is the first.
  public let dayCount: Int
  /// Working days among the days 0...d, at d.
  @usableFromInline let workingThrough: [Int32]
  /// The day of the k-th working day, k from 1, at k − 1.
  @usableFromInline let workingDays: [Int32]

  public init(isWorkingDay: [Bool]) {
    var through: [Int32] = []
    var days: [Int32] = []
    through.reserveCapacity(isWorkingDay.count)
    for (day, isWorking) in isWorkingDay.enumerated() {
      if isWorking { days.append(Int32(day)) }
      through.append(Int32(days.count))
    }
    self.dayCount = isWorkingDay.count
    self.workingThrough = through
    self.workingDays = days
  }

  /// The day on which an order due on `due` is released: the last working day with at least `leadTime` working
  /// days after it, up to and including the due day.
  ///
  /// - Returns: the day, and how many working days too late that is. When the plan begins after the day the order should have been released, the day is 0 and
  ///   `lateBy` is above 0.
  @inlinable
  public func release(due: Int, leadTime: Int32) -> (day: Int32, lateBy: Int32) {
    let position = workingThrough[due] - leadTime
    // Position 0 stands before the first working day of the plan: nothing can have been released there.
    return position >= 1 ? (workingDays[Int(position) - 1], 0) : (0, 1 - position)
  }

  /// The working day `workingDays` after `day` (0: the day itself), the last day of the plan at most.
  public func day(_ workingDays: Int32, after day: Int) -> Int {
    guard workingDays > 0 else { return day }
    let position = Int(workingThrough[day]) + Int(workingDays)
    return position <= self.workingDays.count ? Int(self.workingDays[position - 1]) : max(day, dayCount - 1)
  }

  /// Whether work is done on a day of the plan.
  public func isWorkingDay(_ day: Int) -> Bool { workingThrough[day] > (day == 0 ? 0 : workingThrough[day - 1]) }

  /// The first day on which something released on day 0 can be there; `dayCount` when not within the plan.
  public func earliestReceipt(leadTime: Int32) -> Int32 {
    var low = 0
    var high = dayCount
    while low < high {
      let middle = (low + high) / 2
      if workingThrough[middle] - leadTime >= 1 { high = middle } else { low = middle + 1 }
    }
    return Int32(low)
  }
}
