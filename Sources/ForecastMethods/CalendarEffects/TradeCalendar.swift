// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// Whose holidays may move sales.
public enum TradeCalendar: String, Hashable, Sendable, CaseIterable {
  /// Nobody's: a series is forecast as numbers without dates.
  case plain = "none"
  /// 春节, 调休, 国庆, 618 and 双11 of China.
  case china = "cn"

  /// The dated periods in which effects are looked for; nil where none are: no calendar, or periods that hold whole festivals or have no dates.
  func periods(of grid: PeriodGrid?) -> DatedPeriods? {
    self == .china ? grid.flatMap(DatedPeriods.init) : nil
  }
}
