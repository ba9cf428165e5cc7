// SPDX-License-Identifier: Apache-2.0

/// Bytes of one frame between the server and the process that reads a file: little endian, lengths before what varies.
struct FrameWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add(byte: UInt8) { bytes.append(byte) }
  mutating func add(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  mutating func add(_ number: Int64) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func add(_ number: Int) { add(Int64(number)) }
  mutating func add(_ number: Double) { add(Int64(bitPattern: number.bitPattern)) }

  mutating func add(_ text: String) {
    let utf8 = Array(text.utf8)
    add(utf8.count)
    bytes.append(contentsOf: utf8)
  }

  mutating func add(_ texts: [String]) {
    add(texts.count)
    for text in texts { add(text) }
  }

  /// Plain values in one piece, their number before them.
  mutating func add<Element: BitwiseCopyable>(row values: [Element]) {
    add(values.count)
    values.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }
}
