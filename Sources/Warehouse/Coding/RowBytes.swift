// SPDX-License-Identifier: Apache-2.0

/// Bytes of one row after another in the same memory.
public struct RowBytes: ~Copyable {
  public private(set) var count = 0
  private var storage: UnsafeMutableRawPointer
  private var capacity: Int

  public init(capacity: Int = 1024) {
    self.capacity = capacity
    self.storage = .allocate(byteCount: capacity, alignment: 8)
  }

  deinit { storage.deallocate() }

  /// Valid until the next change.
  public var pointer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: storage, count: count) }

  public mutating func clear() { count = 0 }

  public mutating func append(byte: UInt8) {
    reserve(1)
    storage.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  /// Big-endian.
  public mutating func append(_ value: UInt64) {
    reserve(8)
    storage.storeBytes(of: value.bigEndian, toByteOffset: count, as: UInt64.self)
    count += 8
  }

  /// Big-endian.
  public mutating func append(_ value: UInt32) {
    reserve(4)
    storage.storeBytes(of: value.bigEndian, toByteOffset: count, as: UInt32.self)
    count += 4
  }

  /// Big-endian.
  public mutating func append(_ value: UInt16) {
    reserve(2)
    storage.storeBytes(of: value.bigEndian, toByteOffset: count, as: UInt16.self)
    count += 2
  }

  public mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    reserve(bytes.count)
    (storage + count).copyMemory(from: source, byteCount: bytes.count)
    count += bytes.count
  }

  private mutating func reserve(_ more: Int) {
    guard count + more > capacity else { return }
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
    larger.copyMemory(from: storage, byteCount: count)
    storage.deallocate()
    storage = larger
  }
}
