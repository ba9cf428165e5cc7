// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Quantities
import Testing

/// Sees a rate of the wrong day, a silent zero, a split that loses a 分, a tax day off by a holiday; does not see reliefs that are not in the table.
@Suite("VAT by item class, taxpayer and day")
struct VatRateTests {
  let table = VatRateTable.china
  func day(_ text: String) -> Day { Day(iso: text)! }

  func rate(_ itemClass: VatItemClass, _ taxpayer: TaxpayerKind, _ on: String) -> String {
    do { return try table.rate(itemClass, taxpayer, on: day(on)).rate.description } catch { return error.findings.map(\.code).joined() }
  }

  @Test(
    "The rate is the one of the day; old documents keep theirs",
    arguments: [
      ("goods", "2018-04-30", "0.17"), ("goods", "2018-05-01", "0.16"), ("goods", "2019-03-31", "0.16"), ("goods", "2019-04-01", "0.13"),
      ("goods", "2026-09-18", "0.13"), ("low-rate-goods", "2017-06-30", "0.13"), ("low-rate-goods", "2017-07-01", "0.11"),
      ("low-rate-goods", "2018-12-31", "0.1"), ("transport", "2026-01-01", "0.09"), ("construction", "2016-05-01", "0.11"),
      ("modern-services", "2026-01-01", "0.06"), ("export", "2026-01-01", "0"),
      ("goods", "2008-12-31", "vat.rate-missing"), ("construction", "2016-04-30", "vat.rate-missing"),
      ("gold", "2026-01-01", "vat.rate-missing"),
    ])
  func general(itemClass: String, on: String, expected: String) { #expect(rate(VatItemClass(itemClass), .general, on) == expected) }

  @Test(
    "Small-scale sellers: 3 %, 1 % and exempt by day; after 2027 the law alone speaks, marked 推定",
    arguments: [
      ("2020-02-29", "0.03"), ("2020-03-01", "0.01"), ("2022-03-31", "0.01"), ("2022-12-31", "0"), ("2023-01-01", "0.01"),
      ("2027-12-31", "0.01"),
      ("2028-01-01", "0.03"),
    ])
  func smallScale(on: String, expected: String) throws {
    #expect(rate(.goods, .smallScale, on) == expected)
    #expect(try table.rate(.goods, .smallScale, on: day(on)).isPresumed == (on >= "2028"))
  }

  @Test("A missing rate says what is missing, when the neighbours hold, and what to do")
  func missing() {
    do {
      _ = try table.rate(.construction, .general, on: day("2015-01-01"))
      Issue.record("construction paid business tax then")
    } catch {
      #expect(error.findings[0].chinese.contains("2016-05-01") && !error.findings[0].chineseAdvice.isEmpty)
    }
  }

  @Test("A table whose rows overlap, end early or are no share is refused with all of it")
  func brokenTable() {
    let rows = [
      VatRate(.goods, .general, from: day("2026-01-01"), rate: FixedPoint("0.13")!, source: "a"),
      VatRate(.goods, .general, from: day("2027-01-01"), rate: FixedPoint("13")!, source: "b"),
      VatRate(.post, .general, from: day("2027-01-01"), through: day("2026-12-31"), rate: FixedPoint("0.09")!, source: "c"),
    ]
    do {
      _ = try VatRateTable(rows)
      Issue.record("three rows are wrong")
    } catch { #expect(error.findings.map(\.code).sorted() == ["vat.rate-ends-early", "vat.rate-not-possible", "vat.rates-overlap"]) }
    #expect(throws: Never.self) { try VatRateTable(VatRateTable.china.rates) }
  }

  @Test(
    "含税 is split with one rounding, the same for credit notes",
    arguments: [
      ("113.00", "goods", "100.00", "13.00"), ("100.00", "goods", "88.50", "11.50"), ("999.99", "transport", "917.42", "82.57"),
      ("0.05", "modern-services", "0.05", "0.00"),
      ("-113.00", "goods", "-100.00", "-13.00"), ("-100.00", "goods", "-88.50", "-11.50"), ("-999.99", "transport", "-917.42", "-82.57"),
      ("-0.05", "modern-services", "-0.05", "0.00"),
    ])
  func split(gross: String, itemClass: String, net: String, tax: String) throws {
    let split = try table.split(gross: Amount(gross, .cny)!, VatItemClass(itemClass), .general, on: day("2026-09-18"))
    #expect(split.net.decimalText == net && split.tax.decimalText == tax)
  }

  @Test("VAT of September 2026 is paid by 26 October, of January by 24 February; of 2027 by rule and marked 推定")
  func taxDays() {
    func paid(_ month: String) -> TaxDay { TaxDay.payment(forTaxesOf: Month(iso: month)!, workingDays: .china) }
    #expect(paid("2026-09") == TaxDay(day: day("2026-10-26"), isDerived: false))
    #expect(paid("2026-01") == TaxDay(day: day("2026-02-24"), isDerived: false))
    #expect(paid("2026-11") == TaxDay(day: day("2026-12-15"), isDerived: false))
    #expect(paid("2027-02") == TaxDay(day: day("2027-03-15"), isDerived: true))
    #expect(paid("2026-12").isDerived && paid("2026-12").day >= day("2027-01-15"))
  }
}
