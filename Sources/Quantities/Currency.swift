// SPDX-License-Identifier: Apache-2.0

/// A currency and how many digits its minor unit has (ISO 4217).
public struct Currency: Hashable, Sendable, CustomStringConvertible {
  public let code: String
  /// Digits of the minor unit: CNY 2, JPY 0, KWD 3.
  public let minorDigits: Int

  /// nil when the code is not in the table.
  public init?(code: String) {
    guard let digits = Currency.table[code] else { return nil }
    self.code = code
    self.minorDigits = digits
  }

  private init(known code: String, digits: Int) {
    self.code = code
    self.minorDigits = digits
  }

  public static let cny = Currency(known: "CNY", digits: 2)
  public static let usd = Currency(known: "USD", digits: 2)
  public static let eur = Currency(known: "EUR", digits: 2)

  public var description: String { code }

  private static let table: [String: Int] = [
    "CNY": 2, "USD": 2, "EUR": 2, "GBP": 2, "HKD": 2, "TWD": 2, "SGD": 2, "AUD": 2, "CAD": 2, "CHF": 2,
    "THB": 2, "MYR": 2, "INR": 2, "BRL": 2, "MXN": 2, "RUB": 2, "ZAR": 2, "SEK": 2, "DKK": 2, "NOK": 2,
    "JPY": 0, "KRW": 0, "VND": 0, "IDR": 2, "KWD": 3, "BHD": 3,
  ]
}
