// SPDX-License-Identifier: Apache-2.0
import Commerce

extension RuleSet {
  /// Who and what there is.
  mutating func addMasters() {
    switch kind {
    case .items:
      require("name")
      require("unit", "standard_cost", tolerated: 5_000)
      share("tax_rate", most: 20)
      bound("lead_time_days", 0, 1_000)
      for field in ["standard_cost", "list_price"] { past(field, by: "code") }
    case .customers:
      require("name")
      require("territory", "terms", tolerated: 5_000)
      add("name", .uniqueness(fields: ["name"]), .note, tolerated: 100)
    case .suppliers:
      require("name")
      add("name", .uniqueness(fields: ["name"]), .note, tolerated: 100)
    case .employees: require("name")
    default: break
    }
  }
}
