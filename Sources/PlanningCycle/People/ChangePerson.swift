// SPDX-License-Identifier: Apache-2.0
public import Access
public import Journal

extension Workspace {
  /// Everybody who has or had a login, by the order in which they came.
  public func people(_ proof: Authorized<To.ManageUsers>) throws -> [Person] { try store.people().compactMap(\.person) }

  /// Keeps the password that somebody chose for themselves, and ends their sessions.
  ///
  /// - Parameters:
  ///   - hash: of a password that was checked against `PasswordPolicy`.
  ///   - key: names this one change.
  /// - Throws: `StoreError.notFound`.
  public func changePassword(of person: Person, hash: PasswordHash, key: Digest) throws -> PersonRecord {
    guard var record = try store.person(id: person.id) else {
      throw StoreError(.notFound, subject: person.login, detail: "nobody has the login \(person.login)", hint: "sign in again")
    }
    record.details.passwordHash = hash.text
    let draft = EventDraft(
      kind: "person.password-changed", actor: person.actor, idempotencyKey: "password-\(key.hex)",
      payload: .map(["login": .text(record.details.login)]))
    try store.update(record, for: draft, at: environment.now())
    try store.endSessions(person: record.id)
    try standAfterPeople()
    return record
  }

  /// Gives somebody another role or scope, closes their login or opens it again, and ends their sessions, so that old rights end with them.
  ///
  /// - Parameters: nil leaves as it is.
  /// - Throws: `StoreError.notFound`; `CycleError.payloadIncomplete` for members that are not there, and for the last login that manages people.
  public func changePerson(
    _ proof: Authorized<To.ManageUsers>, login: String, role: Role? = nil, scope: Scope? = nil, isActive: Bool? = nil,
    context: CommandContext
  ) throws {
    guard var record = try store.person(login: login.lowercased()) else {
      throw StoreError(.notFound, subject: login, detail: "nobody has the login \(login)", hint: "the list of people shows all logins")
    }
    var reasons = scope.map { strays(of: $0) } ?? []
    if let role { record.details.role = role.rawValue }
    if let scope { record.details.scope = scope.storedText }
    if let isActive { record.details.isDisabled = !isActive }
    let others = try store.people().filter { $0.id != record.id }.compactMap(\.person)
    let stays = (others + [record.person].compactMap(\.self)).contains { Access.allows($0, .manageUsers) }
    if !stays {
      reasons.append(BilingualText("这样就没有人能管理人员了", "nobody would be left who manages people"))
    }
    guard reasons.isEmpty else {
      throw CycleError(
        .payloadIncomplete, BilingualText("不能这样改", "this cannot be changed so"), detail: BilingualText.joined(reasons),
        hint: BilingualText("改好后再提交", "mend it and try again"))
    }
    let draft = context.draft(
      "person.changed",
      .map([
        "login": .text(record.details.login), "role": .text(record.details.role), "scope": .text(record.details.scope),
        "is_disabled": .boolean(record.details.isDisabled),
      ]))
    try store.update(record, for: draft, at: context.at)
    try store.endSessions(person: record.id)
    try standAfterPeople()
  }
}
