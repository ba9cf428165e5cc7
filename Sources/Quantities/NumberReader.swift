// SPDX-License-Identifier: Apache-2.0

/// One reading of one number: marks in front, digits, marks behind.
struct NumberReader {
  /// No number that fits is written longer.
  private static let longest = 64

  let original: String
  let scalars: [Unicode.Scalar]
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
    self.scalars = NumberReader.folded(text)
  }

  mutating func read() throws(QuantityError) -> FixedPoint {
    guard scalars.count <= NumberReader.longest else {
      throw QuantityError(
        .numberNotRead, original, "longer than \(NumberReader.longest) characters",
        hint: "check whether two columns ran together")
    }
    guard !scalars.isEmpty else {
      throw QuantityError(.numberEmpty, original, "there is nothing in it", hint: "write 0 if zero is meant")
    }
    if scalars.count <= 3, scalars.allSatisfy({ $0 == "-" }) { return .zero }
    try readFront()
    let digits = try readDigits()
    try readBack()
    return try assemble(digits)
  }

  // MARK: Parts

  private mutating func readFront() throws(QuantityError) {
    while position < scalars.count {
      let scalar = scalars[position]
      if scalar == " " {
        position += 1
      } else if scalar == "-" || scalar == "+" {
        guard !hasSign, !wasOpened else { throw doubleSign() }
        hasSign = true
        isNegative = scalar == "-"
        position += 1
      } else if scalar == "(" {
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
  private mutating func readDigits() throws(QuantityError) -> [UInt8] {
    let start = position
    var digits: [UInt8] = []
    var sawDigit = false
    var sawPoint = false
    var sawComma = false
    var isUnclear = false
    var groupLength = 0
    while position < scalars.count {
      switch scalars[position] {
      case "0"..."9":
        sawDigit = true
        groupLength += 1
        digits.append(UInt8(truncatingIfNeeded: scalars[position].value))
      case ",":
        isUnclear = isUnclear || sawPoint || (sawComma ? groupLength != 3 : !(1...3).contains(groupLength))
        sawComma = true
        groupLength = 0
      case ".":
        guard !sawPoint else {
          position = start
          throw notRead()
        }
        isUnclear = isUnclear || (sawComma && groupLength != 3)
        sawPoint = true
        digits.append(0x2E)
      default:
        return try checked(
          digits, sawDigit, unclear: isUnclear || (sawComma && !sawPoint && groupLength != 3))
      }
      position += 1
    }
    return try checked(digits, sawDigit, unclear: isUnclear || (sawComma && !sawPoint && groupLength != 3))
  }

  private func checked(_ digits: [UInt8], _ sawDigit: Bool, unclear: Bool) throws(QuantityError) -> [UInt8] {
    guard sawDigit else { throw notRead() }
    guard !unclear else {
      throw QuantityError(
        .groupingUnclear, original, "commas stand at every third digit, or nowhere",
        hint: "write 1234.5 or 1,234.5; a decimal comma is not understood")
    }
    return digits
  }

  private mutating func readBack() throws(QuantityError) {
    while position < scalars.count {
      if scalars[position] == " " {
        position += 1
      } else if scalars[position] == ")", isOpen {
        isOpen = false
        position += 1
      } else if scalars[position] == "-", position == scalars.count - 1 {
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

  private func assemble(_ digits: [UInt8]) throws(QuantityError) -> FixedPoint {
    guard let plain = digits.withUnsafeBufferPointer({ FixedPoint.read($0) }) else { throw tooLarge() }
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
