// SPDX-License-Identifier: Apache-2.0
import CJose
import Calendars
import Foundation
import Journal
import PlanningCycle
import Testing
import Wire

@testable import OpenIDConnect

/// Tokens that a provider could have made, and all the ways in which somebody else makes them.
/// Sees: a check that is left out, a key or method that the token chose itself, a clock that is not looked at. Does not see: what travels on the way to
/// the provider (the proof `oidc` does), whether libcjose computes right (its own tests do; the proof signs with another program).
@Suite struct TokenStories {
  private static let rsa = SigningKey.rsa("rsa-1")
  private static let other = SigningKey.rsa("rsa-1")
  private static let curve = SigningKey.curve("ec-1")
  static let issuer = "https://login.example.com/realms/main"
  static let now = Moment(millisecondsSinceEpoch: 1_795_392_000_000)
  static let seconds: Int64 = 1_795_392_000

  private static let check = CheckIDToken(
    issuer: issuer, clientID: "tongpin", nonce: "n-0S6_WzA2Mj", begunAt: Moment(millisecondsSinceEpoch: 1_795_391_940_000), now: now)

  /// Claims as they should be, with some changed; null takes one away.
  private static func claims(_ changes: [String: JSON] = [:]) -> JSON {
    let right: [JSON.Member] = [
      .init("iss", .string(issuer)), .init("sub", "f1a2"), .init("aud", "tongpin"), .init("exp", .integer(seconds + 300)),
      .init("iat", .integer(seconds - 5)), .init("nonce", "n-0S6_WzA2Mj"),
    ]
    let kept = right.filter { !changes.keys.contains($0.name) }
    return .object(kept + changes.sorted { $0.key < $1.key }.filter { $0.value != .null }.map { .init($0.key, $0.value) })
  }

  private static func keys(_ keys: [JSON]) throws -> KeySet { try KeySet(reading: JSON.object([.init("keys", .array(keys))]).encoded()) }

  /// What a token comes to: `in`, or the reason.
  private func answer(_ token: String, _ keys: KeySet, accessToken: String? = nil) -> String {
    do {
      let token = try CompactToken(token)
      try CheckSignature.check(token, with: try keys.key(for: token))
      try Self.check.check(token.claims, accessToken: accessToken)
      return "in"
    } catch { return error.reason.rawValue }
  }

  @Test("a right token is taken, by each of the three methods, named by its key or from the only one there is")
  func right() throws {
    let keys = try Self.keys([try Self.rsa.published(), try Self.curve.published()])
    for method in ["RS256", "PS256"] { #expect(answer(Self.rsa.sign(Self.claims(), method), keys) == "in", "\(method)") }
    #expect(answer(Self.curve.sign(Self.claims(), "ES256"), keys) == "in")
    let unnamed = try Self.keys([try Self.rsa.published([.init("use", "sig")], named: false)])
    #expect(answer(Self.rsa.sign(Self.claims(), "RS256", named: false), unnamed) == "in")
    #expect(answer(Self.rsa.sign(Self.claims(["aud": ["tongpin"], "azp": "tongpin"]), "RS256", header: ["typ": "JWT"]), keys) == "in")
    let half = CheckIDToken.half("opaque-access-token")
    #expect(answer(Self.rsa.sign(Self.claims(["at_hash": .string(half)]), "RS256"), keys, accessToken: "opaque-access-token") == "in")
    #expect(answer(Self.rsa.sign(Self.claims(["exp": .number("1795392300.5")]), "RS256"), keys) == "in", "a number with a fraction is one")
  }

  /// Reasons with the changes that bring them about.
  static let wrong: [(String, String, [String: JSON])] = [
    ("no issuer", "issuer-wrong", ["iss": nil]), ("another issuer", "issuer-wrong", ["iss": "https://login.example.com/realms/other"]),
    ("an issuer with a slash more", "issuer-wrong", ["iss": .string(issuer + "/")]),
    ("an issuer that is a list", "issuer-wrong", ["iss": [.string(issuer)]]),
    ("no audience", "audience-wrong", ["aud": nil]), ("another audience", "audience-wrong", ["aud": "payroll"]),
    ("an audience beside ours", "audience-wrong", ["aud": ["tongpin", "payroll"]]),
    ("no audience in a list", "audience-wrong", ["aud": []]),
    ("another party", "party-wrong", ["azp": "payroll"]), ("a party that is no text", "party-wrong", ["azp": 7]),
    ("no expiry", "expired", ["exp": nil]), ("expired by a minute and a second", "expired", ["exp": .integer(seconds - 61)]),
    ("an expiry in words", "expired", ["exp": "tomorrow"]), ("an expiry as a text", "expired", ["exp": "1795392300"]),
    ("an expiry beyond time", "expired", ["exp": .number("1e99")]), ("an expiry below zero", "expired", ["exp": -1]),
    ("no time of issue", "issued-wrong", ["iat": nil]), ("issued in an hour", "issued-wrong", ["iat": .integer(seconds + 3_600)]),
    ("issued before the sign-in began", "issued-wrong", ["iat": .integer(seconds - 300)]), ("issued: true", "issued-wrong", ["iat": true]),
    ("not valid yet", "not-yet-valid", ["nbf": .integer(seconds + 61)]), ("valid from a word", "not-yet-valid", ["nbf": "now"]),
    ("no nonce", "nonce-wrong", ["nonce": nil]), ("the nonce of another sign-in", "nonce-wrong", ["nonce": "n-1S6_WzA2Mj"]),
    ("an empty nonce", "nonce-wrong", ["nonce": ""]), ("a nonce with a letter more", "nonce-wrong", ["nonce": "n-0S6_WzA2Mjx"]),
    ("no subject", "subject-wrong", ["sub": nil]), ("an empty subject", "subject-wrong", ["sub": ""]),
    ("a subject of 256 letters", "subject-wrong", ["sub": .string(String(repeating: "a", count: 256))]),
    ("a subject with a line break", "subject-wrong", ["sub": "f1\na2"]), ("a subject outside ASCII", "subject-wrong", ["sub": "王芳"]),
    ("a subject that is a number", "subject-wrong", ["sub": 42]),
    ("the hash of another access token", "access-token-wrong", ["at_hash": "77QmUPtjPfzWtF2AnpK9RQ"]),
    ("a hash that is no text", "access-token-wrong", ["at_hash": 1]),
    ("signed in there in an hour", "not-anew", ["auth_time": .integer(seconds + 3_600)]),
    ("signed in: yes", "not-anew", ["auth_time": "yes"]),
  ]

  @Test("a signed token with one thing wrong is refused for that thing", arguments: wrong)
  func claims(_ what: String, _ reason: String, _ changes: [String: JSON]) throws {
    let keys = try Self.keys([try Self.rsa.published()])
    #expect(answer(Self.rsa.sign(Self.claims(changes), "RS256"), keys, accessToken: "opaque-access-token") == reason, "\(what)")
  }

  @Test("two clocks may differ by a minute, not by more")
  func clocks() throws {
    let keys = try Self.keys([try Self.rsa.published()])
    let near: [String: JSON] = ["exp": .integer(Self.seconds - 59), "iat": .integer(Self.seconds + 60), "nbf": .integer(Self.seconds + 60)]
    #expect(answer(Self.rsa.sign(Self.claims(near), "RS256"), keys) == "in")
    #expect(answer(Self.rsa.sign(Self.claims(["exp": .integer(Self.seconds - 60)]), "RS256"), keys) == "expired")
    #expect(answer(Self.rsa.sign(Self.claims(["iat": .integer(Self.seconds + 61)]), "RS256"), keys) == "issued-wrong")
  }

  @Test("whoever was asked to sign in again did so after it began, and the provider says when")
  func anew() throws {
    func answer(_ changes: [String: JSON]) -> String {
      var check = Self.check
      check.asksAnew = true
      do {
        try check.check(Self.claims(changes), accessToken: nil)
        return "in"
      } catch { return error.reason.rawValue }
    }
    // It began a minute ago, and two clocks may differ by a minute.
    #expect(answer(["auth_time": .integer(Self.seconds)]) == "in" && answer(["auth_time": .integer(Self.seconds - 120)]) == "in")
    #expect(answer(["auth_time": .integer(Self.seconds - 121)]) == "not-anew", "known since the morning")
    #expect(answer([:]) == "not-anew" && answer(["auth_time": "now"]) == "not-anew")
    #expect(
      CheckIDToken.shownAt(Self.claims(["auth_time": .integer(Self.seconds - 7)]))
        == Moment(millisecondsSinceEpoch: (Self.seconds - 7) * 1_000))
    #expect(CheckIDToken.shownAt(Self.claims()) == nil)
  }

  @Test("what is signed by somebody else, by a word they share, or by nobody opens nothing")
  func forged() throws {
    let published = try Self.rsa.published()
    let keys = try Self.keys([published, try Self.curve.published()])
    #expect(answer(Self.other.sign(Self.claims(), "RS256"), keys) == "signature-wrong", "well formed, by another key of the same name")
    #expect(answer(Forgery.token(["alg": "none"], Self.claims()), keys) == "algorithm-refused")
    #expect(answer(Forgery.token(["alg": "None", "kid": "rsa-1"], Self.claims()), keys) == "algorithm-refused")
    #expect(answer(Forgery.token(["alg": "RS256", "kid": "rsa-1"], Self.claims()), keys) == "signature-wrong", "no signature")
    #expect(answer(Forgery.token(["kid": "rsa-1"], Self.claims()), keys) == "algorithm-refused")
    // The public key as a shared secret, and no secret at all.
    let shared = SigningKey.shared("rsa-1", published.encoded())
    #expect(answer(shared.sign(Self.claims(), "HS256"), keys) == "algorithm-refused")
    let byPublicKey = shared.sign(Self.claims(), "HS256")
    #expect(answer(Forgery.reheaded(byPublicKey, ["alg": "RS256", "kid": "rsa-1"]), keys) == "signature-wrong")
    for method in ["RS384", "RS512", "PS512", "ES384", "HS512", "EdDSA", "dir"] {
      #expect(answer(Forgery.token(["alg": .string(method), "kid": "rsa-1"], Self.claims(), signature: [1]), keys) == "algorithm-refused")
    }
    // One letter of what was signed, and of the signature.
    let right = Self.rsa.sign(Self.claims(), "RS256")
    let parts = right.split(separator: ".").map(String.init)
    let richer = Base64URL.text(Self.claims(["sub": "f1a3"]).encoded())
    #expect(answer([parts[0], richer, parts[2]].joined(separator: "."), keys) == "signature-wrong")
    let first = parts[2].first == "A" ? "B" : "A"
    #expect(answer([parts[0], parts[1], first + parts[2].dropFirst()].joined(separator: "."), keys) == "signature-wrong")
    #expect(answer(Forgery.reheaded(right, ["alg": "PS256", "kid": "rsa-1"]), keys) == "signature-wrong")
    #expect(answer(Forgery.reheaded(right, ["alg": "ES256", "kid": "ec-1"]), keys) == "signature-wrong")
  }

  @Test("a token names its key: an unknown one, one of two without a name, one of two with the same name and one for another use are none")
  func keyChoice() throws {
    let token = Self.rsa.sign(Self.claims(), "RS256")
    let unnamed = Self.rsa.sign(Self.claims(), "RS256", named: false)
    let mine = try Self.rsa.published()
    #expect(answer(token, try Self.keys([try SigningKey.rsa("rsa-2").published()])) == "key-not-known")
    #expect(answer(token, try Self.keys([])) == "key-not-known")
    #expect(answer(unnamed, try Self.keys([mine, try SigningKey.rsa("rsa-2").published()])) == "key-ambiguous")
    #expect(answer(unnamed, try Self.keys([mine, try Self.curve.published()])) == "in", "there is only one of its kind")
    #expect(answer(token, try Self.keys([mine, try Self.other.published()])) == "key-ambiguous")
    #expect(answer(token, try Self.keys([try Self.rsa.published([.init("use", "enc")])])) == "key-not-known")
    #expect(answer(token, try Self.keys([try Self.rsa.published([.init("key_ops", ["encrypt"])])])) == "key-not-known")
    #expect(answer(token, try Self.keys([try Self.rsa.published([.init("alg", "PS256")])])) == "key-not-known")
    #expect(answer(token, try Self.keys([try SigningKey.rsa("rsa-1", bits: 1_024).published()])) == "key-not-known", "too short to be one")
    #expect(try Self.keys([try SigningKey.curve("ec-2", CJOSE_JWK_EC_P_384).published()]).keys.isEmpty)
    let nonsense: [JSON] = [
      7, "key", ["kty": "RSA"], ["kty": "oct", "k": "AAAA"], ["kty": "RSA", "n": "", "e": "AQAB"], ["kty": "RSA", "n": "!!", "e": ""],
    ]
    #expect(answer(token, try Self.keys(nonsense + [mine])) == "in", "what cannot be used is left aside")
    for text in ["", "[]", "{}", #"{"keys":{}}"#, #"{"keys":[],"keys":[]}"#, "<html>"] {
      #expect(throws: ProviderRefusal.self, "\(text)") { try KeySet(reading: Array(text.utf8)) }
    }
    let point: JSON = [
      "kty": "EC", "crv": "P-256", "kid": "ec-1", "x": .string(Base64URL.text([UInt8](repeating: 1, count: 32))),
      "y": .string(Base64URL.text([UInt8](repeating: 1, count: 32))),
    ]
    #expect(
      answer(Self.curve.sign(Self.claims(), "ES256"), try Self.keys([point])) == "signature-wrong", "a point that is not on the curve")
  }

  @Test("a token that two readers could take differently is not read at all")
  func shapes() throws {
    let keys = try Self.keys([try Self.rsa.published()])
    let right = Self.rsa.sign(Self.claims(), "RS256")
    #expect(answer(Self.rsa.sign(Self.claims(), "RS256", header: ["typ": "at+jwt"]), keys) == "header-refused", "it opens an API")
    #expect(answer(Forgery.reheaded(right, ["alg": "RS256", "kid": "rsa-1", "crit": ["exp"]]), keys) == "header-refused")
    #expect(answer(Forgery.reheaded(right, ["alg": "RS256", "kid": 1]), keys) == "header-refused")
    let twice =
      Base64URL.text(Array(#"{"alg":"RS256","alg":"none"}"#.utf8)) + "." + right.split(separator: ".").dropFirst().joined(separator: ".")
    for text in [
      "", ".", "..", "a.b", right + ".x", right + "=", right + "\n", " " + right, twice, "e30.e30", right.replacing(".", with: ".."),
    ] {
      #expect(answer(text, keys) == "token-not-readable", "\(text.prefix(20))")
    }
    #expect(answer("e30.e30.", keys) == "algorithm-refused")
    #expect(answer(Base64URL.text(Array(#"["RS256"]"#.utf8)) + ".e30.AA", keys) == "token-not-readable")
    let long = Self.rsa.sign(Self.claims(["name": .string(String(repeating: "x", count: 20_000))]), "RS256")
    #expect(answer(long, keys) == "token-not-readable", "longer than tokens are")
  }

  @Test("base64url has one reading: no padding, no other letters, no bits left over")
  func letters() {
    for bytes in [[], [0], [0xFB, 0xFF], [1, 2, 3], Array(0...255)] as [[UInt8]] {
      #expect(Base64URL.bytes(Base64URL.text(bytes)) == bytes)
    }
    for text in ["A", "AB", "AA=", "A+", "A/", "AAAAA", "A A", "AAB"] { #expect(Base64URL.bytes(text) == nil, "\(text)") }
  }
}
