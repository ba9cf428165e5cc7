// SPDX-License-Identifier: Apache-2.0
public import Access
public import Journal

/// What the trail beside the journal tells of: who came and went, and what was taken out. None of it moves a figure or a right of somebody else.
public enum TrailKind: String, Sendable, CaseIterable {
  case signedIn = "session.opened"
  /// Counted: at most one entry for a login and minute.
  case refused = "session.refused"
  /// A sign-in by the provider that came to nothing; counted as well.
  case providerRefused = "session.provider-refused"
  case signedOut = "session.ended"
  case viewEnded = "view.ended"
  case tokenMade = "token.made"
  case tokenUsed = "token.used"
  case tokenEnded = "token.ended"
  case exported = "data.exported"
  case backedUp = "backup.written"
  case chainChecked = "audit.chain-checked"
  case originsForgotten = "audit.origins-forgotten"

  /// Characters of a text that somebody typed.
  public static let textLimit = 64

  /// The entry of one actor.
  public func entry(_ actor: Actor, _ payload: [String: CanonicalValue] = [:]) -> EventDraft {
    EventDraft(kind: rawValue, actor: actor, idempotencyKey: "", payload: .map(payload))
  }

  /// A sign-in that was refused so often since the entry before. The login is what was typed, whether it is anybody's or not; the password is not kept.
  public static func refused(_ login: String, count: Int) -> EventDraft {
    refused.entry(.system, ["login": .text(String(login.prefix(textLimit))), "count": .integer(Int64(count))])
  }

  /// A sign-in by the provider that was refused so often since the entry before.
  ///
  /// - Parameter login: whose it would have been, where that was known; otherwise empty.
  public static func refused(_ reason: ProviderRefusal.Reason, login: String, count: Int) -> EventDraft {
    var payload: [String: CanonicalValue] = ["reason": .text(reason.rawValue), "count": .integer(Int64(count))]
    if !login.isEmpty { payload["login"] = .text(String(login.prefix(textLimit))) }
    return providerRefused.entry(.system, payload)
  }

  /// Figures that left in a file.
  ///
  /// - Parameters:
  ///   - viewer: who looked as that person; nil for the person themselves.
  ///   - query: what was asked for, as it travelled.
  public static func exported(
    _ person: Person, viewer: Person?, file: String, bytes: Int, query: String
  ) -> EventDraft {
    var payload: [String: CanonicalValue] = [
      "file": .text(file), "bytes": .integer(Int64(bytes)), "query": .text(String(query.prefix(300))),
    ]
    if viewer != nil { payload["as"] = .text(person.login.isEmpty ? person.role.rawValue : person.login) }
    return exported.entry((viewer ?? person).actor, payload)
  }
}
