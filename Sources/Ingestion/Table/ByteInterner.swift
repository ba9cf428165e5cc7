// SPDX-License-Identifier: Apache-2.0

/// Distinct texts of a column by their bytes: the same bytes give the same number, in order of first appearance.
final class ByteInterner {
  private struct Entry {
    var start: Int
    var count: Int
    var hash: UInt64
  }

  private let arena = Growing<UInt8>(capacity: 4096)
  private let entries = Growing<Entry>()
  @exclusivity(unchecked) private var slots = Growing<Int32>(repeating: -1, count: 1024)

  var count: Int { entries.count }

  func text(_ index: Int) -> String {
    let entry = entries[index]
    return String(
      decoding: UnsafeBufferPointer(start: arena.pointer + entry.start, count: entry.count), as: UTF8.self)
  }

  /// The number of `bytes`, a new one when they were not seen before.
  func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let hash = ByteInterner.hash(bytes)
    let slot = self.slot(bytes, hash)
    let known = slots[slot]
    if known >= 0 { return Int(known) }
    let index = entries.count
    entries.append(Entry(start: arena.count, count: bytes.count, hash: hash))
    if let base = bytes.baseAddress { arena.append(from: base, count: bytes.count) }
    slots[slot] = Int32(truncatingIfNeeded: index)
    if entries.count * 2 > slots.count { grow() }
    return index
  }

  /// The number of `bytes`, or nil when they were never interned.
  func find(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let found = slots[slot(bytes, ByteInterner.hash(bytes))]
    return found >= 0 ? Int(found) : nil
  }

  private func slot(_ bytes: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Int {
    let slots = self.slots.pointer
    let entries = self.entries.pointer
    let mask = self.slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.hash == hash, entry.count == bytes.count, isEqual(bytes, entry.start) { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func isEqual(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    let known = arena.pointer + start
    for index in 0..<bytes.count where known[index] != bytes[index] { return false }
    return true
  }

  private func grow() {
    let larger = Growing<Int32>(repeating: -1, count: slots.count * 4)
    let mask = larger.count - 1
    for index in 0..<entries.count {
      var slot = Int(truncatingIfNeeded: entries[index].hash) & mask
      while larger[slot] >= 0 { slot = (slot + 1) & mask }
      larger[slot] = Int32(truncatingIfNeeded: index)
    }
    slots = larger
  }

  /// Eight bytes at a time, multiplied and folded; the same in every run.
  @inline(__always)
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(truncatingIfNeeded: bytes.count)
    var index = 0
    if let base = bytes.baseAddress {
      while index + 8 <= bytes.count {
        hash = (hash ^ UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 32
        index += 8
      }
      var rest: UInt64 = 0
      while index < bytes.count {
        rest = rest << 8 | UInt64(base[index])
        index += 1
      }
      hash = (hash ^ rest) &* 0x9E37_79B9_7F4A_7C15
    }
    hash ^= hash >> 29
    hash = hash &* 0xBF58_476D_1CE4_E5B9
    return hash ^ (hash >> 32)
  }
}
