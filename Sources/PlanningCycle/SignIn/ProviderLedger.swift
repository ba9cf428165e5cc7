// SPDX-License-Identifier: Apache-2.0
import Access
import Journal

/// The sign-in provider in force and who is linked to which account of it, rebuilt from the events at start. No secret is part of an event.
struct ProviderLedger: Sendable {
  static let set = "access.provider-set"
  /// From the machine: passwords are good again, whatever the settings were.
  static let closed = "access.provider-closed"
  static let linked = "access.linked"
  static let unlinked = "access.unlinked"

  /// An account over there: its number is unique within its issuer alone.
  struct Account: Sendable, Hashable {
    let issuer: String
    let subject: String
  }

  private(set) var settings: ProviderSettings?
  /// The event that set them; 0 before the first.
  private(set) var version: Int64 = 0
  private var people: [Account: Int64] = [:]
  private var accounts: [Int64: [Account]] = [:]

  mutating func note(_ event: Event) {
    let payload = event.payload
    switch event.kind {
    case Self.set:
      settings = ProviderSettings(payload)
      version = event.sequence
    case Self.closed:
      settings?.isOn = false
      settings?.isOnlyWay = false
      version = event.sequence
    case Self.linked:
      if let person = payload["person"]?.integer, let account = Account(payload) { link(account, person) }
    case Self.unlinked:
      guard let person = payload["person"]?.integer else { return }
      for account in accounts.removeValue(forKey: person) ?? [] { people[account] = nil }
    case InvitationLedger.added:
      guard let person = payload["person_id"]?.integer, let account = Account(payload["command"] ?? payload) else { return }
      link(account, person)
    default: return
    }
  }

  private mutating func link(_ account: Account, _ person: Int64) {
    people[account] = person
    accounts[person, default: []].append(account)
  }

  /// Whose account it is.
  subscript(_ account: Account) -> Int64? { people[account] }

  /// Accounts that somebody is linked to, of this provider and of earlier ones.
  func accounts(of person: Int64) -> [Account] { accounts[person] ?? [] }
}

extension ProviderLedger.Account {
  init?(_ payload: CanonicalValue) {
    guard let issuer = payload["issuer"]?.text, let subject = payload["subject"]?.text else { return nil }
    self.init(issuer: issuer, subject: subject)
  }

  var canonical: [String: CanonicalValue] { ["issuer": .text(issuer), "subject": .text(subject)] }
}

extension ProviderSettings {
  var canonical: [String: CanonicalValue] {
    func list(_ texts: [String]) -> CanonicalValue { .list(texts.map { .text($0) }) }
    var fields: [String: CanonicalValue] = [
      "is_on": .boolean(isOn), "issuer": .text(issuer), "client_id": .text(clientID), "scopes": list(scopes),
      "button_zh": .text(label.chinese), "button_en": .text(label.english), "is_only_way": .boolean(isOnlyWay),
      "finds_by_claim": .boolean(findsByClaim),
      "keepers": list(keepers),
      "second_factor": .text(secondFactor.rawValue), "contexts": list(contexts), "internal_hosts": list(internalHosts),
    ]
    if let loginClaim { fields["login_claim"] = .text(loginClaim) }
    if let newMember {
      fields["new_role"] = .text(newMember.role.rawValue)
      fields["new_scope"] = .text(newMember.scope.storedText)
    }
    return fields
  }

  init?(_ payload: CanonicalValue) {
    guard let issuer = payload["issuer"]?.text, let client = payload["client_id"]?.text else { return nil }
    func texts(_ name: String) -> [String] { (payload[name]?.list ?? []).compactMap(\.text) }
    let role = payload["new_role"]?.text.flatMap { Role(rawValue: $0) }
    let scope = payload["new_scope"]?.text.flatMap { Scope(storedText: $0) }
    self.init(
      isOn: payload["is_on"]?.boolean ?? false, issuer: issuer, clientID: client, scopes: texts("scopes"),
      label: BilingualText(payload["button_zh"]?.text ?? "", payload["button_en"]?.text ?? ""), loginClaim: payload["login_claim"]?.text,
      findsByClaim: payload["finds_by_claim"]?.boolean ?? false,
      newMember: role.flatMap { role in scope.map { NewMember(role: role, scope: $0) } },
      isOnlyWay: payload["is_only_way"]?.boolean ?? false, keepers: texts("keepers"),
      secondFactor: payload["second_factor"]?.text.flatMap { SecondFactor(rawValue: $0) } ?? .never, contexts: texts("contexts"),
      internalHosts: texts("internal_hosts"))
  }
}
