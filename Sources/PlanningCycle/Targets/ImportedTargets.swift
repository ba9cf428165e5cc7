// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Quantities

/// Targets that quotas give a year before anybody sets one: by place and month, 分, 不含税.
///
/// A quota counts until its owner's next one begins, the last as long as the one before it, a quarter where there is none. Its months share it as the
/// orders of the same months a year before, evenly where one of those had none. Who sells has a line in every region he sells in. Who sells nothing himself answers for his
/// region: what his quota exceeds those of its people by goes to those without a quota, else to nobody.
struct ImportedTargets {
  /// By place, as `TargetPlaces` names them; twelve months each.
  private(set) var cells: [String: [Int64]] = [:]
  /// Rows of the year that count.
  private(set) var rows: [Int] = []
  /// Rows of people who neither sell nor belong to a region.
  private(set) var leftOut = 0

  private let year: Int
  private let catalogue: Catalogue
  private let sales: SalesByOwner
  /// Codes by region.
  private let people: [[String]]
  /// Where somebody sold, or has customers, by code.
  private let regions: [String: [Int]]

  /// - Parameter people: codes by region; one may be `TargetPlaces.nobody`.
  init(
    quotas: FactTable, employees: FactTable, year: Int, catalogue: Catalogue, sales: SalesByOwner, people: [[String]]
  ) {
    self.year = year
    self.catalogue = catalogue
    self.sales = sales
    self.people = people.map { $0.filter { $0 != TargetPlaces.nobody } }
    var regions: [String: [Int]] = [:]
    for (region, codes) in self.people.enumerated() { for code in codes { regions[code, default: []].append(region) } }
    self.regions = regions
    let homes = Self.homes(employees, catalogue)
    var answered: [Int: [Int64]] = [:]
    for (owner, all) in Self.grouped(quotas).sorted(by: { $0.key < $1.key }) {
      let (months, used) = monthly(all, sellers(owner, home: homes[owner]))
      guard !used.isEmpty else { continue }
      if regions[owner] != nil {
        share(months, of: owner)
      } else if let home = homes[owner] {
        for month in 0..<12 { answered[home, default: Array(repeating: 0, count: 12)][month] += months[month] }
      } else {
        leftOut += used.count
        continue
      }
      rows += used
    }
    for (region, months) in answered.sorted(by: { $0.key < $1.key }) { fill(region, months) }
    rows.sort()
  }

  private static func homes(_ employees: FactTable, _ catalogue: Catalogue) -> [String: Int] {
    let (code, territory) = (employees["code"], employees["territory"])
    var homes: [String: Int] = [:]
    for row in 0..<employees.rowCount {
      guard let who = code.text(row), let region = territory.text(row).flatMap({ catalogue.regionIndex($0) }) else { continue }
      homes[who] = region
    }
    return homes
  }

  private struct Quota {
    let row: Int
    let start: Month
    let amount: Int64
  }

  private static func grouped(_ table: FactTable) -> [String: [Quota]] {
    let (owner, start, amount) = (table["owner"], table["starts_on"], table["amount"])
    var groups: [String: [Quota]] = [:]
    for row in 0..<table.rowCount {
      guard let who = owner.text(row), let day = start.day(row), let value = amount.integer(row), value >= 0 else { continue }
      groups[who, default: []].append(Quota(row: row, start: day.monthOf, amount: value))
    }
    return groups.mapValues { $0.sorted { ($0.start, $0.row) < ($1.start, $1.row) } }
  }

  /// What falls into the months of the year, and the rows it comes from.
  private func monthly(_ quotas: [Quota], _ sellers: [Seller]) -> (months: [Int64], rows: [Int]) {
    var (months, rows) = ([Int64](repeating: 0, count: 12), [Int]())
    let starts = Swift.Set(quotas.map(\.start)).sorted()
    for quota in quotas {
      guard let place = starts.firstIndex(of: quota.start) else { continue }
      let before = place > 0 ? starts[place - 1].distance(to: quota.start) : 3
      let length = min(12, place + 1 < starts.count ? quota.start.distance(to: starts[place + 1]) : before)
      let span = (0..<length).map { quota.start.adding(months: $0) }
      let shape = span.map { month in sellers.reduce(0) { $0 + ordered($1, month.adding(months: -12)) } }
      let parts = Allocation.split(quota.amount, by: shape.contains(0) ? span.map { _ in Int64(1) } : shape)
      for (month, part) in zip(span, parts) where month.year == year { months[month.month - 1] += part }
      if span.contains(where: { $0.year == year }) { rows.append(quota.row) }
    }
    return (months, rows)
  }

  private struct Seller {
    let region: Int
    let code: String
  }

  /// The person by region, or the people of the region the person answers for.
  private func sellers(_ owner: String, home: Int?) -> [Seller] {
    if let own = regions[owner] { return own.map { Seller(region: $0, code: owner) } }
    return home.map { home in people[home].map { Seller(region: home, code: $0) } } ?? []
  }

  private func ordered(_ seller: Seller, _ month: Month) -> Int64 {
    max(0, sales.amounts(.revenue, region: seller.region, owner: seller.code)[month] ?? 0)
  }

  /// As they sold in the month a year before; in all months that are known where none sold then.
  private func split(_ amount: Int64, _ sellers: [Seller], _ month: Int) -> [Int64] {
    let before = Month(year: year - 1, month: month + 1)
    let then = sellers.map { ordered($0, before) }
    if then.contains(where: { $0 > 0 }) { return Allocation.split(amount, by: then) }
    return Allocation.split(
      amount,
      by: sellers.map { max(0, sales.amounts(.revenue, region: $0.region, owner: $0.code).values.reduce(0, +)) })
  }

  private mutating func share(_ months: [Int64], of owner: String) {
    let places = sellers(owner, home: nil)
    for month in 0..<12 { add(split(months[month], places, month), to: places, month) }
  }

  /// What those who answer for a region promise beyond its people.
  private mutating func fill(_ region: Int, _ months: [Int64]) {
    let code = catalogue.regions[region].code
    let own = people[region].compactMap { cells[code + "/" + $0] }
    var taking = people[region].filter { cells[code + "/" + $0] == nil }.map { Seller(region: region, code: $0) }
    if taking.isEmpty { taking = [Seller(region: region, code: own.isEmpty ? "" : TargetPlaces.nobody)] }
    for month in 0..<12 {
      let rest = max(0, months[month] - own.reduce(0) { $0 + $1[month] })
      add(split(rest, taking, month), to: taking, month)
    }
  }

  private mutating func add(_ parts: [Int64], to sellers: [Seller], _ month: Int) {
    for (seller, part) in zip(sellers, parts) {
      let code = catalogue.regions[seller.region].code
      cells[seller.code.isEmpty ? code : code + "/" + seller.code, default: Array(repeating: 0, count: 12)][month] += part
    }
  }
}
