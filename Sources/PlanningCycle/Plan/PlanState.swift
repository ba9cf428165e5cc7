// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Planning

/// A plan with everything it was made from.
public struct PlanState {
  public let cutoff: Month
  public let calendar: PlanCalendar
  public let catalogue: Catalogue
  let members: PlanMembers
  public let history: SalesHistory
  public internal(set) var deals: [Deal]
  public internal(set) var statistics: [StageStatistics]
  public internal(set) var pipeline: PipelineLayer
  public let baseline: BaselineForecast?
  public let pastForecasts: PastForecasts
  public let budgets: BudgetFigures
  /// Recalculated in place.
  public let engine: PlanEngine
  /// The model with the budget's sales instead of the forecast's; nil when there is no budget.
  public let budgetEngine: PlanEngine?

  func coordinate(item: Int, region: Int) -> Coordinate {
    ["Item": members.items[item], "Region": members.regions[region]]
  }
}

extension PlanState {
  /// The agreed forecast of one item in one region, by month.
  public func agreed(item: Int, region: Int) throws(PlanningError) -> [Double] {
    try engine.values("agreed", at: coordinate(item: item, region: region))
  }

  /// A day measure of one item.
  public func daily(_ measure: String, item: Int) throws(PlanningError) -> [Double] {
    try engine.values(measure, at: ["Item": members.items[item]])
  }
}
