// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Products of stored integers, each with one rounding; 64 bits where they do, 128 where they do not.
enum Exact {
  /// Stands for a figure that no document tells.
  static let missing = Int64.min
  /// Stands for a figure beyond 64 bits; a sum that meets it fails.
  static let tooLarge = Int64.max

  /// price (six decimals) × quantity (four) in minor units of two decimals.
  static func product(price: Int64, quantity: Int64) -> Int64 { scaled(price, quantity, over: 100_000_000) }

  /// value × part ÷ whole, half away from zero; the whole is not zero.
  static func scaled(_ value: Int64, _ part: Int64, over whole: Int64) -> Int64 {
    if part == whole { return value }
    let (product, overflow) = value.multipliedReportingOverflow(by: part)
    if !overflow, whole > 0, product != .min {
      let (quotient, rest) = product.quotientAndRemainder(dividingBy: whole)
      let isHalf = rest.magnitude >= whole.magnitude - rest.magnitude
      return isHalf ? quotient + (product < 0 ? -1 : 1) : quotient
    }
    guard let wide = Rounding.divide(Int128(value) * Int128(part), by: Int128(whole)), let result = Int64(exactly: wide) else {
      return tooLarge
    }
    return result
  }

  /// The sum, or `tooLarge`, which stays what it is.
  static func sum(_ left: Int64, _ right: Int64) -> Int64 {
    if left == tooLarge { return tooLarge }
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? tooLarge : sum
  }
}
