// SPDX-License-Identifier: Apache-2.0
public import Access
import Journal

extension PersonRecord {
  /// How people call them.
  var name: BilingualText {
    BilingualText(details.name, details.englishName.isEmpty ? details.name : details.englishName)
  }
}

extension Workspace {
  /// The names of everybody who has or had a login, for screens that know who did something.
  ///
  /// - Throws: `StoreError`.
  public func personNames(_ proof: Authorized<To.ViewPlan>) throws -> [(login: String, name: BilingualText)] {
    try store.people().map { ($0.details.login, $0.name) }
  }

  /// Who may do something, by name with their role: for whoever may not, and asks them.
  ///
  /// - Throws: `StoreError`.
  public func people(_ proof: Authorized<To.ViewPlan>, whoMay permission: Permission) throws -> [(name: BilingualText, role: BilingualText)]
  {
    try store.people().compactMap { record in
      guard let person = record.person, Access.allows(person, permission) else { return nil }
      return (record.name, person.role.label)
    }
  }

  /// The regions whose rows the person sees.
  public func regions(_ proof: Authorized<To.ViewPlan>) -> [Catalogue.Named] {
    guard let own = plan.sight(of: proof.person).regionPositions(in: plan) else { return plan.catalogue.regions }
    return own.sorted().map { plan.catalogue.regions[$0] }
  }

  /// For sentences; the login of somebody who is not known any more.
  func name(of actor: Actor) -> BilingualText {
    (try? store.person(login: actor.login))??.name ?? BilingualText(name: actor.login)
  }
}
