// SPDX-License-Identifier: Apache-2.0

/// The event whose day starts a payment term.
public enum TermsAnchor: String, Hashable, Sendable, CaseIterable {
  /// The order or the contract; advances 预付 count from it.
  case order
  /// Goods leave.
  case shipment
  /// The customer accepts 验收; retention 质保金 counts from it.
  case acceptance
  /// The date on the invoice.
  case invoice
  /// The invoice reaches the payer 到票.
  case invoiceReceived = "invoice-received"
  /// Both sides agreed the statement 对账, or a platform issued it.
  case statement

  public var chineseName: String {
    switch self {
    case .order: "订单"
    case .shipment: "发货"
    case .acceptance: "验收"
    case .invoice: "开票"
    case .invoiceReceived: "到票"
    case .statement: "对账"
    }
  }

  public var englishName: String { self == .invoiceReceived ? "invoice received" : rawValue }
}
