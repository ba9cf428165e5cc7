// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
public import Journal

extension Workspace {
  /// The person a provider vouches for: whoever is linked to the account; else, where the settings say so, whoever has the login that a claim
  /// holds, or a new member.
  ///
  /// No claim gives a right: role and scope are what somebody here gave, by hand or by the settings.
  /// - Throws: `ProviderRefusal`; `StoreError`.
  public func enter(by identity: ProviderIdentity, language: String) throws -> PersonRecord {
    let account = ProviderLedger.Account(issuer: identity.issuer, subject: identity.subject)
    if let id = provider[account] {
      guard let record = try store.person(id: id) else { throw ProviderRefusal(.notLinked) }
      return try open(record)
    }
    guard let settings = provider.settings else { throw ProviderRefusal(.notLinked) }
    let login = identity.login?.lowercased()
    if settings.findsByClaim, let login, let record = try store.person(login: login) {
      // Somebody who is linked came by their account before: another account with their name is another person.
      guard !isLinked(record.id, to: identity.issuer) else { throw ProviderRefusal(.linkedOtherwise) }
      let record = try open(record)
      try link(record, account, how: "claim")
      return record
    }
    guard let member = settings.newMember else { throw ProviderRefusal(.notLinked) }
    guard let login, Self.isLogin(login) else { throw ProviderRefusal(.loginUnfit) }
    return try add(
      login: login, name: Self.plainName(identity.name) ?? login, englishName: "", role: member.role, scope: member.scope, account,
      language: language, invitation: nil)
  }

  /// Adds the login that an invitation is good for, linked to an account and without a password; the link ends with it.
  ///
  /// - Throws: `ProviderRefusal.invitationGone`, `accountTaken`, `loginTaken`; `StoreError`.
  public func accept(_ token: Token, login: String, by identity: ProviderIdentity, language: String) throws -> PersonRecord {
    guard let invitation = invitation(behind: token) else { throw ProviderRefusal(.invitationGone) }
    let account = ProviderLedger.Account(issuer: identity.issuer, subject: identity.subject)
    guard provider[account] == nil else { throw ProviderRefusal(.accountTaken) }
    let login = login.lowercased()
    guard Self.isLogin(login) else { throw ProviderRefusal(.loginUnfit) }
    return try add(
      login: login, name: invitation.name, englishName: invitation.englishName, role: invitation.role, scope: invitation.scope, account,
      language: language, invitation: invitation.id)
  }

  /// Links somebody who is signed in to the account they just signed in with over there.
  ///
  /// - Throws: `ProviderRefusal`; `StoreError`.
  public func link(_ person: Int64, to identity: ProviderIdentity) throws -> PersonRecord {
    guard let known = try store.person(id: person) else { throw ProviderRefusal(.notLinked) }
    let record = try open(known)
    let account = ProviderLedger.Account(issuer: identity.issuer, subject: identity.subject)
    if provider[account] == person { return record }
    guard provider[account] == nil else { throw ProviderRefusal(.accountTaken) }
    guard !isLinked(person, to: identity.issuer) else { throw ProviderRefusal(.linkedOtherwise) }
    try link(record, account, how: "self")
    return record
  }

  private func open(_ record: PersonRecord) throws(ProviderRefusal) -> PersonRecord {
    guard let person = record.person, person.isActive else { throw ProviderRefusal(.personClosed, record.details.login) }
    return record
  }

  func isLinked(_ person: Int64, to issuer: String) -> Bool { provider.accounts(of: person).contains { $0.issuer == issuer } }

  private func link(_ record: PersonRecord, _ account: ProviderLedger.Account, how: String) throws {
    guard let person = record.person else { throw ProviderRefusal(.personClosed) }
    try noteLink(record, account, how, CommandContext(person: person, key: "linked-\(record.id)-\(revision)", at: environment.now()))
  }

  func noteLink(_ record: PersonRecord, _ account: ProviderLedger.Account, _ how: String, _ context: CommandContext) throws {
    var payload = account.canonical
    payload["person"] = .integer(record.id)
    payload["login"] = .text(record.details.login)
    payload["how"] = .text(how)
    _ = try recordDecision(
      ProviderLedger.linked, payload,
      BilingualText("\(record.details.login) 关联企业账号", "\(record.details.login) linked to a company account"), context)
  }

  /// One event, so that nobody is ever there without the account they came by.
  private func add(
    login: String, name: String, englishName: String, role: Role, scope: Scope, _ account: ProviderLedger.Account, language: String,
    invitation: Int64?
  ) throws -> PersonRecord {
    guard try store.person(login: login) == nil else { throw ProviderRefusal(.loginTaken) }
    let person = NewPerson(
      login: login, name: name, englishName: englishName, passwordHash: PasswordHash.decoy.text, role: role.rawValue,
      scope: scope.storedText, language: language)
    var payload = account.canonical
    payload["login"] = .text(login)
    payload["name"] = .text(name)
    payload["role"] = .text(role.rawValue)
    payload["scope"] = .text(scope.storedText)
    if let invitation { payload["invitation"] = .integer(invitation) }
    let key = invitation.map { "invitation-\($0)" } ?? "provider-member-\(login)-\(revision)"
    let draft = EventDraft(kind: InvitationLedger.added, actor: .system, idempotencyKey: key, payload: .map(payload))
    let record = try store.add(person, for: draft, at: environment.now())
    try standAfterPeople()
    return record
  }

  /// Letters that people can type, tell apart and say: a claim is somebody else's text.
  static func isLogin(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { HostName.isLetterOrDigit($0) || [0x2D, 0x2E, 0x5F, 0x40, 0x2B].contains($0) }
  }

  private static func plainName(_ text: String?) -> String? {
    guard let text else { return nil }
    let plain = text.unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      // Characters that show nothing, or turn the line around.
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
      default: true
      }
    }
    let name = String(String.UnicodeScalarView(plain)).prefix(60)
    return name.allSatisfy(\.isWhitespace) ? nil : String(name)
  }
}
