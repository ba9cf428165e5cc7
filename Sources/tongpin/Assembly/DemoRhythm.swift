// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal
import PlanningCycle

/// The plan calendar of the example company, set through the same verb as a person's: forecasts by the fifteenth workday, next year's budget, by
/// departments and as a whole, by the tenth workday of December, a reforecast at the end of each quarter,
/// the regions' reconciliation by the seventeenth workday.
enum DemoRhythm {
  static func set(_ workspace: Workspace) throws {
    guard let chair = try workspace.store.person(login: "chenlixin")?.person else { return }
    _ = try workspace.setRhythm(
      try Access.authorize(chair, to: To.Approve.self),
      PlanRhythm(
        since: workspace.planningDay.monthOf, forecast: 15, reforecast: -5, budget: PlanRhythm.BudgetDue(month: 12, workday: 10),
        asksDepartments: true, reconciliation: 17),
      context: CommandContext(person: chair, key: "demo-calendar", at: SystemClock.now()))
  }
}
