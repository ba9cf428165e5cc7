// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// Tables of what the company is made of.
struct MasterTables {
  let timeline: DemoTimeline
  let catalogue: Catalogue
  let demand: Demand

  func organisations() -> FactTable {
    var rows = FactRows(
      .organisations, "code name name_en parent share currency")
    rows.add([.text(DemoCompany.entity), .text(DemoCompany.name), .text(DemoCompany.englishName), nil, .rate(1), .text("CNY")])
    return rows.table
  }

  func territories() -> FactTable {
    var rows = FactRows(
      .territories, "code name name_en country group")
    for region in Customers.regions {
      rows.add([
        .text(region.code), .text(region.name), .text(EnglishNames.of(region.name)), .text("中国"), .text("国内"),
      ])
    }
    return rows.table
  }

  func items() -> FactTable {
    var rows = FactRows(
      .items,
      "code alias name name_en family family_en subfamily unit is_made is_sold standard_cost list_price tax_rate "
        + "safety_stock reorder_point lead_time_days lot_minimum lot_multiple")
    let use = monthlyUse()
    for (index, item) in catalogue.items.enumerated() {
      // Months of use kept as safety: the plan then holds about as much stock as the warehouse did.
      let months = index < catalogue.goodCount ? 0.6 : index < catalogue.madeCount ? 0.1 : 0.5
      let safety = Int64((use[index] * months).rounded())
      let lot = Int64(item.lotMultiple)
      rows.add([
        .text(item.code), nil, .text(item.name), .text(EnglishNames.of(item.name)), .text(item.family),
        .text(EnglishNames.of(item.family)), .text(item.subfamily), .text(item.unit),
        .boolean(item.isMade), .boolean(item.isSold), .price((item.standardCost * 100).rounded() / 100),
        item.isSold ? .number(item.listPrice) : nil, .rate(0.13), .pieces(safety),
        .pieces(safety * 2), .number(Int64(item.leadTime)), .pieces(lot), .pieces(lot),
      ])
    }
    return rows.table
  }

  /// Mean use of a month over the last year: sales of goods, and what they take of parts through all levels.
  private func monthlyUse() -> [Double] {
    let last = DemoTimeline.historyMonths - 1
    var use = catalogue.items.indices.map { index in
      index < catalogue.goodCount ? (0..<12).reduce(0.0) { $0 + demand.total(index, month: last - $1) } / 12 : 0
    }
    // Goods stand before sub-assemblies, so that one pass reaches the lowest level.
    for assembly in 0..<catalogue.madeCount {
      for part in catalogue.components[assembly] { use[part.item] += use[assembly] * Double(part.quantityPer) / 10_000 }
    }
    return use
  }

  func bills() -> FactTable {
    var rows = FactRows(
      .billOfMaterials, "assembly component valid_from valid_to unit level quantity_per scrap_rate")
    for assembly in 0..<catalogue.madeCount {
      for part in catalogue.components[assembly] {
        rows.add([
          .text(catalogue.items[assembly].code), .text(catalogue.items[part.item].code), .day(timeline.start),
          nil,
          .text(catalogue.items[part.item].unit), .number(assembly < catalogue.goodCount ? 1 : 2),
          .number(part.quantityPer), .rate(part.scrap),
        ])
      }
    }
    return rows.table
  }

  func suppliers() -> FactTable {
    var rows = FactRows(
      .suppliers, "code name name_en terms rating")
    for supplier in SupplierData.all {
      rows.add([
        .text(supplier.code), .text(supplier.name), .text(supplier.englishName), .text(supplier.terms.code),
        .text(supplier.rating),
      ])
    }
    return rows.table
  }

  func supplierItems() -> FactTable {
    var rows = FactRows(
      .supplierItems,
      "item supplier lead_time_days price_excl_tax tax_rate lot_minimum lot_maximum lot_multiple "
        + "unit share")
    for index in catalogue.materials {
      let item = catalogue.items[index]
      let supplier = SupplierData.all[item.supplier]
      let lot = Int64(item.lotMultiple)
      rows.add([
        .text(item.code), .text(supplier.code), .number(Int64(supplier.leadTime)),
        .number(catalogue.purchasePrice(index, year: timeline.today.year)), .rate(0.13), .pieces(lot), nil,
        .pieces(lot),
        .text(item.unit), .rate(1),
      ])
    }
    return rows.table
  }

  func prices() -> FactTable {
    var rows = FactRows(
      .prices, "item territory valid_from price_incl_tax")
    for item in catalogue.goods {
      for (region, territory) in Customers.regions.enumerated() {
        for year in timeline.firstMonth.year...timeline.today.year {
          rows.add([
            .text(catalogue.items[item].code), .text(territory.code),
            .day(Month(year: year, month: 1).firstDay),
            .number(catalogue.price(item, region: region, year: year)),
          ])
        }
      }
    }
    return rows.table
  }

  func taxRates() -> FactTable {
    var rows = FactRows(
      .taxRates, "item valid_from rate")
    // 13 % on goods since 1 April 2019.
    for item in catalogue.items {
      rows.add([.text(item.code), .day(Month(year: 2019, month: 4).firstDay), .rate(0.13)])
    }
    return rows.table
  }

  func promotions() -> FactTable {
    var rows = FactRows(
      .promotions, "code name name_en starts_on ends_on family lift_rate")
    for promotion in Seasons.promotions(years: timeline.firstMonth.year...timeline.today.year + 1) {
      rows.add([
        .text(promotion.code), .text(promotion.name), .text(promotion.englishName), .day(promotion.from),
        .day(promotion.to),
        promotion.family.map { .text($0) }, .rate(promotion.lift),
      ])
    }
    return rows.table
  }

  /// A regional manager's quarter, 不含税: his region's share of the year, asked for with a stretch of 5 %.
  func quotas(_ annual: Double) -> FactTable {
    var rows = FactRows(
      .quotas, "owner starts_on amount")
    for quarter in 0..<4 {
      let start = Month(year: timeline.today.year, month: quarter * 3 + 1)
      for region in Customers.regions.indices {
        var pieces = 0.0
        for month in 0..<3 {
          let index = min(
            timeline.monthCount - 1, timeline.firstMonth.distance(to: start.adding(months: month)))
          for item in catalogue.goods {
            pieces +=
              demand.byRegion[item][region][index] * Double(catalogue.items[item].listPrice) / 1_000_000
          }
        }
        let amount = Int64((pieces * 1.05 / 1.13 / 10_000).rounded()) * 1_000_000
        rows.add([.text(Staff.all[6 + region * 4].code), .day(start.firstDay), .number(amount)])
      }
    }
    return rows.table
  }
}
