// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import Testing
import Transfers
import Wire

@testable import OpenIDConnect

/// Sees: a provider that calls itself by another name or sends elsewhere in the clear, a method it does not offer. Does not see: its server (the
/// proof `oidc` does).
@Suite struct DiscoveryTests {
  private let issuer = "https://login.example.com/realms/main"

  private func answer(_ changes: [String: JSON], hasSecret: Bool = true) -> String {
    let right: [JSON.Member] = [
      .init("issuer", .string(issuer)), .init("authorization_endpoint", .string(issuer + "/auth?kind=x")),
      .init("token_endpoint", "https://tokens.example.com/token"), .init("jwks_uri", .string(issuer + "/keys")),
    ]
    let document = JSON.object(
      right.filter { !changes.keys.contains($0.name) }
        + changes.sorted { $0.key < $1.key }.filter { $0.value != .null }.map { .init($0.key, $0.value) })
    do {
      let found = try Discovery(
        reading: document.encoded(), issuer: issuer, hasSecret: hasSecret,
        isSafe: ProviderHTTP(limits: TransferLimits(), internalHosts: []).isSafe)
      return "\(found.proof)" + (found.namesItself ? " named" : "")
    } catch { return error.reason.rawValue }
  }

  @Test("what a provider leaves out is what the standards say; what it says counts")
  func right() {
    #expect(answer([:]) == "basic")
    #expect(answer(["token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"]]) == "post")
    #expect(answer([:], hasSecret: false) == "none")
    #expect(answer(["authorization_response_iss_parameter_supported": true]) == "basic named")
    #expect(answer(["code_challenge_methods_supported": ["plain", "S256"], "response_types_supported": ["code", "id_token"]]) == "basic")
  }

  @Test("another name, an address in the clear, a method that is not offered")
  func wrong() {
    #expect(answer(["issuer": "https://login.example.com/realms/other"]) == "discovery-issuer")
    #expect(answer(["issuer": .string(issuer + "/")]) == "discovery-issuer")
    #expect(answer(["issuer": nil]) == "discovery-issuer")
    for name in ["authorization_endpoint", "token_endpoint", "jwks_uri"] {
      #expect(answer([name: nil]) == "discovery-incomplete")
      for text in [
        "http://login.example.com/x", "http://127.0.0.1/x", "https://u:p@login.example.com/", "javascript:alert(1)", "https://a b/", "/x",
      ] {
        #expect(answer([name: .string(text)]) == "address-unsafe", "\(name) \(text)")
      }
    }
    #expect(answer(["code_challenge_methods_supported": ["plain"]]) == "method-missing")
    #expect(answer(["response_types_supported": ["id_token"]]) == "method-missing")
    #expect(answer(["id_token_signing_alg_values_supported": ["HS256", "none"]]) == "method-missing")
    #expect(answer(["token_endpoint_auth_methods_supported": ["private_key_jwt"]]) == "method-missing")
  }

  @Test("where a provider says what it is; text in a form")
  func addresses() {
    #expect(Discovery.address(of: issuer) == issuer + "/.well-known/openid-configuration")
    #expect(Discovery.address(of: "https://a.example/") == "https://a.example/.well-known/openid-configuration")
    #expect(PercentText.form([("a b", "1&2=3"), ("名", "~-._")]) == "a%20b=1%262%3D3&%E5%90%8D=~-._")
  }
}
