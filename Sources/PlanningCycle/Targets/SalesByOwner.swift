// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// Who sold what: amounts of order lines by region, salesperson and the month they shipped in, and receipts by the customer's region and salesperson.
///
/// The plan knows regions; this is what a region's figure is divided over its people by.
struct SalesByOwner {
  struct Key: Hashable, Comparable {
    let region: Int
    /// Code of an employee; empty where nobody is named.
    let owner: String

    static func < (left: Key, right: Key) -> Bool { (left.region, left.owner) < (right.region, right.owner) }
  }

  /// Minor units, by month.
  private(set) var sales: [Key: [Month: Int64]] = [:]
  private(set) var receipts: [Key: [Month: Int64]] = [:]
  /// Whose customers are in a region, whether they bought or not.
  private(set) var assigned: Swift.Set<Key> = []

  init(facts: FactLibrary, catalogue: Catalogue) throws(StoreError) {
    let customers = try facts.table(.customers)
    let (code, owner, territory) = (customers["code"], customers["owner"], customers["territory"])
    let others = catalogue.regions.count - 1
    var keys: [String: Key] = [:]
    for row in 0..<customers.rowCount {
      guard let customer = code.text(row) else { continue }
      let region = territory.text(row).flatMap { catalogue.regionIndex($0) } ?? others
      let key = Key(region: region, owner: owner.text(row) ?? "")
      keys[customer] = key
      if !key.owner.isEmpty { assigned.insert(key) }
    }
    try readOrders(facts, catalogue, keys)
    let table = try facts.table(.receipts)
    let (customer, day, amount) = (table["customer"], table["received_on"], table["amount"])
    for row in 0..<table.rowCount {
      guard let on = day.day(row), let value = amount.integer(row) else { continue }
      let key = customer.text(row).flatMap { keys[$0] } ?? Key(region: others, owner: "")
      receipts[key, default: [:]][on.monthOf, default: 0] += value
    }
  }

  private mutating func readOrders(_ facts: FactLibrary, _ catalogue: Catalogue, _ keys: [String: Key]) throws(StoreError) {
    let orders = try facts.table(.salesOrderLines)
    let (ordered, shipped, territory) = (orders["ordered_on"], orders["shipped_on"], orders["territory"])
    let (owner, customer) = (orders["owner"], orders["customer"])
    let (excl, incl) = (orders["amount_excl_tax"], orders["amount_incl_tax"])
    for row in 0..<orders.rowCount {
      guard let day = shipped.day(row) ?? ordered.day(row), let value = excl.integer(row) ?? incl.integer(row) else { continue }
      let known = customer.text(row).flatMap { keys[$0] }
      let region = territory.text(row).flatMap { catalogue.regionIndex($0) } ?? known?.region ?? catalogue.regions.count - 1
      let key = Key(region: region, owner: owner.text(row) ?? known?.owner ?? "")
      sales[key, default: [:]][day.monthOf, default: 0] += value
    }
  }

  /// People of a region by code: those with customers there, and those who sold there from `month` on.
  func owners(region: Int, since month: Month) -> [String] {
    let sold = sales.filter { entry in
      entry.key.region == region && !entry.key.owner.isEmpty && entry.value.contains { $0.key >= month && $0.value != 0 }
    }
    return Swift.Set(sold.keys.map(\.owner) + assigned.filter { $0.region == region }.map(\.owner)).sorted()
  }

  func amounts(_ measure: TargetMeasure, region: Int, owner: String) -> [Month: Int64] {
    (measure == .collections ? receipts : sales)[Key(region: region, owner: owner)] ?? [:]
  }
}
