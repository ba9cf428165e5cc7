// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import FinancialPlanning
import Planning
import Quantities

extension FillInputs {
  /// Purchase orders not yet received, by the day they are due; overdue ones on the first day.
  mutating func fillOpenPurchases() throws(StoreError) {
    for line in try OpenPurchase.read(facts, catalogue: catalogue, sources: sources, upTo: calendar.cutoff) {
      let id = [members.items[line.item]]
      sheet.add("scheduled_receipts", id, line.due, line.pieces, .fact("purchase-order-lines"))
      guard catalogue.items[line.item].isPaidFor else { continue }
      sheet.addMoney("scheduled_value", id, line.due, line.value, .fact("purchase-order-lines"))
    }
  }

  /// What frame agreements lock, at which price, and how much of it was ordered through the cutoff.
  mutating func fillAgreements() {
    for (position, agreement) in agreements.enumerated() {
      let id = [members.agreements[position]]
      sheet.set("agreement_quantity", id, agreement.quantity.doubleValue, .fact("frame-agreements"))
      sheet.set("agreement_price", id, agreement.price.doubleValue, .fact("frame-agreements"))
      sheet.set(
        "agreement_used", id, Double(agreement.calledOff) / 10_000,
        .fact(agreement.isCountedElsewhere ? "frame-agreements" : "purchase-order-lines"))
    }
  }

  /// Terms of suppliers and what is owed to them at the cutoff.
  mutating func fillPayables() throws(StoreError) {
    try fillSupplierTerms()
    let invoices = try facts.table(.purchaseInvoices)
    let payments = try facts.table(.payments)
    guard invoices.rowCount > 0 || payments.rowCount > 0 else { return try fillPayablesByTerms() }
    let open = OpenItems(.payable, documents: invoices, payments: payments, upTo: calendar.cutoff) { terms.agreement(ofSupplier: $0) }
    for item in open.remaining() {
      sheet.addMoney("payables_due", [], bankDay(item.due), item.amount, .fact("purchase-invoices"))
    }
  }

  /// Without invoices and payments: what orders say was received is paid by the supplier's terms, as the plan pays what it will receive.
  private mutating func fillPayablesByTerms() throws(StoreError) {
    let orders = try facts.table(.purchaseOrderLines)
    let (item, due, sent) = (orders["item"], orders["due_on"], orders["shipped_on"])
    let (price, done, status) = (orders["price_excl_tax"], orders["received_quantity"], orders["status"])
    let supplier = orders["supplier"]
    for row in 0..<orders.rowCount {
      guard let index = item.text(row).flatMap({ catalogue.itemIndex($0) }),
        let day = due.day(row) ?? sent.day(row),
        (sent.day(row) ?? day) <= calendar.cutoff.lastDay,
        !OpenPurchase.isRejected(status.text(row)), let pieces = done.double(row), pieces > 0,
        let each = price.double(row)
      else { continue }
      let rate = inputVatRate(index, on: day) ?? 0
      let amount = Amount(minorUnits: hundredths(each * pieces * (1 + rate)), currency: .cny)
      let agreement = (supplier.text(row) ?? sources[index]?.supplier).flatMap { terms.agreement(ofSupplier: $0) }
      for part in PaymentAgreement.due(amount, on: day, agreement) where part.due >= calendar.firstDay {
        sheet.addMoney("payables_due", [], part.due, part.amount, .rule("receipts by terms"))
      }
    }
  }

  /// Words that one rule of numbers can say become numbers, which anybody may change; other words go to the calculation as they are.
  private mutating func fillSupplierTerms() throws(StoreError) {
    let table = try facts.table(.paymentTerms)
    let ownBills = drivers.value("own_bill_share")
    let codes = table["code"]
    var rowOf: [String: Int] = [:]
    for row in 0..<table.rowCount { if let code = codes.text(row) { rowOf[code] = row } }
    var agreed: [String: PaymentAgreement] = [:]
    for (position, code) in members.supplierCodes.enumerated() {
      let id = [members.suppliers[position]]
      if let words = terms.words(ofSupplier: code) {
        guard let numbers = words.asNumbers else {
          agreed[code] = words
          continue
        }
        fillTermNumbers(id, numbers)
      } else if let row = catalogue.suppliers[code].flatMap({ rowOf[$0.group] }) {
        fillTermNumbers(id, table, row)
        fillBillTerms(id, share: table["bill_share"].double(row) ?? ownBills, days: table["bill_days"].integer(row))
      } else {
        fillBillTerms(id, share: ownBills, days: nil)
      }
    }
    for (item, source) in sources { payableAgreements[members.items[item]] = agreed[source.supplier] }
  }

  private mutating func fillTermNumbers(_ id: [Int64], _ rule: PaymentTerms) {
    let source = FactKindName.fact("payment-terms")
    if rule.cutOffDay > 0 { sheet.set("term_cutoff_day", id, Double(rule.cutOffDay), source) }
    if rule.months > 0 { sheet.set("term_months", id, Double(rule.months), source) }
    if rule.payDay > 0 { sheet.set("term_pay_day", id, Double(rule.payDay), source) }
    sheet.set("term_days", id, Double(rule.days), source)
  }

  private mutating func fillTermNumbers(_ id: [Int64], _ table: FactTable, _ row: Int) {
    let fields = [
      ("term_cutoff_day", "cutoff_day"), ("term_months", "months"), ("term_days", "days"),
      ("term_pay_day", "pay_day"),
      ("term_bill_days", "bill_days"),
    ]
    for (measure, field) in fields {
      if let value = table[field].integer(row) {
        sheet.set(measure, id, Double(value), .fact("payment-terms"))
      }
    }
  }

  private mutating func fillBillTerms(_ id: [Int64], share: Double?, days: Int64?) {
    guard let share, share > 0 else { return }
    sheet.set("term_bill_share", id, share, .fact("payment-terms"))
    if days == nil { sheet.set("term_bill_days", id, 180, .rule("six months, the longest tenor allowed")) }
  }
}
