// SPDX-License-Identifier: Apache-2.0
import Commerce

extension RuleSet {
  /// What is sold, and what customers owe.
  mutating func addSales() {
    switch kind {
    case .salesOrderLines: addOrders()
    case .shipments:
      require("customer", as: .warn)
      require("order_number", tolerated: 5_000)
      for field in ["amount_incl_tax", "amount_excl_tax"] { past(field, per: "quantity", by: "item", outlier: 5) }
      past("cost_amount", per: "quantity", by: "item", outlier: 5, .note)
      past("quantity", by: "item")
      flows(every: 31)
    case .invoices:
      require("due_on")
      taxed(stopping: true)
      order("invoiced_on", "due_on")
      for field in ["amount_incl_tax", "amount_excl_tax"] { past(field, per: "quantity", by: "item", outlier: 5) }
      past("amount_incl_tax", by: "customer")
      flows(every: 31)
    case .receipts:
      require("invoice_number", tolerated: 5_000)
      past("amount", by: "customer", outlier: 20, .note)
      flows(every: 31)
    case .deals:
      require("customer", "amount_incl_tax", "closes_on", as: .warn, tolerated: 1_000)
      order("opened_on", "closes_on")
      bound("amount_incl_tax", 0, nil)
      add("newest", .freshness(days: 62), .note)
    case .prices:
      bound("price_incl_tax", 0, nil)
      past("price_incl_tax", by: "item", outlier: 3)
    case .quotas: past("amount", by: "owner", outlier: 10)
    case .salesForecasts:
      for field in ["amount_incl_tax", "amount_excl_tax", "quantity"] { past(field, by: "item", outlier: 20, .note) }
      for field in ["amount_incl_tax", "amount_excl_tax"] { addFamilyPast(field) }
    case .rebates: share("rate", most: 50)
    case .promotions:
      order("starts_on", "ends_on")
    default: break
    }
  }

  private mutating func addFamilyPast(_ field: String) {
    add("\(field)-of-family", .scale(QualityMeasure(field, by: "family"), factor: ShippedRules.unitFactor), .stop)
  }

  private mutating func addOrders() {
    require("customer", as: .warn)
    require("territory", "due_on")
    taxed(stopping: false)
    priced("incl")
    priced("excl")
    order("ordered_on", "due_on")
    share("tax_rate", most: 20)
    for field in ["amount_incl_tax", "amount_excl_tax"] { past(field, per: "quantity", by: "item", outlier: 5) }
    for field in ["price_incl_tax", "price_excl_tax"] { past(field, by: "item") }
    past("cost_amount", per: "quantity", by: "item")
    past("quantity", by: "item", outlier: 50, .note)
    flows(every: 31)
  }
}
