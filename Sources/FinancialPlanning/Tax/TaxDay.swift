// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// Last day to declare and pay a tax, and whether it rests on holidays that are not published yet (推定).
///
/// The day itself is `TaxFilingDays`' to say, for every month and year.
public struct TaxDay: Hashable, Sendable {
  public let day: Day
  /// True when the holidays of its year are presumed.
  public let isDerived: Bool

  public init(day: Day, isDerived: Bool) {
    self.day = day
    self.isDerived = isDerived
  }

  /// The last day for the returns filed in `month` (which concern the month or quarter before).
  public static func of(_ month: Month, workingDays: WorkingDays) -> TaxDay {
    TaxDay(
      day: TaxFilingDays.lastDay(in: month) { workingDays.isWorkday($0) }, isDerived: workingDays.status(of: month.year) == .presumed)
  }

  /// The last day to pay the VAT, surcharges and withheld taxes of `month`: that of the month after. VAT of September 2026 is paid by 2026-10-26.
  public static func payment(forTaxesOf month: Month, workingDays: WorkingDays) -> TaxDay {
    of(month.adding(months: 1), workingDays: workingDays)
  }
}
