// SPDX-License-Identifier: Apache-2.0
import Calendars
import Foundation
import Journal
import PlanningCycle
import Wire

/// What an ID token has to say before anybody is believed to be somebody (OpenID Connect Core 1.0 §3.1.3.7), and stricter where a provider has a
/// choice: one audience, a token made after its sign-in began.
struct CheckIDToken {
  let issuer: String
  let clientID: String
  let nonce: String
  let begunAt: Moment
  let now: Moment
  /// They had to sign in there although they were.
  var asksAnew = false

  /// Seconds by which two clocks may differ.
  static let leeway: Double = 60

  /// - Parameters:
  ///   - claims: of a token whose signature is right.
  ///   - accessToken: that came with it.
  /// - Throws: `ProviderRefusal`, the first thing that is wrong.
  func check(_ claims: JSON, accessToken: String?) throws(ProviderRefusal) {
    guard claims["iss"]?.text == issuer else { throw ProviderRefusal(.issuerWrong) }
    try checkAudience(claims)
    try checkTimes(claims)
    guard let told = claims["nonce"]?.text, Self.isSame(told, nonce) else { throw ProviderRefusal(.nonceWrong) }
    if claims.has("at_hash") {
      guard let told = claims["at_hash"]?.text, let accessToken, Self.isSame(told, Self.half(accessToken)) else {
        throw ProviderRefusal(.accessTokenWrong)
      }
    }
    guard let subject = claims["sub"]?.text, Self.isSubject(subject) else { throw ProviderRefusal(.subjectWrong) }
  }

  private func checkAudience(_ claims: JSON) throws(ProviderRefusal) {
    // A token that others take as well can be brought here by them.
    let audience = claims["aud"]?.elements ?? claims["aud"].map { [$0] } ?? []
    guard audience.count == 1, audience[0].text == clientID else { throw ProviderRefusal(.audienceWrong) }
    if claims.has("azp"), claims["azp"]?.text != clientID { throw ProviderRefusal(.partyWrong) }
  }

  private func checkTimes(_ claims: JSON) throws(ProviderRefusal) {
    let seconds = Double(now.millisecondsSinceEpoch) / 1_000
    guard let expiry = Self.time(claims["exp"]), expiry > seconds - Self.leeway else { throw ProviderRefusal(.expired) }
    if claims.has("nbf") {
      guard let start = Self.time(claims["nbf"]), start <= seconds + Self.leeway else { throw ProviderRefusal(.notYetValid) }
    }
    let begun = Double(begunAt.millisecondsSinceEpoch) / 1_000
    guard let issued = Self.time(claims["iat"]), issued <= seconds + Self.leeway, issued >= begun - Self.leeway else {
      throw ProviderRefusal(.issuedWrong)
    }
    guard claims.has("auth_time") || asksAnew else { return }
    guard let shown = Self.time(claims["auth_time"]), shown <= seconds + Self.leeway else { throw ProviderRefusal(.notAnew) }
    if asksAnew, shown < begun - Self.leeway { throw ProviderRefusal(.notAnew) }
  }

  /// When they signed in there, of claims that were checked; never later than now by more than the leeway.
  static func shownAt(_ claims: JSON) -> Moment? {
    time(claims["auth_time"]).map { Moment(millisecondsSinceEpoch: Int64($0) * 1_000) }
  }

  /// Seconds since 1970; nil for what is no number, or none of this age.
  private static func time(_ value: JSON?) -> Double? {
    let seconds: Double?
    switch value {
    case .integer(let whole)?: seconds = Double(whole)
    case .number(let text)?: seconds = Double(text)
    default: seconds = nil
    }
    return seconds.flatMap { (0...99_999_999_999).contains($0) ? $0 : nil }
  }

  /// 255 characters of ASCII that can be seen: it is shown to people and compared letter by letter.
  static func isSubject(_ text: String) -> Bool {
    (1...ProviderIdentity.subjectLimit).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }

  /// The first half of the digest that goes with a method of 256 bits (§3.1.3.6).
  static func half(_ accessToken: String) -> String { Base64URL.text(Array(Digest.sha256(Array(accessToken.utf8)).bytes.prefix(16))) }

  /// Compared in time that does not depend on where the two differ.
  private static func isSame(_ one: String, _ other: String) -> Bool {
    Digest.sha256(Array(one.utf8)).matches(Digest.sha256(Array(other.utf8)))
  }
}
