// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Quantities
import Testing

/// Sees a payment on a wrong day, by the wrong means, or a 分 lost between parts; does not see whether a partner pays in time.
@Suite("When how much is paid")
struct PaymentScheduleTests {
  func day(_ text: String) -> Day { Day(iso: text)! }
  func yuan(_ text: String) -> Amount { Amount(text, .cny)! }

  func payments(_ terms: String, _ amount: String, _ anchors: [TermsAnchor: String]) throws -> [ScheduledPayment] {
    let agreement = try #require(PaymentAgreement.read(terms).agreement)
    return try agreement.schedule(yuan(amount), anchors: anchors.mapValues(day), bankDays: .china)
  }

  @Test(
    "月结30天, cut-off 25, pay day 10: the invoice of 18 September is paid on 10 November, the one of the 26th a month later",
    arguments: [("2026-09-18", "2026-11-10"), ("2026-09-25", "2026-11-10"), ("2026-09-26", "2026-12-10")])
  func monthlyStatement(invoice: String, paid: String) throws {
    let all = try payments("月结30天 截止25 付款日10", "1130000.00", [.invoice: invoice])
    #expect(all.map(\.amount.decimalText) == ["1130000.00"])
    #expect(all.map(\.dueDay) == [day(paid)] && all.map(\.settledOn) == [day(paid)] && all.map(\.cashOn) == [day(paid)])
  }

  @Test("3-3-3-1 of 1,130,000.00 is paid in three times 339,000.00 and 113,000.00, each from its own event")
  func fourParts() throws {
    let all = try payments(
      "预付30% 发货30% 验收30% 质保10%@12个月", "1130000.00", [.order: "2026-09-01", .shipment: "2026-10-20", .acceptance: "2026-11-16"])
    #expect(all.map(\.amount.decimalText) == ["339000.00", "339000.00", "339000.00", "113000.00"])
    #expect(all.map(\.settledOn.description) == ["2026-09-01", "2026-10-20", "2026-11-16", "2027-11-16"])
    #expect(all.map(\.isPresumed) == [false, false, false, true], "the holidays of 2027 are not published yet")
  }

  @Test("Half by wire, half by a six-month bill that turns into cash on the bank day after its maturity")
  func wireAndBill() throws {
    let all = try payments("60天 银承50% 6个月", "1130000.01", [.invoice: "2026-07-02"])
    #expect(all.map(\.amount.decimalText) == ["565000.01", "565000.00"], "the odd 分 goes to the first")
    #expect(all[0].bill == nil && all[1].bill?.kind == .bank)
    #expect(all[1].settledOn == day("2026-08-31") && all[1].maturesOn == day("2027-02-28"))
    #expect(all[1].cashOn == day("2027-03-01"))
  }

  @Test("A due day in a holiday moves to the next bank day; the due day itself stays as written")
  func holiday() throws {
    let all = try payments("net 30", "100.00", [.invoice: "2026-09-02"])
    #expect(all[0].dueDay == day("2026-10-02") && all[0].settledOn == day("2026-10-08"))
    let workedSunday = try payments("net 30", "100.00", [.invoice: "2026-08-21"])
    #expect(workedSunday[0].settledOn == day("2026-09-20"), "20 September 2026 is a worked Sunday")
  }

  @Test("The parts always make the amount, below zero as above")
  func conservation() throws {
    for terms in ["预付33.3333% 余款", "3-3-3-1@12个月", "电汇33.3% 银承33.3% 6个月 商承33.4% 3个月 30天", "预付1% 发货1% 验收97% 质保1% 2年"] {
      for units in [Int64(1), 2, 7, 99, 100, 1_234_567, 113_000_000, 9_007_199_254_740_993, .max] {
        let agreement = try #require(PaymentAgreement.read(terms).agreement)
        let anchors = Dictionary(uniqueKeysWithValues: TermsAnchor.allCases.map { ($0, day("2026-09-18")) })
        let plus = try agreement.schedule(Amount(minorUnits: units, currency: .cny), anchors: anchors, bankDays: .china)
        let minus = try agreement.schedule(Amount(minorUnits: -units, currency: .cny), anchors: anchors, bankDays: .china)
        #expect(plus.reduce(0) { $0 + $1.amount.minorUnits } == units)
        #expect(minus.map(\.amount.minorUnits) == plus.map { -$0.amount.minorUnits })
      }
    }
  }

  @Test("Every event without a day is named, all at once")
  func missingDays() throws {
    let agreement = try #require(PaymentAgreement.read("3-3-3-1@12个月").agreement)
    do {
      _ = try agreement.schedule(yuan("100.00"), anchors: [.order: day("2026-09-01")], bankDays: .china)
      Issue.record("shipment and acceptance have no day")
    } catch {
      #expect(error.findings.map(\.code) == ["terms.anchor-day-missing", "terms.anchor-day-missing"])
      #expect(error.findings.map(\.subject) == ["发货", "验收"])
    }
  }

  @Test("The hint of decree 802 asks where it might apply, is silent where it cannot, and never refuses")
  func smallPayees() throws {
    func hints(_ terms: String, _ parties: SmallPayeeCase) throws -> [FinanceFinding] {
      let agreement = try #require(PaymentAgreement.read(terms).agreement)
      let anchors = Dictionary(uniqueKeysWithValues: TermsAnchor.allCases.map { ($0, day("2026-09-18")) })
      return parties.hints(try agreement.schedule(yuan("100.00"), anchors: anchors, bankDays: .china), of: agreement)
    }
    let unknown = try hints("90天", SmallPayeeCase())
    #expect(unknown.map(\.severity) == [.hint])
    for question in ["付款方规模", "收款方规模", "合同", "交付日"] { #expect(unknown[0].chineseAdvice.contains(question)) }
    #expect(try hints("90天 自验收", SmallPayeeCase(payer: .large, payee: .small, contractSaysOtherwise: false)).count == 1)
    #expect(try hints("90天", SmallPayeeCase(payer: .large, payee: .small, contractSaysOtherwise: true)).isEmpty)
    #expect(try hints("90天", SmallPayeeCase(payer: .large, payee: .large)).isEmpty)
    #expect(try hints("90天", SmallPayeeCase(payer: .medium, payee: .small)).isEmpty)
    #expect(try hints("59天 自发货", SmallPayeeCase(payer: .large, payee: .micro)).isEmpty)
    #expect(try hints("40天 自发货", SmallPayeeCase(payer: .government, payee: .micro)).count == 1)
    #expect(try hints("40天 自发货", SmallPayeeCase(payer: .government, payee: .micro, contractSaysOtherwise: true)).isEmpty)
    #expect(try hints("30天 自发货 银承 6个月", SmallPayeeCase(payer: .large, payee: .small)).map(\.code) == ["terms.small-payee-bill"])
    #expect(try hints("预付90% 质保10% 24个月", SmallPayeeCase(payer: .large, payee: .small)).isEmpty, "a retention is kept back by agreement")
  }
}
