// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing

private func amount(_ text: String) throws -> Amount { try #require(Amount(text, .cny)) }

@Suite("Printing money")
struct MoneyFormatTests {
  @Test("in 元, 万元 and 亿元, grouped, rounded half away from zero")
  func units() throws {
    let money = try amount("123456789.50")
    #expect(MoneyFormat().text(money) == "123,456,789.50")
    #expect(MoneyFormat(unit: .tenThousand).text(money) == "12,345.68")
    #expect(MoneyFormat(unit: .tenThousand, decimals: 0).text(money) == "12,346")
    #expect(MoneyFormat(unit: .hundredMillion, decimals: 4).text(money) == "1.2346")
    #expect(MoneyFormat(isGrouped: false).text(money) == "123456789.50")
    #expect(MoneyFormat(unit: .tenThousand, decimals: 1).text(try amount("-500.00")) == "−0.1")
    #expect(MoneyFormat(decimals: 6).text(try amount("1.05")) == "1.050000")
  }

  @Test("negatives with a sign or in brackets")
  func negatives() throws {
    #expect(MoneyFormat().text(try amount("-1234.00")) == "−1,234.00")
    #expect(MoneyFormat(negative: .parentheses).text(try amount("-1234.00")) == "(1,234.00)")
    #expect(MoneyFormat().text(Amount(minorUnits: .min, currency: .cny)) == "−92,233,720,368,547,758.08")
  }

  @Test("zero is a dash; what only rounds to zero is not, and carries no sign")
  func zero() throws {
    #expect(MoneyFormat().text(try amount("0")) == "–")
    #expect(MoneyFormat(zeroIsDash: false).text(try amount("0")) == "0.00")
    #expect(MoneyFormat(unit: .tenThousand).text(try amount("-12.00")) == "0.00")
    #expect(MoneyFormat(unit: .tenThousand, decimals: 0).text(try amount("12.00")) == "0")
  }

  @Test("a column in 万元 foots: three thirds of 100 万 show 33.33, 33.33 and 33.34")
  func footing() throws {
    let parts = try ["333333.33", "333333.33", "333333.34"].map { try amount($0) }
    let column = try MoneyFormat(unit: .tenThousand).column(parts)
    #expect(column.parts == ["33.33", "33.33", "33.34"])
    #expect(column.total == "100.00")
    #expect(column.adjusted == [2])
  }

  @Test("rounding down is adjusted, too, also below zero; exact parts and zeros stay")
  func footingDown() throws {
    let format = MoneyFormat(unit: .tenThousand, decimals: 0)
    let up = try format.column(["6000", "6000", "6000", "20000", "0"].map { try amount($0) })
    #expect(up.parts == ["1", "1", "0", "2", "–"])
    #expect(up.total == "4")
    #expect(up.adjusted == [2])
    let down = try format.column(["-6000", "-6000", "-6000"].map { try amount($0) })
    #expect(down.total == "−2")
    #expect(down.parts.sorted() == ["0", "−1", "−1"])
    #expect(try format.column([]).total == "–")
    #expect(try MoneyFormat().column([try amount("0.10"), try amount("-0.10")]).total == "–")
  }

  @Test("every column foots and no part is a whole unit off (seeds 1...300)")
  func footingLaw() throws {
    let format = MoneyFormat(unit: .tenThousand, decimals: 1, isGrouped: false, zeroIsDash: false)
    for seed in UInt64(1)...300 {
      var state = seed
      let count = Int(seed % 17) + 1
      let parts = (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Amount(minorUnits: Int64(bitPattern: state) >> 32, currency: .cny)
      }
      let column = try format.column(parts)
      func tenths(_ text: String) throws -> Int64 {
        try ChineseNumber.parse(text).mantissa
      }
      #expect(try column.parts.map { try tenths($0) }.reduce(0, +) == tenths(column.total), "seed \(seed)")
      for (part, shown) in zip(parts, column.parts) {
        // A tenth of 万元 is 100,000 分.
        #expect(abs(try tenths(shown) * 100_000 - part.minorUnits) < 100_000, "seed \(seed)")
      }
      let total = parts.reduce(0) { $0 + $1.minorUnits }
      #expect(abs(try tenths(column.total) * 100_000 - total) <= 50_000, "seed \(seed)")
    }
  }

  @Test("two currencies are never one column")
  func currencies() throws {
    let error = try #require(throws: QuantityError.self) {
      try MoneyFormat().column([try amount("1"), Amount(minorUnits: 1, currency: .usd)])
    }
    #expect(error.code == .currenciesDiffer)
  }
}
