// SPDX-License-Identifier: Apache-2.0
import Foundation
import Journal
import PlanningCycle
import Wire

/// A signed token as it travels (RFC 7515 §3.1), taken apart and not believed yet.
struct CompactToken {
  /// Tokens of real providers take one or two thousand bytes.
  static let limit = 16 << 10
  /// Signing methods that are taken: RFC 7518 calls the first what everybody has to offer; none shares a secret.
  static let algorithms = ["RS256", "PS256", "ES256"]

  let text: String
  let algorithm: String
  let keyID: String?
  let signature: [UInt8]
  let claims: JSON

  /// - Throws: `ProviderRefusal`.
  init(_ text: String) throws(ProviderRefusal) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard text.utf8.count <= Self.limit, parts.count == 3, let head = Self.object(parts[0]), let body = Self.object(parts[1]),
      let signature = Base64URL.bytes(parts[2])
    else { throw ProviderRefusal(.tokenNotReadable) }
    guard let algorithm = head["alg"]?.text, Self.algorithms.contains(algorithm) else {
      throw ProviderRefusal(.algorithmRefused, head["alg"]?.text ?? "")
    }
    // What has to be understood and is not (RFC 7515 §4.1.11); a token of another kind, such as one that opens an API.
    let kind = head["typ"]?.text?.lowercased()
    guard !head.has("crit"), !head.has("typ") || kind == "jwt" else { throw ProviderRefusal(.headerRefused, kind ?? "crit") }
    guard !head.has("kid") || head["kid"]?.text?.isEmpty == false else { throw ProviderRefusal(.headerRefused, "kid") }
    self.text = text
    self.algorithm = algorithm
    keyID = head["kid"]?.text
    self.signature = signature
    claims = body
  }

  private static func object(_ part: Substring) -> JSON? {
    guard let bytes = Base64URL.bytes(part), let json = try? JSON(reading: bytes, depthLimit: 16), json.members != nil else { return nil }
    return json
  }
}

extension JSON {
  /// A member is written, null or not.
  func has(_ name: String) -> Bool { members?.contains { $0.name == name } ?? false }
}

extension Base64URL {
  /// The bytes of RFC 4648 §5 without padding; nil for anything that another reader could take otherwise.
  static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count * 3 / 4)
    var (buffer, bits): (UInt32, Int) = (0, 0)
    for byte in text.utf8 {
      guard let value = value(of: byte) else { return nil }
      buffer = (buffer << 6 | value) & 0xFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        result.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
      }
    }
    // A letter too many, or bits that stand for nothing and are not zero.
    guard bits < 6, buffer & ((1 << UInt32(bits)) - 1) == 0 else { return nil }
    return result
  }

  private static func value(of byte: UInt8) -> UInt32? {
    switch byte {
    case 0x41...0x5A: UInt32(byte) - 0x41
    case 0x61...0x7A: UInt32(byte) - 0x61 + 26
    case 0x30...0x39: UInt32(byte) - 0x30 + 52
    case 0x2D: 62
    case 0x5F: 63
    default: nil
    }
  }
}
