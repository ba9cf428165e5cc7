// SPDX-License-Identifier: Apache-2.0

/// What a file may hold. The raw value is the name on the command line and in the API; names are added, never renamed.
public enum FactKind: String, CaseIterable, Hashable, Sendable {
  case items, customers, suppliers, employees, departments, organisations, accounts, territories, prices
  case supplierItems = "supplier-items"
  case frameAgreements = "frame-agreements"
  case promotions, drivers, rebates, deals, shipments, invoices, receipts, payments, stock, bills, loans, headcount
  case taxRates = "tax-rates"
  case paymentTerms = "payment-terms"
  case exchangeRates = "exchange-rates"
  case billOfMaterials = "bill-of-materials"
  case dealStages = "deal-stages"
  case salesForecasts = "sales-forecasts"
  case salesOrderLines = "sales-order-lines"
  case purchaseOrderLines = "purchase-order-lines"
  case purchaseReceipts = "purchase-receipts"
  case purchaseInvoices = "purchase-invoices"
  case bankBalances = "bank-balances"
  case bankTransactions = "bank-transactions"
  case fixedAssets = "fixed-assets"
  case ledgerBalances = "ledger-balances"
  case budgets, quotas

  /// The kind of a name as typed: `products` is an alias of `items`.
  public init?(name: String) {
    if name == "products" { self = .items } else { self.init(rawValue: name) }
  }
}
