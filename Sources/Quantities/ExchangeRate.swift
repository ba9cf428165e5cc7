// SPDX-License-Identifier: Apache-2.0

/// What `units` of one currency cost in another: 100 JPY = 4.6521 CNY.
public struct ExchangeRate: Hashable, Sendable, CustomStringConvertible {
  public let from: Currency
  public let to: Currency
  /// Price of `units` of `from`, in `to`; greater than zero.
  public let rate: FixedPoint
  /// How many of `from` the rate is for: banks quote 100 (中间价 of CNY) or 1.
  public let units: Int64

  /// nil unless `rate` and `units` are greater than zero.
  public init?(from: Currency, to: Currency, rate: FixedPoint, units: Int64 = 1) {
    guard rate.mantissa > 0, units > 0 else { return nil }
    self.from = from
    self.to = to
    self.rate = rate
    self.units = units
  }

  /// The amount in `to`, one rounding; nil on overflow.
  ///
  /// - Precondition: `amount` is in `from`.
  public func converting(_ amount: Amount) -> Amount? {
    precondition(amount.currency == from, "the rate is for another currency")
    return ratio(
      amount, times: [Int128(rate.mantissa), Rounding.widePowerOfTen(to.minorDigits)],
      over: [Rounding.widePowerOfTen(rate.scale), Rounding.widePowerOfTen(from.minorDigits), Int128(units)],
      in: to)
  }

  /// The amount in `from` for one in `to`, one rounding; nil on overflow. Not the exact inverse: 分 are lost both ways.
  ///
  /// - Precondition: `amount` is in `to`.
  public func convertingBack(_ amount: Amount) -> Amount? {
    precondition(amount.currency == to, "the rate is for another currency")
    return ratio(
      amount,
      times: [Rounding.widePowerOfTen(rate.scale), Rounding.widePowerOfTen(from.minorDigits), Int128(units)],
      over: [Int128(rate.mantissa), Rounding.widePowerOfTen(to.minorDigits)], in: from)
  }

  private func ratio(_ amount: Amount, times: [Int128], over: [Int128], in currency: Currency) -> Amount? {
    var (numerator, denominator) = (Int128(1), Int128(1))
    var overflow = false
    for factor in times where !overflow {
      (numerator, overflow) = numerator.multipliedReportingOverflow(by: factor)
    }
    for factor in over where !overflow {
      (denominator, overflow) = denominator.multipliedReportingOverflow(by: factor)
    }
    guard !overflow else { return nil }
    // Reduced first, so that large amounts at rates with many decimals still fit.
    let divisor = ExchangeRate.greatestCommonDivisor(numerator, denominator)
    let (product, tooLarge) = (numerator / divisor).multipliedReportingOverflow(by: Int128(amount.minorUnits))
    guard !tooLarge, let rounded = Rounding.divide(product, by: denominator / divisor),
      let result = Int64(exactly: rounded)
    else { return nil }
    return Amount(minorUnits: result, currency: currency)
  }

  private static func greatestCommonDivisor(_ left: Int128, _ right: Int128) -> Int128 {
    var (left, right) = (left, right)
    while right != 0 { (left, right) = (right, left % right) }
    return left
  }

  /// `100 JPY = 4.6521 CNY`.
  public var description: String { "\(units) \(from) = \(rate) \(to)" }
}
