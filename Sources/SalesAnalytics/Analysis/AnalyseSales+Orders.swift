// SPDX-License-Identifier: Apache-2.0
import Calendars

extension SalesBooks {
  func addOrders(_ question: SalesQuestion, _ work: inout Accumulator) {
    let orders = orders
    var columns: [Accumulator.Column] = [
      .init(.orderedIncl, orders.inclusive), .init(.orderedExcl, orders.exclusive), .init(.orderedQuantity, orders.quantity),
      .init(.orderLines) { _ in 1 },
      // Both sides of a margin hold the same lines: those with an amount and a cost.
      .init(.costedOrders) { orders.cost[$0] == Exact.missing || orders.exclusive[$0] == Exact.missing ? 0 : orders.exclusive[$0] },
      .init(.orderCost) { orders.exclusive[$0] == Exact.missing || orders.cost[$0] == Exact.missing ? 0 : orders.cost[$0] },
    ]
    columns += priceColumns(question)
    let counts: [SalesSum] = [.distinctOrders, .distinctCustomers].filter(work.slots.contains)
    let customers = orders.lines.codes[BaseDimension.customer.rawValue]
    if counts.isEmpty {
      work.add(orders.lines, work.chosen(columns))
      return
    }
    var seen: [UInt64] = []
    var buyers: [UInt64] = []
    let (hasOrders, hasCustomers) = (counts.contains(.distinctOrders), counts.contains(.distinctCustomers))
    work.add(orders.lines, work.chosen(columns)) { row, group in
      if hasOrders, orders.order[row] >= 0 { seen.append(UInt64(group) << 32 | UInt64(orders.order[row])) }
      if hasCustomers, customers[row] > 0 { buyers.append(UInt64(group) << 32 | UInt64(customers[row])) }
    }
    for (group, count) in DistinctPairs.counts(&seen) { work.set(.distinctOrders, group: group, count) }
    work.distinct[.distinctOrders] = DistinctPairs.distinct(&seen)
    for (group, count) in DistinctPairs.counts(&buyers) { work.set(.distinctCustomers, group: group, count) }
    work.distinct[.distinctCustomers] = DistinctPairs.distinct(&buyers)
  }

  /// Amounts of lines that have a price to compare with, and what they would be at that price.
  private func priceColumns(_ question: SalesQuestion) -> [Accumulator.Column] {
    let (orders, prices) = (orders, prices)
    let holdsTax = question.listPriceHoldsTax
    let (item, place) = (orders.lines.codes[BaseDimension.item.rawValue], orders.lines.codes[BaseDimension.territory.rawValue])
    /// Both amounts at a unit price; nil where the line has no amounts to compare.
    func at(_ price: Int64, _ row: Int, holdsTax: Bool) -> (incl: Int64, excl: Int64)? {
      let (gross, net) = (orders.inclusive[row], orders.exclusive[row])
      guard gross != Exact.missing, net != Exact.missing else { return nil }
      let amount = Exact.product(price: price, quantity: orders.quantity[row])
      // The other side follows the line's own tax: gross to net as the line has it.
      if holdsTax { return (amount, gross == 0 ? 0 : Exact.scaled(amount, net, over: gross)) }
      return (net == 0 ? 0 : Exact.scaled(amount, gross, over: net), amount)
    }
    func listed(_ row: Int) -> (incl: Int64, excl: Int64)? {
      let price = prices.list[Int(item[row])]
      return price == Exact.missing ? nil : at(price, row, holdsTax: holdsTax)
    }
    func agreed(_ row: Int) -> (incl: Int64, excl: Int64)? {
      guard let price = prices.agreed(item: item[row], territory: place[row], on: orders.lines.day[row]) else { return listed(row) }
      return at(price, row, holdsTax: true)
    }
    return [
      .init(.pricedIncl) { agreed($0) == nil ? 0 : orders.inclusive[$0] }, .init(.agreedIncl) { agreed($0)?.incl ?? 0 },
      .init(.pricedExcl) { agreed($0) == nil ? 0 : orders.exclusive[$0] }, .init(.agreedExcl) { agreed($0)?.excl ?? 0 },
      .init(.listedIncl) { listed($0) == nil ? 0 : orders.inclusive[$0] }, .init(.listIncl) { listed($0)?.incl ?? 0 },
      .init(.listedExcl) { listed($0) == nil ? 0 : orders.exclusive[$0] }, .init(.listExcl) { listed($0)?.excl ?? 0 },
    ]
  }

  /// What depends on what had left of each line: backlog, promises, days to ship.
  func addDeliveries(_ question: SalesQuestion, _ work: inout Accumulator) {
    let orders = orders
    let (asOf, grace) = (question.asOf.ordinal, Int32(question.graceDays))
    let left = Deliveries(self, asOf: asOf, graceDays: grace)
    func open(_ row: Int) -> Int64 { Deliveries.open(orders.quantity[row], left.delivered[row]) }
    func part(_ amount: [Int64], _ row: Int) -> Int64 {
      let rest = open(row)
      return rest == 0 || amount[row] == Exact.missing ? 0 : Exact.scaled(amount[row], rest, over: orders.quantity[row])
    }
    func isOverdue(_ row: Int) -> Bool { orders.due[row] < asOf }
    work.add(
      orders.lines, isBalance: true, counts: { open($0) > 0 },
      work.chosen([
        .init(.backlogIncl) { part(orders.inclusive, $0) }, .init(.backlogExcl) { part(orders.exclusive, $0) },
        .init(.backlogQuantity, each: open), .init(.backlogLines) { _ in 1 },
        .init(.overdueIncl) { isOverdue($0) ? part(orders.inclusive, $0) : 0 },
        .init(.overdueExcl) { isOverdue($0) ? part(orders.exclusive, $0) : 0 },
        .init(.overdueQuantity) { isOverdue($0) ? open($0) : 0 }, .init(.overdueLines) { isOverdue($0) ? 1 : 0 },
      ]))
    if work.slots.contains(where: { $0.stream == .promised }) {
      // A promise is measured once its day has passed, also of what has not left at all.
      work.add(
        orders.lines, days: orders.due, counts: { orders.quantity[$0] > 0 && orders.lines.day[$0] <= asOf },
        work.chosen([
          .init(.promisedLines) { _ in 1 }, .init(.onTimeLines) { left.onTime[$0] >= orders.quantity[$0] ? 1 : 0 },
          .init(.promisedQuantity, orders.quantity), .init(.onTimeQuantity, left.onTime),
        ]))
    }
    if work.slots.contains(where: { $0.stream == .completed }) {
      work.add(
        orders.lines, days: left.completed, counts: { orders.quantity[$0] > 0 },
        work.chosen([
          .init(.completedLines) { _ in 1 }, .init(.completedDays) { Int64(left.completed[$0]) - Int64(orders.lines.day[$0]) },
        ]))
    }
  }
}

/// Distinct members of groups, from pairs of group and member.
enum DistinctPairs {
  /// Pairs sorted and alike ones dropped; how many are left of each group.
  static func counts(_ pairs: inout [UInt64]) -> [(group: Int32, count: Int64)] {
    pairs.sort()
    var result: [(group: Int32, count: Int64)] = []
    var last = UInt64.max
    var kept = 0
    for pair in pairs where pair != last {
      last = pair
      pairs[kept] = pair
      kept += 1
      let group = Int32(truncatingIfNeeded: pair >> 32)
      if result.last?.group == group { result[result.count - 1].count += 1 } else { result.append((group, 1)) }
    }
    pairs.removeLast(pairs.count - kept)
    return result
  }

  /// Of all groups together.
  static func distinct(_ pairs: inout [UInt64]) -> Int64 {
    for index in pairs.indices { pairs[index] &= 0xFFFF_FFFF }
    pairs.sort()
    var last = UInt64.max
    return pairs.reduce(into: 0) { count, member in
      if member != last { count += 1 }
      last = member
    }
  }
}
