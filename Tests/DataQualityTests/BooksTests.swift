// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import DataQuality
import Testing

/// 勾稽 over several rows.
/// Sees: books that do not add up and pass, books kept otherwise that are blamed. Does not see: what a single row says.
@Suite struct BooksTests {
  private func ledger(_ months: ClosedRange<Month>, gap: [Month: Int] = [:], withProfit: Bool = false) -> FactTable {
    table(
      .ledgerBalances,
      months.flatMap { month -> [[String: FactValue]] in
        let amount = 1_000 + Int(month.ordinal) % 7 * 50
        func row(_ account: FactValue, _ amount: Int) -> [String: FactValue] {
          ["period": .month(month), "organisation": "GS01", "scenario": "实际", "account": account, "amount": yuan(amount)]
        }
        let balance = [row("1002", amount + gap[month, default: 0]), row("1405", 300), row("2202", -500), row("4001", 200 - amount)]
        return balance + (withProfit ? [row("6001", -900), row("6601", 350)] : [])
      })
  }

  private let zero: QualityCheck = .balance(.zeroSum)

  @Test(
    "a month whose debits are not its credits is named with the gap, once three months balanced; with a result beside the balance sheet, too"
  )
  func ledgers() {
    for withProfit in [false, true] {
      let known = ledger(month("2026-05")...month("2026-09"), withProfit: withProfit)
      let october = month("2026-10")...month("2026-10")
      let fair = Lamps.check(ledger(october, withProfit: withProfit), zero, known: known)
      #expect(fair.state == .passed && fair.checked == 1)
      let odd = Lamps.check(ledger(october, gap: [month("2026-10"): 7], withProfit: withProfit), zero, known: known)
      #expect(odd.examples == [FailingRow(line: 0, key: "2026-10 / GS01 / 实际", value: "7.00", expected: "0.00")])
    }
  }

  @Test("books that never add up are kept by another rule; a few rows are no month")
  func otherBooks() {
    let months = month("2026-05")...month("2026-10")
    let gaps = Dictionary(uniqueKeysWithValues: months.map { ($0, 3) })
    #expect(Lamps.check(ledger(months, gap: gaps), zero).state == .unchecked)
    let one = table(
      .ledgerBalances,
      [["period": .month(month("2026-10")), "organisation": "GS01", "scenario": "实际", "account": "1002", "amount": yuan(1)]])
    #expect(Lamps.check(one, zero, known: ledger(month("2026-05")...month("2026-09"))).state == .unchecked)
  }

  private func balances(_ rows: [(String, Int)]) -> FactTable {
    table(.bankBalances, rows.map { ["account": "6222", "as_of": .day(day($0.0)), "balance": yuan($0.1), "currency": "CNY"] })
  }

  private func bookings(_ rows: [(String, String, Int)]) -> FactTable {
    table(
      .bankTransactions,
      rows.map { ["account": "6222", "transaction_number": .text($0.0), "booked_on": .day(day($0.1)), "amount": yuan($0.2)] })
  }

  private func roll(_ batch: FactTable, _ known: (balances: FactTable?, bookings: FactTable?)) -> RuleOutcome {
    let rule = QualityRule(id: "own-1", kind: batch.kind, check: .balance(.bankRoll), severity: .warn)
    let context = QualityContext(
      today: Lamps.today, known: nil, rules: [rule], bankBalances: known.balances, bankTransactions: known.bookings
    ) { _, _ in nil }
    return CheckBatch.check(batch, [rule], context).outcomes[0]
  }

  @Test("what stands on an account is what stood there and what was booked since; a statement that was told again counts once")
  func bank() {
    let moves = bookings([("a", "2026-10-31", 5), ("b", "2026-11-02", 40), ("c", "2026-11-05", -15)])
    let opening = balances([("2026-10-31", 100)])
    #expect(roll(balances([("2026-11-05", 125)]), (opening, moves)).state == .passed)
    let odd = roll(balances([("2026-11-05", 120)]), (opening, moves))
    #expect(odd.examples == [FailingRow(line: 2, key: "6222 / 2026-11-05", value: "120.00", expected: "125.00")])
    let both = balances([("2026-10-31", 100), ("2026-11-05", 125)])
    #expect(roll(moves, (both, moves)).state == .passed, "the same rows again")
    let more = bookings([("d", "2026-11-05", -1)])
    #expect(roll(more, (both, moves)).examples.map(\.expected) == ["124.00"])
    let late = bookings([("b", "2026-11-02", 40)])
    #expect(roll(balances([("2026-11-05", 125)]), (opening, late)).state == .unchecked, "bookings that begin in the middle say nothing")
  }
}
