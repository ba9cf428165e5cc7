// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import FinancialPlanning

/// The documents of one closed month by region, set against each other: orders, what was shipped for them, what was invoiced for that, what was paid.
///
/// Every sum is one of documents, 含税, 分; the parts of a step add up to its difference because each document is counted in one of them.
struct RegionTrade {
  typealias Item = Reconciliation.Item

  /// A sum, and how many documents are in it.
  struct Sum {
    var amount: Int64 = 0
    var count = 0

    mutating func add(_ value: Int64) {
      amount += value
      count += 1
    }
  }

  private let month: Month
  private let catalogue: Catalogue
  /// By region.
  private(set) var totals: [Int: [Reconciliation.Station: Int64]] = [:]
  private var parts: [Int: [ReconciliationItem: Sum]] = [:]

  init(facts: FactLibrary, plan: PlanState, month: Month) throws {
    self.month = month
    catalogue = plan.catalogue
    let (orders, shipments) = (try facts.table(.salesOrderLines), try facts.table(.shipments))
    let (invoices, receipts) = (try facts.table(.invoices), try facts.table(.receipts))
    addOrders(orders)
    if shipments.rowCount > 0 { addShipments(shipments, orders) }
    if invoices.rowCount > 0 { addInvoices(invoices, shipments) }
    if receipts.rowCount > 0 { addReceipts(invoices, receipts) { plan.agreement(ofCustomer: $0) } }
  }

  /// The parts of a step of a region, in the order of the cases; those of nought are left out.
  func items(_ region: Int, _ wanted: [ReconciliationItem]) -> [Item] {
    wanted.compactMap { part in
      guard let sum = parts[region]?[part], sum.amount != 0 else { return nil }
      return Item(key: part.rawValue, amount: sum.amount, count: sum.count)
    }
  }

  private mutating func add(_ station: Reconciliation.Station, _ region: Int, _ amount: Int64) {
    totals[region, default: [:]][station, default: 0] += amount
  }

  private mutating func add(_ part: ReconciliationItem, _ region: Int, _ amount: Int64) {
    parts[region, default: [:]][part, default: Sum()].add(amount)
  }

  private func region(_ territory: String?, customer: String? = nil) -> Int {
    territory.flatMap { catalogue.regionIndex($0) } ?? customer.flatMap { catalogue.customers[$0]?.group }.flatMap {
      catalogue.regionIndex($0)
    }
      ?? catalogue.regions.count - 1
  }

  private static func gross(_ table: FactTable) -> (Int) -> Int64 {
    let (incl, excl) = (table["amount_incl_tax"], table["amount_excl_tax"])
    return { incl.integer($0) ?? excl.integer($0) ?? 0 }
  }

  private struct OrderLine {
    let month: Month
    let region: Int
  }

  private mutating func addOrders(_ orders: FactTable) {
    let (day, item, territory) = (orders["ordered_on"], orders["item"], orders["territory"])
    let amount = Self.gross(orders)
    for row in 0..<orders.rowCount where day.day(row)?.monthOf == month {
      // As the history counts them.
      guard item.text(row).flatMap({ catalogue.itemIndex($0) }) != nil else { continue }
      add(.ordersGross, region(territory.text(row)), amount(row))
    }
  }

  private mutating func addShipments(_ shipments: FactTable, _ orders: FactTable) {
    let (number, line, ordered) = (orders["order_number"], orders["line_number"], orders["ordered_on"])
    let (item, orderedIn, orderedPieces) = (orders["item"], orders["territory"], orders["quantity"])
    var lines: [String: OrderLine] = [:]
    for row in 0..<orders.rowCount {
      guard let text = number.text(row), let on = ordered.day(row), item.text(row).flatMap({ catalogue.itemIndex($0) }) != nil else {
        continue
      }
      lines[text + "|" + String(line.integers[row])] = OrderLine(month: on.monthOf, region: region(orderedIn.text(row)))
    }
    let (day, order, orderLine) = (shipments["shipped_on"], shipments["order_number"], shipments["order_line"])
    let (territory, customer) = (shipments["territory"], shipments["customer"])
    let (pieces, isReturn) = (shipments["quantity"], shipments["is_return"])
    let amount = Self.gross(shipments)
    var shipped: [String: (amount: Int64, pieces: Int64)] = [:]
    for row in 0..<shipments.rowCount where day.day(row)?.monthOf == month {
      let (place, value) = (region(territory.text(row), customer: customer.text(row)), amount(row))
      add(.shipments, place, value)
      let key = order.text(row).map { $0 + "|" + String(orderLine.integer(row) ?? 1) }
      let known = key.flatMap { lines[$0] }
      if isReturn.boolean(row) == true || value < 0 {
        add(.returns, place, value)
      } else if let key, let known, known.region == place, known.month == month {
        shipped[key, default: (0, 0)].amount += value
        shipped[key]?.pieces += pieces.integer(row) ?? 0
      } else {
        add(known.map { $0.region == place && $0.month < month } == true ? .earlierOrders : .otherShipments, place, value)
      }
    }
    let ordersAmount = Self.gross(orders)
    for row in 0..<orders.rowCount where ordered.day(row)?.monthOf == month {
      guard item.text(row).flatMap({ catalogue.itemIndex($0) }) != nil else { continue }
      let sent = number.text(row).flatMap { shipped[$0 + "|" + String(line.integers[row])] } ?? (0, 0)
      let rest = ordersAmount(row) - sent.amount
      guard rest != 0 else { continue }
      let isOpen = sent.pieces < orderedPieces.integers[row]
      add(isOpen ? .openOrders : .shippedOtherwise, region(orderedIn.text(row)), -rest)
    }
  }

  private mutating func addInvoices(_ invoices: FactTable, _ shipments: FactTable) {
    let (number, sentOn, goods) = (shipments["shipment_number"], shipments["shipped_on"], shipments["item"])
    let (territory, customer) = (shipments["territory"], shipments["customer"])
    let sent = Self.gross(shipments)
    var known: [String: OrderLine] = [:]
    var open: [String: (region: Int, amount: Int64)] = [:]
    for row in 0..<shipments.rowCount {
      guard let text = number.text(row), let on = sentOn.day(row) else { continue }
      let key = text + "|" + (goods.text(row) ?? "")
      let place = region(territory.text(row), customer: customer.text(row))
      known[key] = OrderLine(month: on.monthOf, region: place)
      if on.monthOf == month { open[key, default: (place, 0)].amount += sent(row) }
    }
    let (day, shipment, item) = (invoices["invoiced_on"], invoices["shipment_number"], invoices["item"])
    let (payer, isRebate) = (invoices["customer"], invoices["is_rebate"])
    let amount = Self.gross(invoices)
    var billed: [String: Int64] = [:]
    for row in 0..<invoices.rowCount where day.day(row)?.monthOf == month {
      let (place, value) = (region(nil, customer: payer.text(row)), amount(row))
      add(.invoices, place, value)
      let key = shipment.text(row).map { $0 + "|" + (item.text(row) ?? "") }
      let origin = key.flatMap { known[$0] }
      if isRebate.boolean(row) == true {
        add(.rebates, place, value)
      } else if let key, let origin, origin.region == place, origin.month == month {
        billed[key, default: 0] += value
      } else if let origin, origin.region == place, origin.month < month {
        add(.earlierShipments, place, value)
      } else {
        add(value < 0 ? .creditNotes : .otherInvoices, place, value)
      }
    }
    // Without shipments there is nothing to set invoices against.
    guard shipments.rowCount > 0 else { return }
    for (key, one) in open {
      let rest = one.amount - (billed[key] ?? 0)
      guard rest != 0 else { continue }
      add(billed[key] == nil ? .notInvoiced : .invoicedOtherwise, one.region, -rest)
    }
  }

  private mutating func addReceipts(_ invoices: FactTable, _ receipts: FactTable, _ terms: (String) -> PaymentAgreement?) {
    let (day, payer, amount) = (receipts["received_on"], receipts["customer"], receipts["amount"])
    for row in 0..<receipts.rowCount where day.day(row)?.monthOf == month {
      add(.receipts, region(nil, customer: payer.text(row)), amount.integers[row])
    }
    let start = balances(invoices, receipts, upTo: month.adding(months: -1), terms)
    let end = balances(invoices, receipts, upTo: month, terms)
    for code in Swift.Set(start.keys).union(end.keys).sorted() {
      let place = region(nil, customer: code)
      let (before, after) = (start[code] ?? Balance(), end[code] ?? Balance())
      func put(_ part: ReconciliationItem, _ value: Int64) { if value != 0 { add(part, place, value) } }
      put(.earlierInvoices, before.open - (after.open - after.fresh))
      put(.unpaidInvoices, -after.fresh)
      put(.advances, after.excess - before.excess)
    }
  }

  /// What a customer owes at the end of a month, what of it was invoiced in it, and what they paid beyond.
  private struct Balance {
    var open: Int64 = 0
    var fresh: Int64 = 0
    var excess: Int64 = 0
  }

  private func balances(
    _ invoices: FactTable, _ receipts: FactTable, upTo last: Month, _ terms: (String) -> PaymentAgreement?
  ) -> [String: Balance] {
    var balances: [String: Balance] = [:]
    for item in OpenItems(.receivable, documents: invoices, payments: receipts, upTo: last, terms: terms).remaining() {
      balances[item.party, default: Balance()].open += item.amount
      if item.day.monthOf == last { balances[item.party]?.fresh += item.amount }
    }
    // Beyond what is open: billed less paid is what is open less what was paid too much.
    var net: [String: Int64] = [:]
    let (customer, on, amount) = (invoices["customer"], invoices["invoiced_on"], invoices["amount_incl_tax"])
    for row in 0..<invoices.rowCount {
      guard let code = customer.text(row), let day = on.day(row), day.monthOf <= last else { continue }
      net[code, default: 0] += amount.integers[row]
    }
    let (payer, paidOn, paid) = (receipts["customer"], receipts["received_on"], receipts["amount"])
    for row in 0..<receipts.rowCount {
      guard let code = payer.text(row), let day = paidOn.day(row), day.monthOf <= last else { continue }
      net[code, default: 0] -= paid.integers[row]
    }
    for (code, sum) in net { balances[code, default: Balance()].excess = (balances[code]?.open ?? 0) - sum }
    return balances
  }
}
