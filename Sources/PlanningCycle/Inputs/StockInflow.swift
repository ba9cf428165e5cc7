// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// What came into an item's stock through the cutoff, as far as facts say, for its age 库龄.
public struct StockInflow: Sendable {
  /// Where the days come from.
  public enum Rule: String, Sendable {
    /// Goods receipts.
    case receipts
    /// Purchase orders that say how much was received.
    case purchaseOrders
    /// 自制件 without receipts: what was shipped is taken to have been made on the same day, so that the stock is the newest of it.
    case shipments
  }

  let rule: Rule
  /// Units that came in on a day, as the facts list them.
  let receipts: [(day: Day, quantity: Double)]

  /// By item position; items whose inflow no fact tells are not there.
  static func read(_ facts: FactLibrary, catalogue: Catalogue, cutoff: Month) throws(StoreError) -> [Int: StockInflow] {
    let last = cutoff.lastDay
    let shipped = try facts.table(.shipments)
    let sold = shipped.rowCount > 0 ? shipped : try facts.table(.salesOrderLines)
    var result = collect(
      sold, rule: .shipments, days: sold.schema.kind == .shipments ? ["shipped_on"] : ["shipped_on", "due_on", "ordered_on"],
      quantity: "quantity", catalogue: catalogue, through: last
    ).filter { catalogue.items[$0.key].isMade }
    let received = try facts.table(.purchaseReceipts)
    let bought =
      received.rowCount > 0
      ? collect(received, rule: .receipts, days: ["received_on"], quantity: "quantity", catalogue: catalogue, through: last)
      : collect(
        try facts.table(.purchaseOrderLines), rule: .purchaseOrders, days: ["shipped_on", "due_on"], quantity: "received_quantity",
        catalogue: catalogue, through: last)
    result.merge(bought) { _, receipts in receipts }
    return result
  }

  /// Rows with a day and a quantity above 0; returned goods do not make stock younger.
  private static func collect(
    _ table: FactTable, rule: Rule, days: [String], quantity: String, catalogue: Catalogue, through last: Day
  ) -> [Int: StockInflow] {
    let item = table["item"]
    let columns = days.map { table[$0] }
    let units = table[quantity]
    let isReturn = table.schema.index(of: "is_return") == nil ? nil : table["is_return"]
    var rows: [Int: [(day: Day, quantity: Double)]] = [:]
    for row in 0..<table.rowCount {
      guard let day = columns.lazy.compactMap({ $0.day(row) }).first, day <= last, isReturn?.boolean(row) != true,
        let pieces = units.double(row), pieces > 0, let index = item.text(row).flatMap({ catalogue.itemIndex($0) })
      else { continue }
      rows[index, default: []].append((day, pieces))
    }
    return rows.mapValues { StockInflow(rule: rule, receipts: $0) }
  }
}
