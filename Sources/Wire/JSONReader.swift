// SPDX-License-Identifier: Apache-2.0

/// Why a text is not JSON that we take: what and at which byte.
public struct JSONReadError: Error, Equatable, Sendable {
  public enum Code: String, Sendable {
    case unexpectedByte = "json.unexpected-byte"
    case unexpectedEnd = "json.unexpected-end"
    case tooDeep = "json.too-deep"
    case notUnicode = "json.not-unicode"
    case trailingBytes = "json.trailing-bytes"
    case duplicateName = "json.duplicate-name"
    case nul = "json.nul"
  }
  public let code: Code
  public let offset: Int
}

extension JSON {
  /// Reads one value (RFC 8259); nesting at most `depthLimit`, a name twice in an object and U+0000 in a text, which readers
  /// take differently, are refused.
  public init(reading bytes: [UInt8], depthLimit: Int = 64) throws(JSONReadError) {
    var reader = JSONReader(bytes: bytes, depthLimit: depthLimit)
    self = try reader.value(depth: 0)
    reader.skipBlanks()
    if reader.offset != bytes.count { throw JSONReadError(code: .trailingBytes, offset: reader.offset) }
  }
}

private struct JSONReader {
  let bytes: [UInt8]
  let depthLimit: Int
  var offset = 0

  mutating func skipBlanks() {
    while offset < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset]) { offset += 1 }
  }

  private func fail(_ code: JSONReadError.Code) -> JSONReadError { JSONReadError(code: code, offset: offset) }

  private mutating func next() throws(JSONReadError) -> UInt8 {
    guard offset < bytes.count else { throw fail(.unexpectedEnd) }
    defer { offset += 1 }
    return bytes[offset]
  }

  mutating func value(depth: Int) throws(JSONReadError) -> JSON {
    guard depth < depthLimit else { throw fail(.tooDeep) }
    skipBlanks()
    guard offset < bytes.count else { throw fail(.unexpectedEnd) }
    switch bytes[offset] {
    case 0x7B: return try object(depth: depth)
    case 0x5B: return try array(depth: depth)
    case 0x22: return .string(try string())
    case 0x74: return try word("true", .boolean(true))
    case 0x66: return try word("false", .boolean(false))
    case 0x6E: return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ text: StaticString, _ value: JSON) throws(JSONReadError) -> JSON {
    for byte in text.description.utf8 where try next() != byte { throw fail(.unexpectedByte) }
    return value
  }

  private mutating func array(depth: Int) throws(JSONReadError) -> JSON {
    offset += 1
    var values: [JSON] = []
    skipBlanks()
    if offset < bytes.count, bytes[offset] == 0x5D {
      offset += 1
      return .array(values)
    }
    while true {
      values.append(try value(depth: depth + 1))
      skipBlanks()
      switch try next() {
      case 0x2C: continue
      case 0x5D: return .array(values)
      default: throw fail(.unexpectedByte)
      }
    }
  }

  private mutating func object(depth: Int) throws(JSONReadError) -> JSON {
    offset += 1
    var members: [JSON.Member] = []
    var names: Set<String> = []
    skipBlanks()
    if offset < bytes.count, bytes[offset] == 0x7D {
      offset += 1
      return .object(members)
    }
    while true {
      skipBlanks()
      guard offset < bytes.count, bytes[offset] == 0x22 else { throw fail(.unexpectedByte) }
      let start = offset
      let name = try string()
      guard names.insert(name).inserted else { throw JSONReadError(code: .duplicateName, offset: start) }
      skipBlanks()
      guard try next() == 0x3A else { throw fail(.unexpectedByte) }
      members.append(JSON.Member(name, try value(depth: depth + 1)))
      skipBlanks()
      switch try next() {
      case 0x2C: continue
      case 0x7D: return .object(members)
      default: throw fail(.unexpectedByte)
      }
    }
  }

  private mutating func number() throws(JSONReadError) -> JSON {
    let start = offset
    var isWhole = true
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x30...0x39, 0x2D, 0x2B: break
      case 0x2E, 0x65, 0x45: isWhole = false
      default:
        return try finished(from: start, isWhole: isWhole)
      }
      offset += 1
    }
    return try finished(from: start, isWhole: isWhole)
  }

  private func finished(from start: Int, isWhole: Bool) throws(JSONReadError) -> JSON {
    let digits = bytes[start..<offset]
    let text = String(decoding: digits, as: UTF8.self)
    guard Self.isNumber(digits), let value = Double(text), value.isFinite else {
      throw JSONReadError(code: .unexpectedByte, offset: start)
    }
    if isWhole, let value = Int64(text) { return .integer(value) }
    return .number(text)
  }

  /// The grammar of RFC 8259 §6: what other readers refuse must not leave here either.
  private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    func digits() -> ArraySlice<UInt8> {
      let run = rest.prefix { (0x30...0x39).contains($0) }
      rest = rest.dropFirst(run.count)
      return run
    }
    if rest.first == 0x2D { rest = rest.dropFirst() }
    let whole = digits()
    if whole.isEmpty || (whole.count > 1 && whole.first == 0x30) { return false }
    if rest.first == 0x2E {
      rest = rest.dropFirst()
      if digits().isEmpty { return false }
    }
    if rest.first == 0x65 || rest.first == 0x45 {
      rest = rest.dropFirst()
      if rest.first == 0x2B || rest.first == 0x2D { rest = rest.dropFirst() }
      if digits().isEmpty { return false }
    }
    return rest.isEmpty
  }

  private mutating func string() throws(JSONReadError) -> String {
    offset += 1
    var content: [UInt8] = []
    while true {
      let byte = try next()
      switch byte {
      case 0x22:
        guard let text = String(validating: content, as: UTF8.self) else { throw fail(.notUnicode) }
        return text
      case 0x5C: try escape(into: &content)
      case 0..<0x20: throw fail(.unexpectedByte)
      default: content.append(byte)
      }
    }
  }

  private mutating func escape(into content: inout [UInt8]) throws(JSONReadError) {
    switch try next() {
    case 0x22: content.append(0x22)
    case 0x5C: content.append(0x5C)
    case 0x2F: content.append(0x2F)
    case 0x62: content.append(0x08)
    case 0x66: content.append(0x0C)
    case 0x6E: content.append(0x0A)
    case 0x72: content.append(0x0D)
    case 0x74: content.append(0x09)
    case 0x75:
      var code = try hexadecimal()
      if (0xD800..<0xDC00).contains(code) {
        guard try next() == 0x5C, try next() == 0x75 else { throw fail(.notUnicode) }
        let low = try hexadecimal()
        guard (0xDC00..<0xE000).contains(low) else { throw fail(.notUnicode) }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw fail(.notUnicode) }
      if code == 0 { throw fail(.nul) }
      content.append(contentsOf: String(Character(scalar)).utf8)
    default: throw fail(.unexpectedByte)
    }
  }

  private mutating func hexadecimal() throws(JSONReadError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      let byte = try next()
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw fail(.unexpectedByte) }
      value = value * 16 + UInt32(digit)
    }
    return value
  }
}
