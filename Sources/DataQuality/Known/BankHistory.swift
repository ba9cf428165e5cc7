// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// What stood on the bank accounts, and what was booked on them.
struct BankHistory: Sendable {
  struct Standing: Sendable {
    let day: Int64
    let amount: Int64
    /// The source's own name of it on the account.
    let key: String
    /// Line of the batch it came with; 0 for one that was known.
    let line: Int32
  }

  private(set) var balances: [String: [Standing]] = [:]
  private(set) var bookings: [String: [Standing]] = [:]

  init(balances: FactTable?, transactions: FactTable?) {
    if let balances { self.balances = Self.read(balances, isBatch: false) }
    if let transactions { bookings = Self.read(transactions, isBatch: false) }
  }

  /// What will be known with a batch.
  func with(_ batch: FactTable) -> BankHistory {
    var all = self
    let rows = Self.read(batch, isBatch: true)
    if batch.kind == .bankBalances {
      all.balances = Self.replaced(balances, by: rows)
    } else {
      all.bookings = Self.replaced(bookings, by: rows)
    }
    return all
  }

  private static func replaced(_ known: [String: [Standing]], by rows: [String: [Standing]]) -> [String: [Standing]] {
    known.merging(rows) { known, rows in
      let keys = Set(rows.map(\.key))
      return known.filter { !keys.contains($0.key) } + rows
    }
  }

  private static func read(_ table: FactTable, isBatch: Bool) -> [String: [Standing]] {
    let isBalance = table.kind == .bankBalances
    let (accounts, keys) = (table["account"], isBalance ? nil : table["transaction_number"])
    let (days, amounts) = isBalance ? (table["as_of"], table["balance"]) : (table["booked_on"], table["amount"])
    var all: [String: [Standing]] = [:]
    for row in 0..<table.rowCount {
      guard let account = accounts.text(row), let day = days.integer(row), let amount = amounts.integer(row) else { continue }
      all[account, default: []].append(
        Standing(day: day, amount: amount, key: keys?.text(row) ?? "\(day)", line: isBatch ? table.lines[row] : 0))
    }
    return all
  }
}

/// What the ledger adds up to by month, organisation and version.
struct LedgerSums: Sendable {
  struct Place: Hashable, Sendable {
    let period: Int64
    let organisation: String
    let scenario: String
  }

  struct Sums: Sendable {
    var all: Int128 = 0
    /// Of accounts 1… to 4…: assets, liabilities, common, equity of the Chinese chart.
    var balanceSheet: Int128 = 0
    var rows = 0
    var line = Int32.max
  }

  private(set) var sums: [Place: Sums] = [:]

  init(_ table: FactTable) {
    let (periods, organisations, scenarios) = (table["period"], table["organisation"], table["scenario"])
    let (accounts, amounts) = (table["account"], table["amount"])
    let isBalanceSheet = accounts.texts.map { "1234".contains($0.first ?? "9") }
    for row in 0..<table.rowCount {
      guard let period = periods.integer(row), let amount = amounts.integer(row), let account = accounts.integer(row) else { continue }
      let place = Place(period: period, organisation: organisations.text(row) ?? "", scenario: scenarios.text(row) ?? "")
      sums[place, default: Sums()].add(amount, isBalanceSheet[Int(account)], table.lines[row])
    }
  }

  /// Months that are told of nearly whole: at least half as many rows as the most of any month of the same place.
  var whole: [Place: Sums] {
    var most: [Place: Int] = [:]
    for (place, sum) in sums { most[place.anyMonth] = max(most[place.anyMonth] ?? 0, sum.rows) }
    return sums.filter { $0.value.rows * 2 >= most[$0.key.anyMonth] ?? 0 }
  }
}

extension LedgerSums.Place {
  var anyMonth: LedgerSums.Place { LedgerSums.Place(period: 0, organisation: organisation, scenario: scenario) }
}

extension LedgerSums.Sums {
  fileprivate mutating func add(_ amount: Int64, _ isBalanceSheet: Bool, _ line: Int32) {
    all += Int128(amount)
    if isBalanceSheet { balanceSheet += Int128(amount) }
    rows += 1
    self.line = min(self.line, line)
  }
}
