// SPDX-License-Identifier: Apache-2.0

/// The proof that somebody may do one kind of thing. Every use case takes one as its first parameter.
///
/// Only `Access.authorize` makes one, so a use case that was called was allowed: forgetting the check does not compile.
/// It is a statement about one moment: make a new one for each request and do not keep it.
public struct Authorized<Kind: PermissionKind>: Sendable {
  public let person: Person

  fileprivate init(person: Person) { self.person = person }

  public var permission: Permission { Kind.permission }
  /// Which rows the person may see and touch.
  public var scope: Scope { person.scope }

  /// Refuses a member that lies outside the person's scope.
  ///
  /// - Parameters:
  ///   - dimension: the dimension's identifier: `territory`.
  ///   - path: codes from the top of the hierarchy down to the member.
  /// - Throws: `AccessError.outsideScope`.
  public func require(_ dimension: String, path: [String]) throws(AccessError) {
    guard !scope.admits(dimension, path: path) else { return }
    throw AccessError(
      .outsideScope, subject: path.last ?? dimension,
      detail: "\(dimension) \"\(path.last ?? "")\" lies outside the scope of \(person.login)",
      hint: "ask whoever manages users to widen the scope, or whoever owns this \(dimension) to do it")
  }

  /// Refuses anything narrower than everything: totals of the whole company, settings, the model.
  ///
  /// - Throws: `AccessError.outsideScope` when the person's scope is narrowed.
  public func requireEverything() throws(AccessError) {
    guard let narrowed = scope.restrictions.first else { return }
    throw AccessError(
      .outsideScope, subject: person.login,
      detail: "this concerns the whole company; \(person.login) is narrowed by \(narrowed.dimension)",
      hint: "ask somebody whose scope is everything")
  }
}

/// Where proofs are made.
public enum Access {
  /// Makes the proof that `person` may do what `Kind` says, or refuses.
  ///
  /// - Throws: `AccessError.personInactive` after somebody left; `AccessError.permissionMissing` when the role does not
  ///   hold the permission.
  public static func authorize<Kind: PermissionKind>(
    _ person: Person, to kind: Kind.Type
  ) throws(AccessError) -> Authorized<Kind> {
    try require(person, Kind.permission)
    return Authorized(person: person)
  }

  /// The same check where the permission is a value: a menu, a column's right.
  public static func require(_ person: Person, _ permission: Permission) throws(AccessError) {
    guard person.isActive else {
      throw AccessError(
        .personInactive, subject: person.login, detail: "the login \(person.login) was closed",
        hint: "ask whoever manages users to open it again")
    }
    guard person.role.holds(permission) else {
      throw AccessError(
        .permissionMissing, subject: person.login,
        detail: "\(permission.rawValue) is not among the permissions of \(person.role.rawValue)",
        hint: "ask whoever manages users for another role, or a colleague who holds it")
    }
  }

  public static func allows(_ person: Person, _ permission: Permission) -> Bool {
    person.isActive && person.role.holds(permission)
  }
}
