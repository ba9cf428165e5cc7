// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// Items, what they are made of, what they cost and what they sell for.
///
/// Items are numbered: finished goods first, then sub-assemblies, then purchased materials.
struct Catalogue {
  struct Component {
    let item: Int
    /// Ten-thousandths of the component's unit for one unit of the parent, as written in the bill.
    let quantityPer: Int64
    let scrap: Double
    /// The same, scrap included: what production takes.
    let consumedPer: Int64
  }

  struct Item {
    let code: String
    let name: String
    let family: String
    let subfamily: String
    let unit: String
    let isMade: Bool
    let isSold: Bool
    let familyIndex: Int
    let weight: Double
    /// Yuan without tax at this year's prices: material only, and with conversion.
    var materialCost = 0.0
    var standardCost = 0.0
    /// Millionths of a yuan 含税, this year's list price; 0 when not sold.
    var listPrice: Int64 = 0
    var leadTime = 5
    var lotMultiple = 1
    var supplier = -1
  }

  static let priceScale = 1_000_000.0
  /// Conversion cost as a share of material cost.
  static let conversionRate = 0.142
  /// Margin on the list price without tax, by family.
  static let margins = [0.262, 0.252, 0.285]
  /// Price level of each region against the list.
  static let regionFactors = [1.0, 1.01, 0.99, 0.985, 0.98]

  let baseYear: Int
  private(set) var items: [Item] = []
  private(set) var components: [[Component]] = []
  /// Purchased materials for one unit of an item, through all levels: ten-thousandths by item number.
  private(set) var flat: [[(item: Int, quantity: Double)]] = []
  let goodCount: Int
  let madeCount: Int

  init(baseYear: Int) {
    self.baseYear = baseYear
    goodCount = CatalogueData.goods.count
    madeCount = goodCount + CatalogueData.assemblies.count
    addItems()
    addComponents()
    addCosts()
  }

  var goods: Range<Int> { 0..<goodCount }
  var assemblies: Range<Int> { goodCount..<madeCount }
  var materials: Range<Int> { madeCount..<items.count }

  func index(code: String) -> Int {
    guard let index = items.firstIndex(where: { $0.code == code }) else {
      preconditionFailure("the catalogue has an item \(code)")
    }
    return index
  }

  private mutating func addItems() {
    for good in CatalogueData.goods {
      items.append(
        Item(
          code: good.code, name: good.name, family: CatalogueData.families[good.family],
          subfamily: good.subfamily, unit: "台", isMade: true, isSold: true, familyIndex: good.family,
          weight: good.weight, lotMultiple: good.family == 2 ? 20 : 5))
    }
    for part in CatalogueData.assemblies {
      items.append(
        Item(
          code: part.code, name: part.name, family: "组件", subfamily: "自制组件", unit: "套", isMade: true,
          isSold: false, familyIndex: 3, weight: 0, leadTime: 2))
    }
    for material in CatalogueData.materials {
      items.append(
        Item(
          code: material.code, name: material.name, family: "原材料", subfamily: "外购", unit: material.unit,
          isMade: false, isSold: false, familyIndex: 4, weight: 0, materialCost: material.price,
          standardCost: material.price, leadTime: SupplierData.all[material.supplier].leadTime,
          lotMultiple: material.lotMultiple, supplier: material.supplier))
    }
  }

  private mutating func addComponents() {
    for number in items.indices {
      guard number < madeCount else {
        components.append([])
        continue
      }
      let source: [BillsOfMaterialData.Component]
      var size = 1.0
      if number < goodCount {
        let good = CatalogueData.goods[number]
        source = BillsOfMaterialData.templates[good.template] ?? []
        size = good.size
      } else {
        source = BillsOfMaterialData.assemblies[items[number].code] ?? []
      }
      components.append(
        source.map { part in
          // A bill counts whole pieces of what does not grow; the rest goes to two decimals.
          let quantity = part.grows ? (part.quantity * size * 100).rounded() / 100 : part.quantity
          let per = Int64((quantity * 10_000).rounded())
          return Component(
            item: index(code: part.code), quantityPer: per, scrap: part.scrap,
            consumedPer: Int64((quantity * 10_000 * (1 + part.scrap)).rounded()))
        })
    }
  }

  private mutating func addCosts() {
    flat = items.indices.map { explode($0) }
    for number in 0..<madeCount {
      let material = flat[number].reduce(0.0) { $0 + $1.quantity * items[$1.item].materialCost }
      items[number].materialCost = material
      guard number < goodCount else {
        items[number].standardCost = material
        continue
      }
      let cost = material * (1 + Catalogue.conversionRate)
      items[number].standardCost = cost
      let price = cost / (1 - Catalogue.margins[items[number].familyIndex]) * 1.13
      // Shop prices end in 9.
      items[number].listPrice = Int64(((price / 10).rounded() * 10 - 1) * Catalogue.priceScale)
    }
  }

  private func explode(_ item: Int) -> [(item: Int, quantity: Double)] {
    if item >= madeCount { return [(item, 1)] }
    var needs = [Double](repeating: 0, count: items.count)
    for component in components[item] {
      for part in explode(component.item) {
        needs[part.item] += part.quantity * Double(component.consumedPer) / 10_000
      }
    }
    return needs.indices.filter { needs[$0] > 0 }.map { ($0, needs[$0]) }
  }

  /// How a price of this year's list looked in another year.
  static func level(_ yearly: Double, years: Int) -> Double {
    var result = 1.0
    for _ in 0..<abs(years) { result *= years > 0 ? 1 + yearly : 1 / (1 + yearly) }
    return result
  }

  /// List price 含税 of an item in a region in a year, millionths of a yuan, whole yuan.
  func price(_ item: Int, region: Int, year: Int) -> Int64 {
    let level = Catalogue.level(0.012, years: year - baseYear)
    let yuan = Double(items[item].listPrice) / Catalogue.priceScale * Catalogue.regionFactors[region] * level
    return Int64(yuan.rounded()) * 1_000_000
  }

  /// Purchase price without tax of a material in a year, millionths of a yuan, two decimals.
  func purchasePrice(_ item: Int, year: Int) -> Int64 {
    let level = Catalogue.level(0.011, years: year - baseYear)
    return Int64((items[item].materialCost * level * 100).rounded()) * 10_000
  }
}
