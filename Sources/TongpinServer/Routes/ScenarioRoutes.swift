// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let scenarios: [Route] = [
    .route(.get, "/api/v1/scenarios", To.ViewPlan.self, "Open scenarios: one's own and the shared ones") { proof, _, workspace in
      let entries = try workspace.listScenarios(proof)
      return .object([
        .init("revision", .integer(workspace.revision)), .init("mayCreate", JSON(workspace.mayMakeScenarios(proof))),
        .init("limit", JSON(Workspace.scenarioLimit)), .init("nameLimit", JSON(Workspace.scenarioNameLimit)),
        .init("scenarios", JSON(entries) { $0.json }),
      ])
    },
    .reading(
      .get, "/api/v1/scenarios/{scenario}/comparison", To.ViewPlan.self,
      "What a scenario changes against the plan now, or as it was: inputs, money, shortfall, checks"
    ) { proof, input, workspace in
      let id = try scenario(input.path["scenario"] ?? "")
      let against = input.query["against"] ?? "now"
      guard let against = ScenarioComparison.Against(rawValue: against) else {
        throw Problem.request(
          "request.value-not-known", zh: "against 只能是 now 或 was", en: "against is now or was", parameters: ["value": .string(against)])
      }
      let comparison = try workspace.compareScenario(proof, id, against: against)
      return .values { comparison.json }
    },
  ]

  /// A scenario's number in a path or query.
  static func scenario(_ text: String) throws -> Int64 {
    guard let id = Int64(text) else {
      throw Problem.request(
        "request.value-not-known", zh: "情景编号 \(text) 无法读取", en: "the scenario \(text) is no number", parameters: ["value": .string(text)])
    }
    return id
  }

  /// nil: the plan.
  /// The workspace itself, or one that stands still with the scenario that `scenario=` names.
  static func standing(_ input: RouteInput, _ workspace: Workspace) throws -> Workspace {
    try scenario(of: input).map { try workspace.reader(for: input.person, scenario: $0) } ?? workspace
  }

  static func scenario(of input: RouteInput) throws -> Int64? {
    guard let text = input.query["scenario"], !text.isEmpty else { return nil }
    return try scenario(text)
  }
}
