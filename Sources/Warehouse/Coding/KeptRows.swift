// SPDX-License-Identifier: Apache-2.0
public import Commerce
public import Journal

/// The bytes of the rows a batch kept, in their order: digested for the batch event, and kept as a file
/// beside the database, so that
/// a lost batch comes back whole. A row is its version, its effective day, and `FactRowCoder.content`.
public struct KeptRowsWriter: ~Copyable {
  private var stream = DigestStream()
  private var buffer = RowBytes(capacity: 1 << 20)

  public init() {}

  /// - Parameter flush: gets the bytes once in a while, in order.
  public mutating func add(
    version: Int64, effectiveOn: Int64, content: UnsafeRawBufferPointer,
    flush: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    buffer.append(UInt64(bitPattern: version))
    buffer.append(UInt64(bitPattern: effectiveOn))
    buffer.append(content)
    if buffer.count >= 1 << 20 { try pass(flush) }
  }

  public consuming func finish(flush: (UnsafeRawBufferPointer) throws -> Void) rethrows -> Digest {
    try pass(flush)
    return stream.finish()
  }

  private mutating func pass(_ flush: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    stream.update(buffer.pointer)
    try flush(buffer.pointer)
    buffer.clear()
  }
}

/// The rows of a batch read back from their bytes.
public struct KeptRows: Sendable {
  public private(set) var table: FactTable
  /// One a row.
  public private(set) var versions: [Int64] = []
  public private(set) var effectiveOn: [Int64] = []

  /// nil when the bytes are not rows of these fields; fields that the schema no longer has are passed over.
  public init?(_ bytes: [UInt8], kind: FactKind, fields: [String], batch: Int64) {
    table = FactTable(kind: kind)
    let places = fields.map { table.schema.index(of: $0) }
    var reader = Reader(bytes: bytes)
    while reader.offset < bytes.count {
      guard let version = reader.number(), let effective = reader.number(),
        let line = reader.number().flatMap({ Int32(exactly: $0) })
      else { return nil }
      var values = [FactValue?](repeating: nil, count: table.schema.fields.count)
      for place in places {
        guard let value = reader.value() else { return nil }
        if let place { values[place] = value.content }
      }
      table.append(values, line: line, batch: batch)
      versions.append(version)
      effectiveOn.append(effective)
    }
  }

  private struct Reader {
    let bytes: [UInt8]
    var offset = 0

    mutating func number() -> Int64? {
      guard offset + 8 <= bytes.count else { return nil }
      var value: UInt64 = 0
      for byte in bytes[offset..<offset + 8] { value = value << 8 | UInt64(byte) }
      offset += 8
      return Int64(bitPattern: value)
    }

    struct Value { let content: FactValue? }

    mutating func value() -> Value? {
      guard offset < bytes.count else { return nil }
      offset += 1
      switch bytes[offset - 1] {
      case 0: return Value(content: nil)
      case 1: return number().map { Value(content: .number($0)) }
      case 2:
        guard let count = number(), count >= 0, count <= bytes.count - offset else { return nil }
        offset += Int(count)
        return String(validating: bytes[offset - Int(count)..<offset], as: UTF8.self)
          .map { Value(content: .text($0)) }
      default: return nil
      }
    }
  }
}
