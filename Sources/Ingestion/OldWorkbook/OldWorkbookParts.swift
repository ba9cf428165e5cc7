// SPDX-License-Identifier: Apache-2.0

/// What the first part of an old workbook says: its sheets, its date system, which styles are dates, its shared texts ([MS-XLS] 2.1.7.20).
struct OldWorkbookParts {
  struct Sheet {
    let name: String
    let position: Int
    let isHidden: Bool
  }

  let stream: FileBytes
  let text: RecordText
  private(set) var sheets: [Sheet] = []
  private(set) var is1904 = false
  /// By style number: the cell shows a day.
  private(set) var isDateStyle: [Bool] = []
  private(set) var sharedTexts = SharedTexts()
  private var dateFormats: [UInt16: Bool] = [:]

  /// - Throws: `oldWorkbook` for versions before 5, `workbookEncrypted`, `workbookDamaged`.
  init(_ stream: FileBytes, name: String, limits: Limits) throws(IngestionError) {
    self.stream = stream
    var reader = RecordReader(stream)
    guard let first = reader.next(), first.type == Record.Kind.beginning, let version = stream.u16(first.start) else {
      throw IngestionError(
        .oldWorkbook, name, "a workbook of before 1993, or none", hint: "open it and save it as .xlsx or CSV UTF-8")
    }
    guard version == 0x0600 || version == 0x0500 else {
      throw IngestionError(
        .oldWorkbook, name, "version \(version >> 8) of the format; 5 and 8 are read", hint: "open it and save it as .xlsx or CSV UTF-8")
    }
    text = RecordText(bytes: stream, codePage: version == 0x0600 ? nil : OldWorkbookParts.codePage(stream))
    var isEnded = false
    while !isEnded, let record = reader.next() {
      switch record.type {
      case Record.Kind.endOfStream: isEnded = true
      case Record.Kind.filePassword:
        throw IngestionError(.workbookEncrypted, name, "the workbook has a password", hint: "save a copy without one")
      case Record.Kind.dateMode: is1904 = stream.u16(record.start) == 1
      case Record.Kind.sheet: readSheet(record)
      case Record.Kind.format:
        if let id = stream.u16(record.start), let code = text.counted(record.start + 2, end: record.end, isShort: text.codePage != nil) {
          dateFormats[id] = NumberFormat.isDate(code)
        }
      case Record.Kind.style:
        let id = stream.u16(record.start + 2) ?? 0
        isDateStyle.append(dateFormats[id] ?? NumberFormat.isBuiltInDate(Int(id)))
      case Record.Kind.sharedTexts:
        var texts = SharedTextRecords(text, limits)
        sharedTexts = texts.read(record, &reader)
      default: break
      }
    }
    guard isEnded else { throw Archive.damaged(name, "it ends before its list of sheets does") }
  }

  private mutating func readSheet(_ record: Record) {
    guard let position = stream.u32(record.start), let state = stream.u8(record.start + 4), let kind = stream.u8(record.start + 5),
      let name = text.counted(record.start + 6, end: record.end, isShort: true), kind == 0
    else { return }
    sheets.append(Sheet(name: name, position: Int(position), isHidden: state & 3 != 0))
  }

  /// How version 5 writes texts: one code page for the whole book. Chinese Windows says 936, Taiwan 950, western 1252.
  private static func codePage(_ stream: FileBytes) -> TextEncoding {
    var reader = RecordReader(stream)
    while let record = reader.next(), record.type != Record.Kind.endOfStream {
      guard record.type == Record.Kind.codePage else { continue }
      switch stream.u16(record.start) {
      case 936: return .gb18030
      case 950: return .big5
      case 65_001: return .utf8
      default: return .windows1252
      }
    }
    return .windows1252
  }
}

/// The table of shared texts, which goes on over several records; a text may be cut in its middle, and then says anew how wide its characters are.
private struct SharedTextRecords {
  private let text: RecordText
  private let bytes: FileBytes
  private let limits: Limits
  private let result = SharedTexts()
  private let piece = Growing<UInt8>(capacity: 256)
  /// UTF-16 of the text at hand: a cut may part the two halves of a character.
  private let units = Growing<UInt16>(capacity: 256)
  private var offset = 0
  private var end = 0

  init(_ text: RecordText, _ limits: Limits) {
    self.text = text
    self.bytes = text.bytes
    self.limits = limits
  }

  /// Texts as far as they can be read; cells that name a later one are damaged and say so.
  mutating func read(_ record: Record, _ reader: inout RecordReader) -> SharedTexts {
    offset = record.start + 8
    end = record.end
    let announced = Int(bytes.u32(record.start + 4) ?? 0)
    for _ in 0..<min(announced, bytes.count) { guard readText(&reader) else { break } }
    while reader.nextType == Record.Kind.goesOn, reader.next() != nil {}
    return result
  }

  private mutating func readText(_ reader: inout RecordReader) -> Bool {
    if offset >= end, !advance(&reader) { return false }
    guard let length = bytes.u16(offset), let flags = bytes.u8(offset + 2), offset + 3 <= end else { return false }
    offset += 3
    var behind = 0
    if flags & 8 != 0 {
      behind += 4 * Int(bytes.u16(offset) ?? 0)
      offset += 2
    }
    if flags & 4 != 0 {
      behind += Int(bytes.u32(offset) ?? 0)
      offset += 4
    }
    units.removeAll()
    var left = Int(length)
    var isWide = flags & 1 == 1
    while left > 0 {
      if offset >= end {
        guard advance(&reader) else { return false }
        isWide = (bytes.u8(offset) ?? 0) & 1 == 1
        offset += 1
      }
      let here = min(left, (end - offset) / (isWide ? 2 : 1))
      guard here > 0, end <= bytes.count else { return false }
      for _ in 0..<here {
        units.append(isWide ? bytes.u16(offset) ?? 0xFFFD : UInt16(bytes.pointer[offset]))
        offset += isWide ? 2 : 1
      }
      left -= here
    }
    piece.removeAll()
    RecordText.append(units, to: piece)
    result.append(UnsafeBufferPointer(start: UnsafePointer(piece.pointer), count: piece.count))
    result.endText()
    return skip(behind, &reader)
  }

  /// Passes over formatting and phonetic notes, which may reach into the next records.
  private mutating func skip(_ count: Int, _ reader: inout RecordReader) -> Bool {
    var left = count
    while left > 0 {
      if offset >= end, !advance(&reader) { return false }
      let here = min(left, end - offset)
      guard here > 0 else { return false }
      offset += here
      left -= here
    }
    return true
  }

  private mutating func advance(_ reader: inout RecordReader) -> Bool {
    guard reader.nextType == Record.Kind.goesOn, let next = reader.next(), next.count > 0 else { return false }
    offset = next.start
    end = next.end
    return true
  }
}
