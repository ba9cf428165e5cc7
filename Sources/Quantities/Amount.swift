// SPDX-License-Identifier: Apache-2.0

/// Money, exact: minor units (分) of one currency.
public struct Amount: Hashable, Sendable, CustomStringConvertible {
  public let minorUnits: Int64
  public let currency: Currency

  public init(minorUnits: Int64, currency: Currency) {
    self.minorUnits = minorUnits
    self.currency = currency
  }

  /// `1234.50` in `currency`; nil when it is not a number, does not fit, or has more decimals than the currency.
  public init?(_ text: some StringProtocol, _ currency: Currency) {
    guard let value = FixedPoint(text), value.scale <= currency.minorDigits,
      let scaled = value.rescaled(to: currency.minorDigits)
    else { return nil }
    self.init(minorUnits: scaled.mantissa, currency: currency)
  }

  /// - Precondition: both are of the same currency.
  /// - Returns: nil on overflow.
  public func adding(_ other: Amount) -> Amount? {
    precondition(currency == other.currency, "amounts of two currencies are never added")
    let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
    return overflow ? nil : Amount(minorUnits: sum, currency: currency)
  }

  /// - Precondition: both are of the same currency.
  /// - Returns: nil on overflow.
  public func subtracting(_ other: Amount) -> Amount? {
    precondition(currency == other.currency, "amounts of two currencies are never subtracted")
    let (difference, overflow) = minorUnits.subtractingReportingOverflow(other.minorUnits)
    return overflow ? nil : Amount(minorUnits: difference, currency: currency)
  }

  /// `self × factor`, through 128 bits and one rounding; nil on overflow.
  public func multiplied(by factor: FixedPoint) -> Amount? {
    let product = Int128(minorUnits) * Int128(factor.mantissa)
    guard let rounded = Rounding.divide(product, by: Int128(Rounding.powerOfTen(factor.scale))),
      let result = Int64(exactly: rounded)
    else { return nil }
    return Amount(minorUnits: result, currency: currency)
  }

  /// `price × quantity`, one rounding at the end; nil on overflow.
  public static func product(price: FixedPoint, quantity: FixedPoint, currency: Currency) -> Amount? {
    // Two 64-bit numbers always fit 128 bits; only raising to the currency's digits can leave them.
    var product = Int128(price.mantissa) * Int128(quantity.mantissa)
    let scale = price.scale + quantity.scale - currency.minorDigits
    if scale < 0 {
      let (raised, overflow) = product.multipliedReportingOverflow(by: Rounding.widePowerOfTen(-scale))
      guard !overflow else { return nil }
      product = raised
    }
    guard let rounded = Rounding.divide(product, by: Rounding.widePowerOfTen(max(0, scale))),
      let result = Int64(exactly: rounded)
    else { return nil }
    return Amount(minorUnits: result, currency: currency)
  }

  /// In major units, for the live calculation only.
  public var doubleValue: Double { Double(minorUnits) / Double(Rounding.powerOfTen(currency.minorDigits)) }

  /// `1234.50`, without the currency.
  public var decimalText: String {
    FixedPoint(mantissa: minorUnits, scale: currency.minorDigits).description
  }

  public var description: String { decimalText + " " + currency.code }
}
