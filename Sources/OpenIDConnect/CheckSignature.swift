// SPDX-License-Identifier: Apache-2.0
import CJose
import PlanningCycle

/// Whether a token was signed with a key. The cryptography is libcjose's over OpenSSL; which method and which key it is asked about was decided
/// before, so that a token chooses neither.
enum CheckSignature {
  /// - Throws: `ProviderRefusal.signatureWrong`.
  static func check(_ token: CompactToken, with key: PublicKey) throws(ProviderRefusal) {
    guard key.fits(token.algorithm), hasRightLength(token, key), verifies(token, key) else { throw ProviderRefusal(.signatureWrong) }
  }

  private static func hasRightLength(_ token: CompactToken, _ key: PublicKey) -> Bool {
    switch key.material {
    case .rsa(let modulus, _): token.signature.count == modulus.count
    case .curve: token.signature.count == 64
    }
  }

  private static func verifies(_ token: CompactToken, _ key: PublicKey) -> Bool {
    guard let jwk = imported(key) else { return false }
    defer { _ = cjose_jwk_release(jwk) }
    let bytes = Array(token.text.utf8CString)
    guard let jws = cjose_jws_import(bytes, bytes.count - 1, nil) else { return false }
    defer { cjose_jws_release(jws) }
    // Two readers of one header: what this one checked is what the other goes by.
    guard let name = tongpin_jose_algorithm(jws), String(cString: name) == token.algorithm else { return false }
    return cjose_jws_verify(jws, jwk, nil)
  }

  private static func imported(_ key: PublicKey) -> OpaquePointer? {
    switch key.material {
    case .rsa(var modulus, var exponent):
      return modulus.withUnsafeMutableBufferPointer { n in
        exponent.withUnsafeMutableBufferPointer { e in
          var spec = cjose_jwk_rsa_keyspec()
          (spec.n, spec.nlen, spec.e, spec.elen) = (n.baseAddress, n.count, e.baseAddress, e.count)
          return cjose_jwk_create_RSA_spec(&spec, nil)
        }
      }
    case .curve(var x, var y):
      return x.withUnsafeMutableBufferPointer { x in
        y.withUnsafeMutableBufferPointer { y in
          var spec = cjose_jwk_ec_keyspec()
          spec.crv = CJOSE_JWK_EC_P_256
          (spec.x, spec.xlen, spec.y, spec.ylen) = (x.baseAddress, x.count, y.baseAddress, y.count)
          return cjose_jwk_create_EC_spec(&spec, nil)
        }
      }
    }
  }
}
