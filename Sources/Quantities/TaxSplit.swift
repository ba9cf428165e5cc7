// SPDX-License-Identifier: Apache-2.0

/// 含税金额 split into 不含税 and VAT: net = round(gross ÷ (1 + rate)), tax = gross − net, so the sum is kept.
///
/// Source: the price-tax separation of Chinese VAT invoices; never rounded twice.
public struct TaxSplit: Hashable, Sendable {
  public let net: Amount
  public let tax: Amount

  /// From the tax-inclusive amount; nil when rate ≤ −1 or on overflow.
  public init?(gross: Amount, rate: FixedPoint) {
    let unit = Int128(Rounding.powerOfTen(rate.scale))
    let divisor = unit + Int128(rate.mantissa)
    guard divisor > 0, let rounded = Rounding.divide(Int128(gross.minorUnits) * unit, by: divisor),
      let net = Int64(exactly: rounded)
    else { return nil }
    self.net = Amount(minorUnits: net, currency: gross.currency)
    self.tax = Amount(minorUnits: gross.minorUnits - net, currency: gross.currency)
  }

  /// From the net amount: tax = round(net × rate); nil on overflow.
  public init?(net: Amount, rate: FixedPoint) {
    guard let tax = net.multiplied(by: rate), net.adding(tax) != nil else { return nil }
    self.net = net
    self.tax = tax
  }

  public var gross: Amount {
    Amount(minorUnits: net.minorUnits + tax.minorUnits, currency: net.currency)
  }
}
