// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing

/// Sees a lost 分, a share off by a unit, a loop without end. Tie-breaking is fixed: earlier first.
@Suite("Allocation without remainder")
struct AllocationTests {
  @Test("100.00 in three equal parts is 33.34, 33.33, 33.33")
  func thirds() {
    #expect(Allocation.split(10_000, by: [1, 1, 1] as [Double]) == [3334, 3333, 3333])
    #expect(Allocation.split(-10_000, by: [1, 1, 1] as [Int64]) == [-3334, -3333, -3333])
    #expect(Allocation.split(2, by: [0, 0, 0] as [Double]) == [1, 1, 0])
    #expect(Allocation.split(5, by: [] as [Double]).isEmpty)
    #expect(Allocation.split(5, by: [] as [Int64]).isEmpty)
    #expect(Allocation.split(0, by: [3, 4] as [Int64]) == [0, 0])
  }

  @Test("the sum is kept, no part is a unit off its share, zero weight gets nothing (seeds 1...500)")
  func laws() {
    for seed in UInt64(1)...500 {
      var state = seed
      func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
      }
      let weights = (0..<Int(next() % 24 + 1)).map { _ in next() % 5 == 0 ? 0 : Int64(next() % 10_000) }
      let total = (seed % 2 == 0 ? -1 : 1) * Int64(next())
      let doubles = Allocation.split(total, by: weights.map(Double.init))
      let exact = Allocation.split(total, by: weights)
      let sum = weights.reduce(0, +)
      for parts in [doubles, exact] {
        #expect(parts.count == weights.count)
        #expect(parts.reduce(0, +) == total, "seed \(seed)")
        guard sum > 0 else { continue }
        for (part, weight) in zip(parts, weights) {
          // |part − total × weight ÷ sum| < 1, in integers.
          #expect(
            abs(Int128(part) * Int128(sum) - Int128(total) * Int128(weight)) < Int128(sum), "seed \(seed)")
          if weight == 0 { #expect(part == 0, "seed \(seed)") }
        }
      }
    }
  }

  @Test("more weight never gets less")
  func monotone() {
    let weights: [Int64] = [1, 2, 3, 5, 8, 13, 21, 34]
    for total in Int64(0)...400 {
      let parts = Allocation.split(total, by: weights)
      #expect(parts == parts.sorted(), "\(total): \(parts)")
    }
  }

  @Test("the largest totals and weights end, and keep the sum")
  func extremes() {
    for total in [Int64.max, .min, .max - 1, 1 << 60] {
      for weights in [
        [1, 1, 1], [1e308, 1e308, 1e308], [Double.leastNonzeroMagnitude, 1e308],
        [0, Double.leastNonzeroMagnitude], [0.1, 0.2, 0.3, 0.4],
      ] {
        let parts = Allocation.split(total, by: weights)
        #expect(parts.reduce(Int128(0)) { $0 + Int128($1) } == Int128(total), "\(total) \(weights)")
      }
      let exact = Allocation.split(total, by: [Int64.max, .max, 1])
      #expect(exact.reduce(Int128(0)) { $0 + Int128($1) } == Int128(total))
    }
    #expect(Allocation.split(.min, by: [1] as [Int64]) == [.min])
  }
}
