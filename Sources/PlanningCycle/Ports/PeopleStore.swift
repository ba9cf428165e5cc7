// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Journal

/// Keeps who may come in. Every change comes with the event that says who made it and why.
public protocol PeopleStore: Sendable {
  /// By id.
  func people() throws(StoreError) -> [PersonRecord]
  func person(id: Int64) throws(StoreError) -> PersonRecord?
  /// Logins are compared byte by byte; fold their case before.
  func person(login: String) throws(StoreError) -> PersonRecord?

  /// Adds a person; the id is given here, from 1. The event's payload becomes the command's plus `person_id`.
  ///
  /// - Throws: `nameTaken` for a login somebody has.
  func add(_ person: NewPerson, for draft: EventDraft, at moment: Moment) throws(StoreError) -> PersonRecord

  /// Replaces everything but the id.
  ///
  /// - Throws: `notFound`, `nameTaken`.
  func update(_ person: PersonRecord, for draft: EventDraft, at moment: Moment) throws(StoreError)

  /// What follows from the key of the workspace and a label: HMAC-SHA256. The same label gives the same, another workspace another.
  func derivedSecret(_ label: String) -> Digest
}

/// A person before the store gave the id.
public struct NewPerson: Sendable, Equatable {
  public var login: String
  public var name: String
  /// Empty when the name is the same in English.
  public var englishName: String
  /// `PasswordHash.text`; it is never part of an event.
  public var passwordHash: String
  public var role: String
  /// The row scope as `Access` writes it; empty for everything.
  public var scope: String
  /// `zh-Hans` or `en`.
  public var language: String
  public var isDisabled: Bool

  public init(
    login: String, name: String, englishName: String = "", passwordHash: String, role: String, scope: String = "",
    language: String = "zh-Hans", isDisabled: Bool = false
  ) {
    self.login = login
    self.name = name
    self.englishName = englishName
    self.passwordHash = passwordHash
    self.role = role
    self.scope = scope
    self.language = language
    self.isDisabled = isDisabled
  }
}

/// A person as the store keeps it.
public struct PersonRecord: Sendable, Equatable {
  public let id: Int64
  public var details: NewPerson

  public init(id: Int64, details: NewPerson) {
    self.id = id
    self.details = details
  }

  public var actor: Actor { Actor(id: id, login: details.login) }
}
