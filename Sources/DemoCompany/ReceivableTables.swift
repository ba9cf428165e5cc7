// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

extension Receivables {
  func invoiceTable(_ operations: Operations) -> FactTable {
    var rows = FactRows(
      .invoices,
      "invoice_number line_number invoiced_on due_on customer item shipment_number order_number "
        + "quantity amount_incl_tax amount_excl_tax tax_amount is_rebate")
    for invoice in invoices where invoice.day <= timeline.cutIndex {
      for (position, line) in invoice.lines.enumerated() {
        let shipment = line.shipment >= 0 ? operations.shipments[line.shipment] : nil
        rows.add([
          .text(invoice.number), .number(Int64(position + 1)), .day(timeline.day(invoice.day)),
          .day(invoice.due),
          .text(customers.all[invoice.customer].code),
          shipment.map { .text(operations.catalogue.items[$0.item].code) }, shipment.map { .text($0.number) },
          shipment.map { .text(Orders.orderNumber(operations.orders.lines[$0.orderLine], timeline)) },
          shipment.map { .pieces($0.quantity) }, .number(line.gross), .number(line.net),
          .number(line.gross - line.net), .boolean(invoice.isRebate),
        ])
      }
    }
    return rows.table
  }

  func receiptTable(_ register: BillRegister) -> FactTable {
    var rows = FactRows(
      .receipts, "receipt_number received_on customer invoice_number method amount bill_number")
    for receipt in receipts where receipt.day <= timeline.cutIndex {
      rows.add([
        .text(receipt.number), .day(timeline.day(receipt.day)), .text(customers.all[receipt.customer].code),
        .text(invoices[receipt.invoice].number), .text(receipt.bill >= 0 ? "承兑" : "电汇"),
        .number(receipt.amount),
        receipt.bill >= 0 ? .text(register.bills[receipt.bill].number) : nil,
      ])
    }
    return rows.table
  }
}
