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
    let rest = text(scalars[min(position, scalars.count)...])
    let folded = text(scalars[...]).uppercased()
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

  private func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var result = ""
    result.unicodeScalars.append(contentsOf: scalars)
    return result
  }

  /// Says whether `word`, in capitals, stands at the position in any case.
  func follows(_ word: [Unicode.Scalar]) -> Bool {
    guard position + word.count <= scalars.count else { return false }
    for (offset, wanted) in word.enumerated() {
      let value = scalars[position + offset].value
      let capital = (0x61...0x7A).contains(value) ? value - 0x20 : value
      guard capital == wanted.value else { return false }
    }
    return true
  }

  /// Longer words before the shorter ones they begin with.
  static let powers: [(word: [Unicode.Scalar], power: Int)] = [
    ("万亿", 12), ("千亿", 11), ("百亿", 10), ("十亿", 9), ("千万", 7), ("百万", 6), ("十万", 5), ("亿", 8), ("万", 4),
    ("千", 3), ("%", -2),
    ("‰", -3),
  ].map { (Array($0.0.unicodeScalars), $0.1) }
  static let ownCurrency = ["人民币", "元整", "元", "圆", "¥", "RMB", "CNY"].map { Array($0.unicodeScalars) }
  static let otherCurrencies = [
    "$", "€", "£", "USD", "EUR", "HKD", "JPY", "GBP", "美元", "欧元", "港币", "港元", "日元", "英镑",
  ]

  /// Full-width to ASCII, the many dashes and blanks to one, apostrophe and blanks at the ends away.
  static func folded(_ text: String) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: result.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      case 0xFFE5: result.append("¥")
      case 0x2212, 0x2010...0x2015, 0xFE63: result.append("-")
      case 0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x3000, 0x2000...0x200A, 0x202F:
        if !result.isEmpty { result.append(" ") }
      case 0x27, 0x2019: if !result.isEmpty { result.append(scalar) }
      case 0xFEFF, 0x200B, 0x200E, 0x200F: continue
      default: result.append(scalar)
      }
    }
    while result.last == " " { result.removeLast() }
    return result
  }
}
