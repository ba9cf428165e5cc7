// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// 勾稽 over several rows: the ledger, the bank.
extension CheckBatch {
  /// Months of which the books must have balanced before it is said that one does not.
  private static let fewestMonths = 3

  /// What of the ledger adds up to nought is learnt: all accounts, or those of the balance sheet, if there are at least three whole months, known or, where
  /// fewer are, known and of the batch, and nine tenths of them do. A ledger that never does is kept by another rule and is not looked at.
  static func zeroSum(_ rule: QualityRule, _ table: FactTable, _ known: LedgerSums?) -> RuleOutcome {
    let batch = LedgerSums(table)
    let before = (known?.whole ?? [:]).filter { batch.sums[$0.key] == nil }
    let whole = batch.whole.filter { one in
      // A month of which far fewer rows come than of those that are known is no whole one.
      let usual = before.filter { $0.key.anyMonth == one.key.anyMonth }.map(\.value.rows).max() ?? 0
      return one.value.rows * 2 >= usual
    }
    // What was so before the batch is known without it.
    let all = before.count >= fewestMonths ? Array(before.values) : Array(before.values) + Array(whole.values)
    guard
      let reading = [\LedgerSums.Sums.all, \.balanceSheet].first(where: { reading in
        let even = all.filter { $0[keyPath: reading] == 0 }.count
        return all.count >= fewestMonths && even >= fewestMonths && even * 10 >= all.count * 9
      })
    else { return RuleOutcome(rule: rule, checked: 0, failed: 0, examples: []) }
    let odd = whole.filter { $0.value[keyPath: reading] != 0 }.sorted {
      ($0.key.period, $0.key.organisation, $0.key.scenario) < ($1.key.period, $1.key.organisation, $1.key.scenario)
    }
    let examples = odd.prefix(RuleOutcome.exampleLimit).map { place, sums in
      let names = [Month(ordinal: Int32(clamping: place.period)).description, place.organisation, place.scenario]
      let gap = Int64(exactly: sums[keyPath: reading]).map { FactFieldType.amount.text(of: $0) } ?? ""
      return FailingRow(
        line: 0, key: names.filter { !$0.isEmpty }.joined(separator: " / "), value: gap, expected: FactFieldType.amount.text(of: 0))
    }
    return RuleOutcome(rule: rule, checked: whole.count, failed: odd.count, examples: examples)
  }

  /// Days within which the last booking of an account must lie before its balance, for the statement to be taken as whole.
  private static let statementDays: Int64 = 3

  /// Two balances of an account, one after the other, and what was booked between them; looked at where the batch brought any of the three, and the bookings
  /// reach from the one to the other.
  static func bankRoll(_ rule: QualityRule, _ table: FactTable, _ known: BankHistory) -> RuleOutcome {
    let bank = known.with(table)
    var (checked, failed, examples) = (0, 0, [FailingRow]())
    for account in bank.balances.keys.sorted() {
      let balances = bank.balances[account, default: []].sorted { $0.day < $1.day }
      let bookings = bank.bookings[account, default: []].sorted { ($0.day, $0.key) < ($1.day, $1.key) }
      guard let first = bookings.first, let last = bookings.last else { continue }
      var next = 0
      for (opening, closing) in zip(balances, balances.dropFirst()) {
        while next < bookings.count, bookings[next].day <= opening.day { next += 1 }
        var (sum, line, count) = (Int128(opening.amount), closing.line, 0)
        var isOfBatch = opening.line > 0 || closing.line > 0
        while next < bookings.count, bookings[next].day <= closing.day {
          sum += Int128(bookings[next].amount)
          count += 1
          if bookings[next].line > 0 { (isOfBatch, line) = (true, line == 0 ? bookings[next].line : line) }
          next += 1
        }
        guard isOfBatch, count > 0, first.day <= opening.day + 1, last.day >= closing.day - statementDays else { continue }
        checked += 1
        guard sum != Int128(closing.amount) else { continue }
        failed += 1
        examples.append(
          FailingRow(
            line: line, key: account + " / " + Day(ordinal: Int32(clamping: closing.day)).description,
            value: FactFieldType.amount.text(of: closing.amount),
            expected: Int64(exactly: sum).map { FactFieldType.amount.text(of: $0) } ?? ""))
      }
    }
    return RuleOutcome(rule: rule, checked: checked, failed: failed, examples: Array(examples.prefix(RuleOutcome.exampleLimit)))
  }
}
