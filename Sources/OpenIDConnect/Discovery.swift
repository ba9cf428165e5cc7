// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import Wire

/// What a provider says of itself (OpenID Connect Discovery 1.0), as far as it is used here.
struct Discovery: Equatable {
  enum ClientProof: Equatable { case basic, post, none }

  let issuer: String
  let authorization: WebAddress
  let token: WebAddress
  let keys: WebAddress
  let proof: ClientProof
  /// The browser brings its name back with every answer (RFC 9207).
  let namesItself: Bool
  /// Signing methods of theirs that are taken here.
  let algorithms: [String]

  /// Where it says so.
  static func address(of issuer: String) -> String {
    (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
  }

  /// - Parameters:
  ///   - issuer: as an administrator set it: the document has to say the same.
  ///   - isSafe: whether an address may be talked to.
  /// - Throws: `ProviderRefusal`.
  init(reading bytes: [UInt8], issuer: String, hasSecret: Bool, isSafe: (WebAddress) -> Bool) throws(ProviderRefusal) {
    guard let json = try? JSON(reading: bytes, depthLimit: 16), json.members != nil else {
      throw ProviderRefusal(.notReadable, "openid-configuration")
    }
    guard json["issuer"]?.text == issuer else { throw ProviderRefusal(.discoveryIssuer, json["issuer"]?.text ?? "") }
    func address(_ name: String) throws(ProviderRefusal) -> WebAddress {
      guard let text = json[name]?.text, !text.isEmpty else { throw ProviderRefusal(.discoveryIncomplete, name) }
      guard let address = WebAddress(text), isSafe(address) else { throw ProviderRefusal(.addressUnsafe, name) }
      return address
    }
    self.issuer = issuer
    authorization = try address("authorization_endpoint")
    token = try address("token_endpoint")
    keys = try address("jwks_uri")
    func offers(_ name: String, _ wanted: String) throws(ProviderRefusal) {
      guard let list = json[name]?.elements, !list.contains(where: { $0.text == wanted }) else { return }
      throw ProviderRefusal(.methodMissing, "\(name): \(wanted)")
    }
    try offers("response_types_supported", "code")
    // Not everybody who can says so; who says that it cannot is left alone.
    try offers("code_challenge_methods_supported", "S256")
    let signing = json["id_token_signing_alg_values_supported"]?.elements?.compactMap(\.text)
    algorithms = CompactToken.algorithms.filter { signing?.contains($0) ?? true }
    guard !algorithms.isEmpty else { throw ProviderRefusal(.methodMissing, "id_token_signing_alg_values_supported") }
    proof = try Self.proof(json["token_endpoint_auth_methods_supported"]?.elements?.compactMap(\.text), hasSecret)
    namesItself = json["authorization_response_iss_parameter_supported"]?.flag ?? false
  }

  private static func proof(_ offered: [String]?, _ hasSecret: Bool) throws(ProviderRefusal) -> ClientProof {
    guard hasSecret else { return .none }
    if offered?.contains("client_secret_basic") ?? true { return .basic }
    guard offered?.contains("client_secret_post") == true else {
      throw ProviderRefusal(.methodMissing, "token_endpoint_auth_methods_supported")
    }
    return .post
  }
}
