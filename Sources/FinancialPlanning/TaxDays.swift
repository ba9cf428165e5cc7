// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// Last day for monthly tax returns and payments in China, month by month.
///
/// What the tax authority published is a dated table; beyond it the day is derived and marked so (推定): the 15th, later by one working day
/// for every day of a holiday of three or more consecutive days inside the term; when the term ends on a day off, the next working day.
/// Source: rules for the collection of taxes, article 109; notice of the tax authority for 2026.
public struct TaxDay: Hashable, Sendable {
  public let day: Day
  /// True when no published table holds the month.
  public let isDerived: Bool

  public init(day: Day, isDerived: Bool) {
    self.day = day
    self.isDerived = isDerived
  }

  /// The last day for the returns filed in `month` (which concern the month before).
  ///
  /// - Parameter isWorkingDay: of any day from the 1st of `month` to the end of the month after.
  public static func of(_ month: Month, isWorkingDay: (Day) -> Bool) -> TaxDay {
    if let dayOfMonth = published[month] {
      return TaxDay(day: month.firstDay.adding(days: dayOfMonth - 1), isDerived: false)
    }
    return TaxDay(day: TaxFilingDays.lastDay(in: month, isWorkday: isWorkingDay), isDerived: true)
  }

  /// The last day to pay the VAT, surcharges and withheld taxes of `month`: that of the month after. VAT of September 2026 is paid by 2026-10-26.
  public static func payment(forTaxesOf month: Month, workingDays: WorkingDays) -> TaxDay {
    of(month.adding(months: 1)) { workingDays.isWorkday($0) }
  }

  static let published: [Month: Int] = {
    let of2026 = [20, 24, 16, 20, 22, 15, 15, 17, 15, 26, 16, 15]
    var result: [Month: Int] = [:]
    for (index, day) in of2026.enumerated() { result[Month(year: 2026, month: index + 1)] = day }
    return result
  }()
}
