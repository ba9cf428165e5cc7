// SPDX-License-Identifier: Apache-2.0

/// The last day to declare and pay the taxes of the month before (申报纳税期限): the 15th, put off by holidays.
///
/// 税收征收管理法实施细则 §109: when the last day is a holiday, the next workday; when three or more holidays in a row lie within
/// the term, as many workdays later as there were. The dates the tax authority published for 2024 to 2026 follow from it to the day (test).
public enum TaxFilingDays {
  /// - Returns: the day, and whether it rests on a published notice of holidays or is presumed 推定.
  public static func lastDay(in month: Month, workingDays: WorkingDays) -> (
    day: Day, status: HolidayYear.Status
  ) {
    (lastDay(in: month) { workingDays.isWorkday($0) }, workingDays.status(of: month.year))
  }

  /// The day by the rule alone.
  ///
  /// - Parameter isWorkday: of any day from the 1st of the month on. A calendar without workdays ends after two months.
  public static func lastDay(in month: Month, isWorkday: (Day) -> Bool) -> Day {
    var putOff = 0
    var run = 0
    for offset in 0..<15 {
      run = isWorkday(month.firstDay.adding(days: offset)) ? 0 : run + 1
      // Only the days within the term count: 31 May to 2 June 2025 put nothing off, 10 to 17 February 2024 six days.
      let goesOn = offset < 14 && !isWorkday(month.firstDay.adding(days: offset + 1))
      if run >= 3, !goesOn { putOff += run }
    }
    var day = month.firstDay.adding(days: 14)
    let limit = month.firstDay.adding(days: 60)
    while (putOff > 0 || !isWorkday(day)) && day < limit {
      day = day.adding(days: 1)
      if putOff > 0, isWorkday(day) { putOff -= 1 }
    }
    return day
  }
}
