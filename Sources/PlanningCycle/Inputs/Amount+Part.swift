// SPDX-License-Identifier: Apache-2.0
import Quantities

extension Amount {
  /// `self × part ÷ whole` in minor units, one rounding; 0 when it cannot be said.
  func part(_ part: Int64, of whole: Int64) -> Int64 {
    Rounding.divide(Int128(minorUnits) * Int128(part), by: Int128(whole)).flatMap { Int64(exactly: $0) } ?? 0
  }
}
