// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
public import Journal

/// Adds somebody with a login.
public enum AddPerson {
  /// - Parameters:
  ///   - password: checked against `PasswordPolicy`, hashed, never kept.
  ///   - key: idempotency key of the command.
  /// - Throws: `AccessError` for a password that does not do, `StoreError.nameTaken`, `JournalError` from the hash.
  public static func add(
    _ proof: Authorized<To.ManageUsers>, login: String, name: String, englishName: String = "", password: String,
    role: Role, scope: Scope, language: String = "zh-Hans", store: any WorkspaceStore,
    random: some RandomBytes, key: String, at moment: Moment
  ) throws -> PersonRecord {
    let login = login.lowercased()
    try PasswordPolicy.check(password, login: login)
    let hash = try PasswordHash.make(password: password, random: random)
    let person = NewPerson(
      login: login, name: name, englishName: englishName, passwordHash: hash.text, role: role.rawValue, scope: scope.storedText,
      language: language)
    var payload: [String: CanonicalValue] = [
      "login": .text(login), "name": .text(name), "role": .text(role.rawValue), "scope": .text(scope.storedText),
    ]
    if !englishName.isEmpty { payload["name_en"] = .text(englishName) }
    let draft = EventDraft(
      kind: "person.added", actor: proof.person.actor, idempotencyKey: key, payload: .map(payload))
    return try store.add(person, for: draft, at: moment)
  }

  /// Gives somebody a new password and ends their sessions.
  public static func resetPassword(
    _ proof: Authorized<To.ManageUsers>, login: String, password: String, store: any WorkspaceStore,
    random: some RandomBytes, key: String, at moment: Moment
  ) throws {
    var record = try find(login, in: store)
    try PasswordPolicy.check(password, login: record.details.login)
    record.details.passwordHash = try PasswordHash.make(password: password, random: random).text
    let draft = EventDraft(
      kind: "person.password-reset", actor: proof.person.actor, idempotencyKey: key,
      payload: .map(["login": .text(record.details.login)]))
    try store.update(record, for: draft, at: moment)
    try store.endSessions(person: record.id)
  }

  /// Gives somebody another role or scope and ends their sessions, so that old rights end with them.
  public static func changeRole(
    _ proof: Authorized<To.ManageUsers>, login: String, role: Role, scope: Scope, store: any WorkspaceStore,
    key: String, at moment: Moment
  ) throws {
    var record = try find(login, in: store)
    record.details.role = role.rawValue
    record.details.scope = scope.storedText
    let draft = EventDraft(
      kind: "person.role-changed", actor: proof.person.actor, idempotencyKey: key,
      payload: .map([
        "login": .text(record.details.login), "role": .text(role.rawValue), "scope": .text(scope.storedText),
      ]))
    try store.update(record, for: draft, at: moment)
    try store.endSessions(person: record.id)
  }

  private static func find(_ login: String, in store: any WorkspaceStore) throws(StoreError) -> PersonRecord {
    guard let record = try store.person(login: login.lowercased()) else {
      throw StoreError(
        .notFound, subject: login, detail: "nobody has the login \(login)", hint: "tongpin user list shows all logins")
    }
    return record
  }
}

extension Person {
  /// Who the journal names.
  public var actor: Actor { Actor(id: id, login: login) }
}
