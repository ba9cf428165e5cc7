// SPDX-License-Identifier: Apache-2.0
import Quantities

/// How the numbers of a column are written and what they count.
struct NumberForm: Hashable, Sendable {
  /// Decimals of the stored integer.
  var scale: Int
  /// Cells are in this many units: 10,000 under a header 金额(万元).
  var factor: Int64 = 1
  /// `1.234,50` instead of `1,234.50`.
  var hasDecimalComma = false
  /// `13` means 13 %, always.
  var isPercent = false
  /// A share: above 1 it is read as a percentage.
  var isRate = false
}

/// A decimal number of one cell, exactly.
enum NumberCell {
  static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, _ form: NumberForm, _ notes: inout CellNotes
  ) -> CellOutcome {
    if bytes.isEmpty { return .missing }
    if let plain = PlainDecimal(bytes), !form.hasDecimalComma {
      return finish(plain, percent: form.isPercent, form, &notes)
    }
    if EmptyWords.contains(bytes) { return .missing }
    if EmptyWords.isFormulaError(bytes) { return .failure(.formulaError) }
    return DressedNumber.parse(bytes, form, &notes)
  }

  /// Applies unit factor, percentage and rounding.
  static func finish(
    _ number: PlainDecimal, percent: Bool, _ form: NumberForm, _ notes: inout CellNotes
  ) -> CellOutcome {
    var scale = number.scale + (percent ? 2 : 0)
    if form.isRate, !percent {
      // Tax rates and shares never exceed 1: a 13 is 13 %.
      let one = scale <= 18 ? Rounding.powerOfTen(scale) : Int64.max
      if number.mantissa.magnitude > UInt64(one) {
        scale += 2
        notes.insert(.rateReadAsPercent)
      }
    }
    if form.factor == 1, scale <= form.scale {
      let (value, overflow) = number.mantissa.multipliedReportingOverflow(
        by: Rounding.powerOfTen(form.scale - scale))
      return overflow ? .failure(.numberTooLarge) : .value(value)
    }
    let whole = Int128(number.mantissa) * Int128(form.factor)
    guard scale > form.scale else {
      let (value, overflow) = whole.multipliedReportingOverflow(
        by: Int128(Rounding.powerOfTen(form.scale - scale)))
      guard !overflow, let result = Int64(exactly: value) else { return .failure(.numberTooLarge) }
      return .value(result)
    }
    var divisor: Int128 = 1
    for _ in form.scale..<scale { divisor *= 10 }
    guard let quotient = Rounding.divide(whole, by: divisor), let result = Int64(exactly: quotient) else {
      return .failure(.numberTooLarge)
    }
    let dropped = whole - quotient * divisor
    if dropped != 0 || number.isCut {
      notes.insert(.decimalsRounded)
      notes.dropped.add(dropped, scale: scale)
      if number.isCut { notes.dropped.noteCut() }
    }
    return .value(result)
  }
}

/// `-1234.50`: sign, ASCII digits, at most one point.
struct PlainDecimal: Equatable {
  var mantissa: Int64
  var scale: Int
  /// Digits beyond the eighteenth were left out.
  var isCut = false

  init(mantissa: Int64, scale: Int) {
    self.mantissa = mantissa
    self.scale = scale
  }

  /// Nil for any other form and beyond 18 digits, which the slower path then judges.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return nil }
    var index = 0
    let count = bytes.count
    let isNegative = base[0] == 0x2D
    if isNegative || base[0] == 0x2B { index = 1 }
    guard index < count, count - index <= 19 else { return nil }
    var value: Int64 = 0
    var digits = 0
    var point = -1
    while index < count {
      let byte = base[index]
      if byte == 0x2E {
        guard point < 0 else { return nil }
        point = digits
      } else {
        let digit = byte &- 0x30
        guard digit <= 9 else { return nil }
        digits += 1
        value = value &* 10 &+ Int64(digit)
      }
      index += 1
    }
    // Eighteen digits always fit into 64 bits.
    guard digits > 0, digits <= 18 else { return nil }
    mantissa = isNegative ? -value : value
    scale = point < 0 ? 0 : digits - point
  }
}
