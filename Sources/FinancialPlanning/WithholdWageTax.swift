// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// Wage tax of one average person by month of payment: withheld on the wages of the calendar year so far, and on the bonus by itself where the law lets it be.
///
/// A row kernel over ``WageTax``: amounts are rounded to the 分 before they are taxed, so that each month's tax is the one a return would state. In every
/// year employment begins with the first month that pays wages or a bonus; a bonus that may not be taxed by itself counts among the wages of its month.
///
/// - Parameters:
///   - wages: paid in each month, 元, before deductions; missing counts as 0.
///   - deductions: own contributions and 专项附加扣除 of each month, 元.
///   - bonus: paid in each month, 元.
///   - first: month of the first value.
///   - wageTax, bonusTax: withheld in each month, 元; missing in years whose law is not known (before 2019).
public func withholdWageTax(
  wages: UnsafePointer<Double>, deductions: UnsafePointer<Double>, bonus: UnsafePointer<Double>, from first: Month, months: Int,
  wageTax: UnsafeMutablePointer<Double>, bonusTax: UnsafeMutablePointer<Double>
) {
  var start = 0
  while start < months {
    let begins = first.adding(months: start)
    let end = min(months, start + 13 - begins.month)
    withholdYear(
      start..<end, begins, wages: wages, deductions: deductions, bonus: bonus, wageTax: wageTax, bonusTax: bonusTax)
    start = end
  }
}

/// The months of one calendar year.
private func withholdYear(
  _ months: Range<Int>, _ first: Month, wages: UnsafePointer<Double>, deductions: UnsafePointer<Double>, bonus: UnsafePointer<Double>,
  wageTax: UnsafeMutablePointer<Double>, bonusTax: UnsafeMutablePointer<Double>
) {
  for month in months { (wageTax[month], bonusTax[month]) = (0, 0) }
  guard let begins = months.first(where: { minorUnits(wages[$0]) > 0 || minorUnits(bonus[$0]) > 0 }) else { return }
  var paid: [WageTax.Wages] = []
  for month in begins..<months.upperBound {
    let extra = minorUnits(bonus[month])
    let tax = WageTax.onBonus(extra, paidOn: first.adding(months: month - months.lowerBound).lastDay)
    bonusTax[month] = Double(tax ?? 0) / 100
    paid.append(
      WageTax.Wages(
        gross: minorUnits(wages[month]) + (tax == nil ? extra : 0),
        deductions: minorUnits(wages[month]) > 0 ? minorUnits(deductions[month]) : 0))
  }
  let withheld = WageTax.withheld(paid, from: first.adding(months: begins - months.lowerBound))
  for month in begins..<months.upperBound { wageTax[month] = withheld.map { Double($0[month - begins]) / 100 } ?? .nan }
}

/// 分, half away from zero; missing and what no person earns count as 0 and as a bound.
private func minorUnits(_ yuan: Double) -> Int64 {
  yuan.isNaN ? 0 : Int64((min(max(yuan, -1e12), 1e12) * 100).rounded(.toNearestOrAwayFromZero))
}
