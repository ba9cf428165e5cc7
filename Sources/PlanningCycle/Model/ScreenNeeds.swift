// SPDX-License-Identifier: Apache-2.0

/// Which screens read a measure by its id: what they lose when a model no longer has it.
enum ScreenNeeds {
  private static let needs: [(screen: String, measures: [String])] = [
    ("overview", ["orders", "actual_orders", "agreed", "baseline", "tax_rate", "cash_balance", "minimum_cash"]),
    ("table", TableBuilder.measures),
    ("deals", ["pipeline", "price", "delivery_profile"]),
    ("forecast", ["baseline", "pipeline", "override", "agreed"]),
    (
      "cash",
      Workspace.cashLines.map(\.name) + [
        "cash_balance", "minimum_cash", "actual_cash", "receivables_due", "payables_due", "bills_in_hand_due", "bills_payable_due",
        "receipts_brought_forward", "receipts_given_up", "bills_discounted", "bills_endorsed", "bills_given", "payables_moved",
        "financing_charges", "pledged_bills_due", "bills_pledged", "pledges_ended", "pledges_moved",
      ]
    ),
    (
      "alerts",
      [
        "cash_balance", "minimum_cash", "projected_stock", "planned_receipts", "demand", "dependent_demand", "lead_time", "average_price",
        "standard_cost", "opening_stock", "purchase_price",
      ]
    ),
  ]

  /// Routes of the screens, in the order of the menu.
  static func screens(of measure: String) -> [String] {
    needs.filter { $0.measures.contains(measure) }.map(\.screen)
  }
}
