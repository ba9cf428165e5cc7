// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import FinancialPlanning
import Planning

extension FillInputs {
  /// 定金: how long before the shipment customers order, for regions whose customers pay with the order, and the tax that such money holds.
  mutating func fillDeposits() throws(StoreError) {
    let asking = catalogue.regions.indices.filter { asksDeposits(members.regions[$0]) }
    guard !asking.isEmpty else { return }
    let days = try orderLeadDays()
    for region in asking {
      if let lead = days[region] { sheet.set("order_lead_days", [members.regions[region]], Double(lead), .fact("sales-order-lines")) }
    }
    if let rate = usualTaxRate() { sheet.set("deposit_tax_rate", [], rate, .rule("the rate of most of what is sold")) }
  }

  /// A profile, where one is given, takes the place of what was agreed.
  private func asksDeposits(_ region: Int64) -> Bool {
    (collectionRules[region]?.countsFromOrder ?? false) && !(0...12).contains { sheet.value("collection_profile", [region, $0]) != 0 }
  }

  /// Working days from the order to the shipment, by region position: the mean over the order lines of the last twelve months.
  private func orderLeadDays() throws(StoreError) -> [Int: Int] {
    let orders = try facts.table(.salesOrderLines)
    let (ordered, shipped, due, territory) = (orders["ordered_on"], orders["shipped_on"], orders["due_on"], orders["territory"])
    let since = calendar.cutoff.adding(months: -11).firstDay
    var sums: [Int: (days: Int, lines: Int)] = [:]
    for row in 0..<orders.rowCount {
      guard let from = ordered.day(row), from >= since, from.monthOf <= calendar.cutoff, let to = shipped.day(row) ?? due.day(row),
        to >= from
      else { continue }
      let place = region(territory, row)
      sums[place, default: (0, 0)].days += from.distance(to: to)
      sums[place, default: (0, 0)].lines += 1
    }
    // Five working days in seven; rounded half up.
    return sums.mapValues { ($0.days * 10 / (7 * $0.lines) + 1) / 2 }
  }

  /// What most of the items that are sold bear in the first month that is forecast; of two alike the higher.
  private func usualTaxRate() -> Double? {
    guard let index = calendar.index(of: firstForecast) else { return nil }
    var counts: [Double: Int] = [:]
    for (position, item) in catalogue.items.enumerated() where item.isSold {
      counts[sheet.blocks["tax_rate"]?[[members.items[position]]]?.value(index) ?? 0, default: 0] += 1
    }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
  }

  /// What terms have asked for with the purchase orders that are open: it counts as paid. 分.
  func advancesOnOrder() -> Int64 {
    (sheet.blocks["scheduled_value"] ?? [:]).reduce(0) { sum, row in
      guard let item = row.key.first, let agreed = payableAgreements[item] else { return sum }
      let value = Double(row.value.money) / 100 * (1 + sheet.value("purchase_tax_rate", [item]))
      return sum + hundredths(value * SettlementRule(agreed).askedOnOrder(by: calendar.firstDay.adding(days: -1)))
    }
  }

  /// What terms have asked of customers with the orders on hand: it counts as received. 分.
  func depositsOnOrder() -> Int64 {
    (sheet.blocks["backlog"] ?? [:]).reduce(0) { sum, row in
      guard row.key.count == 2, asksDeposits(row.key[1]), let rule = collectionRules[row.key[1]] else { return sum }
      let kept = ["rebate_rate", "commission_rate"].reduce(1.0) { $0 * (1 - sheet.value($1, [row.key[1]])) }
      let billed = Double(row.value.money) / 100 * kept
      return sum + hundredths(billed * rule.askedOnOrder(by: calendar.firstDay.adding(days: -1)))
    }
  }
}
