// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// Somebody else's server that vouches for people (OpenID Connect Core 1.0, the authorization code flow with PKCE).
///
/// Synchronous and slow: it waits for that server, so never call it on a turn of the workspace. Whatever it is told it believes nothing of that
/// it did not check: a claim that comes out of here was signed by the provider for this very request.
public protocol IdentityProvider: Sendable {
  /// Where a browser is sent to sign in.
  ///
  /// - Throws: `ProviderRefusal` for a provider that does not answer, or is not the one that was set.
  func address(for request: ProviderRequest, at target: ProviderTarget, now: Moment) throws(ProviderRefusal) -> String

  /// Exchanges the code that the browser brought back, and checks what comes for it.
  ///
  /// - Throws: `ProviderRefusal`, and then nobody is known.
  func identity(
    behind answer: ProviderAnswer, to request: ProviderRequest, at target: ProviderTarget, now: Moment
  ) throws(ProviderRefusal) -> ProviderIdentity

  /// Reads what the provider says of itself, and its keys; nothing that was kept of it earlier is used.
  func trial(_ target: ProviderTarget, now: Moment) throws(ProviderRefusal) -> ProviderReport
}

/// The provider with what is needed to talk to it.
public struct ProviderTarget: Sendable {
  public let settings: ProviderSettings
  /// nil: a client without a secret, which PKCE alone protects.
  public let secret: SecretText?
  /// Where the browser comes back to, letter by letter as it is registered there.
  public let redirect: String

  public init(settings: ProviderSettings, secret: SecretText?, redirect: String) {
    self.settings = settings
    self.secret = secret
    self.redirect = redirect
  }
}

/// One sign-in that was begun. Its three secrets are unguessable and good once.
public struct ProviderRequest: Sendable {
  /// Comes back with the browser.
  public let state: String
  /// Comes back inside the token.
  public let nonce: String
  /// Proves to the provider that who exchanges the code is who asked for it (RFC 7636).
  public let verifier: String
  public let begunAt: Moment
  /// `zh-Hans` or `en`.
  public let language: String
  /// The provider shall ask who it is although it knows them, and say when they answered.
  public let asksAnew: Bool

  public init(state: String, nonce: String, verifier: String, begunAt: Moment, language: String, asksAnew: Bool = false) {
    self.asksAnew = asksAnew
    self.state = state
    self.nonce = nonce
    self.verifier = verifier
    self.begunAt = begunAt
    self.language = language
  }
}

/// What a browser brings back.
public struct ProviderAnswer: Sendable {
  public let code: String
  /// Who says it sent the browser (RFC 9207); nil when it did not say.
  public let issuer: String?

  public init(code: String, issuer: String?) {
    self.code = code
    self.issuer = issuer
  }
}

/// Whom a provider vouches for, after every check.
public struct ProviderIdentity: Sendable, Hashable {
  public let issuer: String
  /// The account's number over there: never given to anybody else, unlike names and addresses.
  public let subject: String
  /// The value of the claim that holds logins; nil where none is set, it is not there, or an address in it was not verified.
  public let login: String?
  public let name: String?
  /// More than a password was asked for, as the settings understand it.
  public let hasSecondFactor: Bool
  /// When they showed there who they are; nil where the provider does not say, as for somebody it has known since the morning.
  public let shownAt: Moment?

  public static let subjectLimit = 255

  public init(issuer: String, subject: String, login: String?, name: String?, hasSecondFactor: Bool, shownAt: Moment? = nil) {
    self.shownAt = shownAt
    self.issuer = issuer
    self.subject = subject
    self.login = login
    self.name = name
    self.hasSecondFactor = hasSecondFactor
  }
}

/// What a provider says of itself.
public struct ProviderReport: Sendable, Hashable {
  public let authorization: String
  public let token: String
  public let keys: String
  /// Keys that a token may be signed with here.
  public let keyCount: Int
  /// Of those that are taken here.
  public let algorithms: [String]

  public init(authorization: String, token: String, keys: String, keyCount: Int, algorithms: [String]) {
    self.authorization = authorization
    self.token = token
    self.keys = keys
    self.keyCount = keyCount
    self.algorithms = algorithms
  }
}
