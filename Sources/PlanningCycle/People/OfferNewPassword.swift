// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
public import Journal

extension Workspace {
  /// Makes a link by which somebody chooses another password for the login they have: good once and for a day, and the newest one alone.
  ///
  /// - Returns: the secret of the link, which is kept nowhere.
  /// - Throws: `StoreError.notFound`; `CycleError.payloadIncomplete` for a login that is closed.
  public func offerNewPassword(
    _ proof: Authorized<To.ManageUsers>, login: String, random: some RandomBytes, context: CommandContext
  ) throws -> (id: Int64, token: Token) {
    guard let record = try store.person(login: login.lowercased()), let person = record.person else {
      throw StoreError(.notFound, subject: login, detail: "nobody has the login \(login)", hint: "the list of people shows all logins")
    }
    guard person.isActive else {
      throw CycleError(
        .payloadIncomplete, BilingualText("\(person.name)的登录已停用", "the login of \(person.login) is closed"),
        hint: BilingualText("先重新启用，再给链接", "open it again first"))
    }
    guard takesPassword(person.login) else {
      throw CycleError(
        .payloadIncomplete, BilingualText("\(person.name)只能用企业账号登录", "\(person.login) signs in by the company account alone"),
        hint: BilingualText("密码由企业账号那边重设", "the password is reset where the company account is kept"))
    }
    let token = Token.make(random: random)
    var payload: [String: CanonicalValue] = [
      "digest": .digest(token.digest), "login": .text(person.login), "name": .text(person.name), "role": .text(person.role.rawValue),
      "scope": .text(person.scope.storedText),
      "expires_at": .integer(context.at.millisecondsSinceEpoch + InvitationLedger.passwordHours * 3_600_000),
    ]
    if !person.englishName.isEmpty { payload["name_en"] = .text(person.englishName) }
    let event = try store.append(context.draft(InvitationLedger.passwordLink, .map(payload)), at: context.at)
    invitations.note(event)
    _ = announce(
      event, BilingualText("给\(person.name)一个设新密码的链接", "a link to another password for \(person.login)"), [], spread: [], reason: "")
    return (event.sequence, token)
  }

  /// Whoever chooses another password by a link.
  ///
  /// - Throws: `CycleError.invitationNotKnown`, also for somebody who left since.
  public func person(choosingBy token: Token) throws -> Person {
    guard let login = invitation(behind: token)?.login, let person = try store.person(login: login)?.person, person.isActive else {
      throw Self.invitationNotKnown()
    }
    return person
  }

  /// Keeps the password that somebody chose by a link; the link ends, and so do their sessions.
  ///
  /// - Parameter hash: of a password that was checked against `PasswordPolicy`.
  /// - Throws: `CycleError.invitationNotKnown`.
  public func acceptNewPassword(_ token: Token, hash: PasswordHash) throws -> PersonRecord {
    let person = try person(choosingBy: token)
    guard let invitation = invitation(behind: token), var record = try store.person(id: person.id) else {
      throw Self.invitationNotKnown()
    }
    record.details.passwordHash = hash.text
    let draft = EventDraft(
      kind: InvitationLedger.passwordReset, actor: person.actor, idempotencyKey: "invitation-\(invitation.id)",
      payload: .map(["login": .text(person.login), "invitation": .integer(invitation.id)]))
    try store.update(record, for: draft, at: environment.now())
    try store.endSessions(person: record.id)
    try standAfterPeople()
    return record
  }
}
