// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Journal

/// Keeps who is logged in and which scripts have a token: digests of the secrets, never the secrets.
public protocol SessionStore: Sendable {
  func save(_ session: SessionRecord) throws(StoreError)
  /// Whether it is still good is the caller's question: the store has no clock.
  func session(_ digest: Digest) throws(StoreError) -> SessionRecord?
  /// Nothing happens when it is gone. Every call is a synced write: once a minute and session is enough.
  func touch(session digest: Digest, at moment: Moment) throws(StoreError)
  func endSession(_ digest: Digest) throws(StoreError)
  /// All of a person's sessions: a password was changed, a person was disabled.
  func endSessions(person: Int64) throws(StoreError)
  /// Forgets sessions and tokens that expired at or before.
  func forgetExpired(at moment: Moment) throws(StoreError)

  func save(_ token: ApiTokenRecord) throws(StoreError)
  func apiToken(_ digest: Digest) throws(StoreError) -> ApiTokenRecord?
  func apiTokens(person: Int64) throws(StoreError) -> [ApiTokenRecord]
  func touch(apiToken digest: Digest, at moment: Moment) throws(StoreError)
  func endApiToken(_ digest: Digest) throws(StoreError)
}

/// A browser that logged in.
public struct SessionRecord: Hashable, Sendable {
  /// SHA-256 of the token in the cookie.
  public let digest: Digest
  public let person: Int64
  public let createdAt: Moment
  public var lastSeenAt: Moment
  public let expiresAt: Moment

  public init(digest: Digest, person: Int64, createdAt: Moment, lastSeenAt: Moment, expiresAt: Moment) {
    self.digest = digest
    self.person = person
    self.createdAt = createdAt
    self.lastSeenAt = lastSeenAt
    self.expiresAt = expiresAt
  }
}

/// A script that may act for a person.
public struct ApiTokenRecord: Hashable, Sendable {
  /// SHA-256 of the bearer token.
  public let digest: Digest
  public let person: Int64
  public let name: String
  /// What it may do, as `Access` writes it.
  public let scope: String
  public let createdAt: Moment
  public var lastSeenAt: Moment
  public let expiresAt: Moment

  public init(
    digest: Digest, person: Int64, name: String, scope: String, createdAt: Moment, lastSeenAt: Moment,
    expiresAt: Moment
  ) {
    self.digest = digest
    self.person = person
    self.name = name
    self.scope = scope
    self.createdAt = createdAt
    self.lastSeenAt = lastSeenAt
    self.expiresAt = expiresAt
  }
}
