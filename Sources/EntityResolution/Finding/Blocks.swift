// SPDX-License-Identifier: Apache-2.0

/// Which records are worth comparing: those that share a key. No two others are looked at, so that the work grows with the records.
struct Blocks {
  /// A larger group is compared with neighbours alone.
  static let mostTogether = 60
  static let neighbours = 6

  private var groups: [String: [Int32]] = [:]

  mutating func add(_ key: String, _ record: Int) { groups[key, default: []].append(Int32(record)) }

  /// Pairs in ascending order, each once.
  ///
  /// - Parameter order: what records of a crowded group are sorted by.
  func pairs(order: (Int) -> String) -> (pairs: [(Int, Int)], crowded: Int) {
    var seen: [UInt64] = []
    var crowded = 0
    func note(_ left: Int32, _ right: Int32) {
      if left == right { return }
      seen.append(UInt64(UInt32(min(left, right))) << 32 | UInt64(UInt32(max(left, right))))
    }
    for key in groups.keys.sorted() {
      let members = groups[key]!
      if members.count < 2 { continue }
      if members.count <= Self.mostTogether {
        for (index, left) in members.enumerated() { for right in members[(index + 1)...] { note(left, right) } }
      } else {
        crowded += members.count
        let sorted = members.map { (order(Int($0)), $0) }.sorted { $0 < $1 }.map(\.1)
        for (index, left) in sorted.enumerated() { for right in sorted[(index + 1)...].prefix(Self.neighbours) { note(left, right) } }
      }
    }
    seen.sort()
    var pairs: [(Int, Int)] = []
    pairs.reserveCapacity(seen.count)
    var last = UInt64.max
    for pair in seen where pair != last {
      pairs.append((Int(pair >> 32), Int(pair & 0xFFFF_FFFF)))
      last = pair
    }
    return (pairs, crowded)
  }
}
