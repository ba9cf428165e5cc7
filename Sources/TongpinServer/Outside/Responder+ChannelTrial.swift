// SPDX-License-Identifier: Apache-2.0
import Access
import Hummingbird
import Journal
import PlanningCycle
import Wire

extension Responder {
  /// Sends a trial by one channel while the administrator waits, and says what the other side answered.
  func tryChannel(_ request: Request, _ known: Sessions.Known) async throws -> Response {
    let body = try JSON(reading: try await Self.body(of: request, limit: 16 << 10))
    guard let channel = body["channel"]?.text, channel.utf8.count <= 100 else {
      throw Problem.request("request.body-incomplete", zh: "请求体需要 channel", en: "the body needs channel")
    }
    let (address, person) = (body["to"]?.text, known.person)
    let language = known.language
    let (message, target) = try await workspace.perform { workspace in
      try workspace.channelTrial(
        try Access.authorize(person, to: To.ManageUsers.self), channel: channel, to: address, language: language)
    }
    return Self.json(try await carryNow(message, to: target).json)
  }

  /// Mails the link of an invitation at once: it is a secret, so no outbox keeps it.
  func mailInvitation(_ request: Request, _ known: Sessions.Known) async throws -> Response {
    let body = try JSON(reading: try await Self.body(of: request, limit: 16 << 10))
    guard let secret = body["secret"]?.text, secret.utf8.count <= 100, let address = body["to"]?.text else {
      throw Problem.request("request.body-incomplete", zh: "请求体需要 secret 和 to", en: "the body needs secret and to")
    }
    let (person, language) = (known.person, known.language)
    let (message, target) = try await workspace.perform { workspace in
      try workspace.invitationMail(
        try Access.authorize(person, to: To.ManageUsers.self), Token(secret: secret), to: address, language: language)
    }
    return Self.json(try await carryNow(message, to: target).json)
  }

  private func carryNow(_ message: OutgoingMessage, to target: ChannelTarget) async throws -> CarrierAnswer {
    let (carrier, moment) = (carrier, now())
    return try await trials.perform { carrier.carry(message, to: target, at: moment) { false } }
  }
}

extension CarrierAnswer {
  var json: JSON {
    .object([
      .init("outcome", .string(outcome.rawValue)), .init("problem", problem == .none ? .null : .string(problem.rawValue)),
      .init("label", .text(label)), .init("words", .string(words)), .init("retryAfter", retryAfter.map { JSON($0) } ?? .null),
    ])
  }
}
