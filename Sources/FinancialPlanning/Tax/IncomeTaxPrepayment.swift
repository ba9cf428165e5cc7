// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Quantities

/// Corporate income tax 企业所得税 prepaid quarter by quarter on the profit of the year to date, and the settlement 汇算清缴, exact.
public struct IncomeTaxPrepayment: Hashable, Sendable {
  /// The quarter's last month.
  public let lastMonth: Month
  public let profitOfYear: Amount
  /// Prepaid for this quarter: rate × profit of the year, less what was prepaid before; never below zero.
  public let payable: Amount
  public let payBy: TaxDay

  /// - Parameters:
  ///   - quarterlyProfits: before tax, from the year's first quarter, one to four.
  ///   - lossCarried: losses of up to five years before, above zero; used up first.
  /// - Returns: a row a quarter; nil when a sum leaves 64 bits.
  public static func year(
    _ year: Int, quarterlyProfits: [Amount], rate: FixedPoint, lossCarried: Amount, workingDays: WorkingDays
  ) -> [IncomeTaxPrepayment]? {
    var profit = Amount(minorUnits: 0, currency: lossCarried.currency)
    var paid = profit
    var result: [IncomeTaxPrepayment] = []
    for (index, quarter) in quarterlyProfits.prefix(4).enumerated() {
      guard let sum = profit.adding(quarter), let taxable = sum.subtracting(lossCarried) else { return nil }
      profit = sum
      let base = Amount(minorUnits: max(0, taxable.minorUnits), currency: sum.currency)
      guard let owed = base.multiplied(by: rate), let open = owed.subtracting(paid) else { return nil }
      let payable = Amount(minorUnits: max(0, open.minorUnits), currency: sum.currency)
      guard let paidNow = paid.adding(payable) else { return nil }
      paid = paidNow
      let month = Month(year: year, month: index * 3 + 3)
      result.append(
        IncomeTaxPrepayment(
          lastMonth: month, profitOfYear: profit, payable: payable, payBy: TaxDay.of(month.adding(months: 1), workingDays: workingDays)))
    }
    return result
  }
}
