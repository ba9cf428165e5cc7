// SPDX-License-Identifier: Apache-2.0
import CLibCrypto

/// A password as it is stored: scrypt (RFC 7914), with its parameters in the text, so that they can grow.
///
/// `scrypt$n=32768,r=8,p=1$<salt>$<hash>`, both in hexadecimal digits. One check takes 32 MiB and about 0.1
/// s.
public struct PasswordHash: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  /// The stored form.
  public let text: String

  /// A stored form; what it holds is looked at by `matches`.
  public init(text: String) { self.text = text }

  /// Hashes a new password with a fresh salt.
  public static func make(password: String, random: some RandomBytes) throws(JournalError) -> PasswordHash {
    let salt = random.bytes(16)
    let hash = try derive(password, salt: salt, cost: .standard)
    let cost = Cost.standard
    return PasswordHash(
      text: "scrypt$n=\(cost.n),r=\(cost.r),p=\(cost.p)$\(Hexadecimal.text(salt))$\(Hexadecimal.text(hash))")
  }

  /// Whether this is the password, compared in constant time.
  ///
  /// - Throws: `unknownPasswordForm` when the stored text is not one of ours.
  public func matches(_ password: String) throws(JournalError) -> Bool {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "scrypt", let cost = Cost(parts[1]),
      let salt = Hexadecimal.bytes(parts[2]), let expected = Hexadecimal.bytes(parts[3]), expected.count == 32
    else {
      throw JournalError(
        .unknownPasswordForm, subject: "password", detail: "The stored form is not one this program wrote.",
        hint: "Reset the password: tongpin user reset-password.")
    }
    let actual = try PasswordHash.derive(password, salt: salt, cost: cost)
    return CRYPTO_memcmp(actual, expected, 32) == 0
  }

  /// A form that no password matches but that takes as long to check: for logins that do not exist.
  public static let decoy = PasswordHash(
    text: "scrypt$n=32768,r=8,p=1$00000000000000000000000000000000$"
      + String(repeating: "0", count: 64))

  private static func derive(_ password: String, salt: [UInt8], cost: Cost) throws(JournalError) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: 32)
    let secret = Array(password.utf8CString)
    // 128·N·r bytes for the table and some for the blocks; OpenSSL's own default bound is just too small.
    let memory = 128 * cost.n * cost.r + (32 << 20)
    let done = EVP_PBE_scrypt(
      secret, secret.count - 1, salt, salt.count, cost.n, cost.r, cost.p, memory, &result, result.count)
    guard done == 1 else {
      throw JournalError(.cryptography, subject: "scrypt", detail: "Deriving a key of 32 bytes was refused.")
    }
    return result
  }

  /// N, r and p of RFC 7914, bounded so that a tampered text cannot ask for all memory.
  private struct Cost {
    let n: UInt64
    let r: UInt64
    let p: UInt64

    static let standard = Cost(n: 1 << 15, r: 8, p: 1)

    init(n: UInt64, r: UInt64, p: UInt64) {
      self.n = n
      self.r = r
      self.p = p
    }

    init?(_ text: Substring) {
      var values: [UInt64] = []
      for (part, name) in zip(text.split(separator: ","), ["n=", "r=", "p="]) {
        guard part.hasPrefix(name), let value = UInt64(part.dropFirst(2)) else { return nil }
        values.append(value)
      }
      guard values.count == 3, (1 << 14...1 << 18).contains(values[0]), (1...32).contains(values[1]),
        (1...8).contains(values[2])
      else { return nil }
      self.init(n: values[0], r: values[1], p: values[2])
    }
  }

  public var description: String { "***" }
  public var debugDescription: String { "***" }
}
