// SPDX-License-Identifier: Apache-2.0
import Calendars
import Foundation
import LocalServers
import PlanningCycle
import Testing
import Transfers
import Wire

@testable import OpenIDConnect

/// A provider's server that the test starts, and a clock that the test moves.
/// Sees: keys that are kept too long or asked for too often, a provider that hangs and is waited for again by everybody, a secret that leaves in the
/// wrong place. Does not see: a whole sign-in (the proof `oidc` does).
@Suite struct ProviderStories {
  private static let first = SigningKey.rsa("key-1")
  private static let second = SigningKey.rsa("key-2")
  private static let request = ProviderRequest(
    state: "the-state", nonce: "the-nonce", verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", begunAt: moment(0), language: "en")

  private static func moment(_ seconds: Int64) -> Moment { Moment(millisecondsSinceEpoch: 1_795_392_000_000 + seconds * 1_000) }

  /// Which paths were asked for, in their order.
  private let heard = Heard<HeardRequest>()

  private func server(keys: @escaping @Sendable () -> [SigningKey], signedBy: @escaping @Sendable () -> SigningKey) -> LocalServer {
    let heard = heard
    return LocalServer { connection in
      guard let request = HeardRequest(connection) else { return }
      heard.add(request)
      let issuer = "http://" + (request.headers["host"] ?? "")
      let answer: JSON
      switch request.target {
      case "/.well-known/openid-configuration":
        answer = [
          "issuer": .string(issuer), "authorization_endpoint": .string(issuer + "/auth"), "token_endpoint": .string(issuer + "/token"),
          "jwks_uri": .string(issuer + "/keys"),
        ]
      case "/keys": answer = .object([.init("keys", .array(keys().compactMap { try? $0.published() }))])
      default:
        let claims: JSON = [
          "iss": .string(issuer), "sub": "account", "aud": "tongpin", "exp": 1_795_500_000, "iat": 1_795_392_010, "nonce": "the-nonce",
        ]
        answer = ["id_token": .string(signedBy().sign(claims, "RS256")), "access_token": "opaque", "token_type": "Bearer"]
      }
      connection.say(LocalServer.ok(String(decoding: answer.encoded(), as: UTF8.self)))
    }
  }

  private static func target(_ server: LocalServer) -> ProviderTarget {
    let settings = ProviderSettings(isOn: true, issuer: "http://127.0.0.1:\(server.port)", clientID: "tongpin")
    return ProviderTarget(settings: settings, secret: SecretText("s:cret ß"), redirect: "https://plan.example.com/return")
  }

  private static var provider: OpenIDProvider {
    var limits = TransferLimits()
    limits.allowsLoopback = true
    limits.wholeMilliseconds = 60_000
    limits.connectMilliseconds = 60_000
    return OpenIDProvider(limits)
  }

  /// `in`, or the reason.
  private func enter(_ provider: OpenIDProvider, _ target: ProviderTarget, at seconds: Int64) -> String {
    do {
      let answer = ProviderAnswer(code: "the-code", issuer: nil)
      return try provider.identity(behind: answer, to: Self.request, at: target, now: Self.moment(seconds)).subject == "account"
        ? "in" : "?"
    } catch { return error.reason.rawValue }
  }

  private func count(_ path: String) -> Int { heard.all.count { $0.target == path } }

  @Test(
    "the browser is sent with a challenge of the verifier; the code goes with the verifier and the secret, written as the standard says")
  func exchange() throws {
    let server = server(keys: { [Self.first] }, signedBy: { Self.first })
    let (provider, target) = (Self.provider, Self.target(server))
    let address = try provider.address(for: Self.request, at: target, now: Self.moment(0))
    #expect(!address.contains("prompt=") && !address.contains("max_age="))
    let anew = ProviderRequest(state: "s", nonce: "n", verifier: "v", begunAt: Self.moment(0), language: "en", asksAnew: true)
    #expect(try provider.address(for: anew, at: target, now: Self.moment(0)).hasSuffix("&prompt=login&max_age=0"))
    // The challenge of RFC 7636, appendix B.
    #expect(address.contains("code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"))
    #expect(address.contains("redirect_uri=https%3A%2F%2Fplan.example.com%2Freturn") && address.contains("scope=openid%20profile%20email"))
    #expect(enter(provider, target, at: 10) == "in")
    let sent = try #require(heard.all.first { $0.target == "/token" })
    let form = String(decoding: sent.body, as: UTF8.self)
    #expect(form.contains("code=the-code") && form.contains("code_verifier=" + Self.request.verifier) && !form.contains("secret"))
    let proof = try #require(sent.headers["authorization"]?.split(separator: " ").last.flatMap { Data(base64Encoded: String($0)) })
    #expect(String(decoding: proof, as: UTF8.self) == "tongpin:s%3Acret%20%C3%9F")
  }

  @Test(
    "description and keys are kept for an hour; a key that came since is found, and names nobody knows make nobody ask more than once a minute"
  )
  func rotation() {
    let isRotated = Heard<Bool>()
    let server = server(
      keys: { isRotated.all.isEmpty ? [Self.first] : [Self.second] }, signedBy: { isRotated.all.isEmpty ? Self.first : Self.second })
    let (provider, target) = (Self.provider, Self.target(server))
    for seconds in [10, 20, 30] as [Int64] { #expect(enter(provider, target, at: seconds) == "in") }
    #expect(count("/keys") == 1 && count("/.well-known/openid-configuration") == 1)
    isRotated.add(true)
    for seconds in [40, 50, 69] as [Int64] { #expect(enter(provider, target, at: seconds) == "key-not-known") }
    #expect(count("/keys") == 1, "asked for at 10, not again for a minute")
    #expect(enter(provider, target, at: 70) == "in")
    #expect(enter(provider, target, at: 3_609) == "in" && count("/keys") == 2 && count("/.well-known/openid-configuration") == 1)
    #expect(enter(provider, target, at: 3_610) == "in" && count("/.well-known/openid-configuration") == 2, "after an hour it is read again")
  }

  @Test("a provider that fails is left alone for a quarter of a minute; a trial asks at once")
  func rest() {
    let heard = heard
    let server = LocalServer.http([LocalServer.ok("{}", status: "500 Trouble")], heard: heard)
    let (provider, target) = (Self.provider, Self.target(server))
    for seconds in [0, 5, 14] as [Int64] { #expect(enter(provider, target, at: seconds) == "answer-refused") }
    #expect(heard.all.count == 1)
    #expect(enter(provider, target, at: 15) == "answer-refused" && heard.all.count == 2)
    #expect(throws: ProviderRefusal.self) { try provider.trial(target, now: Self.moment(16)) }
    #expect(heard.all.count == 3)
  }

  @Test("without leave for tests nothing on this machine is talked to, by any name")
  func loopback() {
    let server = server(keys: { [Self.first] }, signedBy: { Self.first })
    let provider = OpenIDProvider(TransferLimits())
    #expect(enter(provider, Self.target(server), at: 0) == "address-unsafe")
    let settings = ProviderSettings(isOn: true, issuer: "https://127.0.0.1:\(server.port)", clientID: "tongpin")
    let target = ProviderTarget(settings: settings, secret: nil, redirect: "https://plan.example.com/return")
    #expect(enter(provider, target, at: 20) == "address-refused" && heard.all.isEmpty)
  }
}
