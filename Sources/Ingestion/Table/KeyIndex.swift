// SPDX-License-Identifier: Apache-2.0

/// Finds a row whose key fields equal those of an earlier one.
final class KeyIndex {
  private let rows: AcceptedRows
  private let fields: [Int]
  @exclusivity(unchecked) private var slots = Growing<Int32>(repeating: -1, count: 4096)
  private let hashes = Growing<UInt64>(capacity: 4096)

  init(_ rows: AcceptedRows, keyFields: [Int]) {
    self.rows = rows
    fields = keyFields
  }

  /// The accepted row with this key; nil when it is new, and then `row` is remembered for it.
  func find(
    _ values: UnsafePointer<Int64>, _ present: UnsafePointer<Bool>, orRemember row: Int
  ) -> Int? {
    guard !fields.isEmpty else { return nil }
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for field in fields {
      let part = present[field] ? UInt64(bitPattern: values[field]) &+ 1 : 0
      hash = (hash ^ part) &* 0xBF58_476D_1CE4_E5B9
      hash ^= hash >> 31
    }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let known = Int(slots[slot])
      if hashes[known] == hash, isEqual(known, values, present) { return known }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(truncatingIfNeeded: row)
    hashes.append(hash)
    if hashes.count * 2 > slots.count { grow() }
    return nil
  }

  private func isEqual(_ row: Int, _ values: UnsafePointer<Int64>, _ present: UnsafePointer<Bool>) -> Bool {
    for field in fields {
      guard rows.isPresent(row, field) == present[field] else { return false }
      if present[field], rows.value(row, field) != values[field] { return false }
    }
    return true
  }

  private func grow() {
    let larger = Growing<Int32>(repeating: -1, count: slots.count * 4)
    let mask = larger.count - 1
    for row in 0..<hashes.count {
      var slot = Int(truncatingIfNeeded: hashes[row]) & mask
      while larger[slot] >= 0 { slot = (slot + 1) & mask }
      larger[slot] = Int32(truncatingIfNeeded: row)
    }
    slots = larger
  }
}
