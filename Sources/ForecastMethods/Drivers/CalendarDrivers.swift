// SPDX-License-Identifier: Apache-2.0
import Calendars

extension Driver {
  /// What the Chinese calendar does to periods, as drivers beside others: days around Spring Festival, working days and, for weeks and
  /// days, the other holidays
  /// and the great sales, each less what is usual at that time of the year.
  ///
  /// For calendar effects alone `CalendarAdjusted` knows more cuttings of the festival.
  ///
  /// - Parameters:
  ///   - periods: the first is the first of the series.
  ///   - count: periods of the past and of the horizon together.
  /// - Returns: none for quarters, years and numbered steps.
  public static func chineseCalendar(_ periods: DatedPeriods, seasonLength: Int, count: Int) -> [Driver] {
    // Months: the festival cut before and after; else the design that knows most.
    let designs = CalendarDesign.candidates(for: periods.granularity)
    let design =
      designs.first { periods.granularity == .month && $0.features.count == 3 && $0.features.contains(.workdays) } ?? designs.last
    return (design?.features ?? []).compactMap { feature in
      try? Driver(feature.name, (0..<max(0, count)).map { CalendarRegression.deviation(feature, periods, seasonLength, at: $0) })
    }
  }
}
