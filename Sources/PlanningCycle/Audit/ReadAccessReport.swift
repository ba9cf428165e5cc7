// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal

extension Workspace {
  /// The access report of anybody with a login.
  ///
  /// - Throws: `StoreError.notFound`.
  public func accessReport(_ proof: Authorized<To.ReadAudit>, login: String) throws -> AccessReport {
    try accessReport(of: login, for: proof.person)
  }

  /// One's own access report.
  ///
  /// - Throws: `StoreError.notFound` for the operator at the machine, who has no login.
  public func ownAccessReport(_ proof: Authorized<To.ViewPlan>) throws -> AccessReport {
    try accessReport(of: proof.person.login, for: proof.person)
  }

  private func accessReport(of login: String, for reader: Person) throws -> AccessReport {
    guard let record = try store.person(login: login.lowercased()) else {
      throw StoreError(.notFound, subject: login, detail: "nobody has the login \(login)", hint: "the audit names all logins")
    }
    let (now, words) = (environment.now(), try AuditReader(reader, self))
    let person = record.person
    let role = Role(rawValue: record.details.role)
    let visits = try visits(of: record, words, since: now)
    return AccessReport(
      madeAt: now, company: settings.name, login: record.details.login, name: record.name,
      role: role?.label ?? BilingualText(name: record.details.role), scope: person?.scope ?? .all, isOpen: !record.details.isDisabled,
      hasSecondFactor: hasSecondFactor(record.id),
      rights: Permission.allCases.map { permission in
        let isHeld = person.map { Access.allows($0, permission) } ?? false
        return AccessReport.Right(
          permission: permission, isHeld: isHeld,
          isNarrowedAway: !isHeld && !record.details.isDisabled && (role?.holds(permission) ?? false))
      },
      history: rightsLedger.history(of: record.id).reversed().filter { $0.kind != "person.password-changed" }.map { one in
        AccessReport.Standing(
          event: one.event, at: one.at, by: words.name(of: one.by.login), label: Self.standingLabel(one.kind),
          role: Role(rawValue: one.role)?.label ?? BilingualText(name: one.role), scope: one.scope, isOpen: !one.isDisabled,
          reason: one.reason)
      },
      tokens: try store.apiTokens(person: record.id).reversed().map {
        AccessReport.TokenEntry(
          id: $0.id, label: $0.name, createdAt: $0.createdAt, expiresAt: $0.expiresAt, isReadOnly: $0.limits.isReadOnly,
          scope: $0.limits.scope, isOver: $0.expiresAt <= now)
      },
      standIns: delegations.all.filter { $0.giver == record.id || $0.standIn == record.id }.map { one in
        let isGiven = one.giver == record.id
        return AccessReport.StandIn(
          isGiven: isGiven, other: words.name(of: isGiven ? one.standIn : one.giver) ?? BilingualText(name: ""), from: one.from,
          through: one.through)
      },
      days: AccessReport.days, signIns: visits.signIns, refusals: visits.refusals, visits: visits.rows, exports: visits.exports,
      exportCount: visits.exportCount)
  }

  private static func standingLabel(_ kind: String) -> BilingualText {
    switch kind {
    case "person.added": BilingualText("开通登录", "login opened")
    case "person.password-reset": BilingualText("重置密码", "password reset")
    case InvitationLedger.passwordLink: BilingualText("给了设新密码的链接", "given a link to another password")
    default: BilingualText("修改权限", "rights changed")
    }
  }

  fileprivate struct Visits {
    var signIns = 0
    var refusals = 0
    var rows: [AuditRow] = []
    var exports: [AuditRow] = []
    var exportCount = 0
  }

  /// The trail of the last days: what the person did there, and who was refused under their login.
  private func visits(of record: PersonRecord, _ words: AuditReader, since now: Moment) throws -> Visits {
    var visits = Visits()
    let since = Moment(millisecondsSinceEpoch: now.millisecondsSinceEpoch - Int64(AccessReport.days) * 86_400_000)
    let floor = try store.firstSequence(of: .trail, from: since)
    var below = try store.head(of: .trail).sequence + 1
    while below > floor {
      plan.giveWayOnce()
      let low = max(floor, below - 2_000)
      let own = try store.events(of: .trail, below: below, notBelow: low, actor: record.id, kinds: [])
      let refused = try store.events(
        of: .trail, below: below, notBelow: low, actor: nil, kinds: [TrailKind.refused.rawValue, TrailKind.providerRefused.rawValue]
      )
      .filter { $0.payload["login"]?.text == record.details.login }
      let events = (own + refused).sorted { $0.sequence > $1.sequence }
      if let first = events.last, let last = events.first {
        let origins = try store.origins(of: .trail, first.sequence...last.sequence)
        for event in events { visits.note(event, words, from: origins[event.sequence]) }
      }
      below = low
    }
    return visits
  }
}

extension Workspace.Visits {
  fileprivate mutating func note(_ event: Event, _ words: AuditReader, from origin: Origin?) {
    func add(_ rows: inout [AuditRow]) {
      if rows.count < AccessReport.rowLimit { rows.append(words.row(event, in: .trail, from: origin)) }
    }
    switch TrailKind(rawValue: event.kind) {
    case .signedIn:
      signIns += 1
      add(&rows)
    case .refused, .providerRefused:
      refusals += Int(clamping: event.payload["count"]?.integer ?? 1)
      add(&rows)
    case .signedOut, .tokenUsed: add(&rows)
    case .exported:
      exportCount += 1
      add(&exports)
    default: return
    }
  }
}
