// SPDX-License-Identifier: Apache-2.0

/// Just enough of the old format to make an .xls of one sheet: records in a stream, the stream in a container of sectors.
struct BookMaker {
  /// What stands in a cell.
  enum Cell {
    case text(String)
    case number(Double)
    /// A day as its serial number under a date format.
    case day(Double)
    case formula(Double)
    case formulaText(String)
    case error(UInt8)
  }

  var name = "Sheet1"
  var rows: [[Cell?]] = []
  /// First line, last line, first column, last column, from 0.
  var merges: [(UInt16, UInt16, UInt16, UInt16)] = []
  var hasPassword = false
  var is1904 = false
  var version: UInt16 = 0x0600
  /// A hidden sheet before the one that is read.
  var hasHiddenSheet = false
  /// Shared texts are cut after this many bytes, as programs do at 8,224.
  var recordBytes = 8_224
  var dateFormat = "yyyy\"年\"m\"月\"d\"日\""

  func stream() -> [UInt8] {
    var texts: [String] = []
    var indexOf: [String: Int] = [:]
    let body = sheet { text in
      if let known = indexOf[text] { return known }
      indexOf[text] = texts.count
      texts.append(text)
      return texts.count - 1
    }
    var head = record(0x0809, le(version) + le(UInt16(5)) + [0xBB, 0x0D, 0xCC, 0x07, 0, 0, 0, 0, 6, 0, 0, 0])
    if hasPassword { head += record(0x002F, [1, 0, 1, 0, 1, 0] + [UInt8](repeating: 7, count: 48)) }
    head += record(0x0042, le(UInt16(1200))) + record(0x0022, le(UInt16(is1904 ? 1 : 0)))
    head += record(0x041E, le(UInt16(164)) + wide(dateFormat))
    for format in [UInt16(0), 164] { head += record(0x00E0, le(UInt16(0)) + le(format) + [UInt8](repeating: 0, count: 16)) }
    let tail = shared(texts) + record(0x000A, [])
    let names = (hasHiddenSheet ? [("隐藏", UInt8(1))] : []) + [(name, UInt8(0))]
    let sheetBytes = names.map { 4 + 8 + 2 * $0.0.utf16.count }.reduce(0, +)
    var position = head.count + sheetBytes + tail.count
    let hidden = emptySheet
    for (index, entry) in names.enumerated() {
      let units = entry.0.utf16.flatMap { le($0) }
      head += record(0x0085, le(UInt32(position)) + [entry.1, 0, UInt8(entry.0.utf16.count), 1] + units)
      if hasHiddenSheet, index == 0 { position += hidden.count }
    }
    return head + tail + (hasHiddenSheet ? hidden : []) + body
  }

  /// The stream in its container.
  func bytes(streamName: String = "Workbook") -> [UInt8] { BookMaker.container(stream(), streamName) }

  static func container(_ stream: [UInt8], _ streamName: String) -> [UInt8] {
    var content = stream
    while content.count < 4_096 || content.count % 512 != 0 { content.append(0) }
    let sectors = content.count / 512
    var tables = 1
    while tables * 128 < tables + 1 + sectors { tables += 1 }
    var table: [UInt32] = [UInt32](repeating: 0xFFFF_FFFD, count: tables) + [0xFFFF_FFFE]
    for index in 0..<sectors { table.append(index == sectors - 1 ? 0xFFFF_FFFE : UInt32(tables + 2 + index)) }
    while table.count % 128 != 0 { table.append(.max) }
    var head: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 16)
    head += [0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0] + [UInt8](repeating: 0, count: 10)
    head += le(UInt32(tables)) + le(UInt32(tables)) + le(UInt32(0)) + le(UInt32(4_096)) + le(UInt32(0xFFFF_FFFE)) + le(UInt32(0))
    head += le(UInt32(0xFFFF_FFFE)) + le(UInt32(0))
    for index in 0..<109 { head += le(index < tables ? UInt32(index) : UInt32.max) }
    let entries =
      entry("Root Entry", 5, 0xFFFF_FFFE, 0) + entry(streamName, 2, UInt32(tables + 1), UInt32(content.count)) + entry("", 0, 0, 0)
      + entry("", 0, 0, 0)
    return head + table.flatMap { le($0) } + entries + content
  }

  private static func entry(_ name: String, _ kind: UInt8, _ start: UInt32, _ size: UInt32) -> [UInt8] {
    var bytes = name.utf16.flatMap { le($0) }
    let length = name.isEmpty ? 0 : bytes.count + 2
    while bytes.count < 64 { bytes.append(0) }
    bytes += le(UInt16(length)) + [kind, 1] + [UInt8](repeating: 0xFF, count: 12)
    while bytes.count < 116 { bytes.append(0) }
    return bytes + le(start) + le(size) + [0, 0, 0, 0]
  }

  private var emptySheet: [UInt8] {
    record(0x0809, le(version) + le(UInt16(0x10)) + [UInt8](repeating: 0, count: 12)) + record(0x000A, [])
  }

  private func sheet(_ index: (String) -> Int) -> [UInt8] {
    var result = record(0x0809, le(version) + le(UInt16(0x10)) + [UInt8](repeating: 0, count: 12))
    for (line, row) in rows.enumerated() {
      for (column, cell) in row.enumerated() {
        guard let cell else { continue }
        let place = le(UInt16(line)) + le(UInt16(column))
        switch cell {
        case .text(let text): result += record(0x00FD, place + le(UInt16(0)) + le(UInt32(index(text))))
        case .number(let value): result += record(0x0203, place + le(UInt16(0)) + le(value.bitPattern))
        case .day(let value): result += record(0x0203, place + le(UInt16(1)) + le(value.bitPattern))
        case .formula(let value):
          result += record(0x0006, place + le(UInt16(0)) + le(value.bitPattern) + [UInt8](repeating: 0, count: 8))
        case .formulaText(let text):
          result += record(0x0006, place + le(UInt16(0)) + [0, 0, 0, 0, 0, 0, 0xFF, 0xFF] + [UInt8](repeating: 0, count: 8))
          result += record(0x0207, wide(text))
        case .error(let code): result += record(0x0205, place + le(UInt16(0)) + [code, 1])
        }
      }
    }
    if !merges.isEmpty {
      result += record(0x00E5, le(UInt16(merges.count)) + merges.flatMap { le($0.0) + le($0.1) + le($0.2) + le($0.3) })
    }
    return result + record(0x000A, [])
  }

  /// The table of shared texts, cut into records; a text that is cut says anew that it is wide.
  private func shared(_ texts: [String]) -> [UInt8] {
    var pieces: [[UInt8]] = [le(UInt32(texts.count)) + le(UInt32(texts.count))]
    for text in texts {
      let units = Array(text.utf16)
      if pieces[pieces.count - 1].count + 5 > recordBytes { pieces.append([]) }
      pieces[pieces.count - 1] += le(UInt16(units.count)) + [1]
      for unit in units {
        if pieces[pieces.count - 1].count + 2 > recordBytes { pieces.append([1]) }
        pieces[pieces.count - 1] += le(unit)
      }
    }
    return pieces.enumerated().flatMap { record($0.offset == 0 ? 0x00FC : 0x003C, $0.element) }
  }

  private func wide(_ text: String) -> [UInt8] { le(UInt16(text.utf16.count)) + [1] + text.utf16.flatMap { le($0) } }

  private func record(_ type: UInt16, _ bytes: [UInt8]) -> [UInt8] { le(type) + le(UInt16(bytes.count)) + bytes }
}

/// Little-endian bytes.
func le<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
  (0..<(Value.bitWidth / 8)).map { UInt8(truncatingIfNeeded: value >> Value($0 * 8)) }
}
