// SPDX-License-Identifier: Apache-2.0
public import Access
import Journal

extension Workspace {
  /// Whether somebody signs in by the provider of now.
  public func isLinked(_ person: Int64) -> Bool { provider.settings.map { isLinked(person, to: $0.issuer) } ?? false }

  /// Links somebody to an account whose number at the provider an administrator knows.
  ///
  /// - Throws: `StoreError.notFound`; `CycleError.providerRefused`.
  public func linkPerson(_ proof: Authorized<To.ManageUsers>, login: String, subject: String, context: CommandContext) throws {
    let record = try person(of: login)
    guard let settings = provider.settings else { throw Self.linkRefused(.notLinked) }
    let isSubject =
      (1...ProviderIdentity.subjectLimit).contains(subject.utf8.count) && subject.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    guard isSubject else { throw Self.linkRefused(.subjectWrong) }
    let account = ProviderLedger.Account(issuer: settings.issuer, subject: subject)
    if let other = provider[account] {
      guard other != record.id else { return }
      throw Self.linkRefused(.accountTaken)
    }
    guard !isLinked(record.id, to: settings.issuer) else { throw Self.linkRefused(.linkedOtherwise) }
    try noteLink(record, account, "administrator", context)
  }

  /// Takes every link of somebody away, and ends their sessions: the account over there opens nothing here any more.
  ///
  /// - Throws: `StoreError.notFound`; `CycleError.providerRefused` for who is linked to nothing.
  public func unlinkPerson(_ proof: Authorized<To.ManageUsers>, login: String, context: CommandContext) throws {
    let record = try person(of: login)
    guard !provider.accounts(of: record.id).isEmpty else { throw Self.linkRefused(.notLinked) }
    _ = try recordDecision(
      ProviderLedger.unlinked, ["person": .integer(record.id), "login": .text(record.details.login)],
      BilingualText("\(record.details.login) 取消关联企业账号", "\(record.details.login) unlinked from the company account"), context)
    try store.endSessions(person: record.id)
  }

  private func person(of login: String) throws(StoreError) -> PersonRecord {
    guard let record = try store.person(login: login.lowercased()) else {
      throw StoreError(.notFound, subject: login, detail: "nobody has the login \(login)", hint: "the list of people shows all logins")
    }
    return record
  }

  private static func linkRefused(_ reason: ProviderRefusal.Reason) -> CycleError {
    CycleError(
      .providerRefused, BilingualText("不能这样关联", "this cannot be linked so"), detail: reason.label,
      hint: BilingualText(
        "账号编号（sub）最长 255 个字符；先取消原来的关联", "an account's number (sub) has at most 255 characters; unlink first what is linked"))
  }
}
