// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Planning
import Quantities
import SupplyPlanning

extension FillInputs {
  /// Planning parameters, costs and opening stock of every item.
  mutating func fillItems() throws(StoreError) {
    let costs = standardCosts()
    let rolled = try rolledUp(costs)
    for (index, item) in catalogue.items.enumerated() {
      let id = [members.items[index]]
      let source = sources[index]
      set("safety_stock", id, item.safetyStock?.doubleValue, "items")
      set("lot_minimum", id, (source?.lotMinimum ?? item.lotMinimum)?.doubleValue, "supplier-items")
      sheet.set(
        "lot_multiple", id, max((source?.lotMultiple ?? item.lotMultiple)?.doubleValue ?? 1, 1), .fact("supplier-items"))
      let lead = item.isMade ? item.leadTimeDays : source?.leadTimeDays ?? item.leadTimeDays
      sheet.set("lead_time", id, Double(max(lead ?? 1, 1)), .fact(item.isMade ? "items" : "supplier-items"))
      set("standard_cost", id, costs[index], "items")
      if item.isMade, let cost = rolled?[index] {
        set("material_cost", id, cost.material, "bill-of-materials")
        set("conversion_cost", id, cost.conversion, "bill-of-materials")
      } else if !item.isMade {
        let asked = source?.countsIn(item.unit) == true ? source?.price?.doubleValue : nil
        set("purchase_price", id, asked ?? costs[index], asked == nil ? "items" : "supplier-items")
        set("purchase_tax_rate", id, (source?.taxRate ?? item.taxRate)?.doubleValue ?? drivers.value("vat_rate"), "supplier-items")
      }
    }
    try fillStock(costs)
  }

  private mutating func set(_ measure: String, _ members: [Int64], _ value: Double?, _ kind: String) {
    if let value, value != 0 { sheet.set(measure, members, value, .fact(kind)) }
  }

  /// Standard cost per item; a bought item without one costs what its supplier asks.
  private func standardCosts() -> [Double] {
    catalogue.items.enumerated().map { index, item in
      item.standardCost?.doubleValue ?? sources[index]?.price?.doubleValue ?? 0
    }
  }

  private func rolledUp(_ costs: [Double]) throws(StoreError) -> [StandardCost]? {
    let lines = try billLines()
    let positions = Dictionary(members.items.enumerated().map { ($0.element, Int32($0.offset)) }) { first, _ in first }
    let components = lines.compactMap { line -> Component? in
      guard let assembly = positions[line.assembly], let component = positions[line.component] else { return nil }
      let from = line.validFrom.map { Int32(clamping: calendar.firstDay.distance(to: $0)) } ?? Int32.min
      let to = line.validTo.map { Int32(clamping: calendar.firstDay.distance(to: $0)) } ?? Int32.max
      guard from <= to else { return nil }
      return Component(
        assembly: assembly, component: component, quantityPer: line.quantityPer, scrapRate: line.scrapRate,
        validDays: from...to)
    }
    guard let bill = try? BillOfMaterials(itemCount: members.items.count, lines: components) else { return nil }
    return rollUpCosts(bill: bill, standardCosts: costs)
  }

  /// All usable lines of the bills of materials, by item ids.
  func billLines() throws(StoreError) -> [BillLine] {
    let bills = try facts.table(.billOfMaterials)
    let (assembly, component) = (bills["assembly"], bills["component"])
    let (from, to) = (bills["valid_from"], bills["valid_to"])
    let (quantity, scrap) = (bills["quantity_per"], bills["scrap_rate"])
    return (0..<bills.rowCount).compactMap { row in
      guard let parent = assembly.text(row).flatMap({ catalogue.itemIndex($0) }),
        let child = component.text(row).flatMap({ catalogue.itemIndex($0) }), let per = quantity.double(row), per > 0
      else { return nil }
      return BillLine(
        assembly: members.items[parent], component: members.items[child], quantityPer: per,
        scrapRate: max(0, scrap.double(row) ?? 0), validFrom: from.day(row), validTo: to.day(row))
    }
  }

  /// The newest count of every location on or before the cutoff; counts without a day are of the cutoff.
  private mutating func fillStock(_ costs: [Double]) throws(StoreError) {
    let stock = try facts.table(.stock)
    let (item, location, day, quantity) = (stock["item"], stock["location"], stock["counted_on"], stock["quantity"])
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
