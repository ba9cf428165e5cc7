// SPDX-License-Identifier: Apache-2.0
import Commerce

extension RuleSet {
  /// What is bought, made and stored.
  mutating func addSupply() {
    switch kind {
    case .purchaseOrderLines:
      require("supplier", "due_on", as: .warn)
      priced("excl")
      order("ordered_on", "due_on")
      share("tax_rate", most: 20)
      for field in ["amount_incl_tax", "amount_excl_tax"] { past(field, per: "quantity", by: "item", outlier: 5) }
      past("price_excl_tax", by: "item")
      past("quantity", by: "item", outlier: 50, .note)
      flows(every: 31)
    case .purchaseReceipts:
      require("supplier", "order_number")
      for field in ["amount_incl_tax", "amount_excl_tax"] { past(field, per: "quantity", by: "item", outlier: 5) }
      past("quantity", by: "item")
      flows(every: 31)
    case .purchaseInvoices:
      require("due_on")
      taxed(stopping: true)
      order("invoiced_on", "due_on")
      past("amount_incl_tax", by: "supplier")
      flows(every: 31)
    case .payments:
      require("supplier", as: .warn, tolerated: 5_000)
      past("amount", by: "supplier", outlier: 20, .note)
      flows(every: 31)
    case .supplierItems:
      bound("lead_time_days", 0, 1_000)
      past("price_excl_tax", by: "item", outlier: 5)
    case .stock:
      require("location")
      bound("quantity", 0, nil)
      past("quantity", by: "item", outlier: 100, .note)
      past("amount", per: "quantity", by: "item", outlier: 5)
      add("newest", .freshness(days: 35), .warn)
    case .billOfMaterials:
      add("itself", .balance(.differs("assembly", "component")), .stop)
      bound("quantity_per", 0, nil)
      share("scrap_rate", most: 100)
      order("valid_from", "valid_to")
      past("quantity_per", by: "component")
    case .frameAgreements:
      order("valid_from", "valid_to")
      past("price_excl_tax", by: "item", outlier: 5)
    default: break
    }
  }
}
