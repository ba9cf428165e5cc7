// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Planning
import Quantities

extension FillInputs {
  /// What was shipped through the cutoff and what is still to ship: from shipment documents, else from the order lines' own day.
  mutating func fillShipments() throws(StoreError) {
    let shipments = try facts.table(.shipments)
    if shipments.rowCount > 0 {
      try fillFromDocuments(shipments)
    } else {
      try fillFromOrderLines()
    }
  }

  private struct LineKey: Hashable {
    let order: String
    let line: Int64
  }

  private mutating func fillFromDocuments(_ shipments: FactTable) throws(StoreError) {
    let columns = ShipmentColumns(shipments)
    let rebates = try rebatesByRegion()
    var shipped: [LineKey: Int64] = [:]
    for row in 0..<shipments.rowCount {
      guard let day = columns.day.day(row),
        let item = columns.item.text(row).flatMap({ catalogue.itemIndex($0) })
      else { continue }
      let sign: Int64 = columns.isReturn.boolean(row) == true && columns.quantity.integers[row] > 0 ? -1 : 1
      let pieces = columns.quantity.integers[row] * sign
      if let order = columns.order.text(row), let line = columns.line.integer(row) {
        shipped[LineKey(order: order, line: line), default: 0] += pieces
      }
      guard day.monthOf <= calendar.cutoff else { continue }
      let members = self.row(item, region(columns.territory, row))
      let money = amounts(columns.incl.integer(row), columns.excl.integer(row), item: item, on: day)
      let moneySign: Int64 = columns.isReturn.boolean(row) == true && money.incl > 0 ? -1 : 1
      addActual(
        members, day, pieces: pieces, incl: money.incl * moneySign, excl: money.excl * moneySign,
        cost: (columns.cost.integer(row) ?? standardCost(item, pieces))
          * (columns.cost.isPresent[row] ? moneySign : 1),
        source: .fact("shipments"))
    }
    for (key, amount) in rebates.sorted(by: { ($0.key.month, $0.key.region) < ($1.key.month, $1.key.region) }) {
      spreadRebate(amount, region: key.region, month: key.month)
    }
    try fillBacklog(shipped: shipped)
  }

  private struct ShipmentColumns {
    let day, item, territory, quantity, incl, excl, cost, order, line, isReturn: FactColumn
    init(_ table: FactTable) {
      (day, item, territory) = (table["shipped_on"], table["item"], table["territory"])
      (quantity, incl, excl) = (table["quantity"], table["amount_incl_tax"], table["amount_excl_tax"])
      (cost, order, line) = (table["cost_amount"], table["order_number"], table["order_line"])
      isReturn = table["is_return"]
    }
  }

  private mutating func addActual(
    _ members: [Int64], _ day: Day, pieces: Int64, incl: Int64, excl: Int64, cost: Int64, source: FactKindName
  ) {
    let month = day.monthOf
    shippedByDay[members[1], default: [:]][day, default: 0] += incl
    sheet.add("actual_shipped_units", members, month, Double(pieces) / 10_000, source)
    sheet.addMoney("actual_shipments", members, month, incl, source)
    sheet.addMoney("actual_revenue", members, month, excl, source)
    sheet.addMoney("actual_cost_of_sales", members, month, cost, source)
  }

  private func standardCost(_ item: Int, _ pieces: Int64) -> Int64 {
    hundredths((catalogue.items[item].standardCost?.doubleValue ?? 0) * Double(pieces) / 10_000)
  }

  private struct RebateKey: Hashable {
    let region: Int
    let month: Month
  }

  /// Rebate invoices (negative, 不含税) by the customer's region and month.
  private func rebatesByRegion() throws(StoreError) -> [RebateKey: Int64] {
    let invoices = try facts.table(.invoices)
    let (isRebate, day, customer) = (invoices["is_rebate"], invoices["invoiced_on"], invoices["customer"])
    let (incl, excl) = (invoices["amount_incl_tax"], invoices["amount_excl_tax"])
    let (tax, item) = (invoices["tax_amount"], invoices["item"])
    var result: [RebateKey: Int64] = [:]
    for row in 0..<invoices.rowCount where isRebate.boolean(row) == true {
      guard let on = day.day(row), on.monthOf <= calendar.cutoff else { continue }
      let amount = redInvoice(incl.integer(row), excl.integer(row), tax.integer(row), item: item.text(row), on: on)
      let region = customer.text(row).flatMap { catalogue.customers[$0]?.group }.flatMap {
        catalogue.regionIndex($0)
      }
      result[RebateKey(region: region ?? catalogue.regions.count - 1, month: on.monthOf), default: 0] -= abs(
        amount)
    }
    return result
  }

  /// What a red invoice 红字发票 takes from revenue, 不含税: its own figure, else what its tax leaves, else the split by the item's rate on its day, or by the
  /// general rate where it names no item.
  private func redInvoice(_ incl: Int64?, _ excl: Int64?, _ tax: Int64?, item: String?, on day: Day) -> Int64 {
    if let excl { return excl }
    guard let incl else { return 0 }
    if let tax { return incl - tax }
    let general = drivers.value("vat_rate").flatMap { Rounding.toInteger($0 * 1_000_000) }.map { FixedPoint(mantissa: $0, scale: 6) }
    guard let rate = item.flatMap({ catalogue.itemIndex($0) }).flatMap({ vatRates.rate($0, on: day) }) ?? general,
      let split = TaxSplit(gross: Amount(minorUnits: incl, currency: .cny), rate: rate)
    else { return incl }
    return split.net.minorUnits
  }

  /// A rebate concerns all a customer bought: over the region's items of the month, in proportion to their revenue.
  private mutating func spreadRebate(_ amount: Int64, region: Int, month: Month) {
    guard let index = calendar.index(of: month), let rows = sheet.blocks["actual_revenue"] else { return }
    let here = rows.filter {
      $0.key.count == 2 && $0.key[1] == members.regions[region] && $0.value.money(index) > 0
    }
    .sorted { $0.key[0] < $1.key[0] }
    guard !here.isEmpty else { return }
    let parts = Allocation.split(amount, by: here.map { Double($0.value.money(index)) })
    for (row, part) in zip(here, parts) {
      sheet.addMoney("actual_revenue", row.key, month, part, .fact("invoices"))
    }
  }

  /// Ordered and not yet shipped: by the month and the day it is due; overdue lines at the start.
  private mutating func fillBacklog(shipped: [LineKey: Int64]) throws(StoreError) {
    let orders = try facts.table(.salesOrderLines)
    let (ordered, due, item, territory) = (
      orders["ordered_on"], orders["due_on"], orders["item"], orders["territory"]
    )
    let (number, line, quantity) = (orders["order_number"], orders["line_number"], orders["quantity"])
    let (incl, excl, customer) = (orders["amount_incl_tax"], orders["amount_excl_tax"], orders["customer"])
    for row in 0..<orders.rowCount {
      guard let on = ordered.day(row), on.monthOf <= calendar.cutoff,
        let index = item.text(row).flatMap({ catalogue.itemIndex($0) }), let text = number.text(row)
      else { continue }
      let total = quantity.integers[row]
      let open = total - (shipped[LineKey(order: text, line: line.integers[row])] ?? 0)
      guard open > 0, total > 0 else { continue }
      let money = amounts(incl.integer(row), excl.integer(row), item: index, on: on)
      let share = Amount(minorUnits: money.incl, currency: .cny).part(open, of: total)
      addBacklog(
        index, region(territory, row), due: due.day(row) ?? on.adding(days: 30), pieces: open, amount: share,
        document: (text, customer.text(row)))
    }
  }

  private mutating func addBacklog(
    _ item: Int, _ region: Int, due: Day, pieces: Int64, amount: Int64, document: (number: String, customer: String?)
  ) {
    let day = max(due, calendar.firstDay)
    guard calendar.index(of: day) != nil else { return }
    let members = row(item, region)
    let count = Double(pieces) / 10_000
    sheet.add("backlog_units", members, day.monthOf, count, .fact("sales-order-lines"))
    sheet.addMoney("backlog", members, day.monthOf, amount, .fact("sales-order-lines"))
    sheet.add("open_orders", [self.members.items[item]], day, count, .fact("sales-order-lines"))
    openOrders.append(OpenOrder(item: item, number: document.number, customer: document.customer, day: day, quantity: count))
  }

  /// Companies without shipment documents: a line ships on its own day.
  private mutating func fillFromOrderLines() throws(StoreError) {
    let orders = try facts.table(.salesOrderLines)
    let (ordered, shippedOn, due) = (orders["ordered_on"], orders["shipped_on"], orders["due_on"])
    let (item, territory, quantity) = (orders["item"], orders["territory"], orders["quantity"])
    let (incl, excl) = (orders["amount_incl_tax"], orders["amount_excl_tax"])
    let (number, customer) = (orders["order_number"], orders["customer"])
    let (unitCosts, lineCosts) = (orders["standard_cost"], orders["cost_amount"])
    for row in 0..<orders.rowCount {
      guard let on = ordered.day(row), on.monthOf <= calendar.cutoff,
        let index = item.text(row).flatMap({ catalogue.itemIndex($0) })
      else { continue }
      let day = shippedOn.day(row) ?? due.day(row) ?? on
      let pieces = quantity.integers[row]
      let money = amounts(incl.integer(row), excl.integer(row), item: index, on: day)
      let place = region(territory, row)
      guard day.monthOf <= calendar.cutoff else {
        addBacklog(
          index, place, due: day, pieces: pieces, amount: money.incl, document: (number.text(row) ?? "", customer.text(row)))
        continue
      }
      let unitCost = unitCosts.double(row).map { hundredths($0 * Double(pieces) / 10_000) }
      addActual(
        self.row(index, place), day, pieces: pieces, incl: money.incl, excl: money.excl,
        cost: lineCosts.integer(row) ?? unitCost ?? standardCost(index, pieces),
        source: .fact("sales-order-lines"))
    }
  }
}
