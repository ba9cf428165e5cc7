// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

extension Operations {
  /// Sends what is due within three days, oldest first; a line whose goods are short leaves in part once it is a week late.
  mutating func ship(_ day: Int) {
    var left: [Int] = []
    left.reserveCapacity(waiting.count)
    for index in waiting {
      let line = orders.lines[index]
      guard line.due <= day + 3 else {
        left.append(index)
        continue
      }
      let available = inventory.quantity[line.item] / 10_000
      var quantity = min(line.open, available)
      if quantity < line.open, line.due + 7 > day { quantity = 0 }
      if quantity > 0 { send(index, quantity, day) }
      if orders.lines[index].open > 0 { left.append(index) }
    }
    waiting = left
  }

  private mutating func send(_ index: Int, _ quantity: Int64, _ day: Int) {
    let line = orders.lines[index]
    let cost = inventory.ship(line.item, quantity * 10_000)
    let net = orders.ship(index, quantity, on: day, cut: timeline.cutIndex)
    shipments.append(
      Shipment(
        day: day, orderLine: index, customer: line.customer, item: line.item, quantity: quantity,
        gross: line.price * quantity, net: net, cost: cost))
    flows.costOfShipments[timeline.monthOfDay[day]] += cost
    if line.isProject { openProject[line.item] -= quantity } else { backlog[line.item] -= quantity }
    planReturn(index, quantity, day)
  }

  /// Shoppers send back some of what platforms sold, one to two weeks later; others hardly anything.
  private mutating func planReturn(_ index: Int, _ quantity: Int64, _ day: Int) {
    let isPlatform = platformCustomers.contains(orders.lines[index].customer)
    let share = isPlatform ? random.uniform(0.01, 0.045) : (random.chance(0.03) ? 0.04 : 0)
    let delay = random.between(7, 15)
    let returned = Int64((Double(quantity) * share).rounded())
    if returned > 0, day + delay < timeline.dayCount {
      pendingReturns[day + delay, default: []].append((index, returned))
    }
  }

  mutating func takeReturns(_ day: Int) {
    for (index, quantity) in pendingReturns[day] ?? [] {
      let line = orders.lines[index]
      let cost = inventory.takeBack(line.item, quantity * 10_000)
      let gross = -line.price * quantity
      shipments.append(
        Shipment(
          day: day, orderLine: index, customer: line.customer, item: line.item, quantity: -quantity,
          gross: gross, net: Tax.split(gross).net, cost: -cost))
      flows.costOfShipments[timeline.monthOfDay[day]] -= cost
    }
    pendingReturns[day] = nil
  }

  /// What goes to one customer on one day travels under one number; returns have their own.
  mutating func numberShipments() {
    let sorted = shipments.indices.sorted { left, right in
      let a = shipments[left]
      let b = shipments[right]
      return (a.day, a.isReturn ? 1 : 0, a.customer, left) < (b.day, b.isReturn ? 1 : 0, b.customer, right)
    }
    var result: [Shipment] = []
    result.reserveCapacity(sorted.count)
    var count = 0
    var line = 0
    for index in sorted {
      var shipment = shipments[index]
      let last = result.last
      if last?.day != shipment.day || last?.customer != shipment.customer
        || last?.isReturn != shipment.isReturn
      {
        count += 1
        line = 0
      }
      line += 1
      let day = timeline.day(shipment.day)
      let prefix = shipment.isReturn ? "TH" : "FH"
      shipment.number = prefix + padded(day.year % 100, 2) + padded(day.month, 2) + "-" + padded(count, 5)
      shipment.line = line
      result.append(shipment)
    }
    shipments = result
  }

  func shipmentTable(_ customers: Customers) -> FactTable {
    var rows = FactRows(
      .shipments,
      "shipment_number line_number shipped_on order_number order_line item customer territory "
        + "quantity amount_incl_tax amount_excl_tax cost_amount is_return")
    for shipment in shipments where shipment.day <= timeline.cutIndex {
      let line = orders.lines[shipment.orderLine]
      let customer = customers.all[shipment.customer]
      rows.add([
        .text(shipment.number), .number(Int64(shipment.line)), .day(timeline.day(shipment.day)),
        .text(Orders.orderNumber(line, timeline)), shipment.isReturn ? nil : .number(Int64(line.line)),
        .text(catalogue.items[shipment.item].code), .text(customer.code),
        .text(Customers.regions[customer.region].code), .pieces(shipment.quantity), .number(shipment.gross),
        .number(shipment.net), .number(shipment.cost), .boolean(shipment.isReturn),
      ])
    }
    return rows.table
  }
}
