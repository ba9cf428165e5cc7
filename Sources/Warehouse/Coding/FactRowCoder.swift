// SPDX-License-Identifier: Apache-2.0
public import Commerce
public import Journal

/// The bytes of fact rows that every adapter agrees on: source keys, whose byte order is the order of rows,
/// and the content that batches
/// are digested over. Both layouts are for ever.
public final class FactRowCoder {
  /// One column with its texts as UTF-8 in one piece of memory that does not move.
  public struct Column {
    public let isText: Bool
    public let integers: FactIntegers
    public let isPresent: FactPresence
    /// Where each distinct text begins; one more than there are texts.
    let offsets: [Int]
    let texts: UnsafeMutableRawPointer

    public func text(_ row: Int) -> UnsafeRawBufferPointer {
      let index = Int(integers[row])
      return UnsafeRawBufferPointer(start: texts + offsets[index], count: offsets[index + 1] - offsets[index])
    }
  }

  /// The columns of `fields`, in that order.
  public let columns: [Column]
  /// Positions in `columns` of the schema's keys.
  private let keys: [Int]
  private let lines: [Int32]
  public let rowCount: Int

  /// - Parameter fields: which columns are digested, in order; nil for all of the schema. Names that the
  ///   schema lacks are left out.
  public init(_ table: FactTable, fields: [String]? = nil) {
    let names = fields ?? table.schema.fields.map(\.name)
    let chosen = names.filter { table.schema.index(of: $0) != nil }
    self.columns = chosen.map { FactRowCoder.column(table[$0]) }
    self.keys = table.schema.keys.compactMap { chosen.firstIndex(of: $0) }
    self.lines = table.lines
    self.rowCount = table.rowCount
  }

  deinit { for column in columns { column.texts.deallocate() } }

  private static func column(_ column: FactColumn) -> Column {
    var bytes: [UInt8] = []
    var offsets = [0]
    for text in column.texts {
      bytes.append(contentsOf: text.utf8)
      offsets.append(bytes.count)
    }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
    bytes.withUnsafeBytes {
      if let source = $0.baseAddress { memory.copyMemory(from: source, byteCount: $0.count) }
    }
    return Column(
      isText: column.field.type == .text, integers: column.integers, isPresent: column.isPresent,
      offsets: offsets,
      texts: memory)
  }

  /// The source key: a part is `0` when missing, else `1` and the value (integers with the sign turned, so
  /// that bytes order them; texts
  /// escaped and ended by `0`).
  public func key(_ row: Int, into buffer: inout RowBytes) {
    buffer.clear()
    for index in keys {
      let column = columns[index]
      guard column.isPresent[row] else {
        buffer.append(byte: 0)
        continue
      }
      buffer.append(byte: 1)
      if column.isText {
        FactRowCoder.append(keyText: column.text(row), to: &buffer)
      } else {
        buffer.append(UInt64(bitPattern: column.integers[row]) ^ (1 << 63))
      }
    }
  }

  /// The key of values as they would stand in a table.
  public static func key(of values: [FactValue?]) -> [UInt8] {
    var buffer = RowBytes()
    for value in values {
      buffer.append(byte: value == nil ? 0 : 1)
      switch value {
      case nil: break
      case .number(let number): buffer.append(UInt64(bitPattern: number) ^ (1 << 63))
      case .text(let text): Array(text.utf8).withUnsafeBytes { append(keyText: $0, to: &buffer) }
      }
    }
    return Array(buffer.pointer)
  }

  private static func append(keyText text: UnsafeRawBufferPointer, to buffer: inout RowBytes) {
    if text.contains(where: { $0 <= 1 }) {
      for byte in text {
        if byte <= 1 { buffer.append(byte: 1) }
        buffer.append(byte: byte <= 1 ? byte + 1 : byte)
      }
    } else {
      buffer.append(text)
    }
    buffer.append(byte: 0)
  }

  /// The row as it came: its line, then `0` for a missing value, `1` and an integer, or `2`, a length and a
  /// text.
  public func content(_ row: Int, into buffer: inout RowBytes) {
    buffer.clear()
    buffer.append(UInt64(bitPattern: Int64(lines[row])))
    for column in columns {
      guard column.isPresent[row] else {
        buffer.append(byte: 0)
        continue
      }
      if column.isText {
        let text = column.text(row)
        buffer.append(byte: 2)
        buffer.append(UInt64(text.count))
        buffer.append(text)
      } else {
        buffer.append(byte: 1)
        buffer.append(UInt64(bitPattern: column.integers[row]))
      }
    }
  }

  /// The digest over all rows as they came.
  public func inputDigest() -> Digest {
    var stream = DigestStream()
    var buffer = RowBytes()
    for row in 0..<rowCount {
      content(row, into: &buffer)
      stream.update(buffer.pointer)
    }
    return stream.finish()
  }
}
