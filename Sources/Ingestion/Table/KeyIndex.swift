// SPDX-License-Identifier: Apache-2.0

/// Finds a row whose key fields equal those of an earlier one.
struct KeyIndex {
  private let stores: [ColumnStore]
  private let fields: [Int]
  private var slots: [Int32]
  private var mask: Int
  private var count = 0
  private var hashes: [UInt64] = []

  init(stores: [ColumnStore], keyFields: [Int]) {
    self.stores = keyFields.map { stores[$0] }
    fields = keyFields
    slots = [Int32](repeating: -1, count: 4096)
    mask = 4095
  }

  /// The accepted row with this key; nil when it is new, and then `row` is remembered for it.
  mutating func find(
    _ values: UnsafePointer<Int64>, _ present: UnsafePointer<Bool>, orRemember row: Int
  ) -> Int? {
    guard !fields.isEmpty else { return nil }
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for field in fields {
      let part = present[field] ? UInt64(bitPattern: values[field]) &+ 1 : 0
      hash = (hash ^ part) &* 0xBF58_476D_1CE4_E5B9
      hash ^= hash >> 31
    }
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let known = Int(slots[slot])
      if hashes[known] == hash, isEqual(known, values, present) { return known }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(row)
    hashes.append(hash)
    count += 1
    if count * 2 > slots.count { grow() }
    return nil
  }

  private func isEqual(_ row: Int, _ values: UnsafePointer<Int64>, _ present: UnsafePointer<Bool>) -> Bool {
    for (position, field) in fields.enumerated() {
      let store = stores[position]
      guard store.isPresent[row] == present[field] else { return false }
      if present[field], store.integers[row] != values[field] { return false }
    }
    return true
  }

  private mutating func grow() {
    let size = slots.count * 4
    slots = [Int32](repeating: -1, count: size)
    mask = size - 1
    for (row, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(row)
    }
  }
}
