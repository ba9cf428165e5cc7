// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
public import Journal

extension Workspace {
  /// Makes a link by which somebody adds their own login: good once, and for as many days.
  ///
  /// - Returns: the secret of the link, which is kept nowhere.
  /// - Throws: `CycleError.payloadIncomplete` with everything that is wrong; `StoreError`.
  public func invite(
    _ proof: Authorized<To.ManageUsers>, name: String, englishName: String = "", role: Role, scope: Scope, days: Int,
    random: some RandomBytes, context: CommandContext
  ) throws -> (id: Int64, token: Token) {
    try refuse(name: name, scope: scope, days: days)
    let token = Token.make(random: random)
    let expires = context.at.millisecondsSinceEpoch + Int64(days) * 86_400_000
    var payload: [String: CanonicalValue] = [
      "digest": .digest(token.digest), "name": .text(name), "role": .text(role.rawValue), "scope": .text(scope.storedText),
      "expires_at": .integer(expires),
    ]
    if !englishName.isEmpty { payload["name_en"] = .text(englishName) }
    let event = try store.append(context.draft(InvitationLedger.made, .map(payload)), at: context.at)
    invitations.note(event)
    _ = announce(event, BilingualText("邀请了一位同事", "somebody was invited"), [], spread: [], reason: "")
    return (event.sequence, token)
  }

  private func refuse(name: String, scope: Scope, days: Int) throws {
    var reasons: [BilingualText] = []
    if name.isEmpty { reasons.append(BilingualText("缺少姓名", "the name is missing")) }
    if !InvitationLedger.days.contains(days) {
      reasons.append(
        BilingualText(
          "有效期为 \(InvitationLedger.days.lowerBound)–\(InvitationLedger.days.upperBound) 天",
          "a link is good for \(InvitationLedger.days.lowerBound) to \(InvitationLedger.days.upperBound) days"))
    }
    reasons += strays(of: scope)
    if invitations.open(at: environment.now()).count >= InvitationLedger.limit {
      reasons.append(BilingualText("未用的邀请太多，先撤回一些", "too many open invitations; withdraw some first"))
    }
    guard reasons.isEmpty else {
      throw CycleError(
        .payloadIncomplete, BilingualText("邀请不完整", "the invitation is not complete"), detail: BilingualText.joined(reasons),
        hint: BilingualText("改好后再发", "mend it and send it again"))
    }
  }

  /// Members of a scope that the company does not have: a scope of those alone would show nothing.
  func strays(of scope: Scope) -> [BilingualText] {
    let known = [
      "territory": plan.catalogue.regions.flatMap { [$0.code, $0.group] }, "department": plan.catalogue.departments.map(\.code),
      "owner": Array(plan.catalogue.employees.keys),
    ]
    return scope.restrictions.flatMap { restriction -> [BilingualText] in
      guard let codes = known[restriction.dimension] else {
        return [BilingualText("数据范围没有维度 \(restriction.dimension)", "scopes have no dimension \(restriction.dimension)")]
      }
      return restriction.members.filter { !codes.contains($0) || $0.isEmpty }.map {
        BilingualText("\(restriction.dimension) 里没有 \($0)", "\(restriction.dimension) has no \($0)")
      }
    }
  }

  public func invitations(_ proof: Authorized<To.ManageUsers>) -> [Invitation] { invitations.open(at: environment.now()) }

  /// - Throws: `CycleError.invitationNotKnown`.
  public func withdrawInvitation(_ proof: Authorized<To.ManageUsers>, _ id: Int64, context: CommandContext) throws {
    guard invitations[id] != nil else { throw Self.invitationNotKnown() }
    let event = try store.append(context.draft(InvitationLedger.withdrawn, .map(["invitation": .integer(id)])), at: context.at)
    invitations.note(event)
    _ = announce(event, BilingualText("撤回了一份邀请", "an invitation was withdrawn"), [], spread: [], reason: "")
  }

  /// The open invitation behind a link; nil when there is none, it was used, withdrawn, or is too old: they are not told apart.
  public func invitation(behind token: Token) -> Invitation? {
    invitations.open(at: environment.now()).first { $0.digest == token.digest }
  }

  /// Adds the login that a link is good for; the link ends with it.
  ///
  /// - Parameter hash: of a password that was checked against `PasswordPolicy`.
  /// - Throws: `CycleError.invitationNotKnown`; `StoreError.nameTaken`, and the link stays good.
  public func accept(_ token: Token, login: String, hash: PasswordHash, language: String) throws -> PersonRecord {
    guard let invitation = invitation(behind: token), invitation.login == nil else { throw Self.invitationNotKnown() }
    let login = login.lowercased()
    let person = NewPerson(
      login: login, name: invitation.name, englishName: invitation.englishName, passwordHash: hash.text,
      role: invitation.role.rawValue, scope: invitation.scope.storedText, language: language)
    let draft = EventDraft(
      kind: InvitationLedger.added, actor: .system, idempotencyKey: "invitation-\(invitation.id)",
      payload: .map([
        "login": .text(login), "name": .text(invitation.name), "role": .text(invitation.role.rawValue),
        "scope": .text(invitation.scope.storedText), "invitation": .integer(invitation.id),
      ]))
    let record = try store.add(person, for: draft, at: environment.now())
    try standAfterPeople()
    return record
  }

  /// The workspace stands at what a store wrote by itself.
  func standAfterPeople() throws {
    for event in try store.events(after: revision, limit: 1_000) {
      invitations.note(event)
      _ = announce(event, BilingualText("人员有变动", "people changed"), [], spread: [], reason: "")
    }
  }

  /// The refusal of a link that is good for nothing.
  public static func invitationNotKnown() -> CycleError {
    CycleError(
      .invitationNotKnown, BilingualText("这个链接不能用", "this link cannot be used"),
      detail: BilingualText("链接已用过、已撤回或已过期", "the link was used, withdrawn, or is too old"),
      hint: BilingualText("请管理员再发一份", "ask whoever manages users for another"))
  }
}
