// SPDX-License-Identifier: Apache-2.0
import Calendars
import Quantities

extension SideLinker {
  /// Deliveries use up order lines by quantity: the line they name, else lines of the order with the item, else the customer's oldest.
  mutating func linkDeliveries() {
    if rows.deliveriesStandIn, !rows.deliveries.isEmpty { standIns.insert(.delivery) }
    var taken = [Consumed](repeating: Consumed(), count: rows.orders.count)
    var finder = OrderFinder(rows)
    let byDay = rows.inOrderOfDays(rows.deliveries.map(\.document))
    // Movements stand in the order of the documents; amounts that follow from the order are filled in as they are found.
    for delivery in rows.deliveries { _ = add(.delivery, delivery.document, delivery.money?.gross ?? 0, delivery.attributes) }
    for index in byDay { deliver(index, &finder, &taken) }
    closeOrders(&taken, finder)
    for (index, order) in rows.orders.enumerated() {
      self[.orderToDelivery].leaveOpen(Int32(index), carried: taken[index].rest(order.money).gross)
    }
  }

  private mutating func deliver(_ index: Int, _ finder: inout OrderFinder, _ taken: inout [Consumed]) {
    let delivery = rows.deliveries[index]
    let found = finder.orders(for: delivery, taken)
    if delivery.isReturn {
      let money = delivery.money ?? priced(delivery.quantity, at: found.rows.first)
      set(index, money)
      return self[.orderToDelivery].arise(Int32(index), .returns, amount: money.gross)
    }
    if found.isBroken { rows.findings.add(.linkBroken, rows.number(delivery.document), delivery.money?.gross ?? 0) }
    var sent = Consumed()
    var worth = TradeMoney.zero
    for row in found.rows {
      let order = rows.orders[Int(row)]
      let units = Share.common(order.quantity - taken[Int(row)].units, delivery.quantity - sent.units)
      guard units != 0 else { continue }
      let ordered = taken[Int(row)].advance(to: taken[Int(row)].units + units, of: order.quantity, order.money)
      let shipped: TradeMoney
      if let money = delivery.money {
        shipped = sent.advance(to: sent.units + units, of: delivery.quantity, money)
      } else {
        shipped = ordered
        sent.units += units
      }
      worth = worth.adding(shipped)
      if found.basis == .oldestOpen { rows.findings.add(.matchedByRule, rows.number(delivery.document), shipped.gross) }
      self[.orderToDelivery].link(
        row, Int32(index), carried: ordered.gross, SideLinker.differences(ordered, shipped), basis: found.basis)
      if sent.units == delivery.quantity { break }
    }
    let beyond: Int64
    if let money = delivery.money {
      beyond = money.gross - sent.money.gross
    } else {
      let extra = priced(delivery.quantity - sent.units, at: found.rows.first)
      set(index, worth.adding(extra))
      beyond = extra.gross
    }
    self[.orderToDelivery].arise(Int32(index), found.rows.isEmpty ? .deliveryWithoutOrder : .quantity, amount: beyond)
  }

  private mutating func set(_ delivery: Int, _ money: TradeMoney) {
    rows.deliveries[delivery].money = money
    movements[TradeStage.delivery.rawValue][delivery].amount = money.gross
  }

  /// Units at the price of an order line; nothing where there is no line or it has no quantity.
  private func priced(_ units: Int64, at row: Int32?) -> TradeMoney {
    guard let row, rows.orders[Int(row)].quantity != 0 else { return .zero }
    let order = rows.orders[Int(row)]
    func share(_ amount: Int64) -> Int64 {
      Rounding.divide(Int128(amount) * Int128(units), by: Int128(order.quantity)).map { Int64(clamping: $0) } ?? 0
    }
    return TradeMoney(
      gross: share(order.money.gross), net: share(order.money.net), tax: share(order.money.tax), isTaxKnown: order.money.isTaxKnown)
  }

  /// What will never come: cancellations, order lines below zero, and purchase lines that are closed.
  private mutating func closeOrders(_ taken: inout [Consumed], _ finder: OrderFinder) {
    let byDay = extras.cancellations.indices.sorted {
      (extras.cancellations[$0].cancelledOn, $0) < (extras.cancellations[$1].cancelledOn, $1)
    }
    for index in rows.side == .sales ? byDay : [] {
      let cancellation = extras.cancellations[index]
      guard let number = rows.numbers.known(cancellation.orderNumber), let row = finder.line(number, cancellation.orderLine) else {
        rows.findings.add(.linkBroken, cancellation.number)
        continue
      }
      let event = rows.document(
        .cancellation, rows.numbers.code(cancellation.number), line: cancellation.orderLine, day: cancellation.cancelledOn.ordinal)
      close(row, cancellation.quantity ?? .max, by: event, .cancelled, &taken)
    }
    for (index, order) in rows.orders.enumerated() where order.quantity < 0 { reduce(Int32(index), order, finder, &taken) }
    guard rows.side == .purchases else { return }
    var lastDelivery = [Int32](repeating: -1, count: rows.orders.count)
    for leg in self[.orderToDelivery].legs where leg.from >= 0 && leg.to >= 0 {
      let document = movements[TradeStage.delivery.rawValue][Int(leg.to)].document
      let known = lastDelivery[Int(leg.from)]
      if known < 0 || rows.day(known) <= rows.day(document) { lastDelivery[Int(leg.from)] = document }
    }
    for (index, order) in rows.orders.enumerated() where order.rejected != 0 || order.isClosed {
      let event = lastDelivery[index] >= 0 ? lastDelivery[index] : order.document
      if order.rejected != 0 { close(Int32(index), order.rejected, by: event, .rejected, &taken) }
      if order.isClosed { close(Int32(index), .max, by: event, .cancelled, &taken) }
    }
  }

  private mutating func close(_ row: Int32, _ units: Int64, by event: Int32, _ kind: BridgeItemKind, _ taken: inout [Consumed]) {
    let order = rows.orders[Int(row)]
    let open = order.quantity - taken[Int(row)].units
    let part = open < 0 ? open : min(open, max(0, units))
    guard part != 0 else { return }
    let worth = taken[Int(row)].advance(to: taken[Int(row)].units + part, of: order.quantity, order.money)
    self[.orderToDelivery].end(row, by: event, kind, carried: worth.gross, basis: .stated)
  }

  /// An order line below zero takes back lines of the same order and item; both end on its day.
  private mutating func reduce(_ index: Int32, _ order: OrderRow, _ finder: OrderFinder, _ taken: inout [Consumed]) {
    for row in finder.lines(order.number) {
      let other = rows.orders[Int(row)]
      guard other.quantity > 0, other.attributes.item == order.attributes.item else { continue }
      let units = min(other.quantity - taken[Int(row)].units, taken[Int(index)].units - order.quantity)
      guard units > 0 else { continue }
      close(row, units, by: order.document, .cancelled, &taken)
      let back = taken[Int(index)].advance(to: taken[Int(index)].units - units, of: order.quantity, order.money)
      self[.orderToDelivery].end(index, by: order.document, .cancelled, carried: back.gross, basis: .sameOrder)
    }
  }
}

extension TradeMoney {
  func adding(_ other: TradeMoney) -> TradeMoney {
    TradeMoney(gross: gross + other.gross, net: net + other.net, tax: tax + other.tax, isTaxKnown: isTaxKnown && other.isTaxKnown)
  }
}

/// Order lines by number and line, and by customer and item in the order of their days.
struct OrderFinder {
  private let byNumber: Grouping
  private let byPartyAndItem: Grouping
  private let groupOf: [UInt64: Int32]
  private let orders: [OrderRow]

  private let byDay: [Int]
  private var heads: [Int]

  init(_ rows: SideRows) {
    let orders = rows.orders
    let byDay = rows.inOrderOfDays(orders.map(\.document))
    var groups: [UInt64: Int32] = [:]
    var keys = [Int32](repeating: -1, count: orders.count)
    for (place, row) in byDay.enumerated() where orders[row].attributes.party >= 0 && orders[row].attributes.item >= 0 {
      let key = orders[row].attributes.partyAndItem
      let group = groups[key] ?? Int32(groups.count)
      groups[key] = group
      keys[place] = group
    }
    self.orders = orders
    self.byDay = byDay
    groupOf = groups
    byNumber = Grouping(orders.map(\.number), count: rows.numbers.count)
    byPartyAndItem = Grouping(keys, count: groups.count)
    heads = [Int](repeating: 0, count: groups.count)
  }

  func lines(_ number: Int32) -> ArraySlice<Int32> { byNumber[number] }
  func line(_ number: Int32, _ line: Int64) -> Int32? { byNumber[number].first { orders[Int($0)].line == line } }

  mutating func orders(for delivery: DeliveryRow, _ taken: [Consumed]) -> (rows: [Int32], basis: LinkBasis, isBroken: Bool) {
    if delivery.orderRow >= 0 { return ([delivery.orderRow], .standIn, false) }
    if delivery.order >= 0 {
      let lines = byNumber[delivery.order]
      if delivery.orderLine >= 0, let line = lines.first(where: { orders[Int($0)].line == delivery.orderLine }) {
        return ([line], .stated, false)
      }
      let same = lines.filter { orders[Int($0)].attributes.item == delivery.attributes.item }
      return (Array(same), .stated, same.isEmpty)
    }
    guard delivery.attributes.party >= 0, delivery.attributes.item >= 0, let group = groupOf[delivery.attributes.partyAndItem] else {
      return ([], .oldestOpen, false)
    }
    // What is used up at the head of the queue is never looked at again.
    let queue = byPartyAndItem[group]
    var head = heads[Int(group)]
    while head < queue.count {
      let row = byDay[Int(queue[queue.startIndex + head])]
      guard taken[row].units == orders[row].quantity else { break }
      head += 1
    }
    heads[Int(group)] = head
    return (queue[(queue.startIndex + head)...].map { Int32(byDay[Int($0)]) }, .oldestOpen, false)
  }
}

extension TradeAttributes {
  var partyAndItem: UInt64 { UInt64(UInt32(bitPattern: party)) << 32 | UInt64(UInt32(bitPattern: item)) }
}
