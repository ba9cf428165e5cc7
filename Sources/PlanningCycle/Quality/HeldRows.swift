// SPDX-License-Identifier: Apache-2.0
import Commerce
import Journal

/// Rows that are held and came without a file that could be read again: from a connection, or by a mapping of their own. Kept as they were read, with
/// their lines; what comes out is what went in, to the last bit.
enum HeldRows {
  /// The first bytes, so that nothing else is taken for it.
  private static let mark = Array("tongpin-rows-1\n".utf8)

  static func encode(_ table: FactTable) -> [UInt8] {
    var bytes = mark
    put(Int64(table.rowCount), &bytes)
    for line in table.lines { put(Int64(line), &bytes) }
    for column in table.columns {
      put(Int64(column.texts.count), &bytes)
      for text in column.texts {
        put(Int64(text.utf8.count), &bytes)
        bytes.append(contentsOf: text.utf8)
      }
      for row in 0..<table.rowCount {
        bytes.append(column.isPresent[row] ? 1 : 0)
        if column.isPresent[row] { put(column.integers[row], &bytes) }
      }
    }
    return bytes
  }

  /// nil for bytes that are no such rows, or of another form of the kind than this program's.
  static func decode(_ bytes: [UInt8], kind: FactKind) -> FactTable? {
    guard bytes.starts(with: mark) else { return nil }
    var reader = Reader(bytes: bytes, at: mark.count)
    guard let count = reader.number(), count >= 0, count <= Int64(bytes.count) else { return nil }
    var lines: [Int32] = []
    for _ in 0..<count {
      guard let line = reader.number().flatMap({ Int32(exactly: $0) }) else { return nil }
      lines.append(line)
    }
    var columns: [FactColumn] = []
    for field in FactSchema.of(kind).fields {
      guard let column = reader.column(field, rows: Int(count)) else { return nil }
      columns.append(column)
    }
    guard reader.isAtEnd else { return nil }
    return FactTable(kind: kind, columns: columns, lines: lines)
  }

  /// SHA-256 over what the rows say and their lines, whatever they are kept as.
  static func digest(_ table: FactTable) -> Digest {
    var stream = DigestStream()
    var part: [UInt8] = []
    part.reserveCapacity(1 << 16)
    put(Int64(table.rowCount), &part)
    for column in table.columns {
      for row in 0..<table.rowCount {
        if column.field.type == .text, let text = column.text(row) {
          put(Int64(text.utf8.count), &part)
          part.append(contentsOf: text.utf8)
        } else {
          put(column.integer(row) ?? .min, &part)
        }
        if part.count > 1 << 15 { hand(&part, to: &stream) }
      }
    }
    for line in table.lines {
      put(Int64(line), &part)
      if part.count > 1 << 15 { hand(&part, to: &stream) }
    }
    hand(&part, to: &stream)
    return stream.finish()
  }

  private static func hand(_ part: inout [UInt8], to stream: inout DigestStream) {
    part.withUnsafeBytes { stream.update($0) }
    part.removeAll(keepingCapacity: true)
  }

  private static func put(_ number: Int64, _ bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  private struct Reader {
    let bytes: [UInt8]
    var at: Int

    var isAtEnd: Bool { at == bytes.count }

    mutating func number() -> Int64? {
      guard at + 8 <= bytes.count else { return nil }
      defer { at += 8 }
      return bytes[at..<at + 8].reversed().reduce(0) { $0 << 8 | Int64($1) }
    }

    mutating func column(_ field: FactField, rows: Int) -> FactColumn? {
      guard let textCount = number(), textCount >= 0, textCount <= Int64(bytes.count) else { return nil }
      var texts: [String] = []
      for _ in 0..<textCount {
        guard let length = number(), length >= 0, Int64(at) + length <= Int64(bytes.count) else { return nil }
        texts.append(String(decoding: bytes[at..<at + Int(length)], as: UTF8.self))
        at += Int(length)
      }
      var (integers, presence) = ([Int64](), [Bool]())
      for _ in 0..<rows {
        guard at < bytes.count, bytes[at] <= 1 else { return nil }
        let isPresent = bytes[at] == 1
        at += 1
        var value: Int64 = 0
        if isPresent {
          guard let number = number() else { return nil }
          value = number
        }
        if field.type == .text, isPresent, value < 0 || value >= textCount { return nil }
        integers.append(value)
        presence.append(isPresent)
      }
      guard Swift.Set(texts).count == texts.count, field.type == .text || texts.isEmpty else { return nil }
      return FactColumn(field: field, integers: integers, isPresent: presence, texts: texts)
    }
  }
}
