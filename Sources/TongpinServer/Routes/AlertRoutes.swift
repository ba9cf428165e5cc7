// SPDX-License-Identifier: Apache-2.0
import Access
import Alerting
import Calendars
import HTTPTypes
import PlanningCycle
import Wire
import Workbooks

extension Route {
  static let alerts: [Route] = [
    .reading(.get, "/api/v1/alerts", To.ViewPlan.self, "What somebody should look at, all of it, by money and urgency") {
      proof, _, workspace in
      let (alerts, revision, today) = (workspace.alerts(proof), workspace.revision, workspace.environment.today())
      let (budget, told) = (workspace.alertBudget, workspace.toldAtOnce(proof))
      let mayEdit = Access.allows(proof.person, .approve)
      return .values {
        .object([
          .init("revision", .integer(revision)), .init("today", .day(today)), .init("total", JSON(alerts.count)),
          .init(
            "budget",
            .object([
              .init("perDay", JSON(budget.perDay)), .init("perWeek", JSON(budget.perWeek)), .init("toldToday", JSON(told.today)),
              .init("toldInWeek", JSON(told.week)), .init("isDefault", JSON(budget == .standard)), .init("mayEdit", JSON(mayEdit)),
            ])), .init("alerts", JSON(alerts) { $0.json }),
        ])
      }
    },
    .reading(.get, "/api/v1/alerts/log", To.ViewPlan.self, "What became of alerts, the newest first") { proof, input, workspace in
      let page = workspace.alertLog(
        proof, before: try whole(input, "before"), limit: try whole(input, "limit").map { Int(clamping: $0) } ?? 50)
      let revision = workspace.revision
      return .values {
        .object([
          .init("revision", .integer(revision)), .init("total", JSON(page.total)), .init("next", page.next.map { .integer($0) } ?? .null),
          .init("entries", JSON(page.entries) { $0.json }),
        ])
      }
    },
    .document(.get, "/api/v1/exports/alerts", To.ViewPlan.self, "The alerts of now and their log, as a workbook") { proof, _, workspace in
      let (alerts, company, today) = (workspace.alerts(proof), workspace.settings.name, workspace.environment.today())
      let log = workspace.alertLog(proof, limit: Workspace.alertLogLimit).entries
      return {
        FileAnswer(
          name: fileName("alerts", today.description), bytes: try AlertWorkbook(company: company, alerts: alerts, log: log).workbook.xlsx())
      }
    },
  ]

  static func applyToAlert(
    _ kind: CommandKind, _ payload: JSON, _ context: CommandContext, _ proof: Authorized<To.ViewPlan>, _ workspace: Workspace
  ) throws -> CommandOutcome {
    let alert = try text(payload, "alert")
    guard kind == .snoozeAlert else {
      return try workspace.acknowledge(proof, alert: alert, isAcknowledged: payload["isAcknowledged"]?.flag ?? true, context: context)
    }
    guard let until = try day(payload, "until") else {
      throw Problem.request("request.field-missing", zh: "缺少 until", en: "until is missing", parameters: ["name": .string("until")])
    }
    return try workspace.snooze(proof, alert: alert, until: until, context: context)
  }

  static func setAlertBudget(
    _ payload: JSON, _ context: CommandContext, _ proof: Authorized<To.ViewPlan>, _ workspace: Workspace
  ) throws -> CommandOutcome {
    func count(_ name: String) throws -> Int {
      guard let number = payload[name]?.whole else {
        throw Problem.request(
          "request.field-not-readable", zh: "\(name) 应为整数", en: "\(name) is a whole number", parameters: ["name": .string(name)])
      }
      return Int(clamping: number)
    }
    return try workspace.setAlertBudget(
      try Access.authorize(proof.person, to: To.Approve.self), day: try count("perDay"), week: try count("perWeek"), context: context)
  }

  /// - Throws: a problem when the query is there and no whole number above nought.
  private static func whole(_ input: RouteInput, _ name: String) throws -> Int64? {
    guard let text = input.query[name] else { return nil }
    guard let number = Int64(text), number > 0 else {
      throw Problem.request(
        "request.query-not-readable", zh: "\(name) 应为大于 0 的整数", en: "\(name) is a whole number above 0", parameters: ["name": .string(name)]
      )
    }
    return number
  }
}

extension AlertLogEntry {
  fileprivate var json: JSON {
    .object([
      .init("number", .integer(number)), .init("at", .integer(at.millisecondsSinceEpoch)), .init("kind", .string(kind.rawValue)),
      .init("alert", alert.liveJSON),
      .init(
        "cause",
        cause.map {
          .object([.init("event", .integer($0.event)), .init("by", .string($0.login)), .init("label", .text($0.label))])
        } ?? .null),
    ])
  }
}
