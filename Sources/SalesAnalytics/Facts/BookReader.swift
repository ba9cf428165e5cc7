// SPDX-License-Identifier: Apache-2.0
import Commerce

/// Reads the tables of documents into lines.
struct BookReader {
  let tables: SalesTables
  let members: SalesMembers
  let assumedDays: Int
  private let rates: TaxRates

  init(tables: SalesTables, members: SalesMembers, assumedDays: Int) {
    self.tables = tables
    self.members = members
    self.assumedDays = assumedDays
    rates = TaxRates(tables, items: members.item, aliases: members.aliases)
  }

  func orders() -> OrderLines {
    let table = tables.orders
    var result = OrderLines()
    let item = members.item.codes(of: table["item"], members.aliases)
    let customer = members.customer.codes(of: table["customer"])
    let day = DocumentLines.days(table["ordered_on"])
    result.lines = members.placed(
      DocumentLines(
        day: day,
        codes: [
          item, customer,
          members.territory.codes(of: table["territory"]) { members.territory(ofCustomer: customer[$0], on: day[$0]) },
          members.channel.codes(of: table["channel"]) { members.channel(ofCustomer: customer[$0], on: day[$0]) },
          members.owner.codes(of: table["owner"]) { members.ownerOfCustomer[Int(customer[$0])] },
        ]))
    result.due = DocumentLines.days(table["due_on"])
    result.quantity = Array(table["quantity"].integers)
    let amounts = TaxAmounts(table) { rates.rate(item: item[$0], on: day[$0]) }
    result.inclusive = amounts.inclusive
    result.exclusive = amounts.exclusive
    let (cost, standard) = (table["cost_amount"], table["standard_cost"])
    result.cost = (0..<table.rowCount).map { row in
      if cost.isPresent[row] { return cost.integers[row] }
      let price = standard.integers[row] > 0 ? standard.integers[row] : members.standardCost[Int(item[row])]
      return price == Exact.missing ? Exact.missing : Exact.product(price: price, quantity: table["quantity"].integers[row])
    }
    result.order = table["order_number"].integers.indices.map {
      table["order_number"].isPresent[$0] ? Int32(table["order_number"].integers[$0]) : -1
    }
    return result
  }

  /// Members of a document of trade: its own, its order's, its customer's.
  private func lines(_ table: FactTable, day: [Int32], item: [Int32], head: [Int32], _ orders: OrderLines) -> DocumentLines {
    func inherited(_ base: BaseDimension, _ customer: @escaping (Int) -> Int32) -> (Int) -> Int32 {
      { row in
        let own = head[row] >= 0 ? orders.lines.codes[base.rawValue][Int(head[row])] : 0
        return own > 0 ? own : customer(row)
      }
    }
    let customer = members.customer.codes(of: table["customer"], otherwise: inherited(.customer) { _ in 0 })
    let place = inherited(.territory) { members.territory(ofCustomer: customer[$0], on: day[$0]) }
    let channel = inherited(.channel) { members.channel(ofCustomer: customer[$0], on: day[$0]) }
    let owner = inherited(.owner) { members.ownerOfCustomer[Int(customer[$0])] }
    let rows = 0..<table.rowCount
    let territory = table.column("territory").map { members.territory.codes(of: $0, otherwise: place) } ?? rows.map(place)
    return members.placed(DocumentLines(day: day, codes: [item, customer, territory, rows.map(channel), rows.map(owner)]))
  }

  private func orders(of table: FactTable, _ chain: OrderChain) -> (Int) -> Int32 {
    let column = table["order_number"]
    let known = chain.orders(ofTexts: column)
    return { column.isPresent[$0] ? known[Int(column.integers[$0])] : -1 }
  }

  func shipments(_ orders: OrderLines, _ chain: OrderChain) -> ShipmentLines {
    let table = tables.shipments
    var result = ShipmentLines()
    var item = members.item.codes(of: table["item"], members.aliases)
    let order = self.orders(of: table, chain)
    let rows = 0..<table.rowCount
    let line = table["order_line"]
    result.orderRow = rows.map { chain.row(order: order($0), line: line.integer($0), item: item[$0]) ?? -1 }
    for row in rows where item[row] == 0 && result.orderRow[row] >= 0 { item[row] = orders.lines.codes[0][Int(result.orderRow[row])] }
    let head = rows.map { result.orderRow[$0] >= 0 ? result.orderRow[$0] : chain.head(order: order($0)) ?? -1 }
    let day = DocumentLines.days(table["shipped_on"])
    result.lines = lines(table, day: day, item: item, head: head, orders)
    let quantity = table["quantity"].integers
    result.quantity = quantity.map { Int64(clamping: $0.magnitude) }
    result.isReturn = rows.map { table["is_return"].boolean($0) ?? false || quantity[$0] < 0 }
    let amounts = TaxAmounts(table) { rates.rate(item: item[$0], on: day[$0]) }
    let row = result.orderRow
    result.inclusive = priced(amounts.inclusive, result, orders.inclusive, row, orders)
    result.exclusive = priced(amounts.exclusive, result, orders.exclusive, row, orders)
    let cost = table["cost_amount"]
    let ofOrder = priced(rows.map { cost.integer($0) ?? Exact.missing }, result, orders.cost, row, orders)
    result.cost = rows.map { index in
      let price = members.standardCost[Int(item[index])]
      if ofOrder[index] != Exact.missing || price == Exact.missing { return ofOrder[index] }
      return Exact.product(price: price, quantity: result.quantity[index])
    }
    return result
  }

  /// Returns without sign, deliveries as told; what a shipment does not tell is its part of the order line.
  private func priced(
    _ told: [Int64], _ shipment: ShipmentLines, _ ofOrder: [Int64], _ row: [Int32], _ orders: OrderLines
  ) -> [Int64] {
    told.indices.map { index in
      if told[index] != Exact.missing { return shipment.isReturn[index] ? Int64(clamping: told[index].magnitude) : told[index] }
      guard row[index] >= 0 else { return Exact.missing }
      let (amount, whole) = (ofOrder[Int(row[index])], orders.quantity[Int(row[index])])
      return amount == Exact.missing || whole <= 0 ? Exact.missing : Exact.scaled(amount, shipment.quantity[index], over: whole)
    }
  }

  /// Order lines as their own deliveries.
  func shipped(_ orders: OrderLines) -> ShipmentLines {
    let days = DocumentLines.days(tables.orders["shipped_on"])
    let rows = days.indices.filter { days[$0] != DocumentLines.noDay && orders.quantity[$0] > 0 }
    var result = ShipmentLines()
    result.lines = DocumentLines(day: rows.map { days[$0] }, codes: orders.lines.codes.map { codes in rows.map { codes[$0] } })
    result.quantity = rows.map { orders.quantity[$0] }
    result.inclusive = rows.map { orders.inclusive[$0] }
    result.exclusive = rows.map { orders.exclusive[$0] }
    result.cost = rows.map { orders.cost[$0] }
    result.isReturn = rows.map { _ in false }
    result.orderRow = rows.map { Int32($0) }
    return result
  }

  func invoices(_ orders: OrderLines, _ chain: OrderChain) -> InvoiceLines {
    let table = tables.invoices
    var result = InvoiceLines()
    let item = members.item.codes(of: table["item"], members.aliases)
    let order = self.orders(of: table, chain)
    let head = (0..<table.rowCount).map { row in
      chain.row(order: order(row), line: nil, item: item[row]) ?? chain.head(order: order(row)) ?? -1
    }
    let day = DocumentLines.days(table["invoiced_on"])
    result.lines = lines(table, day: day, item: item, head: head, orders)
    let due = DocumentLines.days(table["due_on"])
    result.due = due.indices.map {
      due[$0] == DocumentLines.noDay && day[$0] != DocumentLines.noDay ? Int32(clamping: Int(day[$0]) + assumedDays) : due[$0]
    }
    let amounts = TaxAmounts(table) { rates.rate(item: item[$0], on: day[$0]) }
    result.inclusive = amounts.inclusive
    result.exclusive = amounts.exclusive
    result.isRebate = (0..<table.rowCount).map { table["is_rebate"].boolean($0) ?? false }
    result.invoice = table["invoice_number"].integers.indices.map {
      table["invoice_number"].isPresent[$0] ? Int32(table["invoice_number"].integers[$0]) : -1
    }
    return result
  }

  func receipts(_ invoices: InvoiceLines) -> ReceiptLines {
    let table = tables.receipts
    var numbers: [String: Int32] = [:]
    for (index, text) in tables.invoices["invoice_number"].texts.enumerated() { numbers[text] = Int32(index) }
    let named = table["invoice_number"].texts.map { numbers[$0] ?? -1 }
    var result = ReceiptLines()
    let customer = members.customer.codes(of: table["customer"])
    let day = DocumentLines.days(table["received_on"])
    result.lines = members.placed(
      DocumentLines(
        day: day,
        codes: [
          customer.map { _ in 0 }, customer, day.indices.map { members.territory(ofCustomer: customer[$0], on: day[$0]) },
          day.indices.map { members.channel(ofCustomer: customer[$0], on: day[$0]) }, customer.map { members.ownerOfCustomer[Int($0)] },
        ]))
    result.amount = Array(table["amount"].integers)
    let number = table["invoice_number"]
    result.invoice = (0..<table.rowCount).map { number.isPresent[$0] ? named[Int(number.integers[$0])] : -1 }
    let isBill = table["method"].texts.map(BookReader.isBill)
    let method = table["method"]
    result.isBill = (0..<table.rowCount).map { row in
      table["bill_number"].isPresent[row] || (method.isPresent[row] && isBill[Int(method.integers[row])])
    }
    return result
  }

  /// 承兑汇票, 银票, 商票, 票据, bill, draft, acceptance.
  private static func isBill(_ method: String) -> Bool {
    let words = method.lowercased()
    return ["承兑", "票据", "汇票", "银票", "商票", "bill", "draft", "acceptance"].contains { words.contains($0) } && !words.contains("支票")
  }
}
