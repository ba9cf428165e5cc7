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
    /// What it costs, 分: 不含税, of a small-scale taxpayer 含税; nil where the receipt says neither it nor what it follows from.
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
    let bearsVat =
      (try plan.engine.model.measure(named: "input_vat_borne").map { _ in
        try plan.engine.value("input_vat_borne", at: .total, period: nil) ?? 0
      }) == 1
    lines = (0..<table.rowCount).compactMap { row in
      guard let on = day.day(row), let code = item.text(row), let pieces = quantity.double(row) else { return nil }
      let known = order.text(row).flatMap { orders["\($0)/\(orderLine.integer(row) ?? 0)"] }
      let rate = Self.inputVatRate(plan, code)
      let net =
        excl.integer(row) ?? rate.flatMap { rate in incl.integer(row).map { hundredths(Double($0) / 100 / (1 + rate)) } }
        ?? known?.price.map { hundredths(pieces * $0) }
      let amount = bearsVat ? incl.integer(row) ?? net.map { hundredths(Double($0) / 100 * (1 + (rate ?? 0))) } : net
      return Line(
        receipt: number.text(row) ?? "", day: on, supplier: supplier.text(row) ?? known?.supplier, item: code, quantity: pieces,
        amount: amount, standard: standards[code].map { hundredths(pieces * $0) })
    }
  }

  /// nil for an item that is not known.
  private static func inputVatRate(_ plan: PlanState, _ item: String) -> Double? {
    plan.catalogue.itemIndex(item).map { index in
      ((try? plan.engine.value("purchase_tax_rate", at: ["Item": plan.members.items[index]], period: nil)) ?? nil) ?? 0
    }
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
