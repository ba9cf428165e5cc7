// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// A tax that is declared and paid by a day of the calendar.
public enum TaxObligation: String, Hashable, Sendable, CaseIterable {
  /// 增值税, general taxpayers: every month, in the month after.
  case vatMonthly
  /// 增值税, small-scale: every quarter, in the month after.
  case vatQuarterly
  /// 企业所得税预缴: every quarter, in the month after.
  case incomeTaxQuarterly
  /// 企业所得税汇算清缴: the year, by 31 May of the next.
  case incomeTaxAnnual
  /// 个人所得税代扣代缴: every month, in the month after.
  case withholdingMonthly

  /// The last day to pay what concerns `month`; nil when nothing falls due for it (a quarter ends with its third month, a year with December).
  public func payBy(_ month: Month, workingDays: WorkingDays) -> TaxDay? {
    switch self {
    case .vatMonthly, .withholdingMonthly: return TaxDay.of(month.adding(months: 1), workingDays: workingDays)
    case .vatQuarterly, .incomeTaxQuarterly:
      return month.month % 3 == 0 ? TaxDay.of(month.adding(months: 1), workingDays: workingDays) : nil
    case .incomeTaxAnnual:
      guard month.month == 12 else { return nil }
      let day = workingDays.nextWorkday(onOrAfter: month.adding(months: 5).lastDay)
      return TaxDay(day: day, isDerived: workingDays.status(of: day.year) == .presumed)
    }
  }

  public var label: Label {
    switch self {
    case .vatMonthly: Label("增值税（月）", "VAT, monthly")
    case .vatQuarterly: Label("增值税（季）", "VAT, quarterly")
    case .incomeTaxQuarterly: Label("企业所得税预缴（季）", "income tax prepaid, quarterly")
    case .incomeTaxAnnual: Label("企业所得税汇算清缴（年）", "income tax settlement, annual")
    case .withholdingMonthly: Label("个人所得税代扣代缴（月）", "wage tax withheld, monthly")
    }
  }
}
