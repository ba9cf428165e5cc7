// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let delegations: [Route] = [
    .route(.get, "/api/v1/delegations", To.ViewPlan.self, "代理: who decides whose approvals, and when; of which the reader is part") {
      proof, _, workspace in
      .object([
        .init("revision", .integer(workspace.revision)), .init("today", .day(workspace.environment.today())),
        .init("delegations", JSON(try workspace.delegationList(proof)) { $0.json }),
        .init(
          "purposes", JSON(FlowPurpose.allCases) { .object([.init("key", .string($0.rawValue)), .init("label", .text($0.label))]) }),
      ])
    }
  ]

  /// The commands about delegations.
  static func applyToDelegation(_ kind: CommandKind, _ payload: JSON, _ context: CommandContext, _ workspace: Workspace) throws
    -> CommandOutcome
  {
    let proof = try Access.authorize(context.person, to: To.ViewPlan.self)
    guard kind == .delegateApprovals else {
      return try workspace.endDelegation(proof, try whole(payload, "delegation"), context: context)
    }
    guard let from = try day(payload, "from"), let through = try day(payload, "through") else {
      throw Problem.request(
        "request.field-missing", zh: "需要 from 和 through", en: "from and through are needed", parameters: ["name": .string("from, through")])
    }
    let purposes = try (payload["purposes"]?.elements ?? []).compactMap(\.text).map { name in
      guard let purpose = FlowPurpose(rawValue: name) else { throw notOneOf("purposes", FlowPurpose.allCases.map(\.rawValue)) }
      return purpose
    }
    return try workspace.delegateApprovals(
      proof, of: payload["giver"]?.text, to: try text(payload, "standIn"), from: from, through: through, purposes: purposes,
      context: context)
  }
}

extension DelegationView {
  fileprivate var json: JSON {
    .object([
      .init("id", .integer(delegation.id)), .init("giver", .text(giver)), .init("standIn", .text(standIn)),
      .init("from", .day(delegation.from)), .init("through", .day(delegation.through)),
      .init("purposes", JSON(delegation.purposes) { .string($0.rawValue) }), .init("reason", .string(delegation.reason)),
      .init("isOwn", JSON(isOwn)), .init("isRunning", JSON(isRunning)), .init("mayEnd", JSON(mayEnd)),
    ])
  }
}
