// SPDX-License-Identifier: Apache-2.0
import Glibc

/// How the text of a file is written as bytes.
public enum TextEncoding: String, CaseIterable, Hashable, Sendable {
  case utf8 = "UTF-8"
  case gb18030 = "GB18030"
  case big5 = "BIG5"
  case windows1252 = "WINDOWS-1252"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"

  /// As typed in a mapping file: case, `-` and `_` do not matter; GBK and GB2312 are subsets of GB18030.
  init?(named text: String) {
    switch text.lowercased().filter({ $0 != "-" && $0 != "_" && $0 != " " }) {
    case "utf8": self = .utf8
    case "gb18030", "gbk", "gb2312": self = .gb18030
    case "big5": self = .big5
    case "windows1252", "cp1252", "latin1", "iso88591": self = .windows1252
    case "utf16", "utf16le", "unicode": self = .utf16LittleEndian
    case "utf16be": self = .utf16BigEndian
    default: return nil
    }
  }
}

/// A file's text as UTF-8 without byte order mark.
struct DecodedText {
  let bytes: FileBytes
  /// Where the text begins: behind a byte order mark.
  let start: Int
  let encoding: TextEncoding
  /// Whether bytes that are no text were replaced by U+FFFD.
  let isDamaged: Bool

  /// Strict UTF-8 first, since GBK text is hardly ever valid UTF-8 by chance; then GB18030.
  ///
  /// Text of two bytes a character was made UTF-8 before (`WideText`).
  /// - Throws: `encodingNotSupported` where the mapping is wrong; `notATable` for binary content.
  static func decode(
    _ bytes: FileBytes, name: String, declared: TextEncoding? = nil
  ) throws(IngestionError) -> DecodedText {
    try refuseBinary(bytes, name: name)
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    if declared == nil || declared == .utf8 || hasMark {
      if UTF8Check.isValid(bytes.buffer) {
        return DecodedText(bytes: bytes, start: hasMark ? 3 : 0, encoding: .utf8, isDamaged: false)
      }
      if declared == nil, !hasMark, let text = Transcoding.toUTF8(bytes, from: .gb18030) {
        return DecodedText(bytes: text, start: 0, encoding: .gb18030, isDamaged: false)
      }
      let repaired = FileBytes(Array(String(decoding: bytes.buffer, as: UTF8.self).utf8))
      return DecodedText(bytes: repaired, start: hasMark ? 3 : 0, encoding: .utf8, isDamaged: true)
    }
    let encoding = declared ?? .gb18030
    guard let text = Transcoding.toUTF8(bytes, from: encoding) else {
      throw IngestionError(
        .encodingNotSupported, name, "the mapping says \(encoding.rawValue), the bytes are not",
        hint: "remove `encoding` from the mapping or save the file as UTF-8")
    }
    return DecodedText(bytes: text, start: 0, encoding: encoding, isDamaged: false)
  }

  private static func refuseBinary(_ bytes: FileBytes, name: String) throws(IngestionError) {
    guard memchr(bytes.pointer, 0, bytes.count) != nil else { return }
    throw IngestionError(.notATable, name, "the file holds zero bytes, so it is no text", hint: "choose CSV or XLSX")
  }
}

/// Conversion by the system's iconv.
enum Transcoding {
  /// Nil when a byte sequence does not belong to `encoding`.
  static func toUTF8(_ bytes: FileBytes, from encoding: TextEncoding) -> FileBytes? {
    guard let converter = iconv_open("UTF-8", encoding.rawValue), Int(bitPattern: converter) != -1 else {
      return nil
    }
    defer { iconv_close(converter) }
    // The longest growth is 1 byte to 3 (Windows-1252 euro sign); two-byte Chinese becomes three.
    let capacity = encoding == .windows1252 ? bytes.count * 3 : bytes.count * 2
    var isComplete = false
    let result = FileBytes(capacity: capacity) { target in
      var source: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(bytes.pointer).assumingMemoryBound(
        to: CChar.self)
      var left = bytes.count
      var output: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(target).assumingMemoryBound(
        to: CChar.self)
      var room = capacity
      // iconv answers (size_t) −1 on failure.
      isComplete = iconv(converter, &source, &left, &output, &room) != -1 && left == 0
      return capacity - room
    }
    return isComplete ? result : nil
  }
}

/// Strict UTF-8 (no surrogates, no overlong forms, at most U+10FFFF).
enum UTF8Check {
  static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    let end = bytes.count
    var position = 0
    while position < end {
      if position + 8 <= end {
        let word = UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self)
        if word & 0x8080_8080_8080_8080 == 0 {
          position += 8
          continue
        }
      }
      let lead = base[position]
      if lead < 0x80 {
        position += 1
        continue
      }
      guard let length = sequenceLength(base + position, left: end - position) else { return false }
      position += length
    }
    return true
  }

  private static func sequenceLength(_ bytes: UnsafePointer<UInt8>, left: Int) -> Int? {
    func continues(_ index: Int) -> Bool { bytes[index] & 0xC0 == 0x80 }
    switch bytes[0] {
    case 0xC2...0xDF:
      return left >= 2 && continues(1) ? 2 : nil
    case 0xE0...0xEF:
      guard left >= 3, continues(1), continues(2) else { return nil }
      if bytes[0] == 0xE0 && bytes[1] < 0xA0 || bytes[0] == 0xED && bytes[1] > 0x9F { return nil }
      return 3
    case 0xF0...0xF4:
      guard left >= 4, continues(1), continues(2), continues(3) else { return nil }
      if bytes[0] == 0xF0 && bytes[1] < 0x90 || bytes[0] == 0xF4 && bytes[1] > 0x8F { return nil }
      return 4
    default: return nil
    }
  }
}
