// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Quantities

/// The plant and the warehouse, day by day: goods arrive, are made into products, and leave.
struct Operations {
  struct Shipment {
    let day: Int
    let orderLine: Int
    let customer: Int
    let item: Int
    /// Whole pieces; negative for a return.
    let quantity: Int64
    let gross: Int64
    let net: Int64
    let cost: Int64
    var number = ""
    var line = 0

    var isReturn: Bool { quantity < 0 }
    var tax: Int64 { gross - net }
  }

  struct PurchaseLine {
    let order: Int
    let line: Int
    let supplier: Int
    let item: Int
    let ordered: Int
    let due: Int
    let arrives: Int
    /// Ten-thousandths of a unit.
    let quantity: Int64
    /// Sent back at the door; never paid.
    let rejected: Int64
    /// Millionths of a yuan without tax.
    let price: Int64

    var accepted: Int64 { quantity - rejected }
    var net: Int64 { Operations.amount(price, accepted) }
  }

  /// Values that production and shipping move between accounts, 分 by month.
  struct CostFlows {
    var materialToGoods: [Int64]
    var conversionAbsorbed: [Int64]
    var costOfShipments: [Int64]
  }

  let timeline: DemoTimeline
  let catalogue: Catalogue
  let demand: Demand
  var orders: Orders
  var inventory: Inventory
  var random: SeededStream
  var shipments: [Shipment] = []
  var purchases: [PurchaseLine] = []
  var flows: CostFlows
  private(set) var openingMaterials: Int64 = 0
  private(set) var openingGoods: Int64 = 0

  /// Expected use by item, added up from the first day: goods sold, materials and sub-assemblies consumed.
  let expectedUse: [[Double]]
  let platformCustomers: Set<Int>
  var onOrder: [Int64]
  var openProject: [Int64]
  var backlog: [Int64]
  var waiting: [Int] = []
  var pendingReturns: [Int: [(line: Int, quantity: Int64)]] = [:]
  var arrivals: [Int: [Int]] = [:]
  var purchaseOrderCount = 0

  init(
    seed: UInt64, timeline: DemoTimeline, catalogue: Catalogue, demand: Demand, orders: Orders,
    customers: Customers
  ) {
    self.timeline = timeline
    self.catalogue = catalogue
    self.demand = demand
    self.orders = orders
    inventory = Inventory(itemCount: catalogue.items.count)
    random = SeededStream(seed: seed, label: "operations")
    let zeros = [Int64](repeating: 0, count: timeline.monthCount)
    flows = CostFlows(materialToGoods: zeros, conversionAbsorbed: zeros, costOfShipments: zeros)
    expectedUse = Operations.expectedUse(timeline, catalogue, demand)
    platformCustomers = Set(customers.all.indices.filter { customers.all[$0].channel == .platform })
    onOrder = Array(repeating: 0, count: catalogue.items.count)
    openProject = Array(repeating: 0, count: catalogue.items.count)
    backlog = Array(repeating: 0, count: catalogue.items.count)
    openStock()
    run()
    numberShipments()
  }

  private mutating func run() {
    var nextOrder = 0
    for day in 0..<timeline.dayCount {
      while nextOrder < orders.lines.count, orders.lines[nextOrder].ordered == day {
        accept(nextOrder)
        nextOrder += 1
      }
      receivePurchases(day)
      let weekday = timeline.day(day).weekday
      if timeline.isPlantDay[day] {
        if weekday == 2 || weekday == 5 { produce(day) }
        if weekday == 1 || weekday == 4 { replenish(day) }
      }
      takeReturns(day)
      if timeline.isWorkday[day] || weekday == 6 { ship(day) }
      let isLast = day + 1 == timeline.dayCount || timeline.monthOfDay[day + 1] != timeline.monthOfDay[day]
      if isLast { inventory.closeMonth() }
    }
  }

  private mutating func accept(_ line: Int) {
    waiting.append(line)
    let order = orders.lines[line]
    if order.isProject {
      openProject[order.item] += order.quantity
    } else {
      backlog[order.item] += order.quantity
    }
  }

  private static func expectedUse(
    _ timeline: DemoTimeline, _ catalogue: Catalogue, _ demand: Demand
  ) -> [[Double]] {
    var daily = Array(
      repeating: [Double](repeating: 0, count: timeline.dayCount), count: catalogue.items.count)
    for item in catalogue.goods {
      for day in 0..<timeline.dayCount {
        let month = timeline.monthOfDay[day]
        daily[item][day] = demand.total(item, month: month) / Double(timeline.dayCount(inMonth: month))
      }
    }
    for item in catalogue.goods {
      addParts(of: item, times: 1, daily[item], catalogue, &daily)
    }
    return daily.map { row in
      var sum = 0.0
      var result = [0.0]
      result.reserveCapacity(row.count + 1)
      for value in row {
        sum += value
        result.append(sum)
      }
      return result
    }
  }

  private static func addParts(
    of item: Int, times: Double, _ use: [Double], _ catalogue: Catalogue, _ daily: inout [[Double]]
  ) {
    for part in catalogue.components[item] {
      let factor = times * Double(part.consumedPer) / 10_000
      for day in use.indices { daily[part.item][day] += use[day] * factor }
      addParts(of: part.item, times: factor, use, catalogue, &daily)
    }
  }

  /// Expected use in the days `from..<to`; days beyond the simulation repeat the last month's pace.
  func expected(_ item: Int, _ from: Int, _ to: Int) -> Double {
    let row = expectedUse[item]
    let last = row.count - 1
    let low = min(from, last)
    let high = min(to, last)
    let pace = (row[last] - row[last - 30]) / 30
    return row[high] - row[low] + pace * Double(max(0, to - last) - max(0, from - last))
  }

  private mutating func openStock() {
    let year = timeline.firstMonth.year
    let goodsLevel = Catalogue.level(0.011, years: year - catalogue.baseYear)
    for item in catalogue.items.indices {
      let days = item < catalogue.goodCount ? 34 : (item < catalogue.madeCount ? 6 : 30)
      let units = expected(item, 0, days).rounded()
      let quantity = Int64(units) * 10_000
      let value = Int64((units * catalogue.items[item].standardCost * goodsLevel * 100).rounded())
      inventory.open(item, quantity: quantity, value: value)
      if item < catalogue.goodCount { openingGoods += value } else { openingMaterials += value }
    }
  }

  /// Price in millionths of a yuan times ten-thousandths of a unit, in 分, one rounding.
  static func amount(_ price: Int64, _ quantity: Int64) -> Int64 {
    guard let result = Rounding.divide(Int128(price) * Int128(quantity), by: 100_000_000) else { return 0 }
    return Int64(result)
  }
}
