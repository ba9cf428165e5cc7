// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

extension SideRows {
  /// Reads the documents of suppliers.
  static func purchases(_ tables: FactTables) throws(MeasureError) -> SideRows {
    var rows = SideRows(.purchases)
    rows.readMasters(items: tables[.items], parties: tables[.suppliers])
    if let orders = tables[.purchaseOrderLines] {
      try rows.readOrders(orders, party: "supplier", deliversOnShippedDay: !tables.has(.purchaseReceipts))
    }
    if let receipts = tables[.purchaseReceipts] {
      try rows.readDeliveries(receipts, number: "receipt_number", day: "received_on", party: "supplier")
    }
    if let invoices = tables[.purchaseInvoices], invoices.rowCount > 0 {
      try rows.readInvoices(invoices, party: "supplier", delivery: "receipt_number")
    }
    if let payments = tables[.payments], payments.rowCount > 0 {
      try rows.readSettlements(payments, number: "payment_number", day: "paid_on", party: "supplier")
    }
    if let bills = tables[.bills] { try rows.readBills(bills) }
    rows.closeMasters()
    return rows
  }

  /// Whether nothing more will come on a purchase order line.
  static func isClosed(_ status: String?) -> Bool {
    guard let status = status?.lowercased() else { return false }
    return ["已关闭", "关闭", "已取消", "取消", "已完成", "完成", "closed", "cancelled", "canceled", "complete", "completed", "rejected"].contains(status)
  }
}
