// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Testing

@testable import DemoCompany

/// Sees: a delivery without its order, an invoice without its delivery, money without its invoice, from the tables alone.
@Suite struct TradeTieTests {
  @Test(arguments: Case.all) func orderedIsShippedAndOpen(_ item: Case) {
    let lines = item.table(.salesOrderLines)
    let shipments = item.table(.shipments)
    func key(_ number: String, _ line: Int64) -> String { number + "|" + String(line) }
    let shipped = shipments.sums(
      of: "quantity", by: { key(shipments.word("order_number", $0), shipments.int("order_line", $0)) },
      where: { shipments.int("is_return", $0) == 0 })
    let net = shipments.sums(
      of: "amount_excl_tax", by: { key(shipments.word("order_number", $0), shipments.int("order_line", $0)) },
      where: { shipments.int("is_return", $0) == 0 })
    var matched = 0
    for row in 0..<lines.rowCount {
      let id = key(lines.word("order_number", row), lines.int("line_number", row))
      let sent = shipped[id] ?? 0
      if shipped[id] != nil { matched += 1 }
      let open = lines.int("quantity", row) - sent
      #expect(open >= 0)
      #expect((open == 0) == (lines["shipped_on"].day(row) != nil))
      if open == 0 { #expect(net[id] == lines.int("amount_excl_tax", row)) }
      #expect(
        lines.int("amount_incl_tax", row) == lines.int("amount_excl_tax", row) + lines.int("tax_amount", row))
    }
    #expect(matched == shipped.count)
  }

  @Test(arguments: Case.all) func everyShipmentIsInvoicedOnceInItsMonth(_ item: Case) {
    let shipments = item.table(.shipments)
    let invoices = item.table(.invoices)
    let fields = ["amount_incl_tax", "amount_excl_tax", "quantity"]
    for field in fields {
      let sent = shipments.sums(
        of: field,
        by: { shipments.word("shipment_number", $0) + shipments.date("shipped_on", $0).monthOf.description })
      let billed = invoices.sums(
        of: field,
        by: { invoices.word("shipment_number", $0) + invoices.date("invoiced_on", $0).monthOf.description },
        where: { invoices["shipment_number"].text($0) != nil })
      #expect(sent == billed, "\(field)")
    }
    for row in 0..<invoices.rowCount {
      #expect(
        invoices.int("amount_incl_tax", row)
          == invoices.int("amount_excl_tax", row) + invoices.int("tax_amount", row))
    }
  }

  @Test(arguments: Case.all) func receiptsAndWhatIsOpenAreTheInvoices(_ item: Case) {
    let invoices = item.table(.invoices)
    let receipts = item.table(.receipts)
    let billed = invoices.sums(of: "amount_incl_tax", by: { invoices.word("invoice_number", $0) })
    let paid = receipts.sums(of: "amount", by: { receipts.word("invoice_number", $0) })
    #expect(paid.keys.allSatisfy { billed[$0] != nil })
    for (number, amount) in billed {
      let open = amount - (paid[number] ?? 0)
      // Nobody pays more than the invoice, and no credit is used twice.
      #expect(amount >= 0 ? (0...amount).contains(open) : (amount...0).contains(open), "\(number)")
    }
    let open = billed.values.reduce(0, +) - paid.values.reduce(0, +)
    #expect(open == item.balance("1122", item.facts.historyEnd.monthOf))
  }

  @Test(arguments: Case.all) func paymentsAndWhatIsOpenAreTheSuppliersInvoices(_ item: Case) {
    let invoices = item.table(.purchaseInvoices)
    let payments = item.table(.payments)
    let billed = invoices.sums(of: "amount_incl_tax", by: { invoices.word("invoice_number", $0) })
    let paid = payments.sums(of: "amount", by: { payments.word("invoice_number", $0) })
    for (number, amount) in billed {
      #expect((0...amount).contains(amount - (paid[number] ?? 0)), "\(number)")
    }
    let open = billed.values.reduce(0, +) - paid.values.reduce(0, +)
    #expect(open == -item.balance("2202", item.facts.historyEnd.monthOf))
  }

  @Test(arguments: Case.all) func purchaseOrdersAreReceivedRejectedOrOpen(_ item: Case) {
    let orders = item.table(.purchaseOrderLines)
    let receipts = item.table(.purchaseReceipts)
    let received = receipts.sums(
      of: "quantity", by: { receipts.word("order_number", $0) + "|" + String(receipts.int("order_line", $0)) }
    )
    for row in 0..<orders.rowCount {
      let id = orders.word("order_number", row) + "|" + String(orders.int("line_number", row))
      #expect(orders.int("received_quantity", row) == received[id] ?? 0)
      if orders.word("status", row) == "已关闭" {
        let done = orders.int("received_quantity", row) + orders.int("rejected_quantity", row)
        #expect(done == orders.int("quantity", row))
      }
    }
    let invoices = item.table(.purchaseInvoices)
    let goods = invoices.total("amount_excl_tax") { invoices["receipt_number"].text($0) != nil }
    #expect(goods == receipts.total("amount_excl_tax"))
  }
}

extension Case {
  /// Sum of a ledger account in a month: balance for balance-sheet accounts, movement for the others.
  func balance(_ account: String, _ month: Month) -> Int64 {
    let ledger = table(.ledgerBalances)
    return ledger.total("amount") {
      ledger.word("account", $0) == account && ledger["period"].month($0) == month
    }
  }

  var months: [Month] {
    let last = facts.historyEnd.monthOf
    return (0..<36).map { last.adding(months: $0 - 35) }
  }
}
