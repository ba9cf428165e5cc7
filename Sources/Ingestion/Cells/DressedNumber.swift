// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Numbers as people write them: `￥1,234.50元`, `(500)`, `１２．５万`, `13%`, `500-`, `1.2E+05`.
enum DressedNumber {
  /// Suffixes that multiply, longest first.
  private static let multipliers: [(text: [UInt8], exponent: Int)] = [
    ("百万", 6), ("千万", 7), ("亿", 8), ("万", 4), ("千", 3), ("百", 2),
  ].map { (Array($0.0.utf8), $0.1) }
  /// Units and currency signs that say nothing more.
  private static let ornaments: [[UInt8]] = [
    "人民币", "CNY", "RMB", "USD", "US$", "EUR", "元整", "元", "圆", "¥", "$", "€", "£", "整", "件", "台", "个", "套",
    "只",
    "吨", "箱", "天", "日",
  ].map { Array($0.utf8) }

  static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, _ form: NumberForm, _ notes: inout CellNotes
  ) -> CellOutcome {
    guard bytes.count <= 96 else { return .failure(.notANumber) }
    var text = narrowed(bytes)
    // A lone dash is how ledgers print zero.
    if text == [0x2D] || text == [0x2D, 0x2D] { return .value(0) }
    var isNegative = false
    if text.count > 2, text.first == 0x28, text.last == 0x29 {
      isNegative = true
      text = Array(text.dropFirst().dropLast())
    }
    if text.first == 0x2D {
      isNegative.toggle()
      text.removeFirst()
    } else if text.first == 0x2B {
      text.removeFirst()
    }
    for ornament in ornaments where text.starts(with: ornament) { text.removeFirst(ornament.count) }
    if text.first == 0x2D, !isNegative {
      isNegative = true
      text.removeFirst()
    }
    if text.count > 1, text.last == 0x2D, !isNegative {
      isNegative = true
      text.removeLast()
    }
    var isPercent = form.isPercent
    var exponent = 0
    strip(&text, &isPercent, &exponent)
    guard let plain = grouped(text, decimalComma: form.hasDecimalComma) else { return .failure(.notANumber) }
    guard var number = plain else { return .failure(.numberTooLarge) }
    if isNegative { number.mantissa = -number.mantissa }
    guard shift(&number, by: exponent) else { return .failure(.numberTooLarge) }
    return NumberCell.finish(number, percent: isPercent, form, &notes)
  }

  /// ASCII in place of full-width forms; blanks dropped.
  private static func narrowed(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x20, 0xA0, 0x3000, 0x2009, 0x202F, 0x09, 0x0A, 0x0D: break
      case 0xFF01...0xFF5E: result.append(UInt8(scalar.value - 0xFEE0))
      case 0xFFE5: result.append(contentsOf: "¥".utf8)
      case 0x2212, 0x2013, 0x2014: result.append(0x2D)
      case 0x3002: result.append(0x2E)
      default: result.append(contentsOf: String(scalar).utf8)
      }
    }
    return result
  }

  private static func strip(_ text: inout [UInt8], _ isPercent: inout Bool, _ exponent: inout Int) {
    var isChanged = true
    while isChanged {
      isChanged = false
      if text.last == 0x25 {
        text.removeLast()
        isPercent = true
        isChanged = true
      }
      for ornament in ornaments
      where text.count > ornament.count && text.suffix(ornament.count).elementsEqual(ornament) {
        text.removeLast(ornament.count)
        isChanged = true
      }
      for multiplier in multipliers
      where exponent < 12 && text.count > multiplier.text.count
        && text.suffix(multiplier.text.count).elementsEqual(multiplier.text)
      {
        text.removeLast(multiplier.text.count)
        exponent += multiplier.exponent
        isChanged = true
        break
      }
    }
    if let mark = text.firstIndex(where: { $0 == 0x45 || $0 == 0x65 }), mark > 0,
      let power = Int(String(decoding: text[(mark + 1)...], as: UTF8.self)), abs(power) <= 400
    {
      exponent += power
      text.removeSubrange(mark...)
    }
  }

  /// Digits with thousands marks in groups of three (or four after 万 fashion). Outer nil: not a number; inner nil: too large.
  private static func grouped(_ text: [UInt8], decimalComma: Bool) -> PlainDecimal?? {
    let thousands: UInt8 = decimalComma ? 0x2E : 0x2C
    let point: UInt8 = decimalComma ? 0x2C : 0x2E
    var digits: [UInt8] = []
    var groups: [Int] = [0]
    var fraction = -1
    for byte in text {
      switch byte {
      case point where fraction < 0: fraction = digits.count
      case thousands where fraction < 0, 0x27 where fraction < 0: groups.append(0)
      case 0x30...0x39:
        digits.append(byte - 0x30)
        if fraction < 0 { groups[groups.count - 1] += 1 }
      default: return .none
      }
    }
    guard !digits.isEmpty else { return .none }
    if groups.count > 1 {
      // `1,2` is as likely a decimal comma: refused rather than guessed.
      guard (1...4).contains(groups[0]), groups.dropFirst().allSatisfy({ $0 == 3 || $0 == 4 }) else {
        return .none
      }
    }
    var scale = fraction < 0 ? 0 : digits.count - fraction
    while digits.count > 18, scale > 0, digits.last == 0 {
      digits.removeLast()
      scale -= 1
    }
    // Beyond 18 digits decimals that no column keeps are cut; whole numbers do not fit.
    var isCut = false
    while digits.count > 18, scale > 12 {
      if digits.removeLast() != 0 { isCut = true }
      scale -= 1
    }
    let significant = digits.drop { $0 == 0 }
    guard significant.count <= 18 else { return .some(.none) }
    let mantissa = significant.reduce(Int64(0)) { $0 * 10 + Int64($1) }
    var number = PlainDecimal(mantissa: mantissa, scale: scale)
    number.isCut = isCut
    return .some(number)
  }

  /// Moves the point; false when the number leaves 64 bits.
  private static func shift(_ number: inout PlainDecimal, by exponent: Int) -> Bool {
    number.scale -= exponent
    while number.scale < 0 {
      let (product, overflow) = number.mantissa.multipliedReportingOverflow(by: 10)
      if overflow { return false }
      number.mantissa = product
      number.scale += 1
    }
    while number.scale > 18 {
      if number.mantissa % 10 != 0 { number.isCut = true }
      number.mantissa /= 10
      number.scale -= 1
    }
    return true
  }
}
