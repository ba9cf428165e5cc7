// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// On which days of a plan something is paid, as weights by day: 1 on the day, 0 elsewhere; what a month's amount is brought to days with.
public enum PayDays {
  /// The given day of every month; on a day off the last working day before it (wages are not paid late).
  public static func monthly(
    dayOfMonth: Int, firstDay: Day, isWorkingDay: [Bool]
  ) -> [Double] {
    var weights = [Double](repeating: 0, count: isWorkingDay.count)
    for month in months(firstDay, isWorkingDay.count) {
      var position = firstDay.distance(to: PaymentTerms.day(max(1, dayOfMonth), of: month))
      let start = max(0, firstDay.distance(to: month.firstDay))
      guard position < isWorkingDay.count else { continue }
      while position > start && !isWorkingDay[position] { position -= 1 }
      if position >= 0 { weights[position] = 1 }
    }
    return weights
  }

  /// The last day for taxes of every month.
  public static func taxes(firstDay: Day, isWorkingDay: [Bool]) -> [Double] {
    var weights = [Double](repeating: 0, count: isWorkingDay.count)
    func works(_ day: Day) -> Bool {
      let position = firstDay.distance(to: day)
      return isWorkingDay.indices.contains(position) ? isWorkingDay[position] : day.weekday <= 5
    }
    for month in months(firstDay, isWorkingDay.count) {
      let position = firstDay.distance(to: TaxFilingDays.lastDay(in: month, isWorkday: works))
      if weights.indices.contains(position) { weights[position] = 1 }
    }
    return weights
  }

  /// The yearly settlement of income tax 汇算清缴: the last day of May, on a day off the next working day.
  ///
  /// Source: 企业所得税法 第五十四条 (within five months of the year's end).
  public static func incomeTaxSettlement(firstDay: Day, isWorkingDay: [Bool]) -> [Double] {
    var weights = [Double](repeating: 0, count: isWorkingDay.count)
    for month in months(firstDay, isWorkingDay.count) where month.month == 5 {
      var position = firstDay.distance(to: month.lastDay)
      while weights.indices.contains(position) && !isWorkingDay[position] { position += 1 }
      if weights.indices.contains(position) { weights[position] = 1 }
    }
    return weights
  }

  /// The year-end bonus 年终奖: so many working days before the Spring Festival 春节 of each year.
  public static func yearEndBonus(
    springFestivals: [Day], workingDaysBefore: Int, firstDay: Day, isWorkingDay: [Bool]
  ) -> [Double] {
    var weights = [Double](repeating: 0, count: isWorkingDay.count)
    for festival in springFestivals {
      var position = firstDay.distance(to: festival)
      guard position < isWorkingDay.count else { continue }
      var left = max(1, workingDaysBefore)
      while position > 0 && left > 0 {
        position -= 1
        if isWorkingDay[position] { left -= 1 }
      }
      if left == 0 { weights[position] = 1 }
    }
    return weights
  }

  private static func months(_ firstDay: Day, _ count: Int) -> ClosedRange<Month> {
    firstDay.monthOf...firstDay.adding(days: max(1, count) - 1).monthOf
  }
}
