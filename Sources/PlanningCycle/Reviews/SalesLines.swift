// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// Order lines by month, with who bought and for which deal: what a review looks into where the history only knows sums.
///
/// 口径 as `SalesHistory`: the order day decides the month, and a line that states one of 含税 and 不含税 counts with it in both.
struct SalesLines {
  struct Line {
    let day: Day
    let item: Int
    let region: Int
    /// Empty where nobody is named.
    let customer: String
    let owner: String
    let deal: String
    /// Pieces ×10⁻⁴.
    let quantity: Int64
    let gross: Int64
    let net: Int64
  }

  private(set) var months: [Month: [Line]] = [:]
  /// Days on which somebody ordered, ascending, each once; by code.
  private(set) var orderDays: [String: [Day]] = [:]
  /// 不含税, by day.
  private(set) var takings: [Day: Int64] = [:]

  init(orders: FactTable, catalogue: Catalogue) {
    let (day, item, territory) = (orders["ordered_on"], orders["item"], orders["territory"])
    let (customer, owner, deal) = (orders["customer"], orders["owner"], orders["deal"])
    let (quantity, incl, excl) = (orders["quantity"], orders["amount_incl_tax"], orders["amount_excl_tax"])
    var days: [String: Swift.Set<Day>] = [:]
    for row in 0..<orders.rowCount {
      guard let on = day.day(row), let good = item.text(row).flatMap({ catalogue.itemIndex($0) }) else { continue }
      let line = Line(
        day: on, item: good, region: territory.text(row).flatMap { catalogue.regionIndex($0) } ?? catalogue.regions.count - 1,
        customer: customer.text(row) ?? "", owner: owner.text(row) ?? "", deal: deal.text(row) ?? "", quantity: quantity.integer(row) ?? 0,
        gross: incl.integer(row) ?? excl.integer(row) ?? 0, net: excl.integer(row) ?? incl.integer(row) ?? 0)
      months[on.monthOf, default: []].append(line)
      takings[on, default: 0] += line.net
      if !line.customer.isEmpty { days[line.customer, default: []].insert(on) }
    }
    orderDays = days.mapValues { $0.sorted() }
  }

  func lines(of month: Month) -> [Line] { months[month] ?? [] }

  /// Those of the twelve months before a day's.
  func yearBefore(_ day: Day) -> [Line] { (1...12).reversed().flatMap { lines(of: day.monthOf.adding(months: -$0)) } }
}
