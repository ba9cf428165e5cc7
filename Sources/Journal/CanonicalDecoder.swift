// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Reads what `CanonicalEncoder` wrote and refuses every other byte sequence: untrusted bytes never trap.
public struct CanonicalDecoder: Sendable {
  private let bytes: [UInt8]
  private let limits: CanonicalLimits
  public private(set) var offset = 0

  public init(_ bytes: [UInt8], limits: CanonicalLimits = .standard) throws(JournalError) {
    guard bytes.count <= limits.bytes else {
      throw JournalError(
        .tooLarge, subject: "bytes",
        detail: "There are \(bytes.count) bytes; at most \(limits.bytes) are read.")
    }
    self.bytes = bytes
    self.limits = limits
  }

  public var isAtEnd: Bool { offset == bytes.count }

  public mutating func next() throws(JournalError) -> CanonicalValue { try next(depth: 1) }

  public mutating func integer() throws(JournalError) -> Int64 {
    guard case .integer(let value) = try next() else { throw notCanonical("an integer stands here") }
    return value
  }

  public mutating func text() throws(JournalError) -> String {
    guard case .text(let value) = try next() else { throw notCanonical("a text stands here") }
    return value
  }

  public mutating func content() throws(JournalError) -> [UInt8] {
    guard case .bytes(let value) = try next() else { throw notCanonical("bytes stand here") }
    return value
  }

  private mutating func next(depth: Int) throws(JournalError) -> CanonicalValue {
    guard depth <= limits.depth else {
      throw JournalError(
        .tooDeep, subject: "offset \(offset)", detail: "It is nested deeper than \(limits.depth) levels.")
    }
    switch try byte() {
    case CanonicalEncoder.Tag.integer: return .integer(Int64(bitPattern: try big()))
    case CanonicalEncoder.Tag.boolean:
      switch try byte() {
      case 0: return .boolean(false)
      case 1: return .boolean(true)
      default: throw notCanonical("a boolean is 0 or 1")
      }
    case CanonicalEncoder.Tag.text: return .text(try string())
    case CanonicalEncoder.Tag.bytes: return .bytes(Array(try slice(try length())))
    case CanonicalEncoder.Tag.fixed:
      let scale = Int(try byte())
      guard scale <= 18 else { throw notCanonical("a scale is 0...18") }
      return .fixed(FixedPoint(mantissa: Int64(bitPattern: try big()), scale: scale))
    case CanonicalEncoder.Tag.double: return .double(Double(bitPattern: try big()))
    case CanonicalEncoder.Tag.list: return .list(try list(depth: depth))
    case CanonicalEncoder.Tag.map: return .map(try map(depth: depth))
    default: throw notCanonical("the tag is not known")
    }
  }

  private mutating func list(depth: Int) throws(JournalError) -> [CanonicalValue] {
    // Nothing is reserved by a count that the bytes merely claim.
    var values: [CanonicalValue] = []
    for _ in 0..<(try length()) { values.append(try next(depth: depth + 1)) }
    return values
  }

  private mutating func map(depth: Int) throws(JournalError) -> [String: CanonicalValue] {
    var entries: [String: CanonicalValue] = [:]
    var previous: String?
    for _ in 0..<(try length()) {
      let key = try string()
      if let previous, !CanonicalEncoder.precedes(previous, key) { throw notCanonical("keys ascend") }
      // Two spellings that Unicode holds equal are one key of a Swift dictionary: refused, not merged.
      guard entries.updateValue(try next(depth: depth + 1), forKey: key) == nil else {
        throw notCanonical("keys are unique")
      }
      previous = key
    }
    return entries
  }

  private mutating func byte() throws(JournalError) -> UInt8 {
    guard offset < bytes.count else { throw truncated() }
    defer { offset += 1 }
    return bytes[offset]
  }

  private mutating func slice(_ count: Int) throws(JournalError) -> ArraySlice<UInt8> {
    guard count <= bytes.count - offset else { throw truncated() }
    defer { offset += count }
    return bytes[offset..<offset + count]
  }

  private mutating func length() throws(JournalError) -> Int { Int(try number(4)) }

  private mutating func big() throws(JournalError) -> UInt64 { try number(8) }

  /// Big-endian, `count` bytes.
  private mutating func number(_ count: Int) throws(JournalError) -> UInt64 {
    guard count <= bytes.count - offset else { throw truncated() }
    var value: UInt64 = 0
    for index in offset..<offset + count { value = value << 8 | UInt64(bytes[index]) }
    offset += count
    return value
  }

  private mutating func string() throws(JournalError) -> String {
    let count = try length()
    guard count <= bytes.count - offset else { throw truncated() }
    let text = bytes.withUnsafeBufferPointer { buffer in
      String(validating: UnsafeBufferPointer(rebasing: buffer[offset..<offset + count]), as: UTF8.self)
    }
    guard let text else { throw notCanonical("text is UTF-8") }
    offset += count
    return text
  }

  private func truncated() -> JournalError {
    JournalError(
      .truncated, subject: "offset \(offset)", detail: "The bytes end inside a value (\(bytes.count) in all)."
    )
  }

  func notCanonical(_ rule: String) -> JournalError {
    JournalError(.notCanonical, subject: "offset \(offset)", detail: "Expected: \(rule).")
  }
}

extension CanonicalValue {
  /// The value whose encoding these bytes are, all of them.
  public init(decoding bytes: [UInt8], limits: CanonicalLimits = .standard) throws(JournalError) {
    var decoder = try CanonicalDecoder(bytes, limits: limits)
    self = try decoder.next()
    guard decoder.isAtEnd else { throw decoder.notCanonical("the value ends with the bytes") }
  }
}
