// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Writes values as tagged, length-prefixed bytes, big-endian. The layout is for ever: it is what the chain
/// signs.
///
/// `1` integer (8) · `2` boolean (1) · `3` text (length 4, UTF-8) · `4` bytes (length 4) · `5` fixed point
/// (scale 1, mantissa 8)
/// · `6` double (bit pattern 8) · `7` list (count 4, values) · `8` map (count 4, key and value, keys
/// ascending).
public struct CanonicalEncoder: Sendable {
  public private(set) var bytes: [UInt8] = []
  private let limits: CanonicalLimits

  public init(limits: CanonicalLimits = .standard) { self.limits = limits }

  public mutating func put(_ value: CanonicalValue) throws(JournalError) {
    try put(value, depth: 1)
    guard bytes.count <= limits.bytes else {
      throw JournalError(
        .tooLarge, subject: "value",
        detail: "It takes \(bytes.count) bytes; at most \(limits.bytes) are kept.")
    }
  }

  public mutating func put(integer: Int64) {
    bytes.append(Tag.integer)
    put(big: UInt64(bitPattern: integer))
  }

  public mutating func put(text: String) {
    bytes.append(Tag.text)
    put(length: text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  public mutating func put(bytes content: [UInt8]) {
    bytes.append(Tag.bytes)
    put(length: content.count)
    bytes.append(contentsOf: content)
  }

  private mutating func put(_ value: CanonicalValue, depth: Int) throws(JournalError) {
    guard depth <= limits.depth else {
      throw JournalError(
        .tooDeep, subject: "value", detail: "It is nested deeper than \(limits.depth) levels.")
    }
    switch value {
    case .integer(let value): put(integer: value)
    case .boolean(let value): bytes.append(contentsOf: [Tag.boolean, value ? 1 : 0])
    case .text(let value): put(text: value)
    case .bytes(let value): put(bytes: value)
    case .fixed(let value):
      bytes.append(contentsOf: [Tag.fixed, UInt8(value.scale)])
      put(big: UInt64(bitPattern: value.mantissa))
    case .double(let value):
      bytes.append(Tag.double)
      put(big: value.bitPattern)
    case .list(let values):
      bytes.append(Tag.list)
      put(length: values.count)
      for element in values { try put(element, depth: depth + 1) }
    case .map(let entries):
      bytes.append(Tag.map)
      put(length: entries.count)
      // Dictionary order is random for each process; the bytes must not be.
      for (key, element) in entries.sorted(by: { CanonicalEncoder.precedes($0.key, $1.key) }) {
        put(length: key.utf8.count)
        bytes.append(contentsOf: key.utf8)
        try put(element, depth: depth + 1)
      }
    }
  }

  static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  private mutating func put(big value: UInt64) {
    withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
  }

  private mutating func put(length: Int) {
    // Lengths beyond 32 bits are far beyond `limits.bytes`, which `put` refuses.
    withUnsafeBytes(of: UInt32(clamping: length).bigEndian) { bytes.append(contentsOf: $0) }
  }

  enum Tag {
    static let integer: UInt8 = 1
    static let boolean: UInt8 = 2
    static let text: UInt8 = 3
    static let bytes: UInt8 = 4
    static let fixed: UInt8 = 5
    static let double: UInt8 = 6
    static let list: UInt8 = 7
    static let map: UInt8 = 8
  }
}

extension CanonicalValue {
  /// The one encoding of this value.
  public func encoded(limits: CanonicalLimits = .standard) throws(JournalError) -> [UInt8] {
    var encoder = CanonicalEncoder(limits: limits)
    try encoder.put(self)
    return encoder.bytes
  }
}
