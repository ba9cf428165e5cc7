// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing

private func amount(_ text: String) throws -> Amount { try #require(Amount(text, .cny)) }
private func number(_ text: String) throws -> FixedPoint { try #require(FixedPoint(text)) }

@Suite("含税 and 不含税")
struct TaxSplitTests {
  @Test(
    "a tax-inclusive amount is split with one rounding, the same for credit notes",
    arguments: [
      ("113.00", "0.13", "100.00", "13.00"), ("100.00", "0.13", "88.50", "11.50"),
      ("999.99", "0.09", "917.42", "82.57"),
      ("0.05", "0.06", "0.05", "0.00"), ("100.00", "0", "100.00", "0.00"),
      ("103.00", "0.03", "100.00", "3.00"),
      ("0.00", "0.13", "0.00", "0.00"),
    ])
  func vectors(gross: String, rate: String, net: String, tax: String) throws {
    let split = try #require(TaxSplit(gross: try amount(gross), rate: try number(rate)))
    #expect(split.net == (try amount(net)))
    #expect(split.tax == (try amount(tax)))
    let note = try #require(
      TaxSplit(gross: Amount(minorUnits: -split.gross.minorUnits, currency: .cny), rate: try number(rate)))
    #expect(note.net.minorUnits == -split.net.minorUnits)
    #expect(note.tax.minorUnits == -split.tax.minorUnits)
  }

  @Test("net and tax always make the gross amount again, and net is within half a 分 of gross ÷ (1 + rate)")
  func sumKept() throws {
    for rate in ["0.17", "0.16", "0.13", "0.11", "0.10", "0.09", "0.06", "0.05", "0.03", "0.01"] {
      let rate = try number(rate)
      for minorUnits in Int64(-2500)...2500 {
        let gross = Amount(minorUnits: minorUnits * 37, currency: .cny)
        let split = try #require(TaxSplit(gross: gross, rate: rate))
        #expect(split.gross == gross)
        let off = Int64(split.net.minorUnits) * (100 + rate.mantissa) - gross.minorUnits * 100
        #expect(abs(off) * 2 <= 100 + rate.mantissa)
      }
    }
  }

  @Test("from the net amount the tax is net × rate, rounded once")
  func fromNet() throws {
    let split = try #require(TaxSplit(net: try amount("88.50"), rate: try number("0.13")))
    #expect(split.tax == (try amount("11.51")))
    #expect(split.gross == (try amount("100.01")))
  }

  @Test("a rate of −100 % or what does not fit gives none")
  func without() throws {
    #expect(TaxSplit(gross: try amount("1.00"), rate: try number("-1")) == nil)
    #expect(TaxSplit(gross: Amount(minorUnits: .max, currency: .cny), rate: try number("-0.9")) == nil)
    #expect(TaxSplit(net: Amount(minorUnits: .max, currency: .cny), rate: try number("0.13")) == nil)
    #expect(TaxSplit(gross: Amount(minorUnits: .min, currency: .cny), rate: try number("0.13")) != nil)
  }
}
