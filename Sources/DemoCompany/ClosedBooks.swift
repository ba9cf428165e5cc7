// SPDX-License-Identifier: Apache-2.0
import Calendars

/// The books with loans, interest and income tax, the opening money set, and every month closed.
struct ClosedBooks {
  let ledger: Ledger
  let financing: Financing
  let statement: BankStatement
  /// Unrestricted money at the end of each day as simulated, 分.
  let free: [Int64]
  /// The same as a treasurer must expect it on the last day of history.
  let expected: [Int64]

  init(_ operating: Books, _ outlook: Outlook) {
    let timeline = operating.timeline
    // First without loans, to see where money is wanted.
    var trial = operating
    trial.bookIncomeTax()
    let bare = BankStatement(flows: trial.flows, opening: [0, 0, 0], timeline: timeline).freeBalances()
    let financing = Financing(timeline: timeline, path: outlook.applied(to: bare))
    var books = operating
    books.bookLoans(financing)
    books.bookIncomeTax()
    let path = outlook.applied(
      to: BankStatement(flows: books.flows, opening: [0, 0, 0], timeline: timeline).freeBalances())
    // What the owners left in the bank at the start, so that the day of the shortfall is short by what was meant.
    let general: Int64 = 200_000_000
    let wanted = Financing.minimumCash - Financing.gap
    let opening = (wanted - path[financing.shortfallDay]) / 10_000 * 10_000
    let statement = BankStatement(
      flows: books.flows, opening: [opening - general, general, 0], timeline: timeline)
    books.ledger.open(.bank, opening)
    books.ledger.open(.capital, -8_000_000_000)
    books.ledger.closeOpening()
    books.ledger.closeMonths(timeline)
    self.ledger = books.ledger
    self.financing = financing
    self.statement = statement
    free = statement.freeBalances()
    expected = outlook.applied(to: free)
  }
}
