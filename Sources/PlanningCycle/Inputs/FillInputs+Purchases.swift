// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Planning
import Quantities

extension FillInputs {
  /// Purchase orders not yet received, by the day they are due; overdue ones on the first day.
  mutating func fillOpenPurchases() throws(StoreError) {
    let orders = try facts.table(.purchaseOrderLines)
    let received = try receivedByLine()
    let (item, status) = (orders["item"], orders["status"])
    let (ordered, due, quantity) = (orders["ordered_on"], orders["due_on"], orders["quantity"])
    let (price, amount, done) = (
      orders["price_excl_tax"], orders["amount_excl_tax"], orders["received_quantity"]
    )
    let (number, line, sent) = (orders["order_number"], orders["line_number"], orders["shipped_on"])
    for row in 0..<orders.rowCount {
      // Files that go on after the cutoff call a line complete that was still on its way then.
      let wasOnItsWay = received == nil && (sent.day(row).map { $0 > calendar.cutoff.lastDay } ?? false)
      guard let index = item.text(row).flatMap({ catalogue.itemIndex($0) }), let on = ordered.day(row),
        on.monthOf <= calendar.cutoff, let text = number.text(row),
        !Self.isClosed(status.text(row)) || (wasOnItsWay && !Self.isRejected(status.text(row)))
      else { continue }
      let known = received == nil ? done.integer(row) : received?[text + "|" + String(line.integers[row])]
      let arrived = wasOnItsWay ? 0 : known ?? 0
      let open = quantity.integers[row] - arrived
      guard open > 0 else { continue }
      let day = due.day(row) ?? on.adding(days: sources[index]?.leadTimeDays ?? 30)
      let pieces = Double(open) / 10_000
      sheet.add("scheduled_receipts", [members.items[index]], day, pieces, .fact("purchase-order-lines"))
      guard !catalogue.items[index].isMade else { continue }
      let value =
        price.double(row).map { hundredths($0 * pieces) }
        ?? amount.integer(row).map {
          Amount(minorUnits: $0, currency: .cny).part(open, of: quantity.integers[row])
        } ?? 0
      sheet.addMoney("scheduled_value", [members.items[index]], day, value, .fact("purchase-order-lines"))
    }
  }

  /// Status words and codes after which nothing more arrives (3 rejected and 4 complete in the bicycle maker's system).
  private static func isClosed(_ status: String?) -> Bool {
    guard let status else { return false }
    return ["3", "4", "closed", "complete", "completed", "rejected", "已关闭", "关闭", "完成", "已完成"].contains(
      status.lowercased())
  }

  private static func isRejected(_ status: String?) -> Bool {
    ["3", "rejected"].contains(status?.lowercased() ?? "")
  }

  /// Received pieces by order line; nil when there are no receipt documents.
  private func receivedByLine() throws(StoreError) -> [String: Int64]? {
    let receipts = try facts.table(.purchaseReceipts)
    guard receipts.rowCount > 0 else { return nil }
    let (order, line, quantity, day) = (
      receipts["order_number"], receipts["order_line"], receipts["quantity"], receipts["received_on"]
    )
    var result: [String: Int64] = [:]
    for row in 0..<receipts.rowCount {
      guard let text = order.text(row), let number = line.integer(row), let on = day.day(row),
        on.monthOf <= calendar.cutoff
      else { continue }
      result[text + "|" + String(number), default: 0] += quantity.integers[row]
    }
    return result
  }

  /// Terms of suppliers and what is owed to them at the cutoff.
  mutating func fillPayables() throws(StoreError) {
    try fillSupplierTerms()
    let invoices = try facts.table(.purchaseInvoices)
    let payments = try facts.table(.payments)
    guard invoices.rowCount > 0 || payments.rowCount > 0 else { return try fillPayablesByTerms() }
    let open = OpenItems(.payable, documents: invoices, payments: payments, upTo: calendar.cutoff)
    for item in open.remaining() {
      sheet.addMoney("payables_due", [], item.due, item.amount, .fact("purchase-invoices"))
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
        !Self.isRejected(status.text(row)), let pieces = done.double(row), pieces > 0,
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
