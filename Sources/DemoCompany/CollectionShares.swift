// SPDX-License-Identifier: Apache-2.0
import Calendars
import Quantities

extension Receivables {
  /// Shares of what was invoiced, collected 0, 1 … 6 months after the invoice's month, in thousandths that add up to 1.
  ///
  /// Of the invoices of the 18 months that ended six months before the history does, so that nearly all are paid.
  func collectionProfile(region: Int?) -> [Double] {
    let months = (DemoTimeline.historyMonths - 24)..<(DemoTimeline.historyMonths - 6)
    var sums = [Double](repeating: 0, count: 7)
    for receipt in receipts where receipt.day <= timeline.cutIndex {
      let invoice = invoices[receipt.invoice]
      guard !invoice.isOpening, months.contains(timeline.monthOfDay[invoice.day]) else { continue }
      if let region, customers.all[receipt.customer].region != region { continue }
      let months = timeline.monthOfDay[receipt.day] - timeline.monthOfDay[invoice.day]
      sums[min(6, max(0, months))] += Double(receipt.amount)
    }
    return Allocation.split(1_000, by: sums.map { max(0, $0) }).map { Double($0) / 1_000 }
  }
}
