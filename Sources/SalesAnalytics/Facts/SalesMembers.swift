// SPDX-License-Identifier: Apache-2.0
import Commerce

/// The members of every dimension, and which family an item and which group a territory belongs to.
struct SalesMembers: Sendable {
  let item: MemberList
  let customer: MemberList
  let territory: MemberList
  let channel: MemberList
  let owner: MemberList
  let family: MemberList
  let subfamily: MemberList
  let group: MemberList
  /// Other codes of items.
  let aliases: [String: String]
  let familyOfItem: [Int32]
  let subfamilyOfItem: [Int32]
  let groupOfTerritory: [Int32]
  let territoryOfCustomer: [Int32]
  let channelOfCustomer: [Int32]
  let ownerOfCustomer: [Int32]
  /// Books of then: by link, where members lay on which day; nil in books of now.
  let dated: [DatedParents.Link: DatedMap]?
  /// Six decimals; `Exact.missing` for an item that was never costed: nought is no cost.
  let standardCost: [Int64]
  /// The day of the first order as the customer's record tells it.
  let firstOrderOfCustomer: [Int32]

  init(_ tables: SalesTables) {
    let (items, customers, territories) = (tables.items, tables.customers, tables.territories)
    var aliases: [String: String] = [:]
    let known = Set(items["code"].texts)
    for row in 0..<items.rowCount {
      if let alias = items["alias"].text(row), let code = items["code"].text(row), !known.contains(alias) { aliases[alias] = code }
    }
    self.aliases = aliases
    let sold = [tables.orders, tables.shipments, tables.invoices, tables.prices].flatMap { $0["item"].texts }
    let item = MemberList(items["code"].texts + sold.filter { aliases[$0] == nil }, names: items.names())
    let buyers = [tables.orders, tables.shipments, tables.invoices, tables.receipts].flatMap { $0["customer"].texts }
    let customer = MemberList(customers["code"].texts + buyers, names: customers.names())
    self.item = item
    self.customer = customer
    let past = Dictionary(tables.past.map { ($0.link, $0) }, uniquingKeysWith: { first, _ in first })
    func parents(_ link: DatedParents.Link) -> [String] { past[link]?.steps.values.flatMap { $0.map(\.parent) } ?? [] }
    let places = [tables.orders, tables.shipments, customers].flatMap { $0["territory"].texts } + parents(.customerTerritory)
    territory = MemberList(territories["code"].texts + places, names: territories.names())
    channel = MemberList(customers["channel"].texts + tables.orders["channel"].texts + parents(.customerChannel))
    owner = MemberList(
      tables.employees["code"].texts + customers["owner"].texts + tables.orders["owner"].texts, names: tables.employees.names())
    family = MemberList(items["family"].texts + parents(.itemFamily), names: SalesMembers.familyNames(items))
    subfamily = MemberList(items["subfamily"].texts + parents(.itemSubfamily))
    group = MemberList(territories["group"].texts + parents(.territoryGroup))
    dated =
      past.isEmpty
      ? nil
      : [
        .customerTerritory: DatedMap(past[.customerTerritory], customer, territory),
        .customerChannel: DatedMap(past[.customerChannel], customer, channel), .itemFamily: DatedMap(past[.itemFamily], item, family),
        .itemSubfamily: DatedMap(past[.itemSubfamily], item, subfamily), .territoryGroup: DatedMap(past[.territoryGroup], territory, group),
      ]
    func spread(_ table: FactTable, _ column: String, over list: MemberList, as values: MemberList) -> [Int32] {
      let codes = values.codes(of: table[column])
      var result = [Int32](repeating: 0, count: list.count)
      for row in 0..<table.rowCount {
        if let position = table["code"].text(row).flatMap({ list.position($0) }) { result[Int(position)] = codes[row] }
      }
      return result
    }
    familyOfItem = spread(items, "family", over: item, as: family)
    subfamilyOfItem = spread(items, "subfamily", over: item, as: subfamily)
    groupOfTerritory = spread(territories, "group", over: territory, as: group)
    territoryOfCustomer = spread(customers, "territory", over: customer, as: territory)
    channelOfCustomer = spread(customers, "channel", over: customer, as: channel)
    ownerOfCustomer = spread(customers, "owner", over: customer, as: owner)
    var costs = [Int64](repeating: Exact.missing, count: item.count)
    for row in 0..<items.rowCount where items["standard_cost"].integers[row] > 0 {
      if let position = items["code"].text(row).flatMap({ item.position($0) }) {
        costs[Int(position)] = items["standard_cost"].integers[row]
      }
    }
    standardCost = costs
    var first = [Int32](repeating: DocumentLines.noDay, count: customer.count)
    let days = DocumentLines.days(customers["first_order_on"])
    for row in 0..<customers.rowCount {
      if let position = customers["code"].text(row).flatMap({ customer.position($0) }) { first[Int(position)] = days[row] }
    }
    firstOrderOfCustomer = first
  }

  func territory(ofCustomer customer: Int32, on day: Int32) -> Int32 {
    dated?[.customerTerritory]?.parent(customer, on: day, now: territoryOfCustomer) ?? territoryOfCustomer[Int(customer)]
  }

  func channel(ofCustomer customer: Int32, on day: Int32) -> Int32 {
    dated?[.customerChannel]?.parent(customer, on: day, now: channelOfCustomer) ?? channelOfCustomer[Int(customer)]
  }

  /// With family, subfamily and group of each row's own day, in books of then.
  func placed(_ lines: DocumentLines) -> DocumentLines {
    guard let dated else { return lines }
    func parents(_ base: BaseDimension, _ link: DatedParents.Link, _ now: [Int32]) -> [Int32] {
      let map = dated[link]!
      return lines.day.indices.map { map.parent(lines.codes[base.rawValue][$0], on: lines.day[$0], now: now) }
    }
    var result = lines
    result.codes += [
      parents(.item, .itemFamily, familyOfItem), parents(.item, .itemSubfamily, subfamilyOfItem),
      parents(.territory, .territoryGroup, groupOfTerritory),
    ]
    return result
  }

  /// The members of a dimension other than time.
  func list(_ dimension: SalesDimension) -> MemberList {
    switch dimension {
    case .territory: territory
    case .group: group
    case .channel: channel
    case .customer: customer
    case .item: item
    case .family: family
    case .subfamily: subfamily
    case .owner: owner
    case .year, .quarter, .month, .week, .day: preconditionFailure("time has no members")
    }
  }

  private static func familyNames(_ items: FactTable) -> [String: (name: String?, english: String?)] {
    var result: [String: (name: String?, english: String?)] = [:]
    for row in 0..<items.rowCount {
      guard let family = items["family"].text(row), let english = items["family_en"].text(row), result[family] == nil else { continue }
      result[family] = (nil, english)
    }
    return result
  }
}
