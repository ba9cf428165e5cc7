// SPDX-License-Identifier: Apache-2.0

/// Text of two bytes a character (UTF-16), as spreadsheet programs save “Unicode text”.
struct WideText {
  /// The same text as UTF-8.
  let bytes: FileBytes
  let encoding: TextEncoding

  /// Bytes that are looked at where no mark says what they are.
  private static let headCount = 4_096

  /// - Parameter declared: what a mapping says; a mark in the file says more.
  /// - Returns: nil for anything else.
  /// - Throws: `encodingNotSupported` for four bytes a character, and for text that breaks off in mid-character.
  static func decode(_ bytes: FileBytes, name: String, declared: TextEncoding?) throws(IngestionError) -> WideText? {
    guard let encoding = try encoding(of: bytes, name: name, declared) else { return nil }
    guard let text = Transcoding.toUTF8(bytes, from: encoding) else {
      throw IngestionError(
        .encodingNotSupported, name, "the text is \(encoding.rawValue), and some bytes of it are no character: it was cut or changed",
        hint: "save it again as \"CSV UTF-8\" (Excel: 另存为 → CSV UTF-8)")
    }
    return WideText(bytes: text, encoding: encoding)
  }

  private static func encoding(
    of bytes: FileBytes, name: String, _ declared: TextEncoding?
  ) throws(IngestionError) -> TextEncoding? {
    for mark: [UInt8] in [[0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF]] where bytes.starts(with: mark) {
      throw IngestionError(
        .encodingNotSupported, name, "the text is UTF-32", hint: "save it as \"CSV UTF-8\" (Excel: 另存为 → CSV UTF-8)")
    }
    if bytes.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if bytes.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    if declared == .utf16LittleEndian || declared == .utf16BigEndian { return declared }
    return unmarked(bytes)
  }

  /// Latin letters and digits have a zero beside each of them, always on the same side; other binary files have zeros here and there.
  private static func unmarked(_ bytes: FileBytes) -> TextEncoding? {
    let head = bytes.buffer.prefix(headCount)
    var zeros = (even: 0, odd: 0)
    for (index, byte) in head.enumerated() where byte == 0 {
      if index.isMultiple(of: 2) { zeros.even += 1 } else { zeros.odd += 1 }
    }
    let (more, fewer) = (max(zeros.even, zeros.odd), min(zeros.even, zeros.odd))
    guard head.count >= 8, more * 6 > head.count, fewer * 50 <= more else { return nil }
    return zeros.odd > zeros.even ? .utf16LittleEndian : .utf16BigEndian
  }
}
