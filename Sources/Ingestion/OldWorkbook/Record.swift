// SPDX-License-Identifier: Apache-2.0

/// One record of a workbook stream: a type, a length, bytes ([MS-XLS] 2.1.4). The numbers are those of the format.
struct Record {
  enum Kind {
    static let formula: UInt16 = 0x0006
    static let endOfStream: UInt16 = 0x000A
    static let dateMode: UInt16 = 0x0022
    static let filePassword: UInt16 = 0x002F
    static let goesOn: UInt16 = 0x003C
    static let codePage: UInt16 = 0x0042
    static let sheet: UInt16 = 0x0085
    static let manyNumbers: UInt16 = 0x00BD
    static let richText: UInt16 = 0x00D6
    static let style: UInt16 = 0x00E0
    static let merged: UInt16 = 0x00E5
    static let sharedTexts: UInt16 = 0x00FC
    static let sharedText: UInt16 = 0x00FD
    static let number: UInt16 = 0x0203
    static let text: UInt16 = 0x0204
    static let flagOrError: UInt16 = 0x0205
    static let formulaText: UInt16 = 0x0207
    static let formulaOfVersion3: UInt16 = 0x0206
    static let formulaOfVersion4: UInt16 = 0x0406
    static let shortNumber: UInt16 = 0x027E
    static let format: UInt16 = 0x041E
    static let beginning: UInt16 = 0x0809
  }

  let type: UInt16
  /// Where its bytes begin in the stream.
  let start: Int
  let count: Int

  var end: Int { start + count }
}

/// Walks the records of a stream from a place on.
struct RecordReader {
  let bytes: FileBytes
  private(set) var position: Int

  init(_ bytes: FileBytes, at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  /// Nil at the end, and where a record is said to be longer than what is left.
  mutating func next() -> Record? {
    guard let type = bytes.u16(position), let count = bytes.u16(position + 2), position + 4 + Int(count) <= bytes.count
    else { return nil }
    let record = Record(type: type, start: position + 4, count: Int(count))
    position = record.end
    return record
  }

  /// The type of the next record, without going there.
  var nextType: UInt16? { bytes.u16(position) }

  var isAtEnd: Bool { position >= bytes.count }
}

/// Texts of records: one byte a character (Latin-1, or the code page before version 8), or two.
struct RecordText {
  let bytes: FileBytes
  /// Before version 8: bytes in this encoding.
  let codePage: TextEncoding?

  /// Appends a text of `length` characters at `offset` to `target` as UTF-8; the place behind it, or nil when it does not fit into `end`.
  func append(_ offset: Int, _ length: Int, isWide: Bool, end: Int, to target: Growing<UInt8>) -> Int? {
    let size = isWide ? length * 2 : length
    guard length >= 0, offset >= 0, offset + size <= end, end <= bytes.count else { return nil }
    let units = Growing<UInt16>(capacity: max(length, 1))
    for index in 0..<length {
      units.append(isWide ? bytes.u16(offset + index * 2) ?? 0xFFFD : UInt16(bytes.pointer[offset + index]))
    }
    RecordText.append(units, to: target)
    return offset + size
  }

  /// A text with its length before it, as in LABEL, STRING, FORMAT and BOUNDSHEET.
  ///
  /// - Parameter isShort: the length has one byte instead of two.
  func appendCounted(_ offset: Int, end: Int, isShort: Bool, to target: Growing<UInt8>) -> Int? {
    guard let length = isShort ? bytes.u8(offset).map({ Int($0) }) : bytes.u16(offset).map({ Int($0) }) else { return nil }
    let behind = offset + (isShort ? 1 : 2)
    if let codePage {
      guard behind + length <= end else { return nil }
      let piece = FileBytes(capacity: length) {
        $0.update(from: bytes.pointer + behind, count: length); return length
      }
      let text = length == 0 ? piece : Transcoding.toUTF8(piece, from: codePage)
      if let text { target.append(from: UnsafePointer(text.pointer), count: text.count) }
      return behind + length
    }
    guard let flags = bytes.u8(behind), behind < end else { return length == 0 ? behind : nil }
    return append(behind + 1, length, isWide: flags & 1 == 1, end: end, to: target)
  }

  func counted(_ offset: Int, end: Int, isShort: Bool) -> String? {
    let target = Growing<UInt8>(capacity: 64)
    guard appendCounted(offset, end: end, isShort: isShort, to: target) != nil else { return nil }
    return String(decoding: UnsafeBufferPointer(start: target.pointer, count: target.count), as: UTF8.self)
  }

  /// UTF-16 as UTF-8; a half without its other half becomes U+FFFD.
  static func append(_ units: Growing<UInt16>, to target: Growing<UInt8>) {
    var index = 0
    while index < units.count {
      let unit = units[index]
      index += 1
      if unit < 0x80 {
        target.append(UInt8(unit))
        continue
      }
      var scalar = UInt32(unit)
      if unit & 0xFC00 == 0xD800, index < units.count, units[index] & 0xFC00 == 0xDC00 {
        scalar = 0x10000 + (scalar & 0x3FF) << 10 + UInt32(units[index] & 0x3FF)
        index += 1
      }
      for byte in UTF8.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter { target.append(byte) }
    }
  }
}
