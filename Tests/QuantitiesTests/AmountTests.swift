// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing

private func amount(_ text: String, _ currency: Currency = .cny) throws -> Amount {
  try #require(Amount(text, currency))
}
private func number(_ text: String) throws -> FixedPoint { try #require(FixedPoint(text)) }

@Suite("Amounts, prices and quantities")
struct AmountTests {
  @Test(
    "price × quantity is rounded once, whatever decimals either has",
    arguments: [
      ("10", "3", "30.00"), ("2.5", "4", "10.00"), ("0.333333", "3", "1.00"), ("1.005", "1", "1.01"),
      ("1.005", "-1", "-1.01"),
      ("12.345678", "1000.1234", "12347.20"), ("0.0000000001", "0.000000000001", "0.00"),
    ])
  func product(price: String, quantity: String, expected: String) throws {
    let product = Amount.product(price: try number(price), quantity: try number(quantity), currency: .cny)
    #expect(product == (try amount(expected)))
  }

  @Test("in yen there is no minor unit, in dinar there are three digits of it")
  func otherCurrencies() throws {
    let yen = try #require(Currency(code: "JPY"))
    #expect(
      Amount.product(price: try number("99.5"), quantity: try number("1"), currency: yen)?.description
        == "100 JPY")
    let dinar = try #require(Currency(code: "KWD"))
    #expect(
      Amount.product(price: try number("2"), quantity: try number("3"), currency: dinar)?.decimalText
        == "6.000")
    #expect(Currency(code: "cny") == nil)
    #expect(Currency(code: "XXX") == nil)
  }

  @Test("what does not fit is nil, never a trap")
  func overflow() throws {
    let most = Amount(minorUnits: .max, currency: .cny)
    #expect(most.adding(try amount("0.01")) == nil)
    #expect(Amount(minorUnits: .min, currency: .cny).subtracting(try amount("0.01")) == nil)
    #expect(most.multiplied(by: try number("1.1")) == nil)
    let big = FixedPoint(mantissa: .max, scale: 0)
    #expect(Amount.product(price: big, quantity: big, currency: .cny) == nil)
    #expect(Amount.product(price: big, quantity: try number("1"), currency: .cny) == nil)
    #expect(most.multiplied(by: try number("0.5"))?.minorUnits == 4_611_686_018_427_387_904)
  }

  @Test("text in is text out; more decimals than the currency has are refused")
  func text() throws {
    #expect(try amount("1234.5").decimalText == "1234.50")
    #expect(try amount("-0.05").decimalText == "-0.05")
    #expect(Amount("0.005", .cny) == nil)
    #expect(Amount("", .cny) == nil)
    #expect(Amount("1,234", .cny) == nil)
  }
}

@Suite("Decimals kept exactly")
struct FixedPointTests {
  @Test(
    "keep what was written",
    arguments: [
      "0", "-0.05", "12.3450", "9223372036854775807", "-9223372036854775808", "0.000000000000000001",
    ])
  func roundTrip(text: String) throws { #expect(try number(text).description == text) }

  @Test("a number is written as its digits with a point in them, whatever its size and sign, and read back the same")
  func written() {
    var state: UInt64 = 20_261_129
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state
    }
    var mantissas: [Int64] = [0, 1, -1, 9, 10, -10, 99, 100, .max, .min, 999_999_999_999, 1_000_000_000_000, -999_999_999_999]
    for bits in 1...63 { mantissas.append(Int64(bitPattern: next()) >> Int64(bits)) }
    for mantissa in mantissas {
      for scale in 0...18 {
        let text = FixedPoint(mantissa: mantissa, scale: scale).description
        let digits = String(mantissa.magnitude)
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        let whole = padded.dropLast(scale)
        #expect(text == (mantissa < 0 ? "-" : "") + whole + (scale > 0 ? "." + padded.suffix(scale) : ""))
        #expect(FixedPoint(text) == FixedPoint(mantissa: mantissa, scale: scale) || mantissa == .min)
      }
    }
  }

  @Test(
    "anything else is none",
    arguments: ["", "-", ".", "1.2.3", "1e5", " 1", "１", "9223372036854775808", "0x1", "--1"])
  func refused(text: String) { #expect(FixedPoint(text) == nil) }

  @Test("sums take the finer decimals; comparison is by value")
  func arithmetic() throws {
    #expect(try number("1.5").adding(try number("0.25")) == number("1.75"))
    #expect(try number("1").subtracting(try number("0.001")) == number("0.999"))
    #expect(try number("1.50").isEqual(to: try number("1.5")))
    #expect(try number("-2").isLess(than: try number("-1.999")))
    #expect(try !number("1.50").isLess(than: try number("1.5")))
    #expect(try number("1.500").trimmed == number("1.5"))
    #expect(try number("100").trimmed == number("100"))
    #expect(FixedPoint(mantissa: .max, scale: 0).adding(try number("1")) == nil)
    #expect(FixedPoint(mantissa: .max, scale: 0).adding(try number("0.1")) == nil)
    #expect(FixedPoint(mantissa: .max, scale: 18).isLess(than: FixedPoint(mantissa: .max, scale: 0)))
    #expect(try number("1.25").multiplied(by: try number("1.5"), scale: 2) == number("1.88"))
    #expect(try number("2").multiplied(by: try number("3"), scale: 4) == number("6.0000"))
  }

  @Test("rescaling rounds half away from zero, or says that it does not fit")
  func rescaled() throws {
    #expect(try number("1.005").rescaled(to: 2) == number("1.01"))
    #expect(try number("-1.005").rescaled(to: 2) == number("-1.01"))
    #expect(try number("5").rescaled(to: 18) == FixedPoint(mantissa: 5_000_000_000_000_000_000, scale: 18))
    #expect(try number("10").rescaled(to: 18) == nil)
  }
}

@Suite("Units and exchange rates")
struct QuantityTests {
  @Test("counted units have no decimals, measured ones four, a company's own what it says")
  func units() throws {
    #expect(UnitOfMeasure(code: " 台 ") == .machine)
    #expect(UnitOfMeasure(code: "KG")?.decimals == 4)
    #expect(UnitOfMeasure(code: "EA")?.decimals == 0)
    #expect(UnitOfMeasure(code: "卷", decimals: 2)?.decimals == 2)
    #expect(UnitOfMeasure(code: " ") == nil)
    #expect(UnitOfMeasure(code: "件", decimals: 9) == nil)
    #expect(UnitOfMeasure(code: String(repeating: "x", count: 17)) == nil)
  }

  @Test("quantities add up exactly and convert with one rounding")
  func quantities() throws {
    let boxes = Quantity(try number("2.5"), try #require(UnitOfMeasure(code: "箱")))
    #expect(boxes.converted(to: .piece, factor: try number("12"))?.description == "30 件")
    let some = Quantity(try number("0.1"), .kilogram)
    #expect(some.adding(Quantity(try number("0.2"), .kilogram))?.description == "0.3 kg")
    #expect(some.subtracting(Quantity(try number("0.25"), .kilogram))?.description == "-0.15 kg")
  }

  @Test("an amount is translated with one rounding, to the minor unit of the other currency")
  func exchange() throws {
    let dollars = try #require(ExchangeRate(from: .usd, to: .cny, rate: try number("7.0815")))
    #expect(dollars.converting(try amount("100.01", .usd)) == (try amount("708.22")))
    #expect(dollars.converting(try amount("-100.01", .usd)) == (try amount("-708.22")))
    let yen = try #require(Currency(code: "JPY"))
    let perHundred = try #require(ExchangeRate(from: yen, to: .cny, rate: try number("4.6521"), units: 100))
    #expect(perHundred.converting(Amount(minorUnits: 12_345, currency: yen)) == (try amount("574.30")))
    #expect(perHundred.convertingBack(try amount("574.30")) == Amount(minorUnits: 12_345, currency: yen))
    #expect(dollars.description == "1 USD = 7.0815 CNY")
    #expect(ExchangeRate(from: .usd, to: .cny, rate: .zero) == nil)
    #expect(ExchangeRate(from: .usd, to: .cny, rate: try number("7"), units: 0) == nil)
    #expect(dollars.converting(Amount(minorUnits: .max, currency: .usd)) == nil)
    #expect(dollars.convertingBack(Amount(minorUnits: .max, currency: .cny)) != nil)
  }
}
