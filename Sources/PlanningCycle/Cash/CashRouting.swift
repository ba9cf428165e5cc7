// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// Which account planned money goes through, and why: the one that carried most money of the same kind in the last twelve closed months; without such a
/// line the one that carried most money of all; without bank lines the one with the most money on it. Never an account that is blocked.
///
/// Transfers between own accounts count for nobody. A loan is paid from an account whose name begins with the bank's.
struct CashRouting: Sendable {
  /// Position in the accounts; nil when the company has none that is free.
  let standard: Int?
  /// Line of the cash plan → position, and the share of the money of its kind that account carried.
  let lines: [String: (account: Int, share: Double)]
  private let names: [String]
  private let free: [Bool]

  /// The kind of bank line that each line of the cash plan is.
  private static let kinds: [String: [CashFlowMeaning]] = [
    "cash_collected": [.sales], "cash_suppliers": [.goods], "cash_deposits": [.goods], "cash_conversion": [.goods], "cash_wages": [.staff],
    "cash_bonus": [.staff], "cash_wage_tax": [.staff], "cash_taxes": [.taxes], "cash_expenses": [.otherOut], "cash_capex": [.assets],
    "cash_interest": [.interest], "cash_other": [.otherIn, .otherOut], "cash_financing": [.borrowing, .repayment],
  ]

  init(_ accounts: [BankAccount], _ bankLines: FactTable, cutoff: Month) {
    free = accounts.map { !$0.isRestricted }
    names = accounts.map(\.name.chinese)
    let positions = Dictionary(accounts.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    let (account, day) = (bankLines["account"], bankLines["booked_on"])
    let (amount, item) = (bankLines["amount"], bankLines["cash_flow_item"])
    let since = cutoff.adding(months: -11).firstDay
    var turnover: [CashFlowMeaning: [Int64]] = [:]
    // A few dozen words stand for all lines of the bank.
    var meanings: [String: (positive: CashFlowMeaning, negative: CashFlowMeaning)] = [:]
    for row in 0..<bankLines.rowCount {
      guard let on = day.day(row), on >= since, on <= cutoff.lastDay, let code = account.text(row), let position = positions[code],
        !accounts[position].isRestricted
      else { continue }
      let value = amount.integers[row]
      let words = item.text(row) ?? ""
      let known = meanings[words] ?? (CashFlowMeaning(item: words, amount: 1), CashFlowMeaning(item: words, amount: 0))
      meanings[words] = known
      let meaning = value > 0 ? known.positive : known.negative
      guard meaning != .transfer else { continue }
      turnover[meaning, default: [Int64](repeating: 0, count: accounts.count)][position] &+= abs(value)
    }
    func largest(_ sums: [Int64]) -> Int? {
      sums.indices.filter { sums[$0] > 0 && !accounts[$0].isRestricted }.max { (sums[$0], $1) < (sums[$1], $0) }
    }
    func sum(_ kinds: [CashFlowMeaning]) -> [Int64] {
      accounts.indices.map { place in kinds.reduce(0) { $0 + (turnover[$1]?[place] ?? 0) } }
    }
    standard =
      largest(sum(CashFlowMeaning.allCases)) ?? largest(accounts.map(\.free))
      ?? accounts.indices.first { !accounts[$0].isRestricted }
    var lines: [String: (account: Int, share: Double)] = [:]
    for (line, kinds) in Self.kinds {
      let sums = sum(kinds)
      guard let account = largest(sums) else { continue }
      lines[line] = (account, Double(sums[account]) / Double(sums.reduce(0, +)))
    }
    self.lines = lines
  }

  func account(_ line: String) -> Int? { lines[line]?.account ?? standard }

  /// The account at a bank: `示例银行` → `示例银行 基本户`.
  func account(at bank: String?) -> Int? {
    guard let bank, !bank.isEmpty else { return nil }
    return names.indices.first { free[$0] && names[$0].hasPrefix(bank) }
  }
}
