// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Journal

/// A login that somebody may make for themselves, or another password for the one they have: once, by a link.
public struct Invitation: Sendable {
  /// The event that made it.
  public let id: Int64
  /// Who is meant.
  public let name: String
  public let englishName: String
  public let role: Role
  public let scope: Scope
  /// Of whoever chooses another password; nil: the link makes a login.
  public let login: String?
  public let by: String
  public let expiresAt: Moment
  let digest: Digest
}

/// Open invitations, rebuilt from the events at start: of a link only its digest is kept.
struct InvitationLedger: Sendable {
  static let made = "invitation.made"
  static let withdrawn = "invitation.withdrawn"
  static let added = "person.added"
  static let passwordLink = "person.password-link"
  static let passwordReset = "person.password-reset"
  static let passwordChanged = "person.password-changed"
  static let changed = "person.changed"
  /// Days a link may be good for.
  static let days = 1...30
  /// Hours a link to another password is good for.
  static let passwordHours: Int64 = 24
  static let limit = 200

  private var open: [Int64: Invitation] = [:]

  mutating func note(_ event: Event) {
    let command = event.payload["command"] ?? event.payload
    switch event.kind {
    case Self.made, Self.passwordLink:
      guard let digest = command["digest"]?.digest, let role = command["role"]?.text.flatMap({ Role(rawValue: $0) }),
        let scope = command["scope"]?.text.flatMap({ Scope(storedText: $0) }), let expires = command["expires_at"]?.integer
      else { return }
      let login = event.kind == Self.passwordLink ? command["login"]?.text : nil
      drop(login)
      open[event.sequence] = Invitation(
        id: event.sequence, name: command["name"]?.text ?? "", englishName: command["name_en"]?.text ?? "", role: role, scope: scope,
        login: login, by: event.draft.actor.login, expiresAt: Moment(millisecondsSinceEpoch: expires), digest: digest)
    case Self.withdrawn, Self.added:
      if let id = command["invitation"]?.integer { open[id] = nil }
    // A link made before the newest password, or before the login was closed, is good for nothing.
    case Self.passwordReset, Self.passwordChanged, Self.changed: drop(command["login"]?.text)
    default: return
    }
  }

  private mutating func drop(_ login: String?) {
    guard let login else { return }
    open = open.filter { $0.value.login != login }
  }

  /// Those still good, newest first.
  func open(at moment: Moment) -> [Invitation] {
    open.values.filter { $0.expiresAt > moment }.sorted { $0.id > $1.id }
  }

  subscript(_ id: Int64) -> Invitation? { open[id] }
}
