// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Journal

/// A login that somebody may make for themselves, once, by a link.
public struct Invitation: Sendable {
  /// The event that made it.
  public let id: Int64
  /// Who is meant.
  public let name: String
  public let englishName: String
  public let role: Role
  public let scope: Scope
  public let by: String
  public let expiresAt: Moment
  let digest: Digest
}

/// Open invitations, rebuilt from the events at start: of a link only its digest is kept.
struct InvitationLedger: Sendable {
  static let made = "invitation.made"
  static let withdrawn = "invitation.withdrawn"
  static let added = "person.added"
  /// Days a link may be good for.
  static let days = 1...30
  static let limit = 200

  private var open: [Int64: Invitation] = [:]

  mutating func note(_ event: Event) {
    let command = event.payload["command"] ?? event.payload
    switch event.kind {
    case Self.made:
      guard let digest = command["digest"]?.digest, let role = command["role"]?.text.flatMap({ Role(rawValue: $0) }),
        let scope = command["scope"]?.text.flatMap({ Scope(storedText: $0) }), let expires = command["expires_at"]?.integer
      else { return }
      open[event.sequence] = Invitation(
        id: event.sequence, name: command["name"]?.text ?? "", englishName: command["name_en"]?.text ?? "", role: role, scope: scope,
        by: event.draft.actor.login, expiresAt: Moment(millisecondsSinceEpoch: expires), digest: digest)
    case Self.withdrawn, Self.added:
      if let id = command["invitation"]?.integer { open[id] = nil }
    default: return
    }
  }

  /// Those still good, newest first.
  func open(at moment: Moment) -> [Invitation] {
    open.values.filter { $0.expiresAt > moment }.sorted { $0.id > $1.id }
  }

  subscript(_ id: Int64) -> Invitation? { open[id] }
}
