// SPDX-License-Identifier: Apache-2.0

/// Gives every key that comes up a number, in order of first appearance.
///
/// Small key spaces are a table; large ones are hashed with open addressing at a load of a half.
struct GroupTable {
  /// Cells up to which a table of four bytes each is the faster way: 16 MB.
  static let directLimit: Int64 = 1 << 22

  private(set) var keys: [Int64] = []
  private var slots: [Int32]
  private let isDirect: Bool
  private let limit: Int

  /// - Parameters:
  ///   - cells: keys lie in 0..<cells.
  ///   - limit: of groups.
  init(cells: Int64, limit: Int) {
    isDirect = cells <= GroupTable.directLimit
    slots = [Int32](repeating: -1, count: isDirect ? Int(cells) : 1 << 12)
    self.limit = limit
  }

  /// −1 when there is no room for another group.
  @inline(__always)
  mutating func number(_ key: Int64) -> Int32 {
    if isDirect {
      let known = slots[Int(key)]
      return known >= 0 ? known : add(key, at: Int(key))
    }
    let mask = slots.count - 1
    var place = GroupTable.place(key) & mask
    while true {
      let known = slots[place]
      if known < 0 { return add(key, at: place) }
      if keys[Int(known)] == key { return known }
      place = (place + 1) & mask
    }
  }

  private mutating func add(_ key: Int64, at place: Int) -> Int32 {
    guard keys.count < limit else { return -1 }
    let number = Int32(keys.count)
    keys.append(key)
    slots[place] = number
    if !isDirect, keys.count * 2 > slots.count { grow() }
    return number
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    let mask = slots.count - 1
    for (number, key) in keys.enumerated() {
      var place = GroupTable.place(key) & mask
      while slots[place] >= 0 { place = (place + 1) & mask }
      slots[place] = Int32(number)
    }
  }

  /// The bits of a product with an odd constant near 2^64 ÷ golden ratio (Knuth, TAOCP 3, §6.4), its upper half.
  @inline(__always)
  private static func place(_ key: Int64) -> Int {
    Int(truncatingIfNeeded: (UInt64(bitPattern: key) &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }
}
