// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning
import Quantities

/// Reads the figures of one rule from a plan, as one person or the company sees them.
struct RuleLens {
  let plan: PlanState
  /// nil for the company.
  let sight: PlanSight?

  /// One value a period; not a number where there is none. A figure without time has one.
  func values(_ measure: PlanningModel.Measure, _ at: Coordinate, _ periods: [PlanPeriod], in engine: PlanEngine) -> [Double] {
    if measure.axis == .none { return [value(measure, at, nil, engine)] }
    // Months of a day measure are read one by one; else one look gives all.
    guard let row = row(measure, at, engine) else { return periods.map { _ in .nan } }
    return periods.map { period in
      let indexes = engine.calendar.indexes(of: period, axis: measure.axis)
      if indexes.isEmpty { return .nan }
      return indexes.count == 1 ? row[indexes.lowerBound] : value(measure, at, period, engine)
    }
  }

  private func row(_ measure: PlanningModel.Measure, _ at: Coordinate, _ engine: PlanEngine) -> [Double]? {
    if let sight { return try? sight.values(measure, at: at, in: engine) }
    return try? engine.values(measure.id, at: at)
  }

  private func value(_ measure: PlanningModel.Measure, _ at: Coordinate, _ period: PlanPeriod?, _ engine: PlanEngine) -> Double {
    let value: Double?
    if let sight {
      value = (try? sight.value(measure, at: at, period: period, in: engine)) ?? nil
    } else {
      value = (try? engine.value(measure.id, at: at, period: period)) ?? nil
    }
    return value ?? .nan
  }

  /// Days the stock of an item lasts; not a number where nothing is asked for.
  func stockCover(_ at: Coordinate) -> Double {
    guard let stock = (try? plan.engine.value("opening_stock", at: at, period: nil)) ?? nil,
      let demand = try? plan.engine.values("demand", at: at)
    else { return .nan }
    let days = min(Self.coverDays, demand.count)
    let sum = demand.prefix(days).reduce(0) { $0 + ($1.isFinite ? $1 : 0) }
    return sum > 0 ? max(0, stock) / (sum / Double(days)) : .nan
  }

  /// Days of demand that say how long stock lasts.
  static let coverDays = 91

  /// What a figure is compared with; not a number where nobody said.
  func base(_ base: RuleBase, _ measure: PlanningModel.Measure, _ at: Coordinate, _ periods: [PlanPeriod], before day: Day? = nil)
    -> [Double]
  {
    switch base {
    case .budget:
      guard let engine = plan.budgetEngine else { return periods.map { _ in .nan } }
      return zip(periods, values(measure, at, periods, in: engine)).map { plan.isBudgeted($0) ? $1 : .nan }
    case .lastYear: return values(measure, at, periods.map { $0.shifted(months: -12) }, in: plan.engine)
    case .lastForecast: return periods.map { lastForecast(measure.id, at, $0, before: day) }
    }
  }

  /// What sales said last of a month, in the unit of the measure.
  private func lastForecast(_ measure: String, _ at: Coordinate, _ period: PlanPeriod, before day: Day?) -> Double {
    guard case .month(let month) = period else { return .nan }
    let regions = at["Region"].map { id in Swift.Set(plan.members.regions.indices.filter { plan.members.regions[$0] == id }) }
    let own = sight?.regionPositions(in: plan)
    let item = at["Item"].flatMap { plan.members.itemPositions[$0] }
    let family = at["Item"].flatMap { plan.members.families.firstIndex(of: $0) }.map { plan.catalogue.families[$0].code }
    let figures = plan.pastForecasts.newest(.salesForecast, month: month, madeBefore: day).filter { figure in
      guard figure.lies(in: own), figure.lies(in: regions) else { return false }
      if let item { return figure.item == item }
      if let family { return (figure.item.map { plan.catalogue.items[$0].family } ?? figure.family) == family }
      return true
    }
    guard !figures.isEmpty else { return .nan }
    var sum: Int64 = 0
    for figure in figures {
      guard let part = Self.forecastInMoney.contains(measure) ? figure.amount(inclusive: true) : figure.quantity else { return .nan }
      sum &+= part
    }
    return Double(sum) / (Self.forecastInMoney.contains(measure) ? 100 : 10_000)
  }

  static let forecastInMoney: Swift.Set<String> = ["orders"]
  /// Measures that sales forecasts are about.
  static let forecastMeasures: Swift.Set<String> = ["orders", "units", "agreed"]
}

extension PlanState {
  /// Whether a budget covers all months of a period.
  func isBudgeted(_ period: PlanPeriod) -> Bool {
    let indexes = calendar.indexes(of: period, axis: .month)
    return !indexes.isEmpty && indexes.allSatisfy { budgets.months.contains(calendar.month(at: $0)) }
  }
}
