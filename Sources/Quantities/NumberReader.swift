// SPDX-License-Identifier: Apache-2.0

/// One reading of one number: marks in front, digits, marks behind.
struct NumberReader {
  /// No number that fits is written longer.
  private static let longest = 64

  let original: String
  let characters: [Character]
  var position = 0
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
}
