// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Foundation
import Quantities
import Testing

/// Sees tax lost between months, a wrong filing day, a relief that is taken for granted. Does not see a law that changed yesterday.
@Suite("Tax returns and prepayments")
struct TaxReturnTests {
  /// `what → expected` lines of a file.
  static func pairs(_ path: String) throws -> [(words: [String], expected: String)] {
    try Fixture.text(path).components(separatedBy: "\n").filter { $0.contains("→") && !$0.hasPrefix("#") }.map { line in
      let sides = line.components(separatedBy: "→")
      return (sides[0].split(separator: " ").map(String.init), sides[1].trimmingCharacters(in: .whitespaces))
    }
  }

  @Test("Every document of the file is split by the rate of its day, or says that there is none")
  func splits() throws {
    let pairs = try Self.pairs("tax/vat.txt")
    #expect(pairs.count >= 20)
    for (words, expected) in pairs {
      let gross = try Fixture.amount(words[0])
      let taxpayer = try #require(TaxpayerKind(rawValue: words[2]))
      do {
        let split = try VatRateTable.china.split(gross: gross, VatItemClass(words[1]), taxpayer, on: try Fixture.day(words[3]))
        #expect("\(split.net.decimalText) + \(split.tax.decimalText)" == expected, "\(words)")
        #expect(split.net.adding(split.tax) == gross)
      } catch let error as FinanceFindings { #expect(error.findings.map(\.code) == [expected], "\(words)") }
    }
  }

  @Test("Every filing day of the file, published or by rule")
  func days() throws {
    for (words, expected) in try Self.pairs("tax/days.txt") {
      let obligation = try #require(TaxObligation(rawValue: words[0]))
      let day = obligation.payBy(try #require(Month(iso: words[1])), workingDays: .china)
      #expect(day.map { "\($0.day) \($0.isDerived ? "推定" : "公布")" } ?? "无" == expected, "\(words)")
    }
  }

  @Test("留抵 is carried, input waits for its invoice, what was prepaid is used first; no 分 is lost")
  func returns() throws {
    let months = [
      VatMonth(output: 1_300_000, input: 2_000_000), VatMonth(output: 1_300_000, input: 500_000, transferredOut: 100_000),
      VatMonth(output: 2_600_000, input: 600_000, prepaid: 2_000_000, simplified: 30_000), VatMonth(output: 1_000_000, input: 0),
    ]
    let first = Month(year: 2026, month: 8)
    let returns = try #require(VatReturn.returns(from: first, months, openingCarried: 50_000, workingDays: .china))
    #expect(returns.map(\.carriedOut) == [750_000, 0, 0, 0])
    #expect(returns.map(\.payable) == [0, 150_000, 30_000, 1_000_000])
    #expect(returns.map(\.prepaidCarriedOut) == [0, 0, 0, 0])
    #expect(returns[1].payBy == TaxDay(day: try Fixture.day("2026-10-26"), isDerived: false))
    let owed = months.reduce(0) { $0 + $1.output - $1.input + $1.transferredOut + $1.simplified - $1.prepaid } - 50_000
    #expect(returns.reduce(0) { $0 + $1.payable } == owed)
    #expect(VatReturn.returns(from: first, [VatMonth(output: .max, simplified: .max)], workingDays: .china) == nil)
  }

  @Test("An invoice of 20 September with a lag of 15 days is deducted in October")
  func lag() throws {
    let invoices = try [("2026-08-31", Int64(100)), ("2026-09-10", 200), ("2026-09-20", 400), ("2026-12-25", 800)].map {
      (day: try Fixture.day($0.0), tax: $0.1)
    }
    let result = VatReturn.deductible(invoices, lagDays: 15, from: Month(year: 2026, month: 9), count: 3)
    #expect(result.byMonth == [300, 400, 0] && result.later == 800)
  }

  @Test("A small-scale taxpayer is exempt up to 300,000 a quarter, beyond it owes on everything, and by the quarter")
  func smallScale() throws {
    let quarter = Month(year: 2026, month: 9)
    let exempt = SmallScaleReturn(
      quarterEnding: quarter, netSales: 30_000_000, tax: 300_000, taxOnSpecialInvoices: 20_000, workingDays: .china)
    #expect(exempt.isExempt && exempt.payable == 20_000 && exempt.payBy.day.description == "2026-10-26")
    let above = SmallScaleReturn(quarterEnding: quarter, netSales: 30_000_001, tax: 300_000, workingDays: .china)
    #expect(!above.isExempt && above.payable == 300_000)
    let later = SmallScaleReturn(quarterEnding: Month(year: 2028, month: 3), netSales: 1, tax: 1, workingDays: .china)
    #expect(!later.isExempt, "a relief that is not known to go on is not assumed")
  }

  @Test("Surcharges of 12 % in a city, half of it for small taxpayers while the relief holds")
  func surcharges() throws {
    let vat = try Fixture.amount("12345.67")
    let full = try #require(Surcharges(onVat: vat, .city))
    #expect([full.cityConstruction, full.education, full.localEducation].map(\.decimalText) == ["864.20", "370.37", "246.91"])
    #expect(full.total.decimalText == "1481.48")
    let half = try #require(Surcharges(onVat: vat, .city, isHalved: true))
    #expect([half.cityConstruction, half.education, half.localEducation].map(\.decimalText) == ["432.10", "185.19", "123.46"])
    #expect(Surcharges.isHalved(small: true, on: try Fixture.day("2027-12-31")))
    #expect(!Surcharges.isHalved(small: true, on: try Fixture.day("2028-01-01")))
    #expect(!Surcharges.isHalved(small: false, on: try Fixture.day("2026-06-30")))
  }

  @Test("Income tax is prepaid on the profit of the year so far, losses of earlier years first")
  func incomeTax() throws {
    let rows = try #require(
      IncomeTaxPrepayment.year(
        2026, quarterlyProfits: try ["1000000.00", "-400000.00", "900000.01", "0.00"].map(Fixture.amount), rate: try Fixture.number("0.25"),
        lossCarried: try Fixture.amount("200000.00"), workingDays: .china))
    #expect(rows.map(\.payable.decimalText) == ["200000.00", "0.00", "125000.00", "0.00"])
    #expect(rows.map(\.payBy.day.description) == ["2026-04-20", "2026-07-15", "2026-10-26", "2027-01-20"])
  }
}
