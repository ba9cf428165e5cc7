// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Quantities

/// One line of a sales order. Quantities are whole pieces, money is 分.
struct OrderLine {
  var order: Int
  var line: Int
  let customer: Int
  let item: Int
  let ordered: Int
  let due: Int
  let quantity: Int64
  /// 含税 unit price, 分.
  let price: Int64
  let deal: Int
  let isProject: Bool
  var shipped: Int64 = 0
  /// Net amount of what was shipped, 分.
  var shippedNet: Int64 = 0
  /// What history knows: shipped up to the last day of the history, and when last.
  var shippedByCut: Int64 = 0
  var lastShippedByCut = -1

  var gross: Int64 { price * quantity }
  var open: Int64 { quantity - shipped }
}

/// 13 % of every sale and purchase of goods.
enum Tax {
  static let goods = FixedPoint(mantissa: 130_000, scale: 6)
  static let transport = FixedPoint(mantissa: 90_000, scale: 6)
  static let services = FixedPoint(mantissa: 60_000, scale: 6)

  /// Net and tax of a tax-inclusive amount, 分.
  static func split(_ gross: Int64, _ rate: FixedPoint = goods) -> (net: Int64, tax: Int64) {
    guard let split = TaxSplit(gross: Amount(minorUnits: gross, currency: .cny), rate: rate) else {
      preconditionFailure("amounts of the demo fit")
    }
    return (split.net.minorUnits, split.tax.minorUnits)
  }

  /// Tax on a net amount, 分.
  static func onNet(_ net: Int64, _ rate: FixedPoint = goods) -> Int64 {
    guard let split = TaxSplit(net: Amount(minorUnits: net, currency: .cny), rate: rate) else {
      preconditionFailure("amounts of the demo fit")
    }
    return split.tax.minorUnits
  }
}

/// Sales orders, by day of ordering.
struct Orders {
  private(set) var lines: [OrderLine] = []

  init(
    seed: UInt64, timeline: DemoTimeline, catalogue: Catalogue, customers: Customers, demand: Demand,
    deals: Deals
  ) {
    var random = SeededStream(seed: seed, label: "orders")
    let shocks = Orders.shocks(demand, timeline, &random)
    for month in 0..<timeline.monthCount {
      for customer in customers.all.indices {
        addMonth(month, customer, timeline, catalogue, customers, demand, shocks, &random)
      }
    }
    addProjects(timeline, catalogue, customers, deals, &random)
    // A stable order: by day, then as drawn.
    let drawn = lines.indices.sorted { (lines[$0].ordered, $0) < (lines[$1].ordered, $1) }
    lines = drawn.map { lines[$0] }
    number()
  }

  /// What a month brings to an item everywhere, besides what each customer does on his own.
  private static func shocks(_ demand: Demand, _ timeline: DemoTimeline, _ random: inout SeededStream)
    -> [[Double]]
  {
    demand.byRegion.indices.map { item in
      (0..<timeline.monthCount).map { month in random.factor(0.07) * demand.surprise[item][month] }
    }
  }

  private mutating func addMonth(
    _ month: Int, _ number: Int, _ timeline: DemoTimeline, _ catalogue: Catalogue, _ customers: Customers,
    _ demand: Demand, _ shocks: [[Double]], _ random: inout SeededStream
  ) {
    let customer = customers.all[number]
    let first = timeline.firstDayOfMonth[month]
    let year = timeline.month(month).year
    var days = timeline.dayCount(inMonth: month)
    if let lost = customer.lostOn, lost.monthOf == timeline.month(month) { days = lost.dayOfMonth }
    let weights = (0..<days).map { Seasons.activity(timeline.day(first + $0), customer.channel) }
    let orderCount = customer.channel == .platform ? 5 : (customer.weight > 0.012 ? 3 : 2)
    let dates = (0..<orderCount).map { _ in first + random.index(by: weights) }.sorted()
    let buys = 0.88
    for (place, line) in customer.assortment.enumerated() {
      let mean = demand.expected[number][place][month]
      let isBought = random.chance(buys)
      let scatter = random.factor(0.22)
      let date = dates[random.between(0, orderCount - 1)]
      let lead = random.between(4, 11)
      guard isBought, mean > 0 else { continue }
      let quantity = Int64((mean / buys * scatter * shocks[line.item][month]).rounded())
      guard quantity > 0 else { continue }
      let list = catalogue.price(line.item, region: customer.region, year: year)
      let price = Int64((Double(list) / 1_000_000 * customer.channel.priceFactor).rounded()) * 100
      lines.append(
        OrderLine(
          order: number, line: 0, customer: number, item: line.item, ordered: date,
          due: timeline.index(WorkingDays.china.nextWorkday(onOrAfter: timeline.day(date + lead))),
          quantity: quantity,
          price: price, deal: -1, isProject: false))
    }
  }

  private mutating func addProjects(
    _ timeline: DemoTimeline, _ catalogue: Catalogue, _ customers: Customers, _ deals: Deals,
    _ random: inout SeededStream
  ) {
    for (number, deal) in deals.all.enumerated() where deal.isWon && deal.isProject {
      let day = timeline.index(deal.closedOn)
      let lead = random.between(30, 55)
      guard day >= 0, day < timeline.dayCount else { continue }
      let region = customers.all[deal.customer].region
      let list = catalogue.price(deal.item, region: region, year: deal.closedOn.year)
      let price = Int64((Double(list) / 1_000_000 * 0.97).rounded()) * 100
      let amount = deal.steps[deal.steps.count - 1].amount
      lines.append(
        OrderLine(
          order: 1_000 + number, line: 0, customer: deal.customer, item: deal.item, ordered: day,
          due: timeline.index(WorkingDays.china.nextWorkday(onOrAfter: timeline.day(day + lead))),
          quantity: max(1, amount / price), price: price, deal: number, isProject: true))
    }
  }

  /// Lines of one customer on one day are one order.
  private mutating func number() {
    var order = 0
    var index = 0
    while index < lines.count {
      var end = index
      while end < lines.count, lines[end].ordered == lines[index].ordered,
        lines[end].order == lines[index].order
      {
        lines[end].line = end - index + 1
        end += 1
      }
      order += 1
      for position in index..<end { lines[position].order = order }
      index = end
    }
  }

  /// Takes note of a delivery and gives its net amount: the last one takes what rounding left.
  mutating func ship(_ line: Int, _ quantity: Int64, on day: Int, cut: Int) -> Int64 {
    lines[line].shipped += quantity
    var net = Tax.split(lines[line].price * quantity).net
    if lines[line].open == 0 { net = Tax.split(lines[line].gross).net - lines[line].shippedNet }
    lines[line].shippedNet += net
    if day <= cut {
      lines[line].shippedByCut += quantity
      lines[line].lastShippedByCut = day
    }
    return net
  }

  /// 订单号 from the day and the running number: `XS2511-01234`.
  static func orderNumber(_ line: OrderLine, _ timeline: DemoTimeline) -> String {
    let day = timeline.day(line.ordered)
    return "XS" + padded(day.year % 100, 2) + padded(day.month, 2) + "-" + padded(line.order, 5)
  }

  func table(
    _ timeline: DemoTimeline, _ catalogue: Catalogue, _ customers: Customers, _ deals: Deals
  ) -> FactTable {
    var rows = FactRows(
      .salesOrderLines,
      "channel order_number line_number ordered_on due_on shipped_on item customer owner "
        + "territory deal quantity price_incl_tax price_excl_tax tax_rate amount_incl_tax "
        + "amount_excl_tax tax_amount freight_amount standard_cost is_project")
    for line in lines where line.ordered <= timeline.cutIndex {
      let customer = customers.all[line.customer]
      let (net, tax) = Tax.split(line.gross)
      let item = catalogue.items[line.item]
      let isShown = line.deal >= 0 && deals.isShown(deals.all[line.deal], timeline)
      rows.add([
        .text(customer.channel.name), .text(Orders.orderNumber(line, timeline)), .number(Int64(line.line)),
        .day(timeline.day(line.ordered)), .day(timeline.day(line.due)),
        line.shippedByCut == line.quantity ? .day(timeline.day(line.lastShippedByCut)) : nil,
        .text(item.code), .text(customer.code),
        .text(customer.owner), .text(Customers.regions[customer.region].code),
        isShown ? .text(deals.all[line.deal].code) : nil, .pieces(line.quantity),
        .number(line.price * 10_000),
        .number(Int64((Double(line.price) * 10_000 / 1.13).rounded())), .rate(0.13), .number(line.gross),
        .number(net), .number(tax), nil, .price(item.standardCost), .boolean(line.isProject),
      ])
    }
    return rows.table
  }
}
