// SPDX-License-Identifier: Apache-2.0
import CLibCrypto

extension Digest {
  /// SHA-256 of `bytes`.
  public static func sha256(_ bytes: [UInt8]) -> Digest {
    var result = [UInt8](repeating: 0, count: 32)
    _ = SHA256(bytes, bytes.count, &result)
    return Digest(known: result)
  }

  /// HMAC-SHA256 of `bytes` under the workspace key.
  public static func hmac(_ bytes: [UInt8], key: ChainKey) -> Digest {
    var result = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 32
    _ = HMAC(EVP_sha256(), key.bytes, Int32(key.bytes.count), bytes, bytes.count, &result, &length)
    return Digest(known: result)
  }

  /// HMAC-SHA256 of all but the last `count` bytes: what an encoded event signs.
  static func hmac(_ bytes: [UInt8], droppingLast count: Int, key: ChainKey) -> Digest {
    var result = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 32
    _ = HMAC(
      EVP_sha256(), key.bytes, Int32(key.bytes.count), bytes, max(0, bytes.count - count), &result, &length)
    return Digest(known: result)
  }

  /// Compares in time that does not depend on where the two differ.
  public func matches(_ other: Digest) -> Bool { CRYPTO_memcmp(bytes, other.bytes, 32) == 0 }
}

/// The key of one workspace's chain; it never shows in a log.
public struct ChainKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  public let bytes: [UInt8]

  /// nil unless there are 32 bytes.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  public static func make(random: some RandomBytes) -> ChainKey {
    guard let key = ChainKey(random.bytes(32)) else {
      preconditionFailure("a source of random bytes gives as many as asked")
    }
    return key
  }

  public var description: String { "***" }
  public var debugDescription: String { "***" }
}
