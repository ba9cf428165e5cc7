// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A live figure as a screen shows it: hundredths, rounded half away from zero. What does not fit shows as the largest that does.
func hundredths(_ value: Double) -> Int64 {
  Rounding.toInteger(value * 100) ?? (value > 0 ? Int64.max : value < 0 ? Int64.min : 0)
}
