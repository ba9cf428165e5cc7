// SPDX-License-Identifier: Apache-2.0
import CJose
import Foundation
import Journal
import Wire

@testable import OpenIDConnect

/// A key pair of one test, with which it signs as a provider does, or as somebody who would like to be one.
///
/// Never changed after it was made.
final class SigningKey: @unchecked Sendable {
  let key: OpaquePointer
  let id: String

  private init(_ key: OpaquePointer?, _ id: String) {
    self.key = key!
    self.id = id
    precondition(cjose_jwk_set_kid(self.key, id, id.utf8.count, nil))
  }

  deinit { _ = cjose_jwk_release(key) }

  static func rsa(_ id: String, bits: Int = 2_048) -> SigningKey {
    SigningKey(cjose_jwk_create_RSA_random(bits, [1, 0, 1], 3, nil), id)
  }

  static func curve(_ id: String, _ curve: cjose_jwk_ec_curve = CJOSE_JWK_EC_P_256) -> SigningKey {
    SigningKey(cjose_jwk_create_EC_random(curve, nil), id)
  }

  static func shared(_ id: String, _ bytes: [UInt8]) -> SigningKey { SigningKey(cjose_jwk_create_oct_spec(bytes, bytes.count, nil), id) }

  /// The public half as a provider publishes it.
  func published(_ rest: [JSON.Member] = [], named: Bool = true) throws -> JSON {
    let text = cjose_jwk_to_json(key, false, nil)!
    defer { free(text) }
    var members = try JSON(reading: Array(String(cString: text).utf8)).members ?? []
    if !named { members.removeAll { $0.name == "kid" } }
    return .object(members + rest)
  }

  func sign(_ claims: JSON, _ algorithm: String, header: [String: String] = [:], named: Bool = true) -> String {
    let head = cjose_header_new(nil)!
    defer { cjose_header_release(head) }
    precondition(tongpin_jose_set(head, "alg", algorithm))
    if named { precondition(tongpin_jose_set(head, "kid", id)) }
    for (name, value) in header { precondition(tongpin_jose_set(head, name, value)) }
    let bytes = claims.encoded()
    let jws = cjose_jws_sign(key, head, bytes, bytes.count, nil)!
    defer { cjose_jws_release(jws) }
    var text: UnsafePointer<CChar>?
    precondition(cjose_jws_export(jws, &text, nil))
    return String(cString: text!)
  }
}

/// Tokens that no library would write.
enum Forgery {
  /// Parts as they are.
  static func token(_ head: JSON, _ claims: JSON, signature: [UInt8] = []) -> String {
    [head.encoded(), claims.encoded(), signature].map { Base64URL.text($0) }.joined(separator: ".")
  }

  /// The same token with another head.
  static func reheaded(_ token: String, _ head: JSON) -> String {
    ([Base64URL.text(head.encoded())] + token.split(separator: ".").dropFirst().map(String.init)).joined(separator: ".")
  }
}
