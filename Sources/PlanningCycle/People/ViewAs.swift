// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal

extension Workspace {
  static let viewedAs = "access.viewed-as"

  /// The person to see the company as: somebody with a login, or a role with a scope that nobody has yet. Who looked as whom is an event.
  ///
  /// What is given back is for reading only; whoever serves it must see to that.
  /// - Parameters:
  ///   - login: nil for a role.
  /// - Throws: `StoreError.notFound`; `AccessError.personInactive`.
  public func viewAs(
    _ proof: Authorized<To.ManageUsers>, login: String?, role: Role?, scope: Scope, context: CommandContext
  ) throws -> Person {
    let person: Person
    if let login {
      guard let found = try store.person(login: login.lowercased())?.person else {
        throw StoreError(
          .notFound, subject: login, detail: "nobody has the login \(login)", hint: "the list of people shows all logins")
      }
      person = found
    } else {
      let role = role ?? .regionalManager
      // Id 0 is the operator's at the machine; no event is by a number below.
      person = Person(
        id: -1, login: "", name: role.label.chinese, englishName: role.label.english, title: role.chineseName, role: role, scope: scope)
    }
    try Access.require(person, .viewPlan)
    let draft = context.draft(
      Self.viewedAs,
      .map(["login": .text(person.login), "role": .text(person.role.rawValue), "scope": .text(person.scope.storedText)]))
    let event = try store.append(draft, at: context.at)
    _ = announce(
      event, BilingualText("以他人视角查看", "looked as somebody else"), [], spread: [], reason: "")
    return person
  }
}
