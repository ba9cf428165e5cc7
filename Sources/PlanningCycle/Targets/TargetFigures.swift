// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Planning
import Quantities

/// What came and what the agreed forecast says, by the places of a target and by month, in 分: the company's figure is the plan's own, regions add up to it,
/// and people to their region.
struct TargetFigures {
  /// Months before today's share of a person is looked up in.
  static let shareMonths = 12

  let plan: PlanState
  let places: TargetPlaces
  let measure: TargetMeasure
  let sales: SalesByOwner
  /// By region and month of the plan.
  private let regions: [[Int64]]

  /// - Parameter isWhole: regions add up to the company to the 分; false for somebody who does not see it, whose regions stand as they are: what
  ///   rounding left over comes from all of them.
  init(plan: PlanState, places: TargetPlaces, measure: TargetMeasure, sales: SalesByOwner, isWhole: Bool) throws(PlanningError) {
    self.plan = plan
    self.places = places
    self.measure = measure
    self.sales = sales
    var regions: [[Int64]] = []
    for (position, id) in plan.members.regions.enumerated() {
      let row = try plan.engine.values(measure.planMeasure, at: ["Region": id]).map { $0.finite.map { hundredths($0) } ?? 0 }
      regions.append(measure == .collections ? Self.received(row, region: position, plan, sales) : row)
    }
    if isWhole, measure != .collections, !regions.isEmpty {
      Self.settle(&regions, on: try plan.engine.values(measure.planMeasure, at: .total).map { $0.finite.map { hundredths($0) } ?? 0 })
    }
    self.regions = regions
  }

  /// Closed months of collections come from receipts, those to come from the plan.
  private static func received(_ row: [Int64], region: Int, _ plan: PlanState, _ sales: SalesByOwner) -> [Int64] {
    let months = sales.receipts.filter { $0.key.region == region }.sorted { $0.key < $1.key }
    return row.enumerated().map { index, planned in
      guard index < plan.calendar.actualCount else { return planned }
      let month = plan.calendar.month(at: index)
      return months.reduce(0) { $0 + ($1.value[month] ?? 0) }
    }
  }

  /// The company is rounded once, as statements show it: what rounding by region left over goes to the largest.
  private static func settle(_ regions: inout [[Int64]], on total: [Int64]) {
    for month in total.indices {
      let rest = total[month] - regions.reduce(0) { $0 + $1[month] }
      guard rest != 0, let largest = regions.indices.max(by: { regions[$0][month] < regions[$1][month] }) else { continue }
      regions[largest][month] += rest
    }
  }

  /// Of one place in a month; nil outside the plan.
  func value(_ place: Int, _ month: Month) -> Int64? {
    guard let index = plan.calendar.index(of: month) else { return nil }
    return divided(place, month) { regions[$0][index] }
  }

  /// A place's part of what is known by region.
  private func divided(_ place: Int, _ month: Month, _ known: (_ region: Int) -> Int64) -> Int64 {
    let here = places.places[place]
    if place == 0 { return plan.catalogue.regions.indices.reduce(0) { $0 + known($1) } }
    guard let region = here.region else { return 0 }
    guard here.owner != nil, let parent = places.tree.parents[place] else { return known(region) }
    let people = places.tree.children[parent]
    let parts = Allocation.split(known(region), by: weights(people, region: region, month))
    return people.firstIndex(of: place).map { parts[$0] } ?? 0
  }

  /// 订单额, 不含税, of a month: what the sales forecasts that people hand in speak of.
  func ordered(_ place: Int, _ month: Month) -> Int64 {
    guard let index = plan.history.index(of: month) else { return 0 }
    return divided(place, month) { region in
      plan.history.places.reduce(0) { $0 + ($1.region == region ? plan.history.rows[$1]?.amountExclTax[index] ?? 0 : 0) }
    }
  }

  /// Twelve months of a year by place × 12 + month, of places without children alone; nil when the plan does not hold all of it.
  func year(_ year: Int) -> [Int64]? {
    var cells = [Int64](repeating: 0, count: places.tree.count * 12)
    for place in places.tree.leaves[0] {
      for number in 0..<12 {
        guard let value = value(place, Month(year: year, month: number + 1)) else { return nil }
        cells[place * 12 + number] = value
      }
    }
    return cells
  }

  /// A closed month is divided as its orders were, one to come as those of the last twelve closed months; where nobody sold, all is nobody's or alike.
  private func weights(_ people: [Int], region: Int, _ month: Month) -> [Int64] {
    let cutoff = plan.cutoff
    let months = month <= cutoff ? [month] : (0..<Self.shareMonths).map { cutoff.adding(months: -$0) }
    let shares = people.map { place -> Int64 in
      let amounts = sales.amounts(measure, region: region, owner: places.places[place].owner ?? "")
      return max(0, months.reduce(0) { $0 + (amounts[$1] ?? 0) })
    }
    if shares.contains(where: { $0 > 0 }) { return shares }
    let nobody = people.map { places.places[$0].owner == "" ? Int64(1) : 0 }
    return nobody.contains(1) ? nobody : people.map { _ in 1 }
  }

  /// What people handed in for months to come, by place and month: the newest sales forecast of each, of a region or with a person's code. It speaks of orders.
  func submitted(_ year: Int) -> [[Int64?]] {
    var cells = places.places.map { _ in [Int64?](repeating: nil, count: 12) }
    guard measure == .revenue else { return cells }
    for number in 0..<12 {
      let month = Month(year: year, month: number + 1)
      let figures = month > plan.cutoff ? plan.pastForecasts.newest(.salesForecast, month: month) : []
      for (place, here) in places.places.enumerated() {
        let mine = figures.filter { figure in
          guard place != 0 else { return true }
          guard let region = here.region, figure.region == region else { return false }
          return here.owner == nil || (here.owner != "" && figure.author == here.owner)
        }
        guard !mine.isEmpty else { continue }
        cells[place][number] = mine.reduce(Int64(0)) { $0 + ($1.amount(inclusive: false) ?? 0) }
      }
    }
    return cells
  }
}
