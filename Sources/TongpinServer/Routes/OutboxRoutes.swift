// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let outbox: [Route] = [
    .route(
      .get, "/api/v1/outbox", To.ManageUsers.self,
      "Messages to the outside, newest first: what waits, what arrived, what was given up and why"
    ) {
      proof, input, workspace in try outboxPage(proof, input, workspace)
    },
    .route(.post, "/api/v1/outbox/{id}/resend", To.ManageUsers.self, "Sends a message again, from the first try on") {
      proof, input, workspace in
      try workspace.resend(proof, outboxID(input))
      return try outboxPage(proof, input, workspace)
    },
    .route(.delete, "/api/v1/outbox/{id}", To.ManageUsers.self, "Discards a message that has not arrived") { proof, input, workspace in
      try workspace.discard(proof, outboxID(input))
      return try outboxPage(proof, input, workspace)
    },
  ]

  private static func outboxID(_ input: RouteInput) -> Int64 { Int64(input.path["id"] ?? "") ?? -1 }

  private static func outboxPage(_ proof: Authorized<To.ManageUsers>, _ input: RouteInput, _ workspace: Workspace) throws -> JSON {
    let state = try input.query["state"].map { text in
      guard let state = OutboxMessage.State(rawValue: text) else {
        let known = OutboxMessage.State.allCases.map(\.rawValue).joined(separator: ", ")
        throw Problem.request(
          "request.query-not-readable", zh: "state 应为 \(known)", en: "state is one of \(known)", parameters: ["name": .string("state")])
      }
      return state
    }
    let view = try workspace.outbox(proof, state: state, before: input.query["before"].flatMap { Int64($0) })
    return view.json
  }
}

extension OutboxView {
  fileprivate var json: JSON {
    .object([
      .init(
        "counts", .object(OutboxMessage.State.allCases.map { .init($0.rawValue, JSON(counts[$0] ?? 0)) })),
      .init("hasMore", JSON(hasMore)), .init("messages", JSON(lines) { $0.json }),
    ])
  }
}

extension OutboxView.Line {
  fileprivate var json: JSON {
    .object([
      .init("id", .integer(message.id)), .init("person", .text(person)), .init("channel", .string(message.channel)),
      .init("channelName", JSON(channel)), .init("kind", .string(message.kind.rawValue)), .init("label", .text(message.kind.label)),
      .init("subject", .string(subject)), .init("state", .string(message.state.rawValue)), .init("tries", JSON(message.tries)),
      .init("createdAt", .integer(message.createdAt.millisecondsSinceEpoch)),
      .init("dueAt", message.state == .queued ? .integer(message.dueAt.millisecondsSinceEpoch) : .null),
      .init(
        "attempts",
        JSON(Array(message.attempts.suffix(20))) {
          .object([.init("at", .integer($0.at.millisecondsSinceEpoch)), .init("answer", $0.answer.json)])
        }),
    ])
  }
}
