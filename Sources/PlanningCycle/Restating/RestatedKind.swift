// SPDX-License-Identifier: Apache-2.0
import Access
import Commerce

/// A kind of document whose money is added up by the month in which it is true.
struct RestatedKind: Sendable {
  let kind: FactKind
  /// The first that a row has is its amount.
  let amount: [String]
  /// The right it asks for besides that of the company's figures.
  let permission: Permission?

  static let all: [RestatedKind] = [
    RestatedKind(kind: .salesOrderLines, amount: ["amount_incl_tax", "amount_excl_tax"], permission: nil),
    RestatedKind(kind: .shipments, amount: ["amount_incl_tax", "amount_excl_tax"], permission: nil),
    RestatedKind(kind: .invoices, amount: ["amount_incl_tax"], permission: nil),
    RestatedKind(kind: .receipts, amount: ["amount"], permission: nil),
    RestatedKind(kind: .purchaseOrderLines, amount: ["amount_incl_tax", "amount_excl_tax"], permission: .viewPurchases),
    RestatedKind(kind: .purchaseReceipts, amount: ["amount_incl_tax", "amount_excl_tax"], permission: .viewPurchases),
    RestatedKind(kind: .purchaseInvoices, amount: ["amount_incl_tax"], permission: .viewPurchases),
    RestatedKind(kind: .payments, amount: ["amount"], permission: .viewPurchases),
    RestatedKind(kind: .bankTransactions, amount: ["amount"], permission: .viewCash),
  ]

  static func of(_ kind: FactKind) -> RestatedKind? { all.first { $0.kind == kind } }

  func isSeen(by person: Person) -> Bool { permission.map { Access.allows(person, $0) } ?? true }
}
