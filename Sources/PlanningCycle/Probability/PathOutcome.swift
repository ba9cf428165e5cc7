// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning

/// What one path came to: as many numbers as the horizon has weeks and months, in a fixed order.
struct PathOutcome: Sendable {
  /// Where a figure stands in `values`.
  enum Figure: Int, CaseIterable {
    /// Bank balance at the end of a week, and the lowest of its days.
    case weekCash, weekLowest
    case weekRevenue, weekPurchases
    case monthCash, monthRevenue, monthPurchases

    var isWeekly: Bool { rawValue < Figure.monthCash.rawValue }
  }

  var values: [Double]
  let weekCount: Int
  let monthCount: Int

  static func range(_ figure: Figure, weeks: Int, months: Int) -> Range<Int> {
    let start = figure.isWeekly ? figure.rawValue * weeks : 4 * weeks + (figure.rawValue - Figure.monthCash.rawValue) * months
    return start..<(start + (figure.isWeekly ? weeks : months))
  }

  subscript(_ figure: Figure) -> ArraySlice<Double> { values[Self.range(figure, weeks: weekCount, months: monthCount)] }

  var lowest: Double { self[.weekLowest].min() ?? 0 }
  var revenue: Double { self[.weekRevenue].reduce(0, +) }
  var purchases: Double { self[.weekPurchases].reduce(0, +) }
}

/// Reads the outcome of a calculated plan.
struct PathReader: Sendable {
  static let measures = ["cash_balance", "revenue", "purchases"]

  let horizon: PathHorizon
  /// Days of the month axis that a week has of each month, as a share of the month's revenue.
  private let revenueShares: [[(month: Int, share: Double)]]
  private let boughtItems: [(id: Int64, supplier: String)]
  /// Positions of the months after the cutoff.
  private let daysOfMonths: [Range<Int>]

  init(horizon: PathHorizon, sources: PlanSources, weights: [Double]) {
    self.horizon = horizon
    let calendar = horizon.calendar
    boughtItems = sources.catalogue.items.indices.filter { sources.catalogue.items[$0].isPaidFor }.map {
      (sources.members.items[$0], sources.members.mainSuppliers[$0] ?? "")
    }
    daysOfMonths = (calendar.actualCount..<calendar.monthCount).map { calendar.days(ofMonthAt: $0) }
    let months = daysOfMonths
    let totals = months.map { $0.reduce(0.0) { $0 + weights[$1] } }
    revenueShares = horizon.weeks.map { week in
      months.indices.compactMap { month in
        let common = week.clamped(to: months[month])
        guard !common.isEmpty else { return nil }
        let share =
          totals[month] > 0
          ? common.reduce(0.0) { $0 + weights[$1] } / totals[month] : Double(common.count) / Double(months[month].count)
        return (month, share)
      }
    }
  }

  /// - Parameter late: days that a supplier's goods come later, by its code.
  func read(_ engine: PlanEngine, late: [String: Int]) throws(PlanningError) -> PathOutcome {
    let balance = try engine.values("cash_balance", at: .total)
    let start = engine.calendar.actualCount
    let revenue = try engine.values("revenue", at: .total)[start...]
    let purchases = try self.purchases(engine, late: late)
    let first = revenue.startIndex
    var values: [Double] = []
    for week in horizon.weeks { values.append(balance[week.upperBound - 1]) }
    for week in horizon.weeks { values.append(week.reduce(.infinity) { min($0, balance[$1]) }) }
    for shares in revenueShares { values.append(shares.reduce(0) { $0 + revenue[first + $1.month] * $1.share }) }
    for week in horizon.weeks { values.append(week.reduce(0) { $0 + purchases[$1] }) }
    for month in horizon.months.indices { values.append(balance[daysOfMonths[month].upperBound - 1]) }
    for month in horizon.months.indices { values.append(revenue[first + month]) }
    for month in horizon.months.indices { values.append(daysOfMonths[month].reduce(0) { $0 + purchases[$1] }) }
    return PathOutcome(values: values, weekCount: horizon.weeks.count, monthCount: horizon.months.count)
  }

  /// Goods bought, by the day they come: as the plan nets them, later or earlier by what the supplier is late.
  private func purchases(_ engine: PlanEngine, late: [String: Int]) throws(PlanningError) -> [Double] {
    let count = horizon.calendar.dayCount
    var total = [Double](repeating: 0, count: count)
    for item in boughtItems {
      let row = try engine.values("purchases", at: ["Item": item.id])
      let shift = late[item.supplier] ?? 0
      for day in row.indices where row[day] != 0 {
        let place = max(0, day + shift)
        if place < count { total[place] += row[day] }
      }
    }
    return total
  }
}
