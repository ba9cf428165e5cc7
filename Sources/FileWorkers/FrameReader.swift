// SPDX-License-Identifier: Apache-2.0

/// Says that bytes which came from a reading process are not what it promised to send: the process is broken, or somebody's file broke into it.
struct FrameFault: Error, Equatable {
  let reason: String
}

/// Reads what `FrameWriter` wrote and believes nothing: every length is held against what is there, before anything is made of it.
struct FrameReader {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { offset == bytes.count }

  private mutating func take(_ count: Int) throws(FrameFault) -> ArraySlice<UInt8> {
    guard count >= 0, count <= bytes.count - offset else { throw FrameFault(reason: "\(count) bytes at \(offset) of \(bytes.count)") }
    defer { offset += count }
    return bytes[offset..<offset + count]
  }

  mutating func byte() throws(FrameFault) -> UInt8 {
    let slice = try take(1)
    return slice[slice.startIndex]
  }

  mutating func flag() throws(FrameFault) -> Bool {
    switch try byte() {
    case 0: return false
    case 1: return true
    case let other: throw FrameFault(reason: "\(other) for yes or no")
    }
  }

  mutating func number() throws(FrameFault) -> Int64 {
    let slice = try take(8)
    return slice.reversed().reduce(0) { $0 << 8 | Int64($1) }
  }

  /// A number of things, of which at most `limit` are taken.
  mutating func count(atMost limit: Int) throws(FrameFault) -> Int {
    let number = try number()
    guard number >= 0, number <= Int64(limit) else { throw FrameFault(reason: "\(number) where at most \(limit) are taken") }
    return Int(number)
  }

  mutating func double() throws(FrameFault) -> Double { Double(bitPattern: UInt64(bitPattern: try number())) }

  mutating func text() throws(FrameFault) -> String {
    let count = try count(atMost: bytes.count)
    let slice = try take(count)
    // Whoever lays invalid UTF-8 before us gets the sign for a letter that cannot be read.
    return String(decoding: slice, as: UTF8.self)
  }

  mutating func texts(atMost limit: Int) throws(FrameFault) -> [String] {
    let count = try count(atMost: limit)
    var texts: [String] = []
    for _ in 0..<count { texts.append(try text()) }
    return texts
  }

  mutating func row<Element: BitwiseCopyable & FixedWidthInteger>(of type: Element.Type, atMost limit: Int) throws(FrameFault) -> [Element]
  {
    let count = try count(atMost: limit)
    let width = MemoryLayout<Element>.size
    let slice = try take(count * width)
    return [Element](unsafeUninitializedCapacity: count) { target, filled in
      slice.withUnsafeBytes { UnsafeMutableRawBufferPointer(target).copyMemory(from: $0) }
      filled = count
    }
  }
}
