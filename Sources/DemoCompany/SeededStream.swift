// SPDX-License-Identifier: Apache-2.0

/// A repeatable stream of random numbers: SplitMix64 (Steele, Lea & Flood, 2014), one stream for each subject.
///
/// Each subject of the demo draws from a stream of its own label, so that a change in one leaves the others alone.
/// Only additions and multiplications, no functions of the system's library: the same numbers on every machine.
struct SeededStream {
  private var state: UInt64

  init(seed: UInt64, label: String) {
    // FNV-1a over the label, mixed with the seed.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in label.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    state = seed &* 0x9e37_79b9_7f4a_7c15 ^ hash
    _ = next()
  }

  mutating func next() -> UInt64 {
    state = state &+ 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// Uniform in [0, 1).
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

  /// Uniform among the integers `low...high`.
  mutating func between(_ low: Int, _ high: Int) -> Int { low + Int(next() % UInt64(high - low + 1)) }

  mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  /// Nearly standard normal: the sum of twelve uniforms, less six.
  mutating func normal() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += unit() }
    return sum
  }

  /// A factor around 1 with the given spread, never below 0.15.
  mutating func factor(_ spread: Double) -> Double { max(0.15, 1 + spread * normal()) }

  /// An index drawn in proportion to `weights` (not negative, not all zero).
  mutating func index(by weights: [Double]) -> Int {
    var target = unit() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      target -= weight
      if target < 0 { return index }
    }
    return weights.count - 1
  }
}
