// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// Double entry by month: every posting has a debit and an equal credit, so the trial balance is zero by construction
/// and a test checks it anyway from the tables alone.
struct Ledger {
  /// Debits less credits by account and month, 分.
  private(set) var movements: [[Int64]]
  /// The same by account and department, for cost accounts.
  private(set) var byDepartment: [[[Int64]]]
  private(set) var opening: [Int64]
  let monthCount: Int

  init(monthCount: Int) {
    self.monthCount = monthCount
    let zeros = [Int64](repeating: 0, count: monthCount)
    movements = Array(repeating: zeros, count: Account.allCases.count)
    byDepartment = Array(
      repeating: Array(repeating: zeros, count: Department.all.count), count: Account.allCases.count)
    opening = Array(repeating: 0, count: Account.allCases.count)
  }

  /// Debit positive; the equity account that balances it is set by `closeOpening`.
  mutating func open(_ account: Account, _ amount: Int64) { opening[account.rawValue] += amount }

  /// What assets exceed liabilities and capital by was earned before: 利润分配.
  mutating func closeOpening() {
    let total = opening.reduce(0, +)
    opening[Account.retained.rawValue] -= total
  }

  mutating func post(
    month: Int, debit: Account, credit: Account, _ amount: Int64, department: Int? = nil
  ) {
    guard month >= 0, month < monthCount, amount != 0 else { return }
    movements[debit.rawValue][month] += amount
    movements[credit.rawValue][month] -= amount
    guard let department else { return }
    if debit.isFlow { byDepartment[debit.rawValue][department][month] += amount }
    if credit.isFlow { byDepartment[credit.rawValue][department][month] -= amount }
  }

  func movement(_ account: Account, _ month: Int) -> Int64 { movements[account.rawValue][month] }

  /// Balance at the end of a month; −1 is the opening.
  func balance(_ account: Account, _ month: Int) -> Int64 {
    var result = opening[account.rawValue]
    if month >= 0 { for index in 0...month { result += movements[account.rawValue][index] } }
    return result
  }

  /// Profit of a month before it is closed to 本年利润: credits of income accounts less debits of cost accounts.
  func profit(_ month: Int) -> Int64 {
    -Account.allCases.filter { $0.isFlow }.reduce(0) { $0 + movement($1, month) }
  }

  /// Moves each month's result to 本年利润, and in December the year's to 利润分配.
  mutating func closeMonths(_ timeline: DemoTimeline) {
    for month in 0..<monthCount {
      let result = profit(month)
      // Income accounts keep their movement for the statements: only the equity side is written here.
      movements[Account.yearResult.rawValue][month] -= result
      if timeline.month(month).month == 12 {
        let year = balance(.yearResult, month)
        movements[Account.yearResult.rawValue][month] -= year
        movements[Account.retained.rawValue][month] += year
      }
    }
  }

  func table(_ timeline: DemoTimeline) -> FactTable {
    var rows = FactRows(
      .ledgerBalances, "period organisation department scenario account amount")
    let accounts = Account.allCases.sorted { $0.code < $1.code }
    for month in 0..<DemoTimeline.historyMonths {
      let period = timeline.month(month)
      for account in accounts {
        guard account.isFlow else {
          let value = balance(account, month)
          rows.add(Ledger.row(period, nil, account, value))
          continue
        }
        var rest = movement(account, month)
        for department in Department.all.indices {
          let part = byDepartment[account.rawValue][department][month]
          rest -= part
          if part != 0 { rows.add(Ledger.row(period, Department.all[department].code, account, part)) }
        }
        if rest != 0 { rows.add(Ledger.row(period, nil, account, rest)) }
      }
    }
    return rows.table
  }

  private static func row(_ period: Month, _ department: String?, _ account: Account, _ amount: Int64)
    -> [FactValue?]
  {
    [
      .month(period), .text("GS01"), department.map { .text($0) }, .text("实际"), .text(account.code),
      .number(amount),
    ]
  }
}
