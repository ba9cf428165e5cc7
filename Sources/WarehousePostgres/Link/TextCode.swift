// SPDX-License-Identifier: Apache-2.0
import Warehouse

/// Texts as the server takes them. PostgreSQL's text knows no character U+0000, ours does: U+0000 and U+0001 become U+0001 and one more
/// character, which keeps every text apart and in its place in the order of bytes.
enum TextCode {
  static func append(_ text: String, to buffer: inout RowBytes) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0), to: &buffer) }
  }

  static func append(_ text: UnsafeRawBufferPointer, to buffer: inout RowBytes) {
    guard text.contains(where: { $0 <= 1 }) else { return buffer.append(text) }
    for byte in text {
      if byte <= 1 { buffer.append(byte: 1) }
      buffer.append(byte: byte <= 1 ? byte + 1 : byte)
    }
  }

  /// How many bytes `append` adds.
  static func count(_ text: UnsafeRawBufferPointer) -> Int { text.reduce(text.count) { $1 <= 1 ? $0 + 1 : $0 } }

  static func text(_ stored: UnsafeRawBufferPointer) -> String {
    guard stored.contains(1) else { return String(decoding: stored, as: UTF8.self) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(stored.count)
    var isMarked = false
    for byte in stored {
      if isMarked {
        bytes.append(byte &- 1)
        isMarked = false
      } else if byte == 1 {
        isMarked = true
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
