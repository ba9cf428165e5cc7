// SPDX-License-Identifier: Apache-2.0

import Calendars

extension PlanCalendar {
  /// How many months lie between a month and the one of last year that it compares with.
  ///
  /// The Spring Festival moves most of a month's trade between January and February. In a year where it falls in the other of the
  /// two than the year before, January compares with February and February with January; every other month, and every year
  /// outside the lunar table, with the same month.
  static func monthsToSamePeriod(_ month: Month) -> Int {
    guard month.month <= 2, let now = Festival.springFestival.day(in: month.year),
      let before = Festival.springFestival.day(in: month.year - 1), now.month != before.month
    else { return 12 }
    return month.month == 1 ? 11 : 13
  }
}
