// SPDX-License-Identifier: Apache-2.0

/// What reading one cell gave.
enum CellOutcome: Equatable {
  /// The scaled integer, the ordinal of a day or month, or 0/1.
  case value(Int64)
  case missing
  case failure(FindingCode)
}

/// What the reader did by itself in a column, told once at the end.
struct CellNotes: OptionSet {
  let rawValue: UInt8
  static let decimalsRounded = CellNotes(rawValue: 1)
  static let rateReadAsPercent = CellNotes(rawValue: 2)
  static let serialReadAsDate = CellNotes(rawValue: 4)
}

/// Words that stand for no value.
enum EmptyWords {
  private static let words: [[UInt8]] = ["N/A", "NA", "NULL", "NONE", "NIL", "无", "暂无", "空"].map {
    Array($0.utf8)
  }

  static func contains(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count <= 6 else { return false }
    return words.contains { word in
      word.count == bytes.count
        && word.indices.allSatisfy { upper(bytes[$0]) == word[$0] }
    }
  }

  private static func upper(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte - 0x20 : byte }

  /// What spreadsheets show for a formula that failed: `#REF!`, `#DIV/0!`; not `#N/A`, which is "no value" too.
  static func isFormulaError(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count >= 4, bytes[0] == 0x23 else { return false }
    let last = bytes[bytes.count - 1]
    return last == 0x21 || last == 0x3F || String(decoding: bytes, as: UTF8.self) == "#N/A"
  }
}
