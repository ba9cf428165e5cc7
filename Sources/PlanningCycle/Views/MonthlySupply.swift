// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Planning
import SupplyPlanning

/// How a model plans what must be there: day by day through bills of material, month by month without one, or not at all.
public enum SupplyGrain: String, Sendable {
  case day
  /// Purchases and stock by item and month: a trader, a web shop.
  case month
  /// The model keeps no stock by item: software, projects, what is made to order only.
  case none
}

/// Stock by month, as a model without bills of material plans it: bought up to so many months of what is sold.
public struct MonthlySupply: Sendable {
  /// One item over the months of the plan, in units.
  struct Part: Sendable {
    let item: SupplyDraft.Item
    let opening: Double
    let sold: [Double]
    let bought: [Double]
    /// At the end of each month.
    let stock: [Double]
  }

  let today: Day
  let revision: Int64
  /// After the cutoff, a year at most.
  let months: [Month]
  /// By item in outline order.
  let parts: [Part]
  let families: [Catalogue.Named]
  let familyOf: [Int]
  let inflows: [Int: StockInflow]
  let asOf: Day

  /// Months a board looks ahead, about the thirteen weeks of one by day.
  static let aheadCount = 3
}

extension Workspace {
  /// What the model in force says about supply.
  public var supplyGrain: SupplyGrain {
    func knows(_ measures: [String]) -> Bool { measures.allSatisfy { plan.engine.model.measure(named: $0) != nil } }
    if knows(["demand", "new_demand", "open_orders", "scheduled_receipts", "lead_time"]) { return .day }
    return knows(MonthlySupply.measures) ? .month : .none
  }

  /// - Throws: `PlanningError` when the model has no stock by item and month: see ``supplyGrain``.
  public func monthlySupply(_ proof: Authorized<To.ViewSupply>, showsCost: Bool) throws -> MonthlySupply {
    let last = min(plan.calendar.lastMonth, plan.cutoff.adding(months: 12))
    let months = plan.cutoff < last ? (1...plan.cutoff.distance(to: last)).map { plan.cutoff.adding(months: $0) } : []
    let parts = try plan.catalogue.items.indices.map { index -> MonthlySupply.Part in
      let at: Coordinate = ["Item": plan.members.items[index]]
      func row(_ measure: String) throws -> [Double] {
        try months.map { try plan.engine.value(measure, at: at, period: .month($0)) ?? 0 }
      }
      return try MonthlySupply.Part(
        item: supplyItem(index, showsCost: showsCost), opening: plan.engine.value("opening_stock", at: at, period: nil) ?? 0,
        sold: row("sold_units"), bought: row("purchased_units"), stock: row("stock_units"))
    }
    let positions = plan.members.familyPositions
    return MonthlySupply(
      today: planningDay, revision: revision, months: months, parts: parts, families: plan.catalogue.families,
      familyOf: plan.catalogue.items.map { positions[$0.family] ?? 0 }, inflows: plan.sources.inflows, asOf: plan.cutoff.lastDay)
  }
}

extension MonthlySupply {
  /// Measures by item and month that say it.
  static let measures = ["opening_stock", "sold_units", "purchased_units", "stock_units"]
}

extension MonthlySupply.Part {
  /// Opening stock that nothing sold within the plan needs.
  var excess: Double { max(0, opening - sold.reduce(0, +)) }
}

extension SupplyBoard {
  /// The board of a model that plans by month: no lead times, so that nothing comes late; a stock that is empty or piled up shows all the same.
  public init(_ supply: MonthlySupply) {
    let ahead = supply.months.indices.prefix(MonthlySupply.aheadCount)
    self.init(
      today: supply.today, revision: supply.revision, grain: .month,
      rows: supply.parts.map { part in
        func sum(_ values: [Double]) -> Double { ahead.reduce(0) { $0 + values[$1] } }
        let short = ahead.first { part.stock[$0] < 0 }
        var notices =
          short.map { month in
            [
              Notice(
                kind: .short, reason: .demand, day: supply.months[month].firstDay, newDay: nil, quantity: -part.stock[month],
                workingDays: 0,
                hurts: [])
            ]
          } ?? []
        if part.excess > 0 {
          notices.append(
            Notice(kind: .piledUp, reason: .noDemand, day: supply.today, newDay: nil, quantity: part.excess, workingDays: 0, hurts: []))
        }
        return Row(
          item: part.item, opening: part.opening, safety: 0, demand: sum(part.sold), receipts: sum(part.bought), ordered: 0,
          lowest: ahead.map { part.stock[$0] }.min() ?? part.opening, excess: part.excess,
          stockMoney: part.item.unitCost.map { hundredths(max(0, part.opening) * $0) },
          excessMoney: part.item.unitCost.map { hundredths(part.excess * $0) }, notices: notices)
      })
  }

  /// An empty board: the model keeps no stock.
  public init(withoutStockOn today: Day, revision: Int64) { self.init(today: today, revision: revision, grain: .none, rows: []) }
}

extension StockHealthView {
  /// Stock health of a model that plans by month: days and turnover from months, age from what facts say came in.
  public init(_ supply: MonthlySupply) {
    let items = supply.parts.indices.map { Self.measure($0, supply) }
    self.init(
      items, families: supply.families, familyOf: supply.familyOf, grain: .month, revision: supply.revision, asOf: supply.asOf,
      months: supply.months)
  }

  /// No stock to be healthy.
  public init(withoutStockAsOf day: Day, revision: Int64) {
    self.init([], families: [], familyOf: [], grain: .none, revision: revision, asOf: day, months: [])
  }

  private static func measure(_ index: Int, _ supply: MonthlySupply) -> Measured {
    let part = supply.parts[index]
    let cost = part.item.unitCost ?? 0
    let stock = max(0, part.opening)
    func days(_ count: Int) -> Double { Double(supply.months.prefix(count).reduce(0) { $0 + $1.dayCount }) }
    func sold(_ count: Int) -> Double { part.sold.prefix(count).reduce(0, +) }
    let daily = supply.months.isEmpty ? 0 : sold(MonthlySupply.aheadCount) / days(MonthlySupply.aheadCount)
    let slow = max(part.excess, stock - sold(6), 0)
    let yearly = supply.months.isEmpty ? 0 : sold(12) / days(12) * 365
    let average = ([part.opening] + part.stock).reduce(0) { $0 + max(0, $1) } / Double(part.stock.count + 1)
    let inflow = supply.inflows[index]
    let ages = inflow.map { ageStock(onHand: stock, receipts: $0.receipts, asOf: supply.asOf, unitCost: cost, limits: bands) }
    let short = part.stock.indices.first { part.stock[$0] < 0 }
    func money(_ units: Double) -> Int64? { part.item.unitCost.map { hundredths(units * $0) } }
    let figures = Figures(
      stockMoney: money(stock), ageMoney: part.item.unitCost == nil ? nil : ages.map { $0.map { hundredths($0.money) } },
      slowMoney: money(slow), excessMoney: money(part.excess), days: daily > 0 ? stock / daily : nil,
      turnover: average > 0 ? yearly / average : nil,
      trendMoney: part.item.unitCost == nil ? nil : part.stock.map { hundredths(max(0, $0) * cost) })
    let row = Row(
      item: part.item, figures: figures, stock: stock, ages: ages.map { $0.map(\.quantity) }, slow: slow, excess: part.excess,
      trend: part.stock, ageRule: inflow?.rule, shortOn: short.map { supply.months[$0].firstDay }, short: short.map { -part.stock[$0] } ?? 0
    )
    return Measured(index: index, row: row, dailyUse: daily * cost, yearlyUse: yearly * cost, average: average * cost)
  }
}
