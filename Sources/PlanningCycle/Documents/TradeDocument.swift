// SPDX-License-Identifier: Apache-2.0
import Access
public import Calendars

/// The documents that one line of trade passes through, in the order in which they happen.
public enum DocumentKind: String, CaseIterable, Sendable, Hashable {
  case deal, order, shipment, invoice, receipt, purchaseOrder, goodsReceipt, purchaseInvoice, payment

  public var label: BilingualText {
    switch self {
    case .deal: BilingualText("商机", "Deal")
    case .order: BilingualText("销售订单", "Sales order")
    case .shipment: BilingualText("发货单", "Shipment")
    case .invoice: BilingualText("销售发票", "Invoice")
    case .receipt: BilingualText("收款", "Receipt")
    case .purchaseOrder: BilingualText("采购订单", "Purchase order")
    case .goodsReceipt: BilingualText("采购入库", "Goods receipt")
    case .purchaseInvoice: BilingualText("采购发票", "Purchase invoice")
    case .payment: BilingualText("付款", "Payment")
    }
  }
}

/// A document as a whole: its lines added up.
public struct TradeDocument: Sendable {
  /// `order:SO2026-00017`
  public var id: String { kind.rawValue + ":" + number }
  public let kind: DocumentKind
  public let number: String
  public internal(set) var on: Day?
  public internal(set) var counterparty: BilingualText
  /// 含税, minor units.
  public internal(set) var amount: Int64
  /// Pieces ×10⁻⁴; nil for money documents.
  public internal(set) var quantity: Int64?
  /// Items of the lines, in line order.
  public internal(set) var items: [String]
  public internal(set) var status: BilingualText?
  /// Where its lines lie by the dimensions of scopes, each place once.
  var places: [[String: [String]]] = []
  /// First line: where it came from.
  public let batch: Int64
  public let line: Int32

  /// Whether all of its lines lie inside.
  func lies(inside scope: Scope) -> Bool {
    scope.isEverything || (!places.isEmpty && places.allSatisfy { scope.admits(row: $0) })
  }
}
