// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let tracking: [Route] = [
    .reading(
      .get, "/api/v1/forecast-components", To.ViewPlan.self, "Level, season, calendar effects, odd months, and the parts of the forecast"
    ) {
      proof, input, workspace in
      let components = try workspace.forecastComponents(proof, item: input.query["item"] ?? "ALL", region: input.query["region"] ?? "ALL")
      let revision = workspace.revision
      return .values { components.json(revision: revision) }
    },
    .reading(
      .get, "/api/v1/forecast-tracking", To.ViewPlan.self,
      "Accuracy by months ahead and grain, lean, drift, value added by layer, person and reason"
    ) {
      proof, input, workspace in
      let tracking = try workspace.forecastTracking(proof, item: input.query["item"] ?? "ALL", region: input.query["region"] ?? "ALL")
      let revision = workspace.revision
      return .values { tracking.json(revision: revision) }
    },
    .reading(
      .get, "/api/v1/forecast-exceptions", To.ViewPlan.self, "The series that deserve a look, how methods stand, what runs chose anew"
    ) {
      proof, input, workspace in
      let count = input.query["count"] ?? "20"
      guard let count = Int(count), (1...200).contains(count) else {
        throw Problem.request(
          "request.query-not-readable", zh: "查询参数 count 应为 1 到 200 的整数", en: "the query parameter count is a whole number from 1 to 200",
          parameters: ["name": .string("count")])
      }
      let exceptions = try workspace.forecastExceptions(proof, count: count)
      let revision = workspace.revision
      return .values { exceptions.json(revision: revision) }
    },
    .reading(.get, "/api/v1/forecast-report", To.ViewPlan.self, "What a week or a month did to the forecasts, in sentences") {
      proof, input, workspace in
      guard let span = ForecastReport.Span(rawValue: input.query["span"] ?? "week") else {
        throw Problem.request(
          "request.query-not-readable", zh: "查询参数 span 应为 week 或 month", en: "the query parameter span is week or month",
          parameters: ["name": .string("span")])
      }
      let report = try workspace.forecastReport(proof, span: span)
      let revision = workspace.revision
      return .values { report.json(revision: revision) }
    },
  ]
}
