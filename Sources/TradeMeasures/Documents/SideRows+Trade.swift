// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

extension SideRows {
  /// - Parameter deliversOnShippedDay: there are no delivery documents at all, so that an order line with a day of shipment stands in for one.
  mutating func readOrders(_ table: FactTable, party: String, deliversOnShippedDay: Bool) throws(MeasureError) {
    let isSale = side == .sales
    let number = CodedColumn(table["order_number"], &numbers)
    let party = CodedColumn(table[party], &parties)
    let item = CodedColumn(table["item"], &items)
    let territory = isSale ? CodedColumn(table["territory"], &territories) : nil
    let channel = isSale ? CodedColumn(table["channel"], &channels) : nil
    let contract = isSale ? CodedColumn(table["deal"], &numbers) : nil
    let (line, day, shipped, units) = (table["line_number"], table["ordered_on"], table["shipped_on"], table["quantity"])
    let (rejected, status) = (isSale ? nil : table["rejected_quantity"], isSale ? nil : table["status"])
    var amounts = AmountReader(table)
    deliveriesStandIn = deliversOnShippedDay
    for row in 0..<table.rowCount {
      guard let ordered = day.integer(row), number[row] >= 0 else { continue }
      let money = try amounts.money(row, number: numbers.texts[Int(number[row])])
      note(money, number[row])
      let attributes = completed(
        TradeAttributes(party: party[row], item: item[row], territory: territory?[row] ?? -1, channel: channel?[row] ?? -1))
      let place = line.integer(row) ?? 0
      var order = OrderRow(
        document: document(.order, number[row], line: place, day: Int32(ordered)), number: number[row], line: place, attributes: attributes,
        contract: contract?[row] ?? -1, quantity: units.integer(row) ?? 0, money: money ?? .zero)
      order.rejected = rejected?.integer(row) ?? 0
      order.isClosed = SideRows.isClosed(status?.text(row))
      orders.append(order)
      guard deliversOnShippedDay, let left = shipped.integer(row) else { continue }
      var delivery = DeliveryRow(
        document: document(.order, number[row], line: place, day: Int32(left)), number: number[row], attributes: attributes,
        order: number[row],
        orderLine: place, quantity: order.quantity, money: order.money, isReturn: order.quantity < 0)
      delivery.orderRow = Int32(orders.count - 1)
      deliveries.append(delivery)
    }
  }

  mutating func readDeliveries(_ table: FactTable, number: String, day: String, party: String) throws(MeasureError) {
    let isSale = side == .sales
    let number = CodedColumn(table[number], &numbers)
    let order = CodedColumn(table["order_number"], &numbers)
    let party = CodedColumn(table[party], &parties)
    let item = CodedColumn(table["item"], &items)
    let territory = isSale ? CodedColumn(table["territory"], &territories) : nil
    let (line, on, orderLine, units) = (table["line_number"], table[day], table["order_line"], table["quantity"])
    let isReturn = isSale ? table["is_return"] : nil
    var amounts = AmountReader(table)
    for row in 0..<table.rowCount {
      guard let moved = on.integer(row), number[row] >= 0 else { continue }
      let money = try amounts.money(row, number: numbers.texts[Int(number[row])])
      if money != nil { note(money, number[row]) }
      let quantity = units.integer(row) ?? 0
      deliveries.append(
        DeliveryRow(
          document: document(.delivery, number[row], line: line.integer(row) ?? 0, day: Int32(moved)), number: number[row],
          attributes: completed(TradeAttributes(party: party[row], item: item[row], territory: territory?[row] ?? -1)), order: order[row],
          orderLine: orderLine.integer(row) ?? -1, quantity: quantity, money: money,
          isReturn: isReturn?.boolean(row) == true || quantity < 0 || (money?.gross ?? 0) < 0))
    }
  }

  mutating func readInvoices(_ table: FactTable, party: String, delivery: String) throws(MeasureError) {
    let isSale = side == .sales
    let number = CodedColumn(table["invoice_number"], &numbers)
    let delivery = CodedColumn(table[delivery], &numbers)
    let order = CodedColumn(table["order_number"], &numbers)
    let party = CodedColumn(table[party], &parties)
    let item = isSale ? CodedColumn(table["item"], &items) : nil
    let (line, on) = (table["line_number"], table["invoiced_on"])
    let (quantity, isRebate) = (isSale ? table["quantity"] : nil, isSale ? table["is_rebate"] : nil)
    var amounts = AmountReader(table)
    var result: [InvoiceRow] = []
    result.reserveCapacity(table.rowCount)
    for row in 0..<table.rowCount {
      guard let day = on.integer(row), number[row] >= 0 else { continue }
      let money = try amounts.money(row, number: numbers.texts[Int(number[row])])
      note(money, number[row])
      result.append(
        InvoiceRow(
          document: document(.invoice, number[row], line: line.integer(row) ?? 0, day: Int32(day)), number: number[row],
          attributes: completed(TradeAttributes(party: party[row], item: item?[row] ?? -1)), delivery: delivery[row], order: order[row],
          quantity: quantity?.integer(row) ?? 0, money: money ?? .zero, isRebate: isRebate?.boolean(row) ?? false))
    }
    invoices = result
  }

  mutating func readSettlements(_ table: FactTable, number: String, day: String, party: String) throws(MeasureError) {
    let number = CodedColumn(table[number], &numbers)
    let invoice = CodedColumn(table["invoice_number"], &numbers)
    let bill = CodedColumn(table["bill_number"], &numbers)
    let party = CodedColumn(table[party], &parties)
    let (on, method, amount) = (table[day], table["method"], table["amount"])
    var guarded = AmountReader(table)
    var result: [SettlementRow] = []
    result.reserveCapacity(table.rowCount)
    for row in 0..<table.rowCount {
      guard let day = on.integer(row), number[row] >= 0, let amount = amount.integer(row) else { continue }
      try guarded.check(amount, numbers.texts[Int(number[row])])
      result.append(
        SettlementRow(
          document: document(.settlement, number[row], line: 0, day: Int32(day)),
          attributes: completed(TradeAttributes(party: party[row])), invoice: invoice[row], bill: bill[row],
          kind: SettlementKind(method: method.text(row), hasBill: bill[row] >= 0), amount: amount))
    }
    settlements = result
  }

  /// The register of bills: those received on the side of customers, those issued on the side of suppliers.
  mutating func readBills(_ table: FactTable) throws(MeasureError) {
    let number = CodedColumn(table["bill_number"], &numbers)
    var guarded = AmountReader(table)
    for row in 0..<table.rowCount {
      guard number[row] >= 0, let day = table["happened_on"].integer(row) else { continue }
      knownBills.insert(number[row])
      let direction = table["direction"].text(row)?.lowercased() ?? ""
      let isReceived = direction.contains("应收") || direction.contains("收") || direction.contains("receiv")
      if isReceived { receivedBills.insert(number[row]) }
      guard isReceived == (side == .sales), let kind = table["event"].text(row).flatMap(BillEventKind.init(word:)) else { continue }
      let (face, interest) = (table["face_amount"].integer(row) ?? 0, table["interest_amount"].integer(row) ?? 0)
      try guarded.check(face, numbers.texts[Int(number[row])])
      let party = kind == .endorsed ? nil : table["counterparty"].text(row).flatMap { partyByName[$0] ?? parties.known($0) }
      bills.append(
        BillEventRow(
          document: document(.bill, number[row], line: 0, day: Int32(day)), bill: number[row], kind: kind, face: face, interest: interest,
          party: party ?? -1))
    }
  }
}
