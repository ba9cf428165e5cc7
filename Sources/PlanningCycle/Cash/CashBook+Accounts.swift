// SPDX-License-Identifier: Apache-2.0
import Calendars

/// The money of one account, day by day.
struct AccountCash {
  /// At the cutoff.
  let opening: Int64
  /// By day, 分, both above zero.
  var received: [Int64]
  var paid: [Int64]

  /// At the end of each day.
  var closing: [Int64] {
    var money = opening
    return received.indices.map { day in
      money += received[day] - paid[day]
      return money
    }
  }
}

extension CashBook {
  /// One for each account, and a last one for what is on none: the plan's opening balance less the accounts', and everything when there are no accounts.
  ///
  /// Together they are the bank balance of the plan on every day. Blocked accounts keep what they have and are not counted.
  func accountCash() -> [AccountCash] {
    let none = [Int64](repeating: 0, count: days.count)
    var accounts = facts.accounts.map { AccountCash(opening: $0.free, received: none, paid: none) }
    accounts.append(AccountCash(opening: opening - facts.accounts.reduce(0) { $0 + $1.free }, received: none, paid: none))
    func post(_ amount: Int64, _ account: Int?, _ day: Int) {
      let place = account ?? accounts.count - 1
      if amount > 0 { accounts[place].received[day] += amount } else { accounts[place].paid[day] -= amount }
    }
    for (line, amounts) in zip(Workspace.cashLines, amounts) where line.name != "cash_financing" {
      let account = facts.routing.account(line.name)
      for day in amounts.indices where amounts[day] != 0 { post(amounts[day] * Int64(line.sign), account, day) }
    }
    for entry in financingEntries() { post(entry.amount, entry.account, days.first.distance(to: entry.day)) }
    for entry in transferEntries() { post(entry.amount, entry.account, days.first.distance(to: entry.day)) }
    return accounts
  }

  /// What people see of an account; the last one is what is on none.
  func account(_ place: Int, opening: Int64) -> CashView.Account {
    let routing = facts.routing
    let lines = Workspace.cashLines.map(\.name).filter { (routing.account($0) ?? facts.accounts.count) == place }
      .map { ($0, routing.lines[$0]?.share) }
    guard place < facts.accounts.count else {
      return CashView.Account(
        code: "", name: BilingualText("未分账户", "On no account"), opening: opening, restricted: 0, isRestricted: false, lines: lines)
    }
    let known = facts.accounts[place]
    return CashView.Account(
      code: known.code, name: known.name, opening: opening, restricted: known.restricted, isRestricted: known.isRestricted, lines: lines)
  }
}
