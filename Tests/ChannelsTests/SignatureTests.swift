// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Channels

/// The expected texts were computed by Python 3.11 (`hmac`, `hashlib`, `base64`, `urllib.parse.quote_plus`) from the descriptions that the receivers
/// publish. Sees: a key and a message that changed places, another alphabet, a forgotten percent. Does not see: a receiver that changes its mind.
@Suite("Signatures are those that receivers compute")
struct SignatureTests {
  @Test("HMAC-SHA256 of RFC 4231, case 2")
  func rfc4231() {
    #expect(
      Signature.hex(Array("what do ya want for nothing?".utf8), secret: "Jefe")
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
  }

  @Test("钉钉 signs time and secret with the secret, for the query")
  func dingtalk() {
    #expect(
      Signature.dingtalk(milliseconds: 1_795_392_000_000, secret: "SECthis-is-secret") == "nBWYyYtG3LLd9wbzstIQ%2BqFAv1O9bxVeffpqU19Z8F4%3D"
    )
  }

  @Test("飞书 signs nothing with time and secret")
  func feishu() {
    #expect(Signature.feishu(seconds: 1_599_360_473, secret: "demo") == "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=")
  }

  @Test("plain JSON signs time and body")
  func json() {
    #expect(
      Signature.json(seconds: 1_795_392_000, body: Array(#"{"key":"1"}"#.utf8), secret: "共享密钥")
        == "sha256=8074379fb4f395d4e74e2e6a3660b9fcd44ef3d824b2e41eebd8a88ba2a5edba")
  }
}
