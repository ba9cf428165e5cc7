// SPDX-License-Identifier: Apache-2.0

/// A stream of random bits that is the same on every machine and in every run: xoshiro256**, seeded by splitmix64.
///
/// Not for secrets. Two streams with different seeds are independent for all practical purposes, so a stream per series, seeded by a
/// hash of its name, makes results independent of order and thread count.
///
/// - References: D. Blackman, S. Vigna (2021), Scrambled linear pseudorandom number generators, ACM TOMS 47(4), 1–32.
public struct RandomStream: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  public init(seed: UInt64) {
    var mixer = seed
    func mixed() -> UInt64 {
      mixer &+= 0x9E37_79B9_7F4A_7C15
      var bits = mixer
      bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
      return bits ^ (bits >> 31)
    }
    state = (mixed(), mixed(), mixed(), mixed())
  }

  public mutating func next() -> UInt64 {
    func rotated(_ bits: UInt64, by count: UInt64) -> UInt64 { (bits << count) | (bits >> (64 - count)) }
    let result = rotated(state.1 &* 5, by: 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = rotated(state.3, by: 45)
    return result
  }

  /// Uniform in 0 ..< 1, with 53 random bits.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Standard normal, by inversion: one uniform for one normal, so that streams stay aligned.
  public mutating func normal() -> Double {
    NormalDistribution.score(probability: (Double(next() >> 11) + 0.5) * 0x1p-53)
  }
}
