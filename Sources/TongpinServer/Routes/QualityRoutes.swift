// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  /// 数据质量: how good what came in was, what of it is held, and the rules.
  static let quality: [Route] = [
    .route(
      .get, "/api/v1/quality", To.ViewCompany.self,
      "How good what came in was, by source and department over time; failing rules, held batches, all rules"
    ) { proof, _, workspace in
      try workspace.qualityView(proof).json
    },
    .route(.get, "/api/v1/quality/batches/{batch}", To.ViewCompany.self, "The data-health card of one batch") { proof, input, workspace in
      let text = input.path["batch"] ?? ""
      guard let batch = Int64(text), batch > 0 else {
        throw Problem.request(
          "request.path-not-readable", zh: "批次应为正整数：\(text)", en: "a batch is a whole number above nought, not \(text)",
          parameters: ["name": "batch", "value": .string(text)])
      }
      return try workspace.batchCard(proof, batch).json
    },
  ]

  /// The commands about held batches and rules of quality.
  static func applyToQuality(
    _ kind: CommandKind, _ payload: JSON, _ context: CommandContext, _ workspace: Workspace
  ) throws -> CommandOutcome {
    let person = context.person
    func number() throws -> Int64 {
      guard let number = payload["batch"]?.whole else {
        throw Problem.request("request.field-missing", zh: "缺少 batch", en: "batch is missing", parameters: ["name": "batch"])
      }
      return number
    }
    switch kind {
    case .saveQualityRule:
      let proof = try Access.authorize(person, to: To.ReleaseData.self)
      return try workspace.saveQualityRule(proof, payload["id"]?.text, QualityRuleDraft(payload), context: context)
    case .removeQualityRule:
      let proof = try Access.authorize(person, to: To.ReleaseData.self)
      return try workspace.removeQualityRule(proof, try text(payload, "id"), context: context)
    case .releaseHeldBatch:
      return try workspace.releaseBatch(try Access.authorize(person, to: To.ReleaseData.self), try number(), context: context)
    case .assignHeldBatch:
      return try workspace.assignBatch(
        try Access.authorize(person, to: To.ViewCompany.self), try number(), to: try text(payload, "owner"), context: context)
    default:
      return try workspace.discardBatch(try Access.authorize(person, to: To.ViewCompany.self), try number(), context: context)
    }
  }
}

extension QualityRuleDraft {
  fileprivate init(_ payload: JSON) {
    self.init()
    func text(_ name: String) -> String { payload[name]?.text ?? "" }
    func typed(_ name: String) -> String { payload[name]?.decimalText ?? payload[name]?.text ?? "" }
    (kind, form, balance, field) = (text("kind"), text("form"), text("balance"), text("field"))
    fields = (payload["fields"]?.elements ?? []).compactMap(\.text)
    (per, by, quantity, price, total) = (text("per"), text("by"), text("quantity"), text("price"), text("total"))
    (low, high, tolerated) = (typed("low"), typed("high"), typed("tolerated"))
    number = payload["number"]?.whole
    (severity, name, owner) = (text("severity"), text("name"), text("owner"))
    isOn = payload["isOn"]?.flag ?? true
  }
}
