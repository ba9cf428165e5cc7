// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

extension Operations {
  /// Days of use kept in hand against late suppliers.
  private static let safetyDays = 18

  /// Mondays and Thursdays: order up to the use of the lead time, the time to the next look, and safety.
  mutating func replenish(_ day: Int) {
    var bySupplier: [[(item: Int, quantity: Int64)]] = Array(repeating: [], count: SupplierData.all.count)
    for item in catalogue.materials {
      let supplier = catalogue.items[item].supplier
      let lead = leadDays(supplier)
      // What is made now is sold five weeks on: look at the sales of that window.
      var target = expected(item, day + 30, day + 30 + lead + 7 + Operations.safetyDays)
      for good in catalogue.goods where openProject[good] > 0 {
        let per = catalogue.flat[good].first { $0.item == item }?.quantity ?? 0
        target += per * Double(openProject[good]) * 0.8
      }
      let position = Double(inventory.quantity[item] + onOrder[item]) / 10_000
      let lot = Double(catalogue.items[item].lotMultiple)
      // Small needs wait until they are worth a delivery.
      let worth = max(lot, expected(item, day + 30, day + 40))
      guard target - position >= worth else { continue }
      let quantity = Int64(((target - position) / lot).rounded(.up) * lot) * 10_000
      bySupplier[supplier].append((item, quantity))
    }
    for (supplier, needs) in bySupplier.enumerated() where !needs.isEmpty {
      order(needs, from: supplier, on: day)
    }
  }

  private func leadDays(_ supplier: Int) -> Int { SupplierData.all[supplier].leadTime * 3 / 2 + 2 }

  private mutating func order(_ needs: [(item: Int, quantity: Int64)], from supplier: Int, on day: Int) {
    purchaseOrderCount += 1
    let ordered = timeline.day(day)
    let due = WorkingDays.china.adding(workdays: SupplierData.all[supplier].leadTime, to: ordered)
    let delay = random.chance(0.2) ? random.between(1, 6) : 0
    let arrives = timeline.index(WorkingDays.china.nextWorkday(onOrAfter: due.adding(days: delay)))
    for (position, need) in needs.enumerated() {
      let hasRejects = random.chance(0.02)
      let rejected = hasRejects ? need.quantity / 50 / 10_000 * 10_000 : 0
      purchases.append(
        PurchaseLine(
          order: purchaseOrderCount, line: position + 1, supplier: supplier, item: need.item, ordered: day,
          due: timeline.index(due), arrives: arrives, quantity: need.quantity, rejected: rejected,
          price: catalogue.purchasePrice(need.item, year: ordered.year)))
      onOrder[need.item] += need.quantity
      arrivals[arrives, default: []].append(purchases.count - 1)
    }
  }

  mutating func receivePurchases(_ day: Int) {
    for index in arrivals[day] ?? [] {
      let line = purchases[index]
      inventory.receive(line.item, line.accepted, value: line.net)
      onOrder[line.item] -= line.quantity
    }
    arrivals[day] = nil
  }

  func purchaseOrderNumber(_ line: PurchaseLine) -> String {
    let day = timeline.day(line.ordered)
    return "CG" + padded(day.year % 100, 2) + padded(day.month, 2) + "-" + padded(line.order, 5)
  }

  func receiptNumber(_ line: PurchaseLine) -> String { "RK-" + padded(line.order, 5) }

  func purchaseTables() -> [FactTable] {
    var orders = FactRows(
      .purchaseOrderLines,
      "order_number line_number ordered_on due_on shipped_on status supplier item quantity "
        + "price_excl_tax tax_rate amount_excl_tax amount_incl_tax received_quantity "
        + "rejected_quantity")
    var receipts = FactRows(
      .purchaseReceipts,
      "receipt_number line_number received_on order_number order_line supplier item quantity "
        + "amount_excl_tax amount_incl_tax")
    for line in purchases where line.ordered <= timeline.cutIndex {
      let hasArrived = line.arrives <= timeline.cutIndex
      let net = Operations.amount(line.price, line.quantity)
      orders.add([
        .text(purchaseOrderNumber(line)), .number(Int64(line.line)), .day(timeline.day(line.ordered)),
        .day(timeline.day(line.due)), hasArrived ? .day(timeline.day(line.arrives)) : nil,
        .text(hasArrived ? "已关闭" : "执行中"), .text(SupplierData.all[line.supplier].code),
        .text(catalogue.items[line.item].code), .number(line.quantity), .number(line.price), .rate(0.13),
        .number(net), .number(net + Tax.onNet(net)), .number(hasArrived ? line.accepted : 0),
        .number(hasArrived ? line.rejected : 0),
      ])
    }
    let arrived = purchases.filter { $0.arrives <= timeline.cutIndex }
      .sorted { ($0.arrives, $0.order, $0.line) < ($1.arrives, $1.order, $1.line) }
    for line in arrived {
      receipts.add([
        .text(receiptNumber(line)), .number(Int64(line.line)), .day(timeline.day(line.arrives)),
        .text(purchaseOrderNumber(line)), .number(Int64(line.line)),
        .text(SupplierData.all[line.supplier].code),
        .text(catalogue.items[line.item].code), .number(line.accepted), .number(line.net),
        .number(line.net + Tax.onNet(line.net)),
      ])
    }
    return [orders.table, receipts.table]
  }
}
