// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal
import Testing

/// Sees: another truncation, another step, a code that is taken twice. Does not see: how secrets are kept (`SecondFactorTests`).
@Suite("Codes of authenticator apps")
struct OneTimeSecretTests {
  private let secret = OneTimeSecret(bytes: Array("12345678901234567890".utf8))

  @Test(
    "the codes of RFC 6238, appendix B, SHA-1",
    arguments: [
      (Int64(59), "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
      (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
  func vectors(seconds: Int64, code: String) {
    let step = OneTimeSecret.step(at: Moment(millisecondsSinceEpoch: seconds * 1000))
    #expect(secret.code(step: step, digits: 8) == code)
  }

  @Test(
    "the codes of RFC 4226, appendix D",
    arguments: Array(["755224", "287082", "359152", "969429", "338314"].enumerated().map { (Int64($0.offset), $0.element) }))
  func counters(step: Int64, code: String) { #expect(secret.code(step: step) == code) }

  @Test("a code is taken one step early or late, no further, and none of a step that was used or of one before it")
  func window() {
    let now = Moment(millisecondsSinceEpoch: 1_111_111_111_000)
    let step = OneTimeSecret.step(at: now)
    for distance in Int64(-3)...3 {
      let code = secret.code(step: step + distance)
      #expect(secret.step(of: code, at: now, after: nil) == (abs(distance) <= 1 ? step + distance : nil))
      #expect(secret.step(of: code, at: now, after: step) == (distance == 1 ? step + 1 : nil))
    }
    for wrong in ["", "12345", "1234567", "abcdef", "１２３４５６"] { #expect(secret.step(of: wrong, at: now, after: nil) == nil) }
  }

  @Test("Base32 is the one of RFC 4648 §10, without padding; a secret shows itself in no log")
  func base32() {
    let known = ["": "", "f": "MY", "fo": "MZXQ", "foo": "MZXW6", "foob": "MZXW6YQ", "fooba": "MZXW6YTB", "foobar": "MZXW6YTBOI"]
    for (text, encoded) in known { #expect(Base32.text(Array(text.utf8)) == encoded) }
    #expect("\(secret)" == "***" && secret.text == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
  }
}
