// SPDX-License-Identifier: Apache-2.0
import FinancialPlanning

/// The parts that differences between two stations are explained with.
enum ReconciliationItem: String, CaseIterable {
  case plannedOtherwise = "planned-otherwise"
  case tax
  case earlierOrders = "earlier-orders"
  case openOrders = "open-orders"
  case otherShipments = "other-shipments"
  case returns
  case shippedOtherwise = "shipped-otherwise"
  case earlierShipments = "earlier-shipments"
  case notInvoiced = "not-invoiced"
  case otherInvoices = "other-invoices"
  case creditNotes = "credit-notes"
  case rebates
  case invoicedOtherwise = "invoiced-otherwise"
  case earlierInvoices = "earlier-invoices"
  case unpaidInvoices = "unpaid-invoices"
  case advances
  case noDocuments = "no-documents"

  var label: BilingualText {
    switch self {
    case .plannedOtherwise: BilingualText("预测与预算看法不同", "Forecast otherwise than budgeted")
    case .tax: BilingualText("增值税", "VAT")
    case .earlierOrders: BilingualText("以前月份订单在本月发货", "Shipped for orders of earlier months")
    case .openOrders: BilingualText("本月订单月末未发货", "Ordered, not shipped by the end of the month")
    case .otherShipments: BilingualText("没有订单的发货", "Shipped without an order of the region")
    case .returns: BilingualText("退货", "Returns")
    case .shippedOtherwise: BilingualText("发货金额与订单不同", "Shipped at another amount than ordered")
    case .earlierShipments: BilingualText("以前月份发货在本月开票", "Invoiced for shipments of earlier months")
    case .notInvoiced: BilingualText("本月发货月末未开票", "Shipped, not invoiced by the end of the month")
    case .otherInvoices: BilingualText("没有发货单的开票", "Invoiced without a shipment of the region")
    case .creditNotes: BilingualText("红字发票", "Credit notes")
    case .rebates: BilingualText("返利", "Rebates")
    case .invoicedOtherwise: BilingualText("开票金额与发货不同", "Invoiced at another amount than shipped")
    case .earlierInvoices: BilingualText("收回以前月份的应收", "Paid for invoices of earlier months")
    case .unpaidInvoices: BilingualText("本月开票月末未收", "Invoiced, not paid by the end of the month")
    case .advances: BilingualText("预收与多付", "Paid in advance or too much")
    case .noDocuments: BilingualText("没有可对应的单据", "No documents to set against each other")
    }
  }

  /// Of a part, or of a factor of a review.
  static func label(_ key: String) -> BilingualText {
    if key.hasPrefix("factor:"), let factor = VarianceFactor(rawValue: String(key.dropFirst(7))) { return factor.label }
    return Self(rawValue: key)?.label ?? BilingualText(name: key)
  }
}
