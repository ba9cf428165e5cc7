// SPDX-License-Identifier: Apache-2.0

/// The bytes of one cell and what surrounds its value.
enum CellBytes {
  /// Without blanks at both ends (ASCII, no-break, ideographic, byte order mark) and without the leading apostrophe
  /// by which spreadsheets mark text.
  static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard var start = bytes.baseAddress else { return bytes }
    var count = bytes.count
    // Nearly every cell is plain: one look at both ends.
    while count > 0 {
      let byte = start[0]
      if byte > 0x27 && byte < 0xC2 { break }
      let blank = leadingBlank(start, count)
      if blank == 0 { break }
      start += blank
      count -= blank
    }
    while count > 0 {
      let byte = start[count - 1]
      if byte > 0x20 && byte < 0x80 { break }
      let blank = trailingBlank(start, count)
      if blank == 0 { break }
      count -= blank
    }
    if count > 0, start[0] == 0x27 {
      start += 1
      count -= 1
    }
    return UnsafeBufferPointer(start: start, count: count)
  }

  private static func leadingBlank(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
    switch bytes[0] {
    case 0x00...0x20: 1
    case 0xC2 where count >= 2 && bytes[1] == 0xA0: 2
    case 0xE3 where count >= 3 && bytes[1] == 0x80 && bytes[2] == 0x80: 3
    case 0xEF where count >= 3 && bytes[1] == 0xBB && bytes[2] == 0xBF: 3
    default: 0
    }
  }

  private static func trailingBlank(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
    switch bytes[count - 1] {
    case 0x00...0x20: 1
    case 0xA0 where count >= 2 && bytes[count - 2] == 0xC2: 2
    case 0x80 where count >= 3 && bytes[count - 2] == 0x80 && bytes[count - 3] == 0xE3: 3
    case 0xBF where count >= 3 && bytes[count - 2] == 0xBB && bytes[count - 3] == 0xEF: 3
    default: 0
    }
  }

  /// Calls `body` with the bytes of `text`.
  static func with<Result>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    var text = text
    return text.withUTF8 { body($0) }
  }
}
