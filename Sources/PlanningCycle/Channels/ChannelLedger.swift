// SPDX-License-Identifier: Apache-2.0
import Journal

/// The channels in force and how each person wants to be told, rebuilt from the events at start. No secret is part of an event.
struct ChannelLedger: Sendable {
  static let set = "channels.set"
  static let preferred = "notices.preferred"

  private(set) var settings = ChannelSettings()
  /// The event that set them; 0 before the first.
  private(set) var version: Int64 = 0
  /// The newest number that a webhook was given.
  private(set) var newestHook: Int64 = 0
  private var preferences: [Int64: NoticePreferences] = [:]

  func preferences(of person: Int64) -> NoticePreferences { preferences[person] ?? NoticePreferences() }

  /// The event that set what a person wants; what they never set is the standard.
  mutating func note(_ event: Event) {
    switch event.kind {
    case Self.set:
      settings = ChannelSettings(event.payload)
      version = event.sequence
      newestHook = max(newestHook, event.payload["newest_hook"]?.integer ?? 0)
    case Self.preferred: preferences[event.draft.actor.id] = NoticePreferences(event.payload)
    default: return
    }
  }
}

extension ChannelSettings {
  var canonical: [String: CanonicalValue] {
    var fields: [String: CanonicalValue] = [
      "webhooks": .list(webhooks.map(\.canonical)), "public_address": .text(publicAddress ?? ""),
      "internal_hosts": .list(internalHosts.map { .text($0) }), "mail_domains": .list(mailDomains.map { .text($0) }),
      "daily_limit": .integer(Int64(dailyLimit)),
    ]
    if let mail {
      fields["mail"] = .map([
        "host": .text(mail.host), "port": .integer(Int64(mail.port)), "security": .text(mail.security.rawValue),
        "allows_plain_text": .boolean(mail.allowsPlainText), "user": .text(mail.user), "from": .text(mail.from.text),
        "from_name": .text(mail.fromName),
      ])
    }
    return fields
  }

  init(_ payload: CanonicalValue) {
    let address = payload["public_address"]?.text ?? ""
    self.init(
      mail: payload["mail"].flatMap { MailSettings($0) }, webhooks: (payload["webhooks"]?.list ?? []).compactMap { WebhookSettings($0) },
      publicAddress: address.isEmpty ? nil : address, internalHosts: (payload["internal_hosts"]?.list ?? []).compactMap(\.text),
      mailDomains: (payload["mail_domains"]?.list ?? []).compactMap(\.text),
      dailyLimit: payload["daily_limit"]?.integer.flatMap { Int(exactly: $0) } ?? 20)
  }
}

extension MailSettings {
  fileprivate init?(_ payload: CanonicalValue) {
    guard let host = payload["host"]?.text, let port = payload["port"]?.integer.flatMap({ Int(exactly: $0) }),
      let security = payload["security"]?.text.flatMap({ Security(rawValue: $0) }),
      let from = payload["from"]?.text.flatMap({ MailAddress($0) })
    else { return nil }
    self.init(
      host: host, port: port, security: security, allowsPlainText: payload["allows_plain_text"]?.boolean ?? false,
      user: payload["user"]?.text ?? "", from: from, fromName: payload["from_name"]?.text ?? "")
  }
}

extension WebhookSettings {
  fileprivate var canonical: CanonicalValue {
    .map([
      "id": .text(id), "name": .text(name), "kind": .text(kind.rawValue), "host": .text(host), "is_on": .boolean(isOn),
      "carries_text": .boolean(carriesText),
    ])
  }

  fileprivate init?(_ payload: CanonicalValue) {
    guard let id = payload["id"]?.text, let name = payload["name"]?.text,
      let kind = payload["kind"]?.text.flatMap({ WebhookKind(rawValue: $0) })
    else { return nil }
    self.init(
      id: id, name: name, kind: kind, host: payload["host"]?.text ?? "", isOn: payload["is_on"]?.boolean ?? true,
      carriesText: payload["carries_text"]?.boolean ?? false)
  }
}
