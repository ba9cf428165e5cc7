// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Planning
import Quantities
import SupplyPlanning

extension FillInputs {
  /// Planning parameters, costs and opening stock of every item.
  mutating func fillItems() throws(StoreError) {
    let bill = try costedBill()
    let costs = standardCosts(bill)
    let rolled = bill.map { rollUpCosts(bill: $0, standardCosts: costs) }
    for (index, item) in catalogue.items.enumerated() {
      let id = [members.items[index]]
      let source = sources[index]
      set("safety_stock", id, item.safetyStock?.doubleValue, "items")
      set("lot_minimum", id, (source?.lotMinimum ?? item.lotMinimum)?.doubleValue, "supplier-items")
      sheet.set(
        "lot_multiple", id, max((source?.lotMultiple ?? item.lotMultiple)?.doubleValue ?? 1, 1),
        .fact("supplier-items"))
      set("lot_fixed", id, item.lotFixed?.doubleValue, "items")
      set("lot_economic", id, item.lotEconomic?.doubleValue, "items")
      set("lot_days", id, item.lotDays.map(Double.init), "items")
      set("frozen_days", id, item.frozenDays.map(Double.init), "items")
      setDemand(item.demand, id)
      let lead = item.isPaidFor ? source?.leadTimeDays ?? item.leadTimeDays : item.leadTimeDays
      sheet.set("lead_time", id, Double(max(lead ?? 1, 1)), .fact(item.isPaidFor ? "supplier-items" : "items"))
      set("standard_cost", id, costs[index], "items")
      if item.isMade, let cost = rolled?[index] {
        set("material_cost", id, cost.material, "bill-of-materials")
        set(
          "conversion_cost", id, item.isSubcontracted ? costs[index] - cost.material : conversion(of: cost, standard: costs[index]),
          "bill-of-materials")
      }
      guard item.isPaidFor else { continue }
      let asked = askedPrice(index)
      // Of what is subcontracted the supplier asks for his work alone.
      let usual = item.isMade ? rolled.map { costs[index] - $0[index].material } ?? 0 : costs[index]
      set("purchase_price", id, asked ?? usual / costOfYuan(index), asked == nil ? "items" : "supplier-items")
      set("purchase_tax_rate", id, inputVatRate(index, on: firstForecast.firstDay), "supplier-items")
    }
    try fillStock(costs)
  }

  /// Nought days of a window and code 0 of a spreading say something else than nothing: they are written as they are.
  private mutating func setDemand(_ rule: Catalogue.DemandRule, _ members: [Int64]) {
    for (measure, value) in [
      ("forecast_spreading", rule.spreading), ("consume_backward_days", rule.backwardDays), ("consume_forward_days", rule.forwardDays),
    ] {
      if let value { sheet.set(measure, members, Double(value), .fact("items")) }
    }
    set("forecast_rounding", members, rule.rounding.map(Double.init), "items")
    set("consume_forward_first", members, rule.isForwardFirst == true ? 1 : nil, "items")
    set("demand_fence_days", members, rule.fenceDays.map(Double.init), "items")
  }

  private mutating func set(_ measure: String, _ members: [Int64], _ value: Double?, _ kind: String) {
    if let value, value != 0 { sheet.set(measure, members, value, .fact(kind)) }
  }

  /// What the supplier asks for one piece; nil where he counts in another unit (a box of unknown content) or names no price.
  private func askedPrice(_ index: Int) -> Double? {
    guard let source = sources[index], source.countsIn(catalogue.items[index].unit),
      let price = source.price?.doubleValue,
      price > 0
    else { return nil }
    return price
  }

  /// Standard cost per item. None, or nought, means that nobody has set one: a bought item then costs what its supplier asks, a made
  /// one the material of its bill, and a subcontracted one its fee besides.
  private func standardCosts(_ bill: BillOfMaterials?) -> [Double] {
    var costs = catalogue.items.enumerated().map { index, item -> Double in
      if let cost = item.standardCost?.doubleValue, cost > 0 { return cost }
      return item.isMade ? 0 : (askedPrice(index) ?? 0) * costOfYuan(index)
    }
    let unset = catalogue.items.indices.filter { catalogue.items[$0].isMade && costs[$0] == 0 }
    guard let bill, !unset.isEmpty else { return costs }
    // One pass a level: a bill has no circle, so there are fewer levels than items.
    for _ in catalogue.items.indices {
      let rolled = rollUpCosts(bill: bill, standardCosts: costs)
      func cost(_ index: Int) -> Double {
        rolled[index].material + (catalogue.items[index].isSubcontracted ? (askedPrice(index) ?? 0) * costOfYuan(index) : 0)
      }
      let changed = unset.filter { cost($0) != costs[$0] }
      guard !changed.isEmpty else { break }
      for index in changed { costs[index] = cost(index) }
    }
    return costs
  }

  /// What making adds. Paid factories are held against it, so it is never below nought there. Without them it is what must be paid
  /// beside the material: standards of parts that together exceed the product's own cancel out, instead of being paid twice.
  private func conversion(of cost: StandardCost, standard: Double) -> Double {
    hasFactory ? cost.conversion : standard - cost.material
  }

  /// The bills of materials for costing; nil when they run in a circle.
  private func costedBill() throws(StoreError) -> BillOfMaterials? {
    let lines = try billLines()
    let positions = Dictionary(members.items.enumerated().map { ($0.element, Int32($0.offset)) }) {
      first, _ in first
    }
    let components = lines.compactMap { line -> Component? in
      guard let assembly = positions[line.assembly], let component = positions[line.component] else {
        return nil
      }
      let from = line.validFrom.map { Int32(clamping: calendar.firstDay.distance(to: $0)) } ?? Int32.min
      let to = line.validTo.map { Int32(clamping: calendar.firstDay.distance(to: $0)) } ?? Int32.max
      guard from <= to else { return nil }
      return Component(
        assembly: assembly, component: component, quantityPer: line.quantityPer, scrapRate: line.scrapRate,
        validDays: from...to)
    }
    return try? BillOfMaterials(itemCount: members.items.count, lines: components)
  }

  /// All usable lines of the bills of materials, by item ids.
  func billLines() throws(StoreError) -> [BillLine] {
    let bills = try facts.table(.billOfMaterials)
    let (assembly, component) = (bills["assembly"], bills["component"])
    let (from, to) = (bills["valid_from"], bills["valid_to"])
    let (quantity, scrap) = (bills["quantity_per"], bills["scrap_rate"])
    return (0..<bills.rowCount).compactMap { row in
      guard let parent = assembly.text(row).flatMap({ catalogue.itemIndex($0) }),
        let child = component.text(row).flatMap({ catalogue.itemIndex($0) }), let per = quantity.double(row),
        per > 0
      else { return nil }
      return BillLine(
        assembly: members.items[parent], component: members.items[child], quantityPer: per,
        scrapRate: max(0, scrap.double(row) ?? 0), validFrom: from.day(row), validTo: to.day(row))
    }
  }

  /// The newest count of every location on or before the cutoff; counts without a day are of the cutoff.
  private mutating func fillStock(_ costs: [Double]) throws(StoreError) {
    let stock = try facts.table(.stock)
    let (item, location, day, quantity) = (
      stock["item"], stock["location"], stock["counted_on"], stock["quantity"]
    )
    struct Place: Hashable {
      let item: Int
      let location: String
    }
    var newest: [Place: (day: Day, pieces: Int64)] = [:]
    for row in 0..<stock.rowCount {
      guard let index = item.text(row).flatMap({ catalogue.itemIndex($0) }) else { continue }
      let place = Place(item: index, location: location.text(row) ?? "")
      let on = day.day(row) ?? calendar.cutoff.lastDay
      guard on <= calendar.cutoff.lastDay, on >= newest[place]?.day ?? on else { continue }
      newest[place] = (on, quantity.integers[row])
    }
    var total: [Int: Int64] = [:]
    for (place, entry) in newest { total[place.item, default: 0] += entry.pieces }
    for (index, pieces) in total.sorted(by: { $0.key < $1.key }) where pieces != 0 {
      sheet.set("opening_stock", [members.items[index]], Double(pieces) / 10_000, .fact("stock"))
    }
  }
}
