// SPDX-License-Identifier: Apache-2.0

/// What reading one cell gave.
enum CellOutcome: Equatable {
  /// The scaled integer, the ordinal of a day or month, or 0/1.
  case value(Int64)
  case missing
  case failure(FindingCode)
}

/// What the reader did by itself in a column, told once at the end.
struct CellNotes {
  enum Note: UInt8 {
    case decimalsRounded = 1
    case rateReadAsPercent = 2
    case serialReadAsDate = 4
  }

  private var bits: UInt8 = 0
  /// What rounding took away: written − kept.
  var dropped = DroppedDecimals()

  var isEmpty: Bool { bits == 0 }
  func contains(_ note: Note) -> Bool { bits & note.rawValue != 0 }
  mutating func insert(_ note: Note) { bits |= note.rawValue }
}

/// Decimals that were not kept, summed exactly.
struct DroppedDecimals: Equatable {
  /// Decimals of the sum: a cell has at most 18 digits, and two more behind a percent sign.
  static let scale = 20

  private(set) var sum: Int128 = 0
  /// False once a cell had more than 18 digits: those beyond are not in the sum.
  private(set) var isExact = true

  /// - Parameter scale: decimals of `value`, at most `DroppedDecimals.scale`.
  mutating func add(_ value: Int128, scale: Int) {
    var value = value
    for _ in scale..<Self.scale { value *= 10 }
    sum += value
  }

  mutating func add(_ other: DroppedDecimals) {
    sum += other.sum
    isExact = isExact && other.isExact
  }

  mutating func noteCut() { isExact = false }

  /// `-0.0125`: as many decimals as it takes.
  var text: String {
    let digits = String(sum.magnitude)
    let padded = String(repeating: "0", count: max(0, Self.scale + 1 - digits.count)) + digits
    var fraction = padded.suffix(Self.scale)
    while fraction.last == "0" { fraction.removeLast() }
    let whole = padded.dropLast(Self.scale)
    return (sum < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
  }
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
