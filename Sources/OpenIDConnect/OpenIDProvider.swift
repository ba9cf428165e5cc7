// SPDX-License-Identifier: Apache-2.0
package import Calendars
import Foundation
import Journal
package import PlanningCycle
import Synchronization
package import Transfers
import Wire

/// The provider behind the port, over libcurl: what it said of itself and its keys are kept for an hour.
package final class OpenIDProvider: IdentityProvider {
  static let keptMilliseconds: Int64 = 60 * 60 * 1_000
  /// A token may name a key that came since; whoever makes up names makes nobody ask more often than this.
  static let refetchMilliseconds: Int64 = 60 * 1_000
  /// After a failure nobody waits again for so long: a provider that hangs holds up one person, not each.
  static let restMilliseconds: Int64 = 15 * 1_000

  private struct Known {
    let discovery: Discovery
    let hasSecret: Bool
    let readAt: Moment
    var keys: KeySet?
    var keysReadAt: Moment?
  }

  private struct State {
    /// Of one issuer at a time: what was said by another is forgotten.
    var known: Known?
    var rests: (issuer: String, until: Moment, refusal: ProviderRefusal)?
  }

  private let limits: TransferLimits
  private let state = Mutex(State())

  /// - Parameter limits: of every single request; a whole sign-in makes three at most.
  package init(_ limits: TransferLimits) { self.limits = limits }

  /// How long a sign-in waits for somebody else's server, and how much it reads.
  package static func limits(_ given: TransferLimits) -> TransferLimits {
    var limits = given
    limits.connectMilliseconds = 5_000
    limits.wholeMilliseconds = 8_000
    limits.answerBytes = 256 << 10
    return limits
  }

  package func address(for request: ProviderRequest, at target: ProviderTarget, now: Moment) throws(ProviderRefusal) -> String {
    let discovery = try discovery(target, now)
    let settings = target.settings
    var pairs = [
      ("response_type", "code"), ("client_id", settings.clientID), ("redirect_uri", target.redirect),
      ("scope", (["openid"] + settings.scopes).joined(separator: " ")), ("state", request.state), ("nonce", request.nonce),
      ("code_challenge", Base64URL.text(Digest.sha256(Array(request.verifier.utf8)).bytes)), ("code_challenge_method", "S256"),
      ("ui_locales", request.language == "en" ? "en" : "zh-CN"),
    ]
    if !settings.contexts.isEmpty { pairs.append(("acr_values", settings.contexts.joined(separator: " "))) }
    // Core 1.0 §3.1.2.1: with `max_age` the token has to say when they signed in.
    if request.asksAnew { pairs += [("prompt", "login"), ("max_age", "0")] }
    let base = discovery.authorization.text
    return base + (base.contains("?") ? "&" : "?") + PercentText.form(pairs)
  }

  package func identity(
    behind answer: ProviderAnswer, to request: ProviderRequest, at target: ProviderTarget, now: Moment
  ) throws(ProviderRefusal) -> ProviderIdentity {
    let settings = target.settings
    let discovery = try discovery(target, now)
    // Somebody else's answer to a request of ours (RFC 9207): the code goes nowhere.
    if discovery.namesItself || answer.issuer != nil, answer.issuer != settings.issuer { throw ProviderRefusal(.issuerMixed) }
    let granted = try exchange(answer.code, request, target, discovery)
    let token = try CompactToken(granted.idToken)
    try CheckSignature.check(token, with: try key(for: token, target, discovery, now))
    let check = CheckIDToken(
      issuer: settings.issuer, clientID: settings.clientID, nonce: request.nonce, begunAt: request.begunAt, now: now,
      asksAnew: request.asksAnew)
    try check.check(token.claims, accessToken: granted.accessToken)
    return ProviderIdentity(token.claims, settings)
  }

  package func trial(_ target: ProviderTarget, now: Moment) throws(ProviderRefusal) -> ProviderReport {
    state.withLock { $0 = State() }
    let discovery = try discovery(target, now)
    let keys = try keys(target, discovery, now)
    guard keys.keys.contains(where: { key in discovery.algorithms.contains { key.fits($0) } }) else {
      throw ProviderRefusal(.keyNotKnown, discovery.keys.text)
    }
    return ProviderReport(
      authorization: discovery.authorization.text, token: discovery.token.text, keys: discovery.keys.text, keyCount: keys.keys.count,
      algorithms: discovery.algorithms)
  }

  private func http(_ target: ProviderTarget) -> ProviderHTTP {
    ProviderHTTP(limits: limits, internalHosts: target.settings.internalHosts)
  }

  private func discovery(_ target: ProviderTarget, _ now: Moment) throws(ProviderRefusal) -> Discovery {
    let issuer = target.settings.issuer
    let (known, rests) = state.withLock { ($0.known, $0.rests) }
    if let known, known.discovery.issuer == issuer, known.hasSecret == (target.secret != nil), Self.isFresh(known.readAt, now) {
      return known.discovery
    }
    if let rests, rests.issuer == issuer, rests.until > now { throw rests.refusal }
    do throws(ProviderRefusal) {
      let http = http(target)
      guard let address = WebAddress(Discovery.address(of: issuer)), http.isSafe(address) else {
        throw ProviderRefusal(.addressUnsafe, "issuer")
      }
      let discovery = try Discovery(
        reading: try http.get(address), issuer: issuer, hasSecret: target.secret != nil, isSafe: http.isSafe)
      state.withLock { $0 = State(known: Known(discovery: discovery, hasSecret: target.secret != nil, readAt: now)) }
      return discovery
    } catch {
      let until = Moment(millisecondsSinceEpoch: now.millisecondsSinceEpoch + Self.restMilliseconds)
      state.withLock { $0.rests = (issuer, until, error) }
      throw error
    }
  }

  /// Reads the keys; what is known of the provider then holds them.
  private func keys(_ target: ProviderTarget, _ discovery: Discovery, _ now: Moment) throws(ProviderRefusal) -> KeySet {
    let keys = try KeySet(reading: try http(target).get(discovery.keys))
    state.withLock { state in
      guard state.known?.discovery == discovery else { return }
      state.known?.keys = keys
      state.known?.keysReadAt = now
    }
    return keys
  }

  /// The key a token names: of those that are kept, or of those that came since.
  private func key(
    for token: CompactToken, _ target: ProviderTarget, _ discovery: Discovery, _ now: Moment
  ) throws(ProviderRefusal) -> PublicKey {
    let known = state.withLock { $0.known }
    guard let kept = known?.keys, let readAt = known?.keysReadAt, known?.discovery == discovery, Self.isFresh(readAt, now) else {
      return try keys(target, discovery, now).key(for: token)
    }
    do throws(ProviderRefusal) { return try kept.key(for: token) } catch {
      guard error.reason == .keyNotKnown, now.millisecondsSinceEpoch - readAt.millisecondsSinceEpoch >= Self.refetchMilliseconds else {
        throw error
      }
      return try keys(target, discovery, now).key(for: token)
    }
  }

  private static func isFresh(_ readAt: Moment, _ now: Moment) -> Bool {
    (0..<keptMilliseconds).contains(now.millisecondsSinceEpoch - readAt.millisecondsSinceEpoch)
  }

  private func exchange(
    _ code: String, _ request: ProviderRequest, _ target: ProviderTarget, _ discovery: Discovery
  ) throws(ProviderRefusal) -> (idToken: String, accessToken: String?) {
    let client = target.settings.clientID
    var form = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", target.redirect), ("code_verifier", request.verifier),
    ]
    var authorization: String?
    if discovery.proof == .basic, let secret = target.secret {
      // RFC 6749 §2.3.1: both are written as in a form before they are joined.
      let pair = PercentText.text(client) + ":" + PercentText.text(secret.value)
      authorization = "Basic " + Data(pair.utf8).base64EncodedString()
    } else {
      form.append(("client_id", client))
      if let secret = target.secret { form.append(("client_secret", secret.value)) }
    }
    let answer = try http(target).post(discovery.token, form: form, authorization: authorization)
    let json = try? JSON(reading: answer.body, depthLimit: 16)
    guard answer.status == 200 else {
      // Only the word that RFC 6749 §5.2 defines is repeated, never what else the server said.
      switch json?["error"]?.text {
      case "invalid_grant": throw ProviderRefusal(.codeRefused, "invalid_grant")
      case "invalid_client", "unauthorized_client": throw ProviderRefusal(.clientRefused, "invalid_client")
      default: throw ProviderRefusal(.answerRefused, "HTTP \(answer.status)")
      }
    }
    guard let json, json.members != nil else { throw ProviderRefusal(.notReadable, "token") }
    guard let token = json["id_token"]?.text else { throw ProviderRefusal(.tokenMissing) }
    guard json["token_type"]?.text?.lowercased() == "bearer" else { throw ProviderRefusal(.notReadable, "token_type") }
    return (token, json["access_token"]?.text)
  }
}

extension ProviderIdentity {
  /// Of claims that were checked.
  fileprivate init(_ claims: JSON, _ settings: ProviderSettings) {
    var login = settings.loginClaim.flatMap { claims[$0]?.text }
    // Anybody can say an address; only one that was verified is theirs.
    if settings.loginClaim == "email", claims["email_verified"]?.flag != true { login = nil }
    let methods = (claims["amr"]?.elements ?? []).compactMap(\.text)
    let told = methods.contains("mfa") || claims["acr"]?.text.map { settings.contexts.contains($0) } ?? false
    self.init(
      issuer: settings.issuer, subject: claims["sub"]?.text ?? "", login: login, name: claims["name"]?.text,
      hasSecondFactor: settings.secondFactor == .always || settings.secondFactor == .told && told, shownAt: CheckIDToken.shownAt(claims))
  }
}
