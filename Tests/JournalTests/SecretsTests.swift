// SPDX-License-Identifier: Apache-2.0
import Journal
import Testing

/// Bytes that count up, so that a run can be repeated.
struct CountingBytes: RandomBytes {
  func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0) } }
}

@Suite("Digests, passwords and tokens")
struct SecretsTests {
  @Test("SHA-256 of abc is the one of FIPS 180-2, whole and in pieces")
  func sha256() {
    let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(Digest.sha256(Array("abc".utf8)).hex == expected)
    var stream = DigestStream()
    stream.update(Array("a".utf8))
    stream.update(Array("bc".utf8))
    #expect(stream.finish().hex == expected)
  }

  @Test("HMAC-SHA256 is the one of RFC 4231, case 1 with its key filled to 32 bytes by zeros")
  func hmac() throws {
    // A shorter key is padded with zeros by RFC 2104, so the padded key gives the published value.
    let key = try #require(ChainKey([UInt8](repeating: 0x0B, count: 20) + [UInt8](repeating: 0, count: 12)))
    #expect(
      Digest.hmac(Array("Hi There".utf8), key: key).hex
        == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
  }

  @Test("a password matches its hash and no other does; two hashes of one password differ")
  func passwords() throws {
    let hash = try PasswordHash.make(password: "春眠不觉晓 42", random: SystemRandomBytes())
    #expect(try hash.matches("春眠不觉晓 42"))
    #expect(try !hash.matches("春眠不觉晓 43"))
    #expect(try !PasswordHash.decoy.matches(""))
    #expect(hash.text.hasPrefix("scrypt$n=32768,r=8,p=1$"))
    let other = try PasswordHash.make(password: "春眠不觉晓 42", random: SystemRandomBytes())
    #expect(other.text != hash.text)
    #expect("\(hash)" == "***")
  }

  @Test(
    "a stored password form that asks for all memory, or is none of ours, is refused",
    arguments: ["scrypt$n=1073741824,r=8,p=1$00$00", "plain", "", "scrypt$n=32768,r=8$00$00"])
  func passwordForms(text: String) {
    #expect(throws: JournalError.self) { try PasswordHash(text: text).matches("x") }
  }

  @Test("a token is 43 characters of base64url, and its digest is what is kept")
  func tokens() {
    let token = Token.make(random: CountingBytes())
    #expect(token.secret == "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8")
    #expect(token.digest == Digest.sha256(Array(token.secret.utf8)))
    #expect("\(token)" == "***")
    #expect(Token.make(random: SystemRandomBytes()).secret != Token.make(random: SystemRandomBytes()).secret)
  }

  @Test("hexadecimal digits go both ways; odd counts and other letters are refused")
  func hexadecimal() {
    #expect(Hexadecimal.bytes("00fFa1") == [0, 255, 0xA1])
    #expect(Hexadecimal.bytes("0") == nil)
    #expect(Hexadecimal.bytes("0g") == nil)
    #expect(Digest(hex: Digest.zero.hex) == .zero)
  }
}
