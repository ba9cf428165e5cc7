// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Planning
import Quantities

extension FillInputs {
  /// Purchase orders not yet received, by the day they are due; overdue ones on the first day.
  mutating func fillOpenPurchases() throws(StoreError) {
    for line in try OpenPurchase.read(facts, catalogue: catalogue, sources: sources, upTo: calendar.cutoff) {
      let id = [members.items[line.item]]
      sheet.add("scheduled_receipts", id, line.due, line.pieces, .fact("purchase-order-lines"))
      guard !catalogue.items[line.item].isMade else { continue }
      sheet.addMoney("scheduled_value", id, line.due, line.value, .fact("purchase-order-lines"))
    }
  }

  /// Terms of suppliers and what is owed to them at the cutoff.
  mutating func fillPayables() throws(StoreError) {
    try fillSupplierTerms()
    let invoices = try facts.table(.purchaseInvoices)
    let payments = try facts.table(.payments)
    guard invoices.rowCount > 0 || payments.rowCount > 0 else { return try fillPayablesByTerms() }
    let open = OpenItems(.payable, documents: invoices, payments: payments, upTo: calendar.cutoff)
    for item in open.remaining() {
      sheet.addMoney("payables_due", [], bankDay(item.due), item.amount, .fact("purchase-invoices"))
    }
  }

  /// Without invoices and payments: what orders say was received is paid 30 days later, as the plan pays what it will receive.
  private mutating func fillPayablesByTerms() throws(StoreError) {
    let orders = try facts.table(.purchaseOrderLines)
    let (item, due, sent) = (orders["item"], orders["due_on"], orders["shipped_on"])
    let (price, done, status) = (orders["price_excl_tax"], orders["received_quantity"], orders["status"])
    for row in 0..<orders.rowCount {
      guard let index = item.text(row).flatMap({ catalogue.itemIndex($0) }),
        let day = due.day(row) ?? sent.day(row),
        (sent.day(row) ?? day) <= calendar.cutoff.lastDay, day.adding(days: 30) >= calendar.firstDay,
        !OpenPurchase.isRejected(status.text(row)), let pieces = done.double(row), pieces > 0,
        let each = price.double(row)
      else { continue }
      let rate =
        (sources[index]?.taxRate ?? catalogue.items[index].taxRate)?.doubleValue ?? drivers.value("vat_rate")
        ?? 0
      sheet.addMoney(
        "payables_due", [], day.adding(days: 30), hundredths(each * pieces * (1 + rate)),
        .rule("receipts by terms"))
    }
  }

  private mutating func fillSupplierTerms() throws(StoreError) {
    let terms = try facts.table(.paymentTerms)
    let ownBills = drivers.value("own_bill_share")
    let codes = terms["code"]
    var rowOf: [String: Int] = [:]
    for row in 0..<terms.rowCount { if let code = codes.text(row) { rowOf[code] = row } }
    let fields = [
      ("term_cutoff_day", "cutoff_day"), ("term_months", "months"), ("term_days", "days"),
      ("term_pay_day", "pay_day"),
      ("term_bill_days", "bill_days"),
    ]
    for (position, code) in members.supplierCodes.enumerated() {
      let id = [members.suppliers[position]]
      let row = catalogue.suppliers[code].flatMap { rowOf[$0.group] }
      if let row {
        for (measure, field) in fields {
          if let value = terms[field].integer(row) {
            sheet.set(measure, id, Double(value), .fact("payment-terms"))
          }
        }
      }
      let share = row.flatMap { terms["bill_share"].double($0) } ?? ownBills
      if let share, share > 0 {
        sheet.set("term_bill_share", id, share, .fact("payment-terms"))
        if row.flatMap({ terms["bill_days"].integer($0) }) == nil {
          sheet.set("term_bill_days", id, 180, .rule("six months, the longest tenor allowed"))
        }
      }
    }
  }
}
