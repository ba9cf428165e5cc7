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
      let report =
        try reportNumber(input).map { try workspace.forecastReport(proof, written: $0) } ?? workspace.forecastReport(proof, span: span)
      let revision = workspace.revision
      return .values { report.json(revision: revision) }
    },
    .reading(
      .get, "/api/v1/forecast-reports", To.ViewPlan.self, "Weeks and months whose forecast report was written of itself, newest first"
    ) {
      proof, _, workspace in
      let (reports, revision) = (workspace.writtenReports(proof), workspace.revision)
      return .values { .object([.init("revision", .integer(revision)), .init("reports", JSON(reports) { $0.json })]) }
    },
  ]

  /// The report that is asked for by the event that wrote it; nil: that of now.
  private static func reportNumber(_ input: RouteInput) throws -> Int64? {
    guard let text = input.query["report"], !text.isEmpty else { return nil }
    guard let id = Int64(text) else {
      throw Problem.request(
        "request.query-not-readable", zh: "查询参数 report 应为报告的编号", en: "the query parameter report is the number of a report",
        parameters: ["name": .string("report")])
    }
    return id
  }

  /// The command by which a report leaves one's 待办.
  static func acknowledgeReport(
    _ payload: JSON, _ context: CommandContext, _ proof: Authorized<To.ViewPlan>, _ workspace: Workspace
  ) throws -> CommandOutcome {
    guard let id = payload["report"]?.whole else {
      throw Problem.request("request.field-missing", zh: "缺少 report", en: "report is missing", parameters: ["name": .string("report")])
    }
    return try workspace.acknowledgeReport(proof, id, context: context)
  }
}
