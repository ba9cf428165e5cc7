// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing

private func code(_ text: String) -> QuantityError.Code? {
  do throws(QuantityError) {
    _ = try ChineseNumber.parse(text)
    return nil
  } catch {
    #expect(!error.detail.isEmpty && !error.hint.isEmpty)
    return error.code
  }
}

/// Sees a number read as another one, or guessed where it could be two. Cannot see which column it stood in.
@Suite("Numbers as Chinese files write them")
struct ChineseNumberTests {
  @Test(
    "are read exactly",
    arguments: [
      ("1,234.56", "1234.56"), ("1.2万", "12000"), ("3亿", "300000000"), ("1.5万元", "15000"), ("（500）", "-500"),
      ("(500)", "-500"), ("15%", "0.15"), ("1,234.00元", "1234.00"), ("¥1,234.50", "1234.50"),
      ("￥ 1,234.50", "1234.50"),
      ("１２３，４５６．７８", "123456.78"), ("－１２", "-12"), ("−1,234.00", "-1234.00"), ("+5", "5"), ("-.5", "-0.5"),
      ("1.23456万", "12345.6"), ("2.5千万", "25000000"), ("1.2万亿", "1200000000000"), ("3百万元", "3000000"),
      ("13％", "0.13"), ("5‰", "0.005"), ("(1,234.00)元", "-1234.00"), ("(¥500)", "-500"),
      ("500.25-", "-500.25"),
      ("'00123", "123"), (" 7\u{3000}", "7"), ("\u{FEFF}42", "42"), ("RMB 88", "88"), ("人民币100元整", "100"),
      ("-¥3.20", "-3.20"), ("¥-3.20", "-3.20"), ("1.2 万 元", "12000"), ("0", "0"), ("-", "0"), ("–", "0"),
      ("—", "0"),
      ("(2.5万)", "-25000"), ("9223372036854775807", "9223372036854775807"), ("0.000001", "0.000001"),
      ("100 CNY", "100"),
      ("-0.5亿元", "-50000000"), ("12.", "12"), ("￥1.5万元", "15000"),
    ])
  func read(text: String, expected: String) throws {
    let number = try ChineseNumber.parse(text)
    let wanted = try #require(FixedPoint(expected))
    #expect(number == wanted, "read as \(number)")
  }

  @Test(
    "are refused with the reason when they could be two things, or nothing",
    arguments: [
      ("", QuantityError.Code.numberEmpty), ("   ", .numberEmpty), ("'", .numberEmpty),
      ("1,23", .groupingUnclear),
      ("1.234,56", .groupingUnclear), ("1,2345", .groupingUnclear), ("12,34,567", .groupingUnclear),
      (",123", .groupingUnclear), ("1.2.3", .numberNotRead), ("abc", .numberNotRead), ("12台", .numberNotRead),
      ("1 234", .numberNotRead), ("(500", .numberNotRead), ("500)", .numberNotRead), ("-(500)", .doubleSign),
      ("(-500)", .doubleSign), ("--5", .doubleSign), ("-5-", .doubleSign), ("1.23E+08", .shortened),
      ("1e5", .shortened),
      ("三万", .inWords), ("壹佰元整", .inWords), ("$100", .otherCurrency), ("100美元", .otherCurrency),
      ("USD 5", .otherCurrency), ("¥15%", .numberNotRead), ("5元元", .numberNotRead), ("15%元", .numberNotRead),
      ("1.2万%", .numberNotRead),
      ("99999999999999999999", .tooLarge), ("9999999999亿亿", .numberNotRead),
      ("0.1234567890123456789", .tooLarge), ("¥", .numberNotRead), (".", .numberNotRead),
      ("万", .numberNotRead),
      ("#REF!", .numberNotRead), ("N/A", .numberNotRead), ("\u{0}", .numberNotRead),
      (String(repeating: "0", count: 300) + "7元", .numberNotRead),
    ])
  func refused(text: String, expected: QuantityError.Code) { #expect(code(text) == expected) }

  @Test("the largest and what is just beyond it")
  func limits() {
    #expect(code("922337203685477.5807万") == nil)
    #expect(code("922337203685477.5808万") == .tooLarge)
    #expect(code("9999999999999999万") == .tooLarge)
  }

  @Test("money refuses parts of a 分 and keeps whole ones")
  func amounts() throws {
    #expect(try ChineseNumber.parseAmount("1.5万元", currency: .cny).minorUnits == 1_500_000)
    #expect(try ChineseNumber.parseAmount("1.500", currency: .cny).minorUnits == 150)
    let error = try #require(throws: QuantityError.self) {
      try ChineseNumber.parseAmount("1.005", currency: .cny)
    }
    #expect(error.code == .tooManyDecimals)
    #expect(throws: QuantityError.self) {
      try ChineseNumber.parseAmount("9223372036854775807", currency: .cny)
    }
  }

  @Test("what is printed is read back, in every unit and style")
  func roundTrip() throws {
    var state: UInt64 = 7
    for _ in 0..<2000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let amount = Amount(minorUnits: Int64(bitPattern: state) >> Int64(state >> 58), currency: .cny)
      for negative in [MoneyFormat.Negative.minus, .parentheses] {
        let text = MoneyFormat(negative: negative).text(amount)
        #expect(try ChineseNumber.parseAmount(text, currency: .cny) == amount, "\(text)")
      }
    }
  }

  @Test(
    "no text ends the program: what is read is printed and read again, all else is refused (20,000 texts)")
  func anyText() throws {
    let alphabet = Array("0123456789.,,--+()（）% ‰万亿千百元¥￥eE'，．０９−–三十$a\u{0}\u{3000}\u{301}")
    var state: UInt64 = 11
    func next(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(below))
    }
    var read = 0
    for _ in 0..<20_000 {
      let text = String((0..<next(9)).map { _ in alphabet[next(alphabet.count)] })
      guard let number = try? ChineseNumber.parse(text) else { continue }
      read += 1
      #expect(try ChineseNumber.parse(number.description) == number, "\(text)")
    }
    #expect(read > 500)
  }
}
