// SPDX-License-Identifier: Apache-2.0

extension NumberReader {
  func doubleSign() -> QuantityError {
    QuantityError(.doubleSign, original, "two signs, or a sign and brackets", hint: "write -500 or (500)")
  }

  func tooLarge() -> QuantityError {
    QuantityError(
      .tooLarge, original, "does not fit 18 digits",
      hint: "check whether 万 or 亿 is meant twice, or two columns ran together")
  }

  func notRead() -> QuantityError {
    let rest = String(characters[min(position, characters.count)...])
    let folded = String(characters).uppercased()
    if folded.contains(where: { "零〇一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾".contains($0) }) {
      return QuantityError(
        .inWords, original, "a number in words", hint: "write it in digits; 万 and 亿 may stay")
    }
    if NumberReader.otherCurrencies.contains(where: { folded.contains($0) }) {
      return QuantityError(
        .otherCurrency, original, "it names a currency", hint: "put the currency in a column of its own")
    }
    if rest.hasPrefix("E") || rest.hasPrefix("e"), folded.contains(where: { $0.isNumber }) {
      return QuantityError(
        .shortened, original, "the spreadsheet shortened it, digits may be lost",
        hint: "format the column as a number before saving the file")
    }
    return QuantityError(
      .numberNotRead, original,
      rest.isEmpty ? "no digits in it" : "\"\(rest.prefix(20))\" is no part of a number",
      hint: "write digits, with 万 or 亿, 元 or % behind if need be; units of measure belong in their own column"
    )
  }

  func follows(_ word: String) -> Bool {
    guard position + word.count <= characters.count else { return false }
    return String(characters[position..<(position + word.count)]).uppercased() == word
  }

  static func isDigitOrMark(_ character: Character) -> Bool {
    guard let byte = character.asciiValue else { return false }
    return (0x30...0x39).contains(byte) || byte == 0x2E || byte == 0x2C
  }

  /// Longer words before the shorter ones they begin with.
  static let powers: [(String, Int)] = [
    ("万亿", 12), ("千亿", 11), ("百亿", 10), ("十亿", 9), ("千万", 7), ("百万", 6), ("十万", 5), ("亿", 8), ("万", 4),
    ("千", 3), ("%", -2),
    ("‰", -3),
  ]
  static let ownCurrency = ["人民币", "元整", "元", "圆", "¥", "RMB", "CNY"]
  static let otherCurrencies = [
    "$", "€", "£", "USD", "EUR", "HKD", "JPY", "GBP", "美元", "欧元", "港币", "港元", "日元", "英镑",
  ]

  /// Full-width to ASCII, the many dashes and blanks to one, apostrophe and blanks at the ends away.
  static func folded(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: result.unicodeScalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      case 0xFFE5: result.append("¥")
      case 0x2212, 0x2010...0x2015, 0xFE63: result.append("-")
      case 0x09, 0xA0, 0x3000, 0x2000...0x200A, 0x202F: result.append(" ")
      case 0xFEFF, 0x200B, 0x200E, 0x200F: continue
      default: result.unicodeScalars.append(scalar)
      }
    }
    var trimmed = Substring(result)
    while let first = trimmed.first, first.isWhitespace || first == "'" || first == "’" {
      trimmed.removeFirst()
    }
    while let last = trimmed.last, last.isWhitespace { trimmed.removeLast() }
    return String(trimmed)
  }
}
