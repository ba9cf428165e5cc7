// SPDX-License-Identifier: Apache-2.0
public import Access

/// What a token of a script may do less than the person it acts for.
public struct TokenScope: Hashable, Sendable {
  public let scope: Scope
  public let isReadOnly: Bool

  public static let everything = TokenScope(scope: .all, isReadOnly: false)

  public init(scope: Scope, isReadOnly: Bool) {
    self.scope = scope
    self.isReadOnly = isReadOnly
  }

  /// `read|territory:EAST`; a text that is none lets it do nothing.
  public init(storedText: String) {
    let isReadOnly = storedText.hasPrefix("read|")
    let rest = isReadOnly ? String(storedText.dropFirst(5)) : storedText
    self.init(scope: Scope(storedText: rest) ?? Scope("territory", in: []), isReadOnly: isReadOnly)
  }

  public var storedText: String { (isReadOnly ? "read|" : "") + scope.storedText }

  /// No more than another one admits as well.
  func within(_ other: TokenScope) -> TokenScope {
    TokenScope(scope: Scope(restrictions: scope.restrictions + other.scope.restrictions), isReadOnly: isReadOnly || other.isReadOnly)
  }

  /// The person with what both admit: what they lose, their tokens lose as well.
  public func narrowed(_ person: Person) -> Person {
    Person(
      id: person.id, login: person.login, name: person.name, englishName: person.englishName, title: person.title, role: person.role,
      scope: Scope(restrictions: person.scope.restrictions + scope.restrictions), isActive: person.isActive)
  }
}
