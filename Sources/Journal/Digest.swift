// SPDX-License-Identifier: Apache-2.0

/// 32 bytes that stand for content: SHA-256 or HMAC-SHA256.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
  public let bytes: [UInt8]

  /// nil unless there are 32 bytes.
  public init?(_ bytes: some Swift.Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    self.bytes = Array(bytes)
  }

  init(known bytes: [UInt8]) {
    precondition(bytes.count == 32, "a digest has 32 bytes")
    self.bytes = bytes
  }

  /// What the first event of a chain names as its predecessor.
  public static let zero = Digest(known: [UInt8](repeating: 0, count: 32))

  /// 64 lower-case hexadecimal digits.
  public var hex: String { Hexadecimal.text(bytes) }
  public var description: String { hex }

  /// From 64 hexadecimal digits.
  public init?(hex: String) {
    guard let bytes = Hexadecimal.bytes(hex) else { return nil }
    self.init(bytes)
  }
}

/// Bytes as lower-case hexadecimal digits and back.
public enum Hexadecimal {
  public static func text(_ bytes: some Swift.Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var result: [UInt8] = []
    for byte in bytes { result += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: result, as: UTF8.self)
  }

  /// nil for an odd number of digits or another character.
  public static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    let characters = Array(text.utf8)
    guard characters.count.isMultiple(of: 2) else { return nil }
    func digit(_ character: UInt8) -> UInt8? {
      switch character {
      case 0x30...0x39: character - 0x30
      case 0x61...0x66: character - 0x61 + 10
      case 0x41...0x46: character - 0x41 + 10
      default: nil
      }
    }
    var result: [UInt8] = []
    for index in stride(from: 0, to: characters.count, by: 2) {
      guard let high = digit(characters[index]), let low = digit(characters[index + 1]) else { return nil }
      result.append(high << 4 | low)
    }
    return result
  }
}
