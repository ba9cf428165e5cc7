// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let rules: [Route] = [
    .route(.get, "/api/v1/alert-rules", To.ViewPlan.self, "Alert rules: one's own and the shared ones, with what each says now") {
      proof, _, workspace in
      try workspace.alertRules(proof).json(revision: workspace.revision)
    },
    // Before the one that takes any number.
    .values(
      .get, "/api/v1/alert-rules/choices", To.ViewPlan.self,
      "What an alert rule can be made of: figures, members, data, forms, and examples to begin with"
    ) { proof, _, workspace in
      let choices = workspace.ruleChoices(proof)
      return { choices.json }
    },
    .route(.get, "/api/v1/alert-rules/{rule}", To.ViewPlan.self, "One alert rule, with what it would have said of the months before") {
      proof, input, workspace in
      let text = input.path["rule"] ?? ""
      guard let id = Int64(text) else { throw ruleNumber(text) }
      let (view, history) = try workspace.alertRule(proof, id)
      return view.json(history, revision: workspace.revision)
    },
    .route(
      .post, "/api/v1/alert-rules/preview", To.ViewPlan.self, bodyLimit: 1 << 16,
      "What an alert rule would say now and of the months before, or what is wrong with it; nothing is kept"
    ) { proof, input, workspace in
      let body = try input.json()
      return try workspace.previewRule(proof, RuleDraft(body), instead: body["id"]?.whole).json(revision: workspace.revision)
    },
  ]

  /// The commands about alert rules.
  static func applyToRule(
    _ kind: CommandKind, _ payload: JSON, _ context: CommandContext, _ proof: Authorized<To.ViewPlan>, _ workspace: Workspace
  ) throws -> CommandOutcome {
    if kind == .saveAlertRule {
      return try workspace.saveRule(
        proof, payload["id"]?.whole, RuleDraft(payload), seen: payload["seen"]?.whole, context: context)
    }
    guard let id = payload["id"]?.whole else {
      throw Problem.request("request.field-missing", zh: "缺少 id", en: "id is missing", parameters: ["name": .string("id")])
    }
    if kind == .removeAlertRule { return try workspace.removeRule(proof, id, context: context) }
    return try workspace.pauseRule(proof, id, until: try day(payload, "until"), context: context)
  }

  private static func ruleNumber(_ text: String) -> Problem {
    Problem(
      "rule.not-known", status: 404, title: ("没有这条提醒规则", "there is no such alert rule"),
      detail: ("\(text) 不是规则的编号", "\(text) is no number of a rule"), hint: ("回到列表看看", "look at the list"))
  }
}
