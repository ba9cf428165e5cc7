// SPDX-License-Identifier: Apache-2.0
import Calendars

/// What a treasurer who reads the books on the last day of history must expect: as the simulation goes on, but suppliers paid
/// by transfer on the day they are due (nobody yet knows which bills will be passed on to them), and bills in hand paid at maturity.
struct Outlook {
  /// Differences from the simulated money by day, 分; zero up to the last day of history.
  private(set) var differences: [Int64]

  init(_ payables: Payables, _ register: BillRegister, _ timeline: DemoTimeline) {
    differences = Array(repeating: 0, count: timeline.dayCount)
    let cut = timeline.cutIndex
    for transfer in payables.transfers where transfer.day > cut && transfer.supplier < SupplierData.logistics {
      add(transfer.day, transfer.amount)
    }
    for invoice in payables.invoices where invoice.supplier < SupplierData.logistics {
      let due = timeline.index(WorkingDays.china.nextWorkday(onOrAfter: invoice.due))
      if invoice.day <= cut {
        add(max(cut + 1, due), -(invoice.gross - invoice.paidByCut))
      } else {
        // New ones as agreed: 24 % by our own bills.
        add(due, -invoice.gross * 76 / 100)
      }
    }
    for bill in register.bills { add(bill, cut, timeline) }
  }

  private mutating func add(_ bill: BillRegister.Bill, _ cut: Int, _ timeline: DemoTimeline) {
    guard !bill.isIssued else {
      if bill.opened > cut { add(bill.opened, bill.deposit) }
      return
    }
    guard let left = bill.left, left > cut else { return }
    if bill.leftEvent != "背书" { add(left, -(bill.face - bill.interest)) }
    add(timeline.index(WorkingDays.china.nextWorkday(onOrAfter: bill.matures)), bill.face)
  }

  private mutating func add(_ day: Int, _ amount: Int64) {
    if differences.indices.contains(day) { differences[day] += amount }
  }

  /// The simulated balances with the differences from each day on.
  func applied(to balances: [Int64]) -> [Int64] {
    var sum: Int64 = 0
    return balances.indices.map { day in
      sum += differences[day]
      return balances[day] + sum
    }
  }
}
