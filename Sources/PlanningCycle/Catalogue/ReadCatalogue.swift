// SPDX-License-Identifier: Apache-2.0
public import Commerce
import Quantities

/// Builds the catalogue from the newest rows of master data.
public enum ReadCatalogue {
  /// - Parameter table: the current rows of a kind; empty tables are fine.
  public static func read(_ table: (FactKind) throws(StoreError) -> FactTable) throws(StoreError) -> Catalogue {
    let orders = try table(.salesOrderLines)
    // What is sold, and where, is said by orders; before there are any, by deals, forecasts and budgets.
    var naming = [orders, try table(.deals)]
    if orders.rowCount == 0 { naming += [try table(.salesForecasts), try table(.budgets)] }
    let items = readItems(try table(.items), naming: naming)
    var regions = named(try table(.territories), group: "group")
    if regions.isEmpty {
      let codes = Swift.Set(naming.flatMap { $0["territory"].texts }).sorted()
      regions = codes.map { Catalogue.Named(code: $0, name: BilingualText(name: $0), group: "") }
    }
    let isRegionMissing =
      regions.isEmpty || needsWholeRegion(orders.rowCount > 0 ? [orders] : naming, regions)
    return Catalogue(
      items: items.items, aliases: items.aliases, families: items.families,
      regions: isRegionMissing ? regions + [Catalogue.wholeRegion] : regions,
      departments: named(try table(.departments), group: "parent"),
      customers: byCode(named(try table(.customers), group: "territory")),
      suppliers: byCode(named(try table(.suppliers), group: "terms")),
      employees: byCode(named(try table(.employees), group: "title")).mapValues(\.name))
  }

  private static func byCode(_ rows: [Catalogue.Named]) -> [String: Catalogue.Named] {
    Dictionary(rows.map { ($0.code, $0) }, uniquingKeysWith: { _, last in last })
  }

  private static func named(_ table: FactTable, group: String) -> [Catalogue.Named] {
    let codes = table["code"]
    let names = table["name"]
    let english = table["name_en"]
    let groups = table[group]
    return (0..<table.rowCount).compactMap { row in
      guard let code = codes.text(row) else { return nil }
      let name = BilingualText(name: names.text(row), english: english.text(row)) ?? BilingualText(name: code)
      return Catalogue.Named(code: code, name: name, group: groups.text(row) ?? "")
    }
  }

  /// Orders that name no region, or one that is not in the list, are planned under "no region".
  private static func needsWholeRegion(_ tables: [FactTable], _ regions: [Catalogue.Named]) -> Bool {
    let known = Swift.Set(regions.map(\.code))
    return tables.contains { table in
      let column = table["territory"]
      return column.isPresent.contains(false) || column.texts.contains { !known.contains($0) }
    }
  }

  /// The family of items that name none.
  private static let noFamily = "未分类"

  private typealias ItemRows = (
    items: [Catalogue.Item], aliases: [String: String], families: [Catalogue.Named]
  )

  private static func readItems(_ table: FactTable, naming: [FactTable]) -> ItemRows {
    var rowsByCode: [String: [Int]] = [:]
    var codes: [String] = []
    var aliases: [String: String] = [:]
    let codeColumn = table["code"]
    let aliasColumn = table["alias"]
    for row in 0..<table.rowCount {
      guard let code = codeColumn.text(row) else { continue }
      if rowsByCode[code] == nil { codes.append(code) }
      rowsByCode[code, default: []].append(row)
      if let alias = aliasColumn.text(row) { aliases[alias] = code }
    }
    // Items that documents name but master data does not: planned all the same, under their own code.
    let sold = Swift.Set(naming.flatMap { $0["item"].texts })
    for text in sold.sorted() where rowsByCode[text] == nil && aliases[text] == nil {
      codes.append(text)
      rowsByCode[text] = []
    }
    let soldCodes = withHeirs(Swift.Set(sold.map { aliases[$0] ?? $0 }), table)
    let unsorted = codes.map { code in
      item(code, table: table, rows: rowsByCode[code] ?? [], isOrdered: soldCodes.contains(code))
    }
    let english = englishFamilies(table)
    var families: [Catalogue.Named] = []
    var order: [String: Int] = [:]
    for item in unsorted where order[item.family] == nil {
      order[item.family] = families.count
      let name =
        item.family == noFamily
        ? BilingualText(noFamily, "No family") : BilingualText(item.family, english[item.family] ?? item.family)
      families.append(Catalogue.Named(code: item.family, name: name, group: ""))
    }
    let items = unsorted.sorted { ((order[$0.family] ?? 0), $0.code) < ((order[$1.family] ?? 0), $1.code) }
    return (items, aliases, families)
  }

  /// What rows of items call their family in English: the last that says it.
  private static func englishFamilies(_ table: FactTable) -> [String: String] {
    let (family, english) = (table["family"], table["family_en"])
    var names: [String: String] = [:]
    for row in 0..<table.rowCount {
      if let code = family.text(row), let name = english.text(row) { names[code] = name }
    }
    return names
  }

  /// Codes that are sold, with everything that takes over from them.
  private static func withHeirs(_ sold: Swift.Set<String>, _ table: FactTable) -> Swift.Set<String> {
    let (code, successor) = (table["code"], table["successor"])
    let links = (0..<table.rowCount).compactMap { row in successor.text(row).map { (code.text(row) ?? "", $0) } }
    var result = sold
    for _ in links {
      let heirs = links.filter { result.contains($0.0) && !result.contains($0.1) }.map(\.1)
      if heirs.isEmpty { break }
      result.formUnion(heirs)
    }
    return result
  }

  /// Several rows may describe one item (two files, several aliases): the last that has a value gives it.
  private static func item(_ code: String, table: FactTable, rows: [Int], isOrdered: Bool) -> Catalogue.Item {
    func last<Value>(_ field: String, _ read: (FactColumn, Int) -> Value?) -> Value? {
      let column = table[field]
      for row in rows.reversed() { if let value = read(column, row) { return value } }
      return nil
    }
    let isSubcontracted = last("is_subcontracted") { $0.boolean($1) } ?? false
    return Catalogue.Item(
      code: code,
      name: BilingualText(name: last("name") { $0.text($1) }, english: last("name_en") { $0.text($1) })
        ?? BilingualText(name: code),
      family: last("family") { $0.text($1) } ?? noFamily,
      unit: last("unit") { $0.text($1) } ?? "件",
      isMade: last("is_made") { $0.boolean($1) } ?? false || isSubcontracted, isSubcontracted: isSubcontracted,
      isSold: isOrdered || (last("is_sold") { $0.boolean($1) } ?? rows.isEmpty),
      standardCost: last("standard_cost") { $0.decimal($1) },
      listPrice: last("list_price") { $0.decimal($1) },
      taxRate: last("tax_rate") { $0.decimal($1) },
      vatClass: last("vat_class") { $0.text($1) },
      safetyStock: last("safety_stock") { $0.decimal($1) },
      leadTimeDays: last("lead_time_days") { $0.integer($1).map(Int.init) },
      lotMinimum: last("lot_minimum") { $0.decimal($1) },
      lotMultiple: last("lot_multiple") { $0.decimal($1) },
      lotFixed: last("lot_fixed") { $0.decimal($1) },
      lotEconomic: last("lot_economic") { $0.decimal($1) },
      lotDays: last("lot_days") { $0.integer($1).map(Int.init) },
      frozenDays: last("frozen_days") { $0.integer($1).map(Int.init) },
      demand: Catalogue.DemandRule(
        spreading: last("forecast_spreading") { $0.integer($1).map(Int.init) },
        rounding: last("forecast_rounding") { $0.integer($1).map(Int.init) },
        backwardDays: last("consume_backward_days") { $0.integer($1).map(Int.init) },
        forwardDays: last("consume_forward_days") { $0.integer($1).map(Int.init) },
        isForwardFirst: last("consume_forward_first") { $0.boolean($1) },
        fenceDays: last("demand_fence_days") { $0.integer($1).map(Int.init) }),
      successor: last("successor") { $0.text($1) }.map { code in
        Catalogue.Successor(
          code: code, on: last("succession_on") { $0.day($1) }, ratio: last("succession_ratio") { $0.decimal($1) })
      })
  }
}
