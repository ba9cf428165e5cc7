// SPDX-License-Identifier: Apache-2.0
import CLibCrypto
public import Calendars

/// What an authenticator app and the program both know, and the digits that follow from it: TOTP of RFC 6238 over HMAC-SHA-1 with steps of
/// 30 s, the one form that every app reads.
public struct OneTimeSecret: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  /// Seconds for which one code stands.
  public static let period: Int64 = 30
  /// Digits of a code people type.
  public static let digits = 6
  /// Steps by which the clock of a telephone may differ from ours.
  public static let tolerance: Int64 = 1

  public let bytes: [UInt8]

  public init(bytes: [UInt8]) { self.bytes = bytes }

  /// 160 bits, as long as the hash (RFC 4226 §4).
  public init(_ digest: Digest) { bytes = Array(digest.bytes.prefix(20)) }

  /// As people type it into an app.
  public var text: String { Base32.text(bytes) }

  /// The step a moment lies in, counted from the epoch.
  public static func step(at moment: Moment) -> Int64 { moment.millisecondsSinceEpoch / (period * 1000) }

  /// The code of a step (RFC 4226 §5.3).
  public func code(step: Int64, digits: Int = OneTimeSecret.digits) -> String {
    let message = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
    var hash = [UInt8](repeating: 0, count: 20)
    var length: UInt32 = 20
    _ = HMAC(EVP_sha1(), bytes, Int32(bytes.count), message, message.count, &hash, &length)
    let offset = Int(hash[19] & 0x0F)
    let number = hash[offset..<offset + 4].reduce(0) { $0 << 8 | UInt64($1) } & 0x7FFF_FFFF
    let limit = (0..<digits).reduce(UInt64(1)) { power, _ in power * 10 }
    let text = String(number % limit)
    return String(repeating: "0", count: digits - text.count) + text
  }

  /// The step of a code that stands at `moment`; nil for a wrong one, and for one of a step that was used: what somebody read over a
  /// shoulder opens nothing.
  public func step(of code: String, at moment: Moment, after used: Int64?) -> Int64? {
    let typed = Array(code.utf8)
    guard typed.count == Self.digits else { return nil }
    let now = Self.step(at: moment)
    var found: Int64?
    for step in now - Self.tolerance...now + Self.tolerance
    where step > used ?? Int64.min && CRYPTO_memcmp(Array(self.code(step: step).utf8), typed, Self.digits) == 0 { found = step }
    return found
  }

  public var description: String { "***" }
  public var debugDescription: String { "***" }
}

/// RFC 4648 §6, without padding: letters and digits that are not mistaken for one another.
public enum Base32 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  public static func text(_ bytes: [UInt8]) -> String { BitText.text(bytes, 5, alphabet) }
}
