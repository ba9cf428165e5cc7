// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let reports: [Route] = [
    .reading(
      .get, "/api/v1/monthly-report", To.ViewStatements.self,
      "A month on a few pages: figures, differences, statements, cash, stock, alerts, what comes"
    ) {
      proof, input, workspace in
      let month = try input.query["month"].flatMap { $0.isEmpty ? nil : $0 }.map { text in
        guard let month = Month(iso: text) else {
          throw Problem.request(
            "request.query-not-readable", zh: "查询参数 month 应为 2026-10 这样的月份", en: "the query parameter month is a month such as 2026-10",
            parameters: ["name": .string("month")])
        }
        return month
      }
      let report = try workspace.monthlyReport(proof, month: month)
      let revision = workspace.revision
      return .values { report.json(revision: revision) }
    }
  ]
}
