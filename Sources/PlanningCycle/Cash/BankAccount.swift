// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// A bank account of the company as its newest balance through the cutoff month says.
public struct BankAccount: Sendable, Hashable {
  public let code: String
  public let name: BilingualText
  /// What may be spent, 分.
  public let free: Int64
  /// Blocked, 分: a deposit 保证金. No cash equivalent, and never part of the bank balance of the plan.
  public let restricted: Int64

  /// Everything on it is blocked: nothing is received or paid there.
  public var isRestricted: Bool { restricted > 0 && free <= 0 }

  /// Accounts in the order of their codes.
  static func read(_ balances: FactTable, upTo cutoff: Month) -> [BankAccount] {
    let (account, name, day) = (balances["account"], balances["name"], balances["as_of"])
    let (balance, restricted) = (balances["balance"], balances["restricted"])
    var newest: [String: (day: Day, row: Int)] = [:]
    for row in 0..<balances.rowCount {
      guard let code = account.text(row), let on = day.day(row), on <= cutoff.lastDay, on >= newest[code]?.day ?? on else { continue }
      newest[code] = (on, row)
    }
    return newest.sorted { $0.key < $1.key }.map { code, found in
      let blocked = restricted.integer(found.row) ?? 0
      return BankAccount(
        // Bank files carry no English name; the number is the same in every language.
        code: code, name: BilingualText(name.text(found.row) ?? code, "Account " + code), free: balance.integers[found.row] - blocked,
        restricted: blocked)
    }
  }
}
