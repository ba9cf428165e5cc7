// SPDX-License-Identifier: Apache-2.0

/// The one rounding of the house: half away from zero (四舍五入), symmetric for credit notes.
public enum Rounding {
  /// `numerator ÷ denominator`, rounded half away from zero; nil on division by zero or overflow.
  public static func divide(_ numerator: Int128, by denominator: Int128) -> Int128? {
    let (quotient, overflowed) = numerator.dividedReportingOverflow(by: denominator)
    guard !overflowed else { return nil }
    let remainder = numerator - quotient * denominator
    guard remainder.magnitude >= denominator.magnitude - remainder.magnitude else { return quotient }
    let isNegative = (numerator < 0) != (denominator < 0)
    let (result, overflow) = quotient.addingReportingOverflow(isNegative ? -1 : 1)
    return overflow ? nil : result
  }

  /// The nearest integer to `value`, half away from zero; nil when it is not finite or out of range.
  public static func toInteger(_ value: Double) -> Int64? {
    Int64(exactly: value.rounded(.toNearestOrAwayFromZero))
  }

  /// 10 to the power `exponent`, 0...18.
  public static func powerOfTen(_ exponent: Int) -> Int64 {
    precondition((0...18).contains(exponent), "a scale is 0...18")
    var result: Int64 = 1
    for _ in 0..<exponent { result *= 10 }
    return result
  }

  /// 10 to the power `exponent`, 0...38, where 64 bits do not do.
  static func widePowerOfTen(_ exponent: Int) -> Int128 {
    precondition((0...38).contains(exponent), "ten to that power fits 128 bits")
    var result: Int128 = 1
    for _ in 0..<exponent { result *= 10 }
    return result
  }
}
