// SPDX-License-Identifier: Apache-2.0

/// Reads numbers the way Chinese files and people write them, exactly: `1,234.56`, `1.2万`, `3亿`, `1.5万元`, `（500）`, `15%`, `￥1,234.50`, `１２３`.
///
/// What could be meant two ways is refused with a reason, never guessed. Printing is `MoneyFormat`'s.
public enum ChineseNumber {
  /// - Parameter text: full-width signs, blanks around, a leading apostrophe, 元/RMB/¥ and a trailing minus are understood; a lone
  ///   dash is zero; 万, 亿 and their tens multiply; % divides by 100 (15% is 0.15) and ‰ by 1000.
  /// - Returns: the number in 元 or pieces, with the decimals that were written.
  /// - Throws: `QuantityError`, one of the `number…` codes.
  public static func parse(_ text: some StringProtocol) throws(QuantityError) -> FixedPoint {
    // Most cells of a file are plain digits.
    if let plain = FixedPoint(text) { return plain }
    var reader = NumberReader(String(text.prefix(200)))
    return try reader.read()
  }

  /// The same, as money of `currency`.
  ///
  /// - Throws: besides, `QuantityError.tooManyDecimals` when it has parts of a minor unit: 1.005 元.
  public static func parseAmount(_ text: some StringProtocol, currency: Currency) throws(QuantityError)
    -> Amount
  {
    let number = try parse(text).trimmed
    guard number.scale <= currency.minorDigits else {
      throw QuantityError(
        .tooManyDecimals, text,
        "\(currency) has \(currency.minorDigits) decimals, the number \(number.scale)",
        hint: "round it in the source, so that the file and the books agree")
    }
    guard let exact = number.rescaled(to: currency.minorDigits) else {
      throw QuantityError(
        .tooLarge, text, "does not fit 64 bits of minor units", hint: "check the unit of the column")
    }
    return Amount(minorUnits: exact.mantissa, currency: currency)
  }
}
