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

  /// Refuses a row that does not lie inside with every dimension that the person is narrowed by.
  ///
  /// - Parameter paths: codes from the top of the hierarchy down to the row's member, by the dimensions that the row carries.
  /// - Throws: `AccessError.outsideScope`.
  public func require(row paths: [String: [String]]) throws(AccessError) {
    guard !scope.admits(row: paths) else { return }
    let narrowed = scope.restrictions.first { !Scope(restrictions: [$0]).admits(row: paths) }
    let dimension = narrowed?.dimension ?? ""
    throw AccessError(
      .outsideScope, subject: paths[dimension]?.last ?? dimension,
      detail: "\(dimension) \"\(paths[dimension]?.last ?? "–")\" lies outside the scope of \(person.login)",
      hint: "ask whoever manages users to widen the scope, or whoever owns this \(dimension) to do it")
  }

  /// Refuses anything narrower than everything, where the permission itself is about rows: settings, figures without a region.
  ///
  /// - Throws: `AccessError.outsideScope` when the person's scope is narrowed.
  public func requireEverything() throws(AccessError) { try Access.requireEverything(person) }
}

/// Where proofs are made.
public enum Access {
  /// Makes the proof that `person` may do what `Kind` says, or refuses.
  ///
  /// - Throws: `AccessError.personInactive` after somebody left; `permissionMissing` when the role does not hold the permission;
  ///   `outsideScope` when it is about the whole company and the person is narrowed to some rows of it.
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
        hint: "ask whoever manages users for another role, or a colleague who holds it", permission: permission)
    }
    if permission.reach == .company { try requireEverything(person, permission) }
  }

  public static func allows(_ person: Person, _ permission: Permission) -> Bool {
    person.isActive && person.role.holds(permission) && (permission.reach == .rows || person.scope.isEverything)
  }

  /// What the person may do, in the order of `Permission.allCases`.
  public static func permissions(of person: Person) -> [Permission] { Permission.allCases.filter { allows(person, $0) } }

  /// The refusal of something that lies outside the person's scope: a code of a member, or of a measure.
  public static func outside(_ person: Person, _ subject: String) -> AccessError {
    AccessError(
      .outsideScope, subject: subject, detail: "\"\(subject)\" lies outside the scope of \(person.login)",
      hint: "ask whoever manages users to widen the scope, or a colleague whose scope holds it")
  }

  fileprivate static func requireEverything(_ person: Person, _ permission: Permission? = nil) throws(AccessError) {
    guard let narrowed = person.scope.restrictions.first else { return }
    throw AccessError(
      .outsideScope, subject: person.login,
      detail: "this concerns the whole company; \(person.login) is narrowed by \(narrowed.dimension)",
      hint: "ask somebody whose scope is everything", permission: permission)
  }
}
