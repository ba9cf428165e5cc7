// SPDX-License-Identifier: Apache-2.0
import Commerce

extension RuleSet {
  /// The bank, the ledger, and what is budgeted.
  mutating func addMoney() {
    switch kind {
    case .bankBalances:
      require("currency")
      past("balance", by: "account")
      add("bookings", .balance(.bankRoll), .warn)
      add("newest", .freshness(days: 35), .warn)
    case .bankTransactions:
      require("counterparty", "purpose", tolerated: 5_000)
      past("amount", by: "account")
      add("bookings", .balance(.bankRoll), .warn)
      add("rows", .volume(low: 60, high: 200), .warn)
      add("newest", .freshness(days: 7), .note)
    case .ledgerBalances:
      add("debits", .balance(.zeroSum), .warn)
      past("amount", by: "account", outlier: 50, .note)
      flows(every: 62)
    case .bills:
      bound("face_amount", 0, nil)
      past("face_amount", by: "counterparty")
    case .loans:
      order("drawn_on", "matures_on")
      share("annual_rate", most: 36)
      bound("principal", 0, nil)
    case .fixedAssets:
      bound("cost", 0, nil)
      bound("life_months", 1, 1_200)
      share("salvage_rate", most: 100)
    case .headcount:
      bound("people", 0, nil)
      past("monthly_salary", by: "department", outlier: 5)
    case .budgets: for field in ["amount_incl_tax", "amount_excl_tax"] { past(field, by: "account") }
    case .exchangeRates:
      bound("rate", 0, nil)
      past("rate", by: "currency", outlier: 2)
    case .taxRates: share("rate", most: 20)
    default: break
    }
  }
}
