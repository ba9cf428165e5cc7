// SPDX-License-Identifier: Apache-2.0
import Calendars

/// What a CFO looks at first, over the last twelve months of history; shares are of revenue without tax.
public struct DemoRatios: Hashable, Sendable {
  /// Yuan without tax, after rebates and returns.
  public let revenue: Double
  public let grossMargin: Double
  public let sellingExpenseShare: Double
  public let netMargin: Double
  /// Mean of the month-end receivables ÷ invoiced 含税 × 365.
  public let daysSalesOutstanding: Double
  /// Mean of the month-end payables ÷ suppliers' invoices 含税 × 365.
  public let daysPayablesOutstanding: Double
  /// Cost of sales ÷ mean of the month-end stock.
  public let stockTurns: Double
  /// Bills in what customers paid.
  public let billShareOfReceipts: Double

  init(_ ledger: Ledger, _ receivables: Receivables, _ payables: Payables, _ timeline: DemoTimeline) {
    let last = DemoTimeline.historyMonths - 1
    let months = (last - 11)...last
    func flow(_ account: Account) -> Double {
      Double(months.reduce(0) { $0 + ledger.movement(account, $1) }) / 100
    }
    func mean(_ account: Account) -> Double {
      Double(months.reduce(0) { $0 + ledger.balance(account, $1) }) / 12 / 100
    }
    let sales = -flow(.revenue)
    revenue = sales
    grossMargin = 1 - flow(.costOfSales) / sales
    sellingExpenseShare = flow(.sellingExpense) / sales
    netMargin = Double(months.reduce(0) { $0 + ledger.profit($1) }) / 100 / sales
    stockTurns = flow(.costOfSales) / (mean(.materials) + mean(.finishedGoods))
    let days = timeline.firstDayOfMonth[last - 11]...timeline.cutIndex
    let invoiced =
      receivables.invoices.reduce(0.0) { days.contains($1.day) ? $0 + Double($1.gross) : $0 } / 100
    let bought = payables.invoices.reduce(0.0) { days.contains($1.day) ? $0 + Double($1.gross) : $0 } / 100
    daysSalesOutstanding = mean(.receivables) / invoiced * 365
    daysPayablesOutstanding = -mean(.payables) / bought * 365
    var all = 0.0
    var bills = 0.0
    for receipt in receivables.receipts where days.contains(receipt.day) {
      all += Double(receipt.amount)
      if receipt.bill >= 0 { bills += Double(receipt.amount) }
    }
    billShareOfReceipts = bills / all
  }
}
