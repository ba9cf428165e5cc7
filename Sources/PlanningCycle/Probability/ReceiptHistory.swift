// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// Receipts matched with the invoices they paid: by the invoice's number, else the customer's oldest invoice first.
struct ReceiptHistory {
  struct Payment {
    let region: Int
    let customer: String
    let receivedOn: Day
    /// Days from invoice to receipt, 0 … `PaymentLags.longest`.
    var lag: Int
    /// 元.
    let amount: Double
  }

  private(set) var payments: [Payment] = []
  private(set) var firstInvoiceMonth: Month?

  init(invoices: FactTable, receipts: FactTable, catalogue: Catalogue, cutoff: Month) {
    struct Invoice {
      let day: Day
      let customer: String
      var open: Int64
    }
    var known: [String: Int] = [:]
    var list: [Invoice] = []
    var ofCustomer: [String: [Int]] = [:]
    let (number, customer, day, amount) = (
      invoices["invoice_number"], invoices["customer"], invoices["invoiced_on"], invoices["amount_incl_tax"]
    )
    for row in 0..<invoices.rowCount {
      guard let who = customer.text(row), let on = day.day(row), amount.integers[row] > 0 else { continue }
      firstInvoiceMonth = min(firstInvoiceMonth ?? on.monthOf, on.monthOf)
      if let text = number.text(row), let place = known[text], list[place].customer == who {
        list[place].open += amount.integers[row]
        continue
      }
      if let text = number.text(row) { known[text] = list.count }
      ofCustomer[who, default: []].append(list.count)
      list.append(Invoice(day: on, customer: who, open: amount.integers[row]))
    }
    for who in ofCustomer.keys { ofCustomer[who]?.sort { (list[$0].day, $0) < (list[$1].day, $1) } }
    let (payer, paid, receivedOn, named) = (receipts["customer"], receipts["amount"], receipts["received_on"], receipts["invoice_number"])
    let rows = (0..<receipts.rowCount).filter { row in
      guard let on = receivedOn.day(row) else { return false }
      return on.monthOf <= cutoff && paid.integers[row] > 0 && payer.isPresent[row]
    }.sorted { (receivedOn.integers[$0], $0) < (receivedOn.integers[$1], $1) }
    for row in rows {
      guard let who = payer.text(row), let on = receivedOn.day(row) else { continue }
      let region = catalogue.customers[who].flatMap { catalogue.regionIndex($0.group) } ?? catalogue.regions.count - 1
      var left = paid.integers[row]
      func settle(_ place: Int, upTo most: Int64) {
        let part = min(left, most)
        guard part > 0 else { return }
        left -= part
        list[place].open -= part
        let lag = min(max(list[place].day.distance(to: on), 0), PaymentLags.longest)
        payments.append(Payment(region: region, customer: who, receivedOn: on, lag: lag, amount: Double(part) / 100))
      }
      if let place = named.text(row).flatMap({ known[$0] }) {
        settle(place, upTo: left)
        continue
      }
      for place in ofCustomer[who] ?? [] where left > 0 && list[place].open > 0 && list[place].day <= on {
        settle(place, upTo: list[place].open)
      }
      ofCustomer[who]?.removeAll { list[$0].open <= 0 }
    }
  }
}
