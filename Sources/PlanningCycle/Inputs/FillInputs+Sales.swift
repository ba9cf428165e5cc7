// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import FinancialPlanning
import Planning
import Quantities

extension FillInputs {
  /// Orders received, by order month.
  mutating func fillOrders() throws(StoreError) {
    guard let months = history.months else { return }
    for (place, values) in history.rows.sorted(by: { $0.key < $1.key }) {
      let members = row(place.item, place.region)
      for (offset, month) in months.enumerated() where month <= calendar.cutoff {
        guard values.quantity[offset] != 0 || values.amountInclTax[offset] != 0 else { continue }
        sheet.add(
          "actual_order_units", members, month, Double(values.quantity[offset]) / 10_000,
          .fact("sales-order-lines"))
        sheet.addMoney(
          "actual_orders", members, month, values.amountInclTax[offset], .fact("sales-order-lines"))
      }
    }
  }

  /// 含税 price by item × region: the price list where there is one, else what was paid lately, else the list price.
  mutating func fillPrices() throws(StoreError) {
    let prices = try facts.table(.prices)
    let item = prices["item"]
    let territory = prices["territory"]
    let from = prices["valid_from"]
    let price = prices["price_incl_tax"]
    var listed: [Int: [(from: Day, region: Int?, value: Double)]] = [:]
    for row in 0..<prices.rowCount {
      guard let index = item.text(row).flatMap({ catalogue.itemIndex($0) }), let day = from.day(row),
        let value = price.double(row)
      else { continue }
      listed[index, default: []].append(
        (day, territory.text(row).flatMap { catalogue.regionIndex($0) }, value))
    }
    for place in pricedPlaces() {
      let members = row(place.item, place.region)
      if let entries = listed[place.item] {
        let general = entries.filter { $0.region == nil || $0.region == place.region }
          .sorted { ($0.from, $0.region == nil ? 0 : 1) < ($1.from, $1.region == nil ? 0 : 1) }
        for entry in general {
          sheet.set(
            "price", members, from: max(entry.from.monthOf, calendar.firstMonth), entry.value, .fact("prices")
          )
        }
        if !general.isEmpty { continue }
      }
      if let paid = paidPrice(place) {
        sheet.set("price", members, from: calendar.firstMonth, paid, .fact("sales-order-lines"))
      } else if let list = catalogue.items[place.item].listPrice?.doubleValue, list > 0 {
        let tax = catalogue.items[place.item].taxRate?.doubleValue ?? 0
        sheet.set("price", members, from: calendar.firstMonth, list * (1 + tax), .fact("items"))
      }
    }
  }

  /// A company without a single order is planned by the sales forecast that its people made: the newest figure of each month is the
  /// baseline, and its amount ÷ quantity the price where there is no list.
  mutating func fillForecastsWithoutHistory() throws(StoreError) {
    guard history.months == nil else { return }
    let forecasts = PastForecasts(forecasts: try facts.table(.salesForecasts), catalogue: catalogue)
    for month in forecasts.months(of: .salesForecast) where month > calendar.cutoff {
      for figure in forecasts.newest(.salesForecast, month: month) {
        guard let item = figure.item else { continue }
        let members = row(item, figure.region ?? catalogue.regions.count - 1)
        let money = amounts(figure.amountInclTax, figure.amountExclTax, item: item, on: month.firstDay).incl
        let listed = sheet.value("price", members)
        let pieces: Double
        if let quantity = figure.quantity {
          pieces = Double(quantity) / 10_000
        } else if listed > 0 {
          pieces = Double(money) / 100 / listed
        } else {
          continue
        }
        sheet.add("baseline", members, month, pieces, .fact("sales-forecasts"))
        if listed == 0, pieces > 0, money > 0 {
          sheet.set(
            "price", members, from: calendar.firstMonth, Double(money) / 100 / pieces,
            .fact("sales-forecasts"))
        }
      }
    }
  }

  /// Where something was or may be sold: every sold item in every region that a deal or an order names.
  private func pricedPlaces() -> [SalesHistory.Place] {
    var places = Swift.Set(history.places)
    for (item, entry) in catalogue.items.enumerated() where entry.isSold {
      for region in catalogue.regions.indices {
        places.insert(SalesHistory.Place(item: item, region: region))
      }
    }
    return places.sorted()
  }

  /// Mean 含税 price of the last twelve months with sales.
  private func paidPrice(_ place: SalesHistory.Place) -> Double? {
    guard let values = history.rows[place] else { return nil }
    var pieces: Int64 = 0
    var amount: Int64 = 0
    var found = 0
    for index in values.quantity.indices.reversed() where values.quantity[index] > 0 && found < 12 {
      pieces += values.quantity[index]
      amount += values.amountInclTax[index]
      found += 1
    }
    guard pieces > 0, amount > 0 else { return nil }
    return (Double(amount) / 100) / (Double(pieces) / 10_000)
  }

  /// VAT rates, rebates, delivery.
  mutating func fillTermsOfSale() throws(StoreError) {
    fillTaxRates()
    try fillRebates()
    fillCommissions()
    let given = drivers.numbered("delivery_profile_")
    let profile =
      given.isEmpty ? try learntDelivery() : given.map { ($0.number, $0.entries.last?.value ?? 0) }
    for (number, share) in profile where (0...6).contains(number) {
      sheet.set(
        "delivery_profile", [Int64(number)], share,
        given.isEmpty ? .rule("learnt from shipments") : .fact("drivers"))
    }
  }

  /// By item and month: master data, else the class in the table of the law by its days, else the general rate; then the company's own dated rows.
  private mutating func fillTaxRates() {
    let general = drivers.value("vat_rate")
    for index in catalogue.items.indices {
      let id = [members.items[index]]
      if let rate = catalogue.items[index].taxRate?.doubleValue {
        if rate > 0 { sheet.set("tax_rate", id, from: calendar.firstMonth, rate, .fact("items")) }
      } else if catalogue.items[index].vatClass != nil {
        for month in calendar.firstMonth...calendar.lastMonth {
          guard let row = vatRates.row(index, on: month.firstDay) else { continue }
          sheet.set("tax_rate", id, at: month, row.rate.doubleValue, .rule("\(row.itemClass) \(row.source)"))
        }
      } else if let general, general > 0 {
        sheet.set("tax_rate", id, from: calendar.firstMonth, general, .fact("drivers"))
      }
      for own in vatRates.own(index) {
        sheet.set("tax_rate", id, from: max(own.from.monthOf, calendar.firstMonth), own.rate.doubleValue, .fact("tax-rates"))
      }
    }
  }

  /// Rebate rate of a region: its customers' rates weighted by what they ordered in the last twelve months.
  private mutating func fillRebates() throws(StoreError) {
    let rebates = try facts.table(.rebates)
    guard rebates.rowCount > 0 else { return }
    let customer = rebates["customer"]
    let rate = rebates["rate"]
    var rateOf: [String: Double] = [:]
    for row in 0..<rebates.rowCount { if let code = customer.text(row) { rateOf[code] = rate.double(row) } }
    let orders = try facts.table(.salesOrderLines)
    let since = calendar.cutoff.adding(months: -11).firstDay
    let (day, buyer, territory) = (orders["ordered_on"], orders["customer"], orders["territory"])
    let (incl, excl) = (orders["amount_incl_tax"], orders["amount_excl_tax"])
    var weighted = [Double](repeating: 0, count: catalogue.regions.count)
    var total = weighted
    for row in 0..<orders.rowCount {
      guard let on = day.day(row), on >= since else { continue }
      let amount = Double(incl.integer(row) ?? excl.integer(row) ?? 0)
      let region = self.region(territory, row)
      total[region] += amount
      weighted[region] += amount * (buyer.text(row).flatMap { rateOf[$0] } ?? 0)
    }
    for region in catalogue.regions.indices where total[region] > 0 {
      sheet.set("rebate_rate", [members.regions[region]], weighted[region] / total[region], .fact("rebates"))
    }
    try fillRebateHolding(rebates)
  }

  /// 平台佣金: what a territory's platforms keep; one without a territory holds for those that name none. Their invoices bear the tax of services.
  private mutating func fillCommissions() {
    let entries = drivers["commission_rate"]
    for index in catalogue.regions.indices {
      let own = entries.last { $0.territory.flatMap { catalogue.regionIndex($0) } == index } ?? entries.last { $0.territory == nil }
      if let own, own.value != 0 { sheet.set("commission_rate", [members.regions[index]], own.value, .fact("drivers")) }
    }
    guard !entries.isEmpty else { return }
    if let rate = drivers.value("commission_tax_rate") { return sheet.set("commission_tax_rate", [], rate, .fact("drivers")) }
    guard let row = try? VatRateTable.china.rate(.modernServices, .general, on: firstForecast.firstDay) else { return }
    sheet.set("commission_tax_rate", [], row.rate.doubleValue, .rule("\(row.itemClass) \(row.source)"))
  }

  /// Shares of pieces shipped 0…6 months after the order, over the last twelve months.
  private func learntDelivery() throws(StoreError) -> [(Int, Double)] {
    let orders = try facts.table(.salesOrderLines)
    let (ordered, shipped, quantity) = (orders["ordered_on"], orders["shipped_on"], orders["quantity"])
    let since = calendar.cutoff.adding(months: -11).firstDay
    var pieces = [Double](repeating: 0, count: 7)
    for row in 0..<orders.rowCount {
      guard let from = ordered.day(row), from >= since, let to = shipped.day(row) ?? orders["due_on"].day(row)
      else { continue }
      let lag = from.monthOf.distance(to: to.monthOf)
      if (0...6).contains(lag) { pieces[lag] += quantity.double(row) ?? 0 }
    }
    let total = pieces.reduce(0, +)
    return total > 0
      ? pieces.enumerated().filter { $0.element > 0 }.map { ($0.offset, $0.element / total) } : []
  }
}
