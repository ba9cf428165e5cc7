// SPDX-License-Identifier: Apache-2.0

/// Bytes as text, so many bits a character, as RFC 4648 writes them without padding.
enum BitText {
  /// - Parameters:
  ///   - width: bits a character, at most 8.
  ///   - alphabet: 2^width characters.
  static func text(_ bytes: [UInt8], _ width: Int, _ alphabet: [UInt8]) -> String {
    var result: [UInt8] = []
    var buffer: UInt32 = 0
    var bits = 0
    for byte in bytes {
      buffer = (buffer << 8 | UInt32(byte)) & 0xFFFF
      bits += 8
      while bits >= width {
        bits -= width
        result.append(alphabet[Int(buffer >> UInt32(bits)) & (alphabet.count - 1)])
      }
    }
    if bits > 0 { result.append(alphabet[Int(buffer << UInt32(width - bits)) & (alphabet.count - 1)]) }
    return String(decoding: result, as: UTF8.self)
  }
}
