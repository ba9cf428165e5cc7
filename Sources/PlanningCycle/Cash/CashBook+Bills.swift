// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning

extension CashBook {
  /// A bill in hand, the day the bank pays it, and whether the plan gives it away before.
  struct HeldBill {
    let bill: BillRegister.Bill
    let cashDay: Day
    let isGiven: Bool
  }

  /// Bills in hand by maturity. What the plan gave away is known by day and face only: it is taken from the bills of that day in their order.
  func heldBills() -> [HeldBill] {
    var given = input("bills_given").map { hundredths($0) }
    return facts.bills.held.map { bill in
      let day = bankDays.nextWorkday(onOrAfter: max(bill.maturesOn, days.first))
      let place = days.first.distance(to: day)
      let isGiven = place < given.count && given[place] >= bill.face
      if isGiven { given[place] -= bill.face }
      return HeldBill(bill: bill, cashDay: day, isGiven: isGiven)
    }
  }

  /// Invoices of suppliers that are paid after a day, by pay day, less what the plan moved away already.
  func payables(after today: Day) -> [(invoice: CashFacts.OpenInvoice, day: Day)] {
    let moved = input("payables_moved")
    var left = input("payables_due").enumerated().map { hundredths($1 + (moved.isEmpty ? 0 : min(0, moved[$0]))) }
    var result: [(CashFacts.OpenInvoice, Day)] = []
    for invoice in facts.payables {
      let day = bankDays.nextWorkday(onOrAfter: max(invoice.due, days.first))
      let place = days.first.distance(to: day)
      guard day > today, place < left.count, left[place] >= invoice.amount else { continue }
      left[place] -= invoice.amount
      result.append((invoice, day))
    }
    return result.sorted { ($0.1, $0.0.number) < ($1.1, $1.0.number) }
  }
}
