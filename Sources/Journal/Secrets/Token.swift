// SPDX-License-Identifier: Apache-2.0

/// 256 unguessable bits as text, for sessions and API access. Only its digest is stored.
public struct Token: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  /// What the client keeps: 43 characters of base64url.
  public let secret: String

  public init(secret: String) { self.secret = secret }

  public static func make(random: some RandomBytes) -> Token {
    Token(secret: Base64URL.text(random.bytes(32)))
  }

  /// What the store keeps.
  public var digest: Digest { Digest.sha256(Array(secret.utf8)) }

  public var description: String { "***" }
  public var debugDescription: String { "***" }
}

/// RFC 4648 §5, without padding.
public enum Base64URL {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  public static func text(_ bytes: [UInt8]) -> String { BitText.text(bytes, 6, alphabet) }
}
