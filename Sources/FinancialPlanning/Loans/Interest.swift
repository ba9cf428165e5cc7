// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Interest by days, for loans and discounted bills.
enum Interest {
  /// principalDays × rate ÷ dayBasis, rounded once, half away from zero; nil when it leaves 128 or 64 bits.
  ///
  /// - Parameter principalDays: minor units × days, summed where the balance changed.
  static func amount(principalDays: Int128, annualRate: FixedPoint, dayBasis: Int, _ currency: Currency) -> Amount? {
    let (product, overflow) = principalDays.multipliedReportingOverflow(by: Int128(annualRate.mantissa))
    guard !overflow, dayBasis > 0,
      let rounded = Rounding.divide(product, by: Int128(Rounding.powerOfTen(annualRate.scale)) * Int128(dayBasis)),
      let result = Int64(exactly: rounded)
    else { return nil }
    return Amount(minorUnits: result, currency: currency)
  }
}
