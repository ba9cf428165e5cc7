// SPDX-License-Identifier: Apache-2.0

/// Distinct texts of a column by their bytes: the same bytes give the same number, in order of first appearance.
final class ByteInterner {
  private var arena: [UInt8] = []
  private var entries: [(start: Int, count: Int, hash: UInt64)] = []
  private var slots: [Int32]
  private var mask: Int

  init() {
    slots = [Int32](repeating: -1, count: 1024)
    mask = 1023
  }

  var count: Int { entries.count }

  func text(_ index: Int) -> String {
    let entry = entries[index]
    return String(decoding: arena[entry.start..<(entry.start + entry.count)], as: UTF8.self)
  }

  /// The number of `bytes`, a new one when they were not seen before.
  func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let hash = ByteInterner.hash(bytes)
    let slot = self.slot(bytes, hash)
    if slots[slot] >= 0 { return Int(slots[slot]) }
    let index = entries.count
    entries.append((arena.count, bytes.count, hash))
    arena.append(contentsOf: bytes)
    slots[slot] = Int32(index)
    if entries.count * 2 > slots.count { grow() }
    return index
  }

  /// The number of `bytes`, or nil when they were never interned.
  func find(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let found = slots[slot(bytes, ByteInterner.hash(bytes))]
    return found >= 0 ? Int(found) : nil
  }

  private func slot(_ bytes: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.hash == hash, entry.count == bytes.count, isEqual(bytes, entry.start) { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func isEqual(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    arena.withUnsafeBufferPointer { known in
      for index in 0..<bytes.count where known[start + index] != bytes[index] { return false }
      return true
    }
  }

  private func grow() {
    let size = slots.count * 4
    slots = [Int32](repeating: -1, count: size)
    mask = size - 1
    for (index, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(index)
    }
  }

  /// FNV-1a over eight bytes at a time with a final mix; the same in every run.
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var index = 0
    if let base = bytes.baseAddress {
      while index + 8 <= bytes.count {
        hash = (hash ^ UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 32
        index += 8
      }
      while index < bytes.count {
        hash = (hash ^ UInt64(base[index])) &* 0x100_0000_01B3
        index += 1
      }
    }
    hash ^= hash >> 29
    hash = hash &* 0xBF58_476D_1CE4_E5B9
    return hash ^ (hash >> 32)
  }
}
