// SPDX-License-Identifier: Apache-2.0

/// One reading of one number: marks in front, digits, marks behind.
struct NumberReader {
  /// No number that fits is written longer.
  private static let longest = 64

  private let original: String
  private let characters: [Character]
  private var position = 0
  private var isNegative = false
  private var hasSign = false
  private var isOpen = false
  private var wasOpened = false
  /// ¥ in front and 元 behind may both stand, once each.
  private var hasCurrencyInFront = false
  private var hasCurrencyBehind = false
  private var power = 0
  private var hasPower = false

  init(_ text: String) {
    self.original = text
    self.characters = Array(NumberReader.folded(text))
  }

  mutating func read() throws(QuantityError) -> FixedPoint {
    guard characters.count <= NumberReader.longest else {
      throw QuantityError(
        .numberNotRead, original, "longer than \(NumberReader.longest) characters",
        hint: "check whether two columns ran together")
    }
    guard !characters.isEmpty else {
      throw QuantityError(.numberEmpty, original, "there is nothing in it", hint: "write 0 if zero is meant")
    }
    if characters.count <= 3, characters.allSatisfy({ $0 == "-" }) { return .zero }
    try readFront()
    let digits = try readDigits()
    try readBack()
    return try assemble(digits)
  }

  // MARK: Parts

  private mutating func readFront() throws(QuantityError) {
    while position < characters.count {
      let character = characters[position]
      if character == " " {
        position += 1
      } else if character == "-" || character == "+" {
        guard !hasSign, !wasOpened else { throw doubleSign() }
        hasSign = true
        isNegative = character == "-"
        position += 1
      } else if character == "(" {
        guard !hasSign, !wasOpened else { throw doubleSign() }
        isOpen = true
        wasOpened = true
        isNegative = true
        position += 1
      } else if let word = NumberReader.ownCurrency.first(where: { follows($0) }), !hasCurrencyInFront {
        hasCurrencyInFront = true
        position += word.count
      } else {
        return
      }
    }
  }

  /// Digits with one point, commas taken out after they were found to be at every third.
  private mutating func readDigits() throws(QuantityError) -> String {
    let start = position
    while position < characters.count, NumberReader.isDigitOrMark(characters[position]) { position += 1 }
    let body = String(characters[start..<position])
    let parts = body.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, body.contains(where: { $0 != "." && $0 != "," }) else {
      position = start
      throw notRead()
    }
    let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
    guard groups.count > 1 || parts.dropFirst().contains(where: { $0.contains(",") }) else { return body }
    guard groups.count > 1, !parts.dropFirst().contains(where: { $0.contains(",") }),
      (1...3).contains(groups[0].count),
      groups.dropFirst().allSatisfy({ $0.count == 3 })
    else {
      throw QuantityError(
        .groupingUnclear, original, "commas stand at every third digit, or nowhere",
        hint: "write 1234.5 or 1,234.5; a decimal comma is not understood")
    }
    return body.filter { $0 != "," }
  }

  private mutating func readBack() throws(QuantityError) {
    while position < characters.count {
      if characters[position] == " " {
        position += 1
      } else if characters[position] == ")", isOpen {
        isOpen = false
        position += 1
      } else if characters[position] == "-", position == characters.count - 1 {
        guard !hasSign, !wasOpened else { throw doubleSign() }
        isNegative = true
        hasSign = true
        position += 1
      } else if !hasPower, let (word, power) = NumberReader.powers.first(where: { follows($0.0) }) {
        // 15%元 is no price.
        guard power > 0 || !(hasCurrencyInFront || hasCurrencyBehind) else { throw notRead() }
        self.power = power
        hasPower = true
        position += word.count
      } else if let word = NumberReader.ownCurrency.first(where: { follows($0) }), !hasCurrencyBehind,
        power >= 0
      {
        hasCurrencyBehind = true
        position += word.count
      } else {
        throw notRead()
      }
    }
    guard !isOpen else { throw notRead() }
  }

  private func assemble(_ digits: String) throws(QuantityError) -> FixedPoint {
    guard let plain = FixedPoint(digits) else { throw tooLarge() }
    var (mantissa, scale) = (plain.mantissa, plain.scale - power)
    if scale > 18 {
      let shorter = plain.trimmed
      (mantissa, scale) = (shorter.mantissa, shorter.scale - power)
    }
    if scale < 0 {
      let (raised, overflow) = mantissa.multipliedReportingOverflow(by: Rounding.powerOfTen(min(18, -scale)))
      guard !overflow else { throw tooLarge() }
      (mantissa, scale) = (raised, 0)
    }
    guard scale <= 18 else { throw tooLarge() }
    return FixedPoint(mantissa: isNegative ? -mantissa : mantissa, scale: scale)
  }

  // MARK: Refusals

  private func doubleSign() -> QuantityError {
    QuantityError(.doubleSign, original, "two signs, or a sign and brackets", hint: "write -500 or (500)")
  }

  private func tooLarge() -> QuantityError {
    QuantityError(
      .tooLarge, original, "does not fit 18 digits",
      hint: "check whether 万 or 亿 is meant twice, or two columns ran together")
  }

  private func notRead() -> QuantityError {
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

  // MARK: Words

  private func follows(_ word: String) -> Bool {
    guard position + word.count <= characters.count else { return false }
    return String(characters[position..<(position + word.count)]).uppercased() == word
  }

  private static func isDigitOrMark(_ character: Character) -> Bool {
    guard let byte = character.asciiValue else { return false }
    return (0x30...0x39).contains(byte) || byte == 0x2E || byte == 0x2C
  }

  /// Longer words before the shorter ones they begin with.
  private static let powers: [(String, Int)] = [
    ("万亿", 12), ("千亿", 11), ("百亿", 10), ("十亿", 9), ("千万", 7), ("百万", 6), ("十万", 5), ("亿", 8), ("万", 4),
    ("千", 3), ("%", -2),
    ("‰", -3),
  ]
  private static let ownCurrency = ["人民币", "元整", "元", "圆", "¥", "RMB", "CNY"]
  private static let otherCurrencies = [
    "$", "€", "£", "USD", "EUR", "HKD", "JPY", "GBP", "美元", "欧元", "港币", "港元", "日元", "英镑",
  ]

  /// Full-width to ASCII, the many dashes and blanks to one, apostrophe and blanks at the ends away.
  private static func folded(_ text: String) -> String {
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
