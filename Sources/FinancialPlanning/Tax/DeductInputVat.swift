// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// Brings input VAT from the day goods come to the month in which it is deducted: so many days later the supplier's invoice is in hand and ticked 勾选.
///
/// A row kernel, the live counterpart of ``VatReturn/deductible(_:lagDays:from:count:)``.
///
/// - Parameters:
///   - vat: by day from `first`, 元; missing counts as 0.
///   - lagDays: calendar days, 0 or more.
///   - months: of the result, from `firstMonth`; what would be deducted behind them is left out.
public func deductInputVat(
  vat: UnsafePointer<Double>, lagDays: Int, first: Day, days: Int, firstMonth: Month, months: Int, deducted: UnsafeMutablePointer<Double>
) {
  for month in 0..<months { deducted[month] = 0 }
  for day in 0..<days where vat[day] != 0 && !vat[day].isNaN {
    let month = firstMonth.distance(to: first.adding(days: day + max(0, lagDays)).monthOf)
    if month >= 0, month < months { deducted[month] += vat[day] }
  }
}
