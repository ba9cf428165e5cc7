// SPDX-License-Identifier: Apache-2.0

/// Corporate income tax of a year in the making: expense on cumulative profit, prepaid after each quarter.
///
/// expense(t) = max(0, rate × profit of the year to date) − expense of the year so far, so a loss in a later month takes back what was
/// accrued, never below zero for the year. The balance that stands at a quarter's end is paid in the month after it
/// (by the 15th); a negative balance waits for the next quarter, or for the settlement 汇算清缴.
public struct IncomeTaxRows {
  /// In: profit before tax by month.
  public let profit: UnsafePointer<Double>
  /// In and out: tax expense; the first `actualMonths` values are facts and are kept.
  public let expense: UnsafeMutablePointer<Double>
  /// Out: cash paid in the month.
  public let payment: UnsafeMutablePointer<Double>
  /// Out: what is owed at the month's end.
  public let payable: UnsafeMutablePointer<Double>

  public init(
    profit: UnsafePointer<Double>, expense: UnsafeMutablePointer<Double>,
    payment: UnsafeMutablePointer<Double>,
    payable: UnsafeMutablePointer<Double>
  ) {
    self.profit = profit
    self.expense = expense
    self.payment = payment
    self.payable = payable
  }
}

/// Scans the months from the first after the actuals.
///
/// - Parameters:
///   - firstMonthNumber: 1...12 of the rows' first month.
///   - actualMonths: months whose expense is known; payment and payable are written 0 there.
///   - openingPayable: owed when the first planned month begins.
public func accrueIncomeTax(
  _ rows: IncomeTaxRows, rate: Double, months: Int, firstMonthNumber: Int, actualMonths: Int,
  openingPayable: Double
) {
  var profitOfYear = 0.0
  var expenseOfYear = 0.0
  var owed = openingPayable
  for month in 0..<months {
    let number = (firstMonthNumber - 1 + month) % 12 + 1
    if number == 1 {
      profitOfYear = 0
      expenseOfYear = 0
    }
    profitOfYear += rows.profit[month]
    guard month >= actualMonths else {
      expenseOfYear += rows.expense[month]
      rows.payment[month] = 0
      rows.payable[month] = 0
      continue
    }
    rows.expense[month] = max(0, rate * profitOfYear) - expenseOfYear
    expenseOfYear += rows.expense[month]
    let paid = number % 3 == 1 ? max(0, owed) : 0
    owed += rows.expense[month] - paid
    rows.payment[month] = paid
    rows.payable[month] = owed
  }
}
