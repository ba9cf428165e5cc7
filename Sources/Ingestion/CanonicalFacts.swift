// SPDX-License-Identifier: Apache-2.0
public import Commerce

/// One byte form for a table's facts, for hashing and for comparing a second import with the first. Lines and batches are not part of it.
public enum CanonicalFacts {
  /// The kind, then every row: a field is `0`, or `1` and its value; numbers little-endian, texts with their length in bytes.
  public static func bytes(of table: FactTable) -> [UInt8] {
    var result = Array(table.kind.rawValue.utf8) + [0]
    for row in 0..<table.rowCount { append(row, of: table, to: &result) }
    return result
  }

  /// The bytes of one row.
  public static func append(_ row: Int, of table: FactTable, to result: inout [UInt8]) {
    for column in table.columns {
      guard column.isPresent[row] else {
        result.append(0)
        continue
      }
      result.append(1)
      if let text = column.field.type == .text ? column.text(row) : nil {
        append(UInt64(text.utf8.count), to: &result)
        result.append(contentsOf: text.utf8)
      } else {
        append(UInt64(bitPattern: column.integers[row]), to: &result)
      }
    }
  }

  static func digest(of table: FactTable) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var row: [UInt8] = Array(table.kind.rawValue.utf8) + [0]
    for index in -1..<table.rowCount {
      if index >= 0 {
        row.removeAll(keepingCapacity: true)
        append(index, of: table, to: &row)
      }
      for byte in row { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    return hash
  }

  private static func append(_ value: UInt64, to result: inout [UInt8]) {
    for shift in stride(from: 0, to: 64, by: 8) {
      result.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
    }
  }
}
