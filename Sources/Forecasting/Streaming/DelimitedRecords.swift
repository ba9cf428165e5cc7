// SPDX-License-Identifier: Apache-2.0

/// Reads comma separated records (RFC 4180) from bytes that come in pieces of any size; never holds more than one record.
///
/// Lines end in LF, CRLF or CR; a byte order mark is skipped; fields may be quoted, with quotes doubled inside. Empty lines are
/// skipped.
public struct DelimitedRecords {
  /// One record: its fields as text, and the line it began on.
  public struct Record {
    public let fields: [String]
    public let line: Int
    /// A quote was left open, or text followed a closing quote.
    public let isBroken: Bool
    /// All bytes are UTF-8; otherwise the fields show replacement characters.
    public let isText: Bool
  }

  /// Bytes of one record; more is refused.
  public static let recordLimit = 1 << 20

  /// Fills the next piece; empty means the end.
  public typealias Source = () throws -> [UInt8]

  private let source: Source
  private var piece: [UInt8] = []
  private var position = 0
  private var atStart = true
  private var line = 1

  public init(source: @escaping Source) { self.source = source }

  /// The next record; nil at the end.
  ///
  /// - Throws: `record-too-long`, or whatever the source throws.
  public mutating func next() throws -> Record? {
    if atStart {
      try skipByteOrderMark()
      atStart = false
    }
    while let byte = try peek() {
      guard byte == 0x0A || byte == 0x0D else { return try record() }
      position += 1
      endLine(byte)
    }
    return nil
  }

  private mutating func record() throws -> Record {
    let first = line
    var fields: [String] = []
    var field: [UInt8] = []
    var size = 0
    var isQuoted = false
    var wasQuoted = false
    var isBroken = false
    var isText = true
    func text() -> String {
      if let text = String(validating: field, as: UTF8.self) { return text }
      isText = false
      return String(decoding: field, as: UTF8.self)
    }
    while let byte = try peek() {
      position += 1
      size += 1
      guard size <= DelimitedRecords.recordLimit else {
        throw SeriesFileError(
          .recordTooLong,
          detail:
            "the record that begins on line \(first) has more than \(DelimitedRecords.recordLimit) bytes",
          hint: "look for a quote that is never closed")
      }
      if isQuoted {
        if byte != 0x22 {
          if byte == 0x0A { line += 1 }
          field.append(byte)
        } else if try peek() == 0x22 {
          position += 1
          field.append(byte)
        } else {
          isQuoted = false
          wasQuoted = true
        }
        continue
      }
      switch byte {
      case 0x2C:
        fields.append(text())
        field.removeAll(keepingCapacity: true)
        wasQuoted = false
      case 0x22 where field.isEmpty && !wasQuoted:
        isQuoted = true
      case 0x0A, 0x0D:
        endLine(byte)
        fields.append(text())
        return Record(fields: fields, line: first, isBroken: isBroken, isText: isText)
      default:
        if wasQuoted && byte != 0x20 { isBroken = true }
        if !wasQuoted { field.append(byte) }
      }
    }
    fields.append(text())
    return Record(fields: fields, line: first, isBroken: isBroken || isQuoted, isText: isText)
  }

  /// CR, LF and CRLF each end one line.
  private mutating func endLine(_ byte: UInt8) {
    line += 1
    if byte == 0x0D, let next = try? peek(), next == 0x0A { position += 1 }
  }

  private mutating func peek() throws -> UInt8? {
    while position == piece.count {
      piece = try source()
      position = 0
      if piece.isEmpty { return nil }
    }
    return piece[position]
  }

  private mutating func skipByteOrderMark() throws {
    guard try peek() == 0xEF else { return }
    // The mark may be cut by the piece's end, so it is looked at byte by byte.
    for expected in [0xEF, 0xBB, 0xBF] as [UInt8] {
      guard try peek() == expected else { return }
      position += 1
    }
  }
}
