// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing

@Suite("The one rounding")
struct RoundingTests {
  @Test(
    "halves go away from zero, on both sides",
    arguments: [
      (5, 2, 3), (-5, 2, -3), (5, -2, -3), (-5, -2, 3), (4, 3, 1), (-4, 3, -1), (7, 4, 2), (0, 9, 0),
    ])
  func halves(numerator: Int, denominator: Int, expected: Int) {
    #expect(Rounding.divide(Int128(numerator), by: Int128(denominator)) == Int128(expected))
  }

  @Test("what has no result is nil, never a trap")
  func withoutResult() {
    #expect(Rounding.divide(1, by: 0) == nil)
    #expect(Rounding.divide(.min, by: -1) == nil)
    #expect(Rounding.toInteger(.nan) == nil)
    #expect(Rounding.toInteger(.infinity) == nil)
    #expect(Rounding.toInteger(1e19) == nil)
    #expect(Rounding.toInteger(-2.5) == -3)
  }
}
