// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Planning

extension FillInputs {
  /// Bank lines of closed months → the lines of the cash-flow statement.
  ///
  /// An account whose whole balance is restricted (a deposit 保证金) holds no cash equivalents: its lines are left out, and what the others
  /// send there or get back is other cash of operations. Transfers between the others cancel.
  mutating func fillBankFlows() throws(StoreError) {
    let lines = try facts.table(.bankTransactions)
    guard lines.rowCount > 0 else { return }
    let restricted = try restrictedAccounts()
    let (account, day, amount) = (lines["account"], lines["booked_on"], lines["amount"])
    let item = lines["cash_flow_item"]
    var transfers: [Month: Int64] = [:]
    for row in 0..<lines.rowCount {
      guard let on = day.day(row), on <= calendar.cutoff.lastDay, calendar.index(of: on.monthOf) != nil,
        let name = account.text(row), !restricted.contains(name)
      else { continue }
      let value = amount.integers[row]
      let meaning = CashFlowMeaning(item: item.text(row) ?? "", amount: value)
      if meaning == .transfer { transfers[on.monthOf, default: 0] += value }
      addFlow(meaning, value, on.monthOf)
    }
    for (month, value) in transfers.sorted(by: { $0.key < $1.key }) where value != 0 {
      addFlow(value > 0 ? .otherIn : .otherOut, value, month)
    }
  }

  private mutating func addFlow(_ meaning: CashFlowMeaning, _ value: Int64, _ month: Month) {
    guard let (measure, sign) = meaning.input else { return }
    sheet.addMoney(measure, [], month, sign * value, .fact("bank-transactions"))
  }

  private func restrictedAccounts() throws(StoreError) -> Swift.Set<String> {
    let balances = try facts.table(.bankBalances)
    let (account, balance, restricted) = (balances["account"], balances["balance"], balances["restricted"])
    var free: Swift.Set<String> = []
    var held: Swift.Set<String> = []
    for row in 0..<balances.rowCount {
      guard let name = account.text(row) else { continue }
      let part = restricted.integer(row) ?? 0
      if part < balance.integers[row] { free.insert(name) } else if part > 0 { held.insert(name) }
    }
    return held.subtracting(free)
  }
}
