// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let meeting: [Route] = [
    .reading(
      .get, "/api/v1/sync-meeting", To.ViewPlan.self,
      "What sales and finance look at each week: changes and deals since the last meeting, forecast against budget, alerts, decisions"
    ) { proof, _, workspace in
      let view = try workspace.meeting(proof)
      let revision = workspace.revision
      return .values { view.json(revision: revision) }
    }
  ]

  /// The commands about meetings.
  static func applyToMeeting(
    _ kind: CommandKind, _ payload: JSON, _ context: CommandContext, _ proof: Authorized<To.ViewPlan>, _ workspace: Workspace
  ) throws -> CommandOutcome {
    switch kind {
    case .holdMeeting: return try workspace.holdMeeting(try Access.authorize(proof.person, to: To.Approve.self), context: context)
    case .markDecision:
      guard let decision = payload["decision"]?.whole else {
        throw Problem.request(
          "request.field-missing", zh: "缺少 decision", en: "decision is missing", parameters: ["name": .string("decision")])
      }
      return try workspace.markDecision(proof, decision, isDone: payload["isDone"]?.flag ?? true, context: context)
    default:
      _ = try text(payload, "due")
      return try workspace.decideInMeeting(
        try Access.authorize(proof.person, to: To.Approve.self), words: payload["words"]?.text ?? "", owner: try text(payload, "owner"),
        due: try day(payload, "due") ?? Day(ordinal: 0),
        context: context)
    }
  }
}
