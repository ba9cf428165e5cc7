// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import FinancialPlanning
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let reviews: [Route] = [
    .reading(.get, "/api/v1/reviews", To.ViewPlan.self, "Closed months with the state of their review") { proof, _, workspace in
      let list = try workspace.reviews(proof)
      let revision = workspace.revision
      return .values { list.json(revision: revision) }
    },
    .reading(
      .get, "/api/v1/reviews/{month}", To.ViewPlan.self,
      "A month's sales against budget, forecast and last year by factor and area, with causes, actions and signatures"
    ) { proof, input, workspace in
      let view = try review(proof, input.path["month"] ?? "", workspace)
      let revision = workspace.revision
      return .values { view.json(revision: revision) }
    },
  ]

  static func review(_ proof: Authorized<To.ViewPlan>, _ text: String, _ workspace: Workspace) throws -> ReviewView {
    try workspace.review(proof, month: try reviewMonth(text))
  }

  private static func reviewMonth(_ text: String) throws -> Month {
    guard let month = Month(iso: text) else {
      throw Problem.request(
        "request.query-not-readable", zh: "month 应为 2026-10 这样的月份", en: "month is a month such as 2026-10",
        parameters: ["name": .string("month")])
    }
    return month
  }

  /// The commands about reviews.
  static func applyToReview(
    _ kind: CommandKind, _ payload: JSON, _ context: CommandContext, _ proof: Authorized<To.ViewPlan>, _ workspace: Workspace
  ) throws -> CommandOutcome {
    let month = try reviewMonth(try text(payload, "month"))
    switch kind {
    case .saveReview:
      return try workspace.saveReview(
        try Access.authorize(proof.person, to: To.Approve.self), month: month, sheet: try sheet(payload["sheet"] ?? .object([])),
        seen: payload["seen"]?.whole, context: context)
    case .signReview:
      return try workspace.signReview(
        proof, month: month, side: try known(payload, "side"), content: try text(payload, "content"), context: context)
    case .closeReview:
      return try workspace.closeReview(
        try Access.authorize(proof.person, to: To.Approve.self), month: month, content: try text(payload, "content"), context: context)
    case .reopenReview:
      return try workspace.reopenReview(try Access.authorize(proof.person, to: To.Approve.self), month: month, context: context)
    default:
      guard let action = payload["action"]?.whole else {
        throw Problem.request("request.field-missing", zh: "缺少 action", en: "action is missing", parameters: ["name": .string("action")])
      }
      return try workspace.markReviewAction(
        proof, month: month, action: Int(clamping: action), isDone: payload["isDone"]?.flag ?? true, words: payload["words"]?.text ?? "",
        context: context)
    }
  }

  private static func sheet(_ value: JSON) throws -> ReviewSheet {
    var sheet = ReviewSheet(summary: value["summary"]?.text ?? "")
    for side in ReviewSide.allCases {
      if let login = value["participants"]?[side.rawValue]?.text, !login.isEmpty { sheet.participants[side] = login }
    }
    sheet.causes = try (value["causes"]?.elements ?? []).map { one in
      ReviewCause(subject: try subject(one), kind: try known(one, "kind"), words: one["words"]?.text ?? "")
    }
    sheet.actions = try (value["actions"]?.elements ?? []).map { one in
      _ = try text(one, "due")
      return ReviewAction(
        number: Int(clamping: one["number"]?.whole ?? 0), subject: try subject(one), words: one["words"]?.text ?? "",
        owner: try text(one, "owner"), due: try day(one, "due") ?? Day(ordinal: 0))
    }
    return sheet
  }

  private static func subject(_ value: JSON) throws -> ReviewSubject {
    ReviewSubject(base: try known(value, "base"), area: try text(value, "area"), factor: try known(value, "factor"))
  }

  private static func known<Value: RawRepresentable<String> & CaseIterable>(_ payload: JSON, _ name: String) throws -> Value {
    let text = try text(payload, name)
    guard let value = Value(rawValue: text) else {
      let allowed = Value.allCases.map(\.rawValue).joined(separator: ", ")
      throw Problem.request(
        "request.value-not-known", zh: "\(name) 应为 \(allowed)", en: "\(name) is one of \(allowed)", parameters: ["value": .string(text)])
    }
    return value
  }
}
