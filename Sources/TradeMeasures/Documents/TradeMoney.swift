// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The three amounts of a document line, minor units, as the document states them.
struct TradeMoney {
  var gross: Int64
  var net: Int64
  /// The stated tax; gross − net where none is stated. Where a document contradicts itself the three do not add up, and the bridge shows it.
  var tax: Int64
  /// False where the document says nothing of tax: net is then the gross amount.
  var isTaxKnown = true

  static let zero = TradeMoney(gross: 0, net: 0, tax: 0)

  /// From what a row holds; nil when it holds no amount at all.
  init?(including gross: Int64?, excluding net: Int64?, tax: Int64?, rate: Int64?) {
    switch (gross, net, tax) {
    case (let gross?, let net?, let tax): self.init(gross: gross, net: net, tax: tax ?? gross - net)
    case (let gross?, nil, let tax?): self.init(gross: gross, net: gross - tax, tax: tax)
    case (nil, let net?, let tax?): self.init(gross: net + tax, net: net, tax: tax)
    case (let gross?, nil, nil):
      if let split = TradeMoney.split(rate, { TaxSplit(gross: Amount(minorUnits: gross, currency: .cny), rate: $0) }) {
        self = split
      } else {
        self.init(gross: gross, net: gross, tax: 0, isTaxKnown: false)
      }
    case (nil, let net?, nil):
      if let split = TradeMoney.split(rate, { TaxSplit(net: Amount(minorUnits: net, currency: .cny), rate: $0) }) {
        self = split
      } else {
        self.init(gross: net, net: net, tax: 0, isTaxKnown: false)
      }
    default: return nil
    }
  }

  init(gross: Int64, net: Int64, tax: Int64, isTaxKnown: Bool = true) {
    self.gross = gross
    self.net = net
    self.tax = tax
    self.isTaxKnown = isTaxKnown
  }

  private static func split(_ rate: Int64?, _ split: (FixedPoint) -> TaxSplit?) -> TradeMoney? {
    guard let rate, let parts = split(FixedPoint(mantissa: rate, scale: 6)) else { return nil }
    return TradeMoney(gross: parts.gross.minorUnits, net: parts.net.minorUnits, tax: parts.tax.minorUnits)
  }
}

/// Parts of a whole that add up to it: each part is the difference of two rounded running shares, so that nothing is left over.
enum Share {
  /// `whole × part ÷ total`, one rounding; |part| ≤ |total|, so that it fits.
  static func of(_ whole: Int64, _ part: Int64, of total: Int64) -> Int64 {
    if part == total { return whole }
    if part == 0 || whole == 0 || total == 0 { return 0 }
    return Rounding.divide(Int128(whole) * Int128(part), by: Int128(total)).map { Int64(clamping: $0) } ?? 0
  }

  /// The smaller of two numbers of one sign, by size; 0 when their signs differ.
  static func common(_ a: Int64, _ b: Int64) -> Int64 {
    if a > 0, b > 0 { return min(a, b) }
    if a < 0, b < 0 { return max(a, b) }
    return 0
  }
}
