// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  /// 主数据归并: records that may be one, what was said of them, and where members lie.
  static let members: [Route] = [
    .reading(.get, "/api/v1/members/proposals", To.ViewCompany.self, "Records of a kind that may be one, with reasons and what would move")
    {
      proof, input, workspace in
      let kind = try memberKind(input)
      let found = try workspace.mergeProposals(
        proof, kind, offset: try count(input, "offset", 0...1_000_000, otherwise: 0),
        limit: try count(input, "limit", 1...200, otherwise: 50))
      let revision = workspace.revision
      return .values { found.json(revision: revision) }
    },
    .reading(.get, "/api/v1/members/records", To.ViewCompany.self, "Codes of a kind with their records, and the member each stands for") {
      proof, input, workspace in
      let kind = try memberKind(input)
      let found = try workspace.findMembers(
        proof, kind, matching: input.query["text"] ?? "", limit: try count(input, "limit", 1...200, otherwise: 30))
      let revision = workspace.revision
      return .values {
        .object([
          .init("revision", .integer(revision)), .init("kind", .string(kind.rawValue)), .init("total", .integer(Int64(found.total))),
          .init("records", JSON(found.records) { $0.record.json(into: $0.into) }),
        ])
      }
    },
    .reading(
      .get, "/api/v1/members/history", To.ViewCompany.self, "What was said of members: merges, codes kept apart, moves; newest first"
    ) {
      proof, _, workspace in
      let (history, revision) = (workspace.memberHistory(proof), workspace.revision)
      return .values { history.json(revision: revision) }
    },
    .reading(.get, "/api/v1/members/places", To.ViewCompany.self, "Below what members of a hierarchy lie, and since when") {
      proof, input, workspace in
      let text = try input.required("level")
      guard let level = HierarchyLevel(rawValue: text) else { throw unknown("level", text, HierarchyLevel.allCases.map(\.rawValue)) }
      let found = try workspace.memberPlaces(
        proof, level, matching: input.query["text"] ?? "", limit: try count(input, "limit", 1...1_000, otherwise: 200))
      let revision = workspace.revision
      return .values {
        .object([
          .init("revision", .integer(revision)), .init("level", .string(level.rawValue)), .init("label", .text(level.label)),
          .init("total", .integer(Int64(found.total))), .init("parents", JSON(found.parents) { .string($0) }),
          .init("places", JSON(found.places) { $0.json }),
        ])
      }
    },
  ]

  /// The commands about members.
  static func applyToMembers(
    _ kind: CommandKind, _ payload: JSON, _ context: CommandContext, _ workspace: Workspace
  ) throws -> CommandOutcome {
    let proof = try Access.authorize(context.person, to: To.ImportFacts.self)
    func event(_ name: String) throws -> Int64 {
      guard let event = payload[name]?.whole else { throw missing(name) }
      return event
    }
    switch kind {
    case .mergeMembers:
      return try workspace.mergeMembers(
        proof, try memberKind(payload), try codes(payload), into: try text(payload, "into"), since: try day(payload, "since"),
        context: context)
    case .separateMembers:
      return try workspace.separateMembers(
        proof, try event("merge"), codes: payload["codes"]?.elements.map { $0.compactMap(\.text) }, context: context)
    case .keepMembersApart:
      return try workspace.keepApart(proof, try memberKind(payload), try codes(payload), context: context)
    case .proposeMembersAgain: return try workspace.withdrawApart(proof, try event("apart"), context: context)
    case .withdrawMemberMove: return try workspace.withdrawMove(proof, try event("move"), context: context)
    default:
      let name = try text(payload, "level")
      guard let level = HierarchyLevel(rawValue: name) else { throw unknown("level", name, HierarchyLevel.allCases.map(\.rawValue)) }
      guard let since = try day(payload, "since") else { throw missing("since") }
      return try workspace.moveMember(
        proof, level, try text(payload, "code"), to: try text(payload, "parent"), since: since, context: context)
    }
  }

  private static func codes(_ payload: JSON) throws -> [String] {
    guard let codes = payload["codes"]?.elements else { throw missing("codes") }
    return codes.compactMap(\.text)
  }

  private static func memberKind(_ input: RouteInput) throws -> MemberKind { try memberKind(named: try input.required("kind")) }
  private static func memberKind(_ payload: JSON) throws -> MemberKind { try memberKind(named: try text(payload, "kind")) }

  private static func memberKind(named text: String) throws -> MemberKind {
    guard let kind = MemberKind(rawValue: text) else { throw unknown("kind", text, MemberKind.allCases.map(\.rawValue)) }
    return kind
  }

  private static func missing(_ name: String) -> Problem {
    Problem.request("request.field-missing", zh: "缺少 \(name)", en: "\(name) is missing", parameters: ["name": .string(name)])
  }

  private static func unknown(_ name: String, _ text: String, _ known: [String]) -> Problem {
    let words = known.joined(separator: ", ")
    return Problem.request(
      "request.value-not-known", zh: "\(name) 没有 \(text)；可用：\(words)", en: "\(name) has no \(text); known are \(words)",
      parameters: ["name": .string(name), "value": .string(text)])
  }
}
