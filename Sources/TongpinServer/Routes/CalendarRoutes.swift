// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let calendar: [Route] = [
    .reading(
      .get, "/api/v1/plan-calendar", To.ViewPlan.self,
      "Rounds of planning with their forms: when each is due, who handed it in, who is late, who must act next"
    ) { proof, input, workspace in
      let view = try workspace.planCalendar(proof, month: try input.query["month"].map { try calendarMonth($0, "month") })
      let revision = workspace.revision
      return .values { view.json(revision: revision) }
    }
  ]

  private static func calendarMonth(_ text: String, _ name: String) throws -> Month {
    guard let month = Month(iso: text), (2000...2100).contains(month.year) else {
      throw Problem.request(
        "request.query-not-readable", zh: "\(name) 应为 2026-11 这样的月份", en: "\(name) is a month such as 2026-11",
        parameters: ["name": .string(name)])
    }
    return month
  }

  /// The command that sets the calendar.
  static func applyToCalendar(
    _ payload: JSON, _ context: CommandContext, _ proof: Authorized<To.ViewPlan>, _ workspace: Workspace
  ) throws -> CommandOutcome {
    let since = try calendarMonth(try text(payload, "since"), "since")
    let budget = payload["budget"]
    let owners = (payload["owners"]?.members ?? []).compactMap { one in one.value.text.map { (one.name, $0) } }
    let rhythm = PlanRhythm(
      since: since, forecast: number(payload, "forecast"), reforecast: number(payload, "reforecast"),
      budget: budget == nil ? nil : PlanRhythm.BudgetDue(month: number(budget, "month") ?? 0, workday: number(budget, "workday") ?? 0),
      asksDepartments: payload["asksDepartments"]?.flag ?? false, reconciliation: number(payload, "reconciliation"),
      remindBefore: number(payload, "remindBefore") ?? 2,
      escalateAfter: number(payload, "escalateAfter") ?? 1,
      owners: Dictionary(owners.filter { !$0.1.isEmpty }, uniquingKeysWith: { first, _ in first }))
    return try workspace.setRhythm(try Access.authorize(proof.person, to: To.Approve.self), rhythm, context: context)
  }

  private static func number(_ payload: JSON?, _ name: String) -> Int? { payload?[name]?.whole.map { Int(clamping: $0) } }
}
