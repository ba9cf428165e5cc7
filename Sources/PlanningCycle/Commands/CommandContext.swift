// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
public import Journal

/// What comes with every command besides its content.
public struct CommandContext: Sendable {
  public let person: Person
  /// Made by the client before sending: the same key means the same command.
  public let key: String
  /// The revision the person was looking at; nil when it does not matter.
  public let expectedRevision: Int64?
  public let reason: String
  public let at: Moment
  /// SHA-256 of what the client sent: the same key with another content is refused.
  public let fingerprint: Digest?

  public init(
    person: Person, key: String, expectedRevision: Int64? = nil, reason: String = "", at: Moment,
    fingerprint: Digest? = nil
  ) {
    self.person = person
    self.key = key
    self.expectedRevision = expectedRevision
    self.reason = reason
    self.at = at
    self.fingerprint = fingerprint
  }

  func draft(_ kind: String, _ payload: CanonicalValue, suffix: String = "") -> EventDraft {
    var payload = payload
    if let fingerprint, var fields = payload.map {
      fields["request"] = .digest(fingerprint)
      payload = .map(fields)
    }
    return EventDraft(
      kind: kind, actor: person.actor, idempotencyKey: key + suffix, reason: reason, payload: payload)
  }
}
