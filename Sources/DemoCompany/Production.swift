// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

extension Operations {
  /// Days of expected sales that finished goods are made ahead.
  private func cover(_ item: Int, _ day: Int) -> Int {
    // Half a year ago somebody believed in the piled-up item.
    let belief = timeline.cutIndex - 190...timeline.cutIndex - 60
    if item == demand.piledItem, belief.contains(day) { return 115 }
    return 39
  }

  /// Tuesdays and Fridays: sub-assemblies as needed, then finished goods up to their cover, never more than the materials allow.
  mutating func produce(_ day: Int) {
    for item in catalogue.goods {
      let target = expected(item, day, day + cover(item, day)) + Double(openProject[item])
      let late = Double(backlog[item]) * 0.3
      let onHand = Double(inventory.quantity[item]) / 10_000
      var wanted = Int64((target + late - onHand).rounded())
      wanted = min(wanted, limit(item, day))
      guard wanted > 0 else { continue }
      let lot = Int64(catalogue.items[item].lotMultiple)
      let lots = (wanted + lot - 1) / lot
      let possible = makeable(item)
      let quantity = enough(item, min(lots * lot, possible))
      if quantity > 0 { make(item, quantity, day) }
    }
    for item in catalogue.assemblies {
      let onHand = Double(inventory.quantity[item]) / 10_000
      let wanted = Int64((expected(item, day + 30, day + 36) - onHand).rounded())
      let quantity = enough(item, min(wanted, makeable(item)))
      if quantity > 0 { make(item, quantity, day) }
    }
  }

  /// The short item: its supplier of heaters stands still for six weeks around the end of the history.
  private func limit(_ item: Int, _ day: Int) -> Int64 {
    let halt = timeline.cutIndex - 45...timeline.cutIndex + 25
    guard item == demand.shortItem, halt.contains(day) else { return Int64.max / 4 }
    return Int64((expected(item, day, day + 4) * 0.35).rounded())
  }

  /// Pieces that the materials on hand allow, not counting sub-assemblies already made.
  private func makeable(_ item: Int) -> Int64 {
    var result = Double.greatestFiniteMagnitude
    for part in catalogue.flat[item] {
      result = min(result, Double(inventory.quantity[part.item]) / 10_000 / part.quantity)
    }
    // One piece less: the bill's rounding of scrap level by level may take a little more than the flat sum.
    return max(0, Int64(min(result, 1e9)) - 1)
  }

  /// As many of `quantity` as the materials are really enough for, with scrap rounded level by level.
  private func enough(_ item: Int, _ quantity: Int64) -> Int64 {
    var quantity = quantity
    while quantity > 0 {
      var used: [Int: Int64] = [:]
      if isEnough(item, quantity, &used) { break }
      quantity -= 1
    }
    return quantity
  }

  /// - Parameter used: of each part, what was taken on the way, as `make` takes it.
  private func isEnough(_ item: Int, _ quantity: Int64, _ used: inout [Int: Int64]) -> Bool {
    for part in catalogue.components[item] {
      let need = part.consumedPer * quantity
      let left = inventory.quantity[part.item] - used[part.item, default: 0]
      if left < need {
        guard part.item < catalogue.madeCount else { return false }
        let missing = (need - left + 9_999) / 10_000
        guard isEnough(part.item, missing, &used) else { return false }
        used[part.item, default: 0] -= missing * 10_000
      }
      used[part.item, default: 0] += need
    }
    return true
  }

  private mutating func make(_ item: Int, _ quantity: Int64, _ day: Int) {
    var cost: Int64 = 0
    for part in catalogue.components[item] {
      let need = part.consumedPer * quantity
      if part.item < catalogue.madeCount, inventory.quantity[part.item] < need {
        let missing = (need - inventory.quantity[part.item] + 9_999) / 10_000
        make(part.item, missing, day)
      }
      cost += inventory.consume(part.item, need)
    }
    if item < catalogue.goodCount {
      let month = timeline.monthOfDay[day]
      let years = timeline.month(month).year - catalogue.baseYear
      let standard =
        catalogue.items[item].materialCost * Catalogue.conversionRate * Catalogue.level(0.02, years: years)
      let conversion = Int64((standard * 100).rounded()) * quantity
      flows.materialToGoods[month] += cost
      flows.conversionAbsorbed[month] += conversion
      cost += conversion
    }
    inventory.produce(item, quantity * 10_000, value: cost)
  }

  func stockTable() -> FactTable {
    var rows = FactRows(
      .stock, "item location counted_on quantity amount")
    for month in 0..<DemoTimeline.historyMonths {
      let counted = timeline.month(month).lastDay
      for (item, movement) in inventory.months[month].enumerated() {
        let location = item < catalogue.goodCount ? "成品仓" : (item < catalogue.madeCount ? "半成品仓" : "原料仓")
        rows.add([
          .text(catalogue.items[item].code), .text(location), .day(counted), .number(movement.closing),
          .number(movement.closingValue),
        ])
      }
    }
    return rows.table
  }
}
