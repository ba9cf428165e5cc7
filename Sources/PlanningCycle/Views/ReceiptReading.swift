// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Planning
import Quantities

/// Receipts of goods as facts have them, each with what it would cost at standard.
struct ReceiptReading {
  struct Line {
    let receipt: String
    let day: Day
    let supplier: String?
    let item: String
    let quantity: Double
    /// 不含税, 分; nil where the receipt says neither it nor what it follows from.
    let amount: Int64?
    /// Quantity × standard cost, 分; nil for an item without one.
    let standard: Int64?
  }

  struct Sum {
    var quantity = 0.0
    var amount: Int64 = 0
    var standard: Int64 = 0

    mutating func add(_ quantity: Double, _ amount: Int64, _ standard: Int64) {
      self.quantity += quantity
      self.amount += amount
      self.standard += standard
    }
  }

  /// In the order of the facts.
  let lines: [Line]
  /// Standard cost by item, 元 a unit; items without one are not among them.
  let standards: [String: Double]

  init(_ plan: PlanState, _ facts: FactLibrary) throws {
    let table = try facts.table(.purchaseReceipts)
    let (number, day, supplier, item) = (table["receipt_number"], table["received_on"], table["supplier"], table["item"])
    let (quantity, excl, incl) = (table["quantity"], table["amount_excl_tax"], table["amount_incl_tax"])
    let orders = try Self.suppliers(facts)
    let (order, orderLine) = (table["order_number"], table["order_line"])
    var standards: [String: Double] = [:]
    for (index, known) in plan.catalogue.items.enumerated() {
      let cost = try plan.engine.value(known.paidStandard, at: ["Item": plan.members.items[index]], period: nil)
      if let cost, cost > 0 { standards[known.code] = cost }
    }
    self.standards = standards
    lines = (0..<table.rowCount).compactMap { row in
      guard let on = day.day(row), let code = item.text(row), let pieces = quantity.double(row) else { return nil }
      let known = order.text(row).flatMap { orders["\($0)/\(orderLine.integer(row) ?? 0)"] }
      let amount = excl.integer(row) ?? Self.net(incl.integer(row), plan, code) ?? known?.price.map { hundredths(pieces * $0) }
      return Line(
        receipt: number.text(row) ?? "", day: on, supplier: supplier.text(row) ?? known?.supplier, item: code, quantity: pieces,
        amount: amount, standard: standards[code].map { hundredths(pieces * $0) })
    }
  }

  /// Of an amount with tax, by the item's rate of input VAT.
  private static func net(_ gross: Int64?, _ plan: PlanState, _ item: String) -> Int64? {
    guard let gross, let index = plan.catalogue.itemIndex(item) else { return nil }
    let rate = (try? plan.engine.value("purchase_tax_rate", at: ["Item": plan.members.items[index]], period: nil)) ?? nil
    return hundredths(Double(gross) / 100 / (1 + (rate ?? 0)))
  }

  /// Who was ordered from, and at what price, by order line.
  private static func suppliers(_ facts: FactLibrary) throws -> [String: (supplier: String?, price: Double?)] {
    let table = try facts.table(.purchaseOrderLines)
    let (number, line, supplier) = (table["order_number"], table["line_number"], table["supplier"])
    let (quantity, asked, excl) = (table["quantity"], table["price_excl_tax"], table["amount_excl_tax"])
    var result: [String: (supplier: String?, price: Double?)] = [:]
    for row in 0..<table.rowCount {
      guard let code = number.text(row) else { continue }
      let pieces = quantity.double(row) ?? 0
      let price = asked.double(row) ?? excl.integer(row).flatMap { pieces > 0 ? Double($0) / 100 / pieces : nil }
      result["\(code)/\(line.integer(row) ?? 0)"] = (supplier.text(row), price)
    }
    return result
  }
}
