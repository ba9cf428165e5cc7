// SPDX-License-Identifier: Apache-2.0

/// Who acted: the id stays when the login is renamed.
public struct Actor: Hashable, Sendable {
  public let id: Int64
  public let login: String

  public init(id: Int64, login: String) {
    self.id = id
    self.login = login
  }

  /// The program itself: members seen for the first time, scheduled work.
  public static let system = Actor(id: 0, login: "system")
}

/// What somebody decided, before the journal gave it a place.
public struct EventDraft: Sendable, Equatable {
  /// `facts.recorded`, `cell.entered`: lower case, a noun, a point, a past participle.
  public let kind: String
  /// Number of the payload's form, from 1; raised with an upcaster whenever the form changes.
  public let schema: Int
  public let actor: Actor
  /// Given by the client before sending: the same actor and key mean the same command.
  public let idempotencyKey: String
  /// Why, in the actor's words; may be empty.
  public let reason: String
  public let payload: CanonicalValue

  public init(
    kind: String, schema: Int = 1, actor: Actor, idempotencyKey: String, reason: String = "",
    payload: CanonicalValue = .empty
  ) {
    self.kind = kind
    self.schema = schema
    self.actor = actor
    self.idempotencyKey = idempotencyKey
    self.reason = reason
    self.payload = payload
  }

  /// The same command with another payload (what the store adds: counts, digests).
  public func with(payload: CanonicalValue) -> EventDraft {
    EventDraft(
      kind: kind, schema: schema, actor: actor, idempotencyKey: idempotencyKey, reason: reason,
      payload: payload)
  }
}
