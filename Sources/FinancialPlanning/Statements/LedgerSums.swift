// SPDX-License-Identifier: Apache-2.0
import Calendars

/// Balances and flows of a book: sums of exact amounts by account and partner, in order of account, then partner.
struct LedgerSums {
  struct Key: Hashable, Comparable {
    let code: String
    let partner: String

    static func < (left: Key, right: Key) -> Bool { (left.code, left.partner) < (right.code, right.partner) }
  }

  /// Debit above zero. Accounts are those of the chart: a company's sub-accounts are in the account above them.
  private(set) var byMeaning: [AccountMeaning: [(key: Key, debit: Int64)]] = [:]

  /// Without the lines that no account was found for.
  init(_ lines: some Sequence<VoucherLine>) {
    var sums: [AccountMeaning: [Key: Int64]] = [:]
    for line in lines {
      guard let account = line.account else { continue }
      sums[account.meaning, default: [:]][Key(code: account.code, partner: line.partner), default: 0] += line.debit
    }
    for meaning in AccountMeaning.allCases {
      if let entries = sums[meaning] { byMeaning[meaning] = entries.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    }
  }

  func net(_ meaning: AccountMeaning) -> Int64 { (byMeaning[meaning] ?? []).reduce(0) { $0 + $1.debit } }

  func entries(_ term: StatementContent.Term) -> [(key: Key, debit: Int64)] {
    let entries = byMeaning[term.meaning] ?? []
    switch term.part {
    case .net: return entries
    case .debits: return entries.filter { $0.debit > 0 }
    case .credits: return entries.filter { $0.debit < 0 }
    }
  }

  func sum(_ terms: [StatementContent.Term]) -> Int64 {
    terms.reduce(0) { sum, term in sum + entries(term).reduce(0) { $0 + $1.debit } }
  }

  func sum(of group: AccountMeaning.Group) -> Int64 {
    AccountMeaning.allCases.reduce(0) { $0 + ($1.group == group ? net($1) : 0) }
  }
}

extension VoucherBook {
  /// Opening and every voucher up to and with `day`.
  func lines(until day: Day) -> [VoucherLine] { opening + vouchers.filter { $0.day <= day }.flatMap(\.lines) }

  func vouchers(in days: ClosedRange<Day>) -> [Voucher] { vouchers.filter { days.contains($0.day) } }
}
