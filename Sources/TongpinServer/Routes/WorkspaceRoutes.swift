// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import HTTPTypes
import Planning
import PlanningCycle
import Wire

extension Route {
  static let workspace: [Route] = [
    .route(.get, "/api/v1/workspace", To.ViewPlan.self, "What this company is: months, items, regions") { _, _, workspace in
      let plan = workspace.plan
      let isEmpty = plan.history.months == nil && plan.pastForecasts.isEmpty && plan.budgets.isEmpty && plan.deals.isEmpty
      return .object([
        .init("name", .text(workspace.settings.name)), .init("isSample", JSON(workspace.settings.isSample)),
        .init("isEmpty", JSON(isEmpty)), .init("today", .day(workspace.planningDay)),
        .init("cutoffMonth", .month(plan.cutoff)), .init("firstMonth", .month(plan.calendar.firstMonth)),
        .init("lastMonth", .month(plan.calendar.lastMonth)), .init("firstDay", .day(plan.calendar.firstDay)),
        .init("lastDay", .day(plan.calendar.lastMonth.lastDay)), .init("currency", .string(workspace.settings.currency)),
        .init("revision", .integer(workspace.revision)),
        .init("families", JSON(plan.catalogue.families) { named($0, prefix: "F:") }),
        .init(
          "items",
          JSON(plan.catalogue.items) { item in
            .object([
              .init("code", .string(item.code)), .init("name", .text(item.name)),
              .init("family", .string("F:" + item.family)), .init("isSold", JSON(item.isSold)),
            ])
          }),
        .init("regions", JSON(plan.catalogue.regions) { named($0, prefix: "") }),
        .init(
          "kinds",
          JSON(FactKind.allCases) {
            .object([.init("kind", .string($0.rawValue)), .init("label", .text($0.label))])
          }),
      ])
    }
  ]

  private static func named(_ entry: Catalogue.Named, prefix: String) -> JSON {
    .object([.init("code", .string(prefix + entry.code)), .init("name", .text(entry.name))])
  }
}
