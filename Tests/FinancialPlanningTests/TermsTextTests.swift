// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Testing

/// Sees a term that is read as another one, a contradiction that passes, a place that is off; does not see what a contract really says.
@Suite("Payment terms as text")
struct TermsTextTests {
  static let house = "预付30% 发货30% 验收30% 质保10% 12个月"

  @Test(
    "Chinese, English, full-width and shorthand say the same",
    arguments: [
      ("月结30天 截止25 付款日10", "月结30天 截止25 付款日10"),
      ("monthly 30 days cut-off 25 pay day 10", "月结30天 截止25 付款日10"),
      ("２５日截止，月结３０天，１０号付款", "月结30天 截止25 付款日10"),
      ("cut-off on the 25th, pay day on the 10th, 2 months", "月结2个月 截止25 付款日10"),
      ("周结 3天", "周结3天"), ("weekly 3 days", "周结3天"), ("半月结5天", "半月结5天"), ("half-monthly, 5 days", "半月结5天"), ("日结 1天 自对账", "日结1天 自对账"),
      ("net 30", "30天"), ("net 30 EOM", "月结30天 截止月末"), ("月结60天 截止月末", "月结60天 截止月末"),
      ("60 days after acceptance", "60天 自验收"), ("到票60天", "60天 自到票"), ("对账后 15 天", "15天 自对账"),
      ("质保10% 验收后12个月 发货90%", "质保10% 12个月 发货90%"),
      ("收到发票后60日内付款", "60天 自到票"), ("验收合格之日起30天内支付", "30天 自验收"), ("月结30天，25日截止，每月10号付款", "月结30天 截止25 付款日10"),
      ("月结30天 25日截止 10号付款", "月结30天 截止25 付款日10"),
      ("款到发货", "0天 自发货"), ("货到付款", "0天 自验收"),
      ("60天 银承50% 6个月", "60天 银承50% 6个月"), ("50% wire 50% bank bill 6 months, net 60", "60天 银承50% 6个月"),
      ("电汇40% 银承30% 6个月 商承30% 90天 月结2个月 截止月末", "月结2个月 截止月末 银承30% 6个月 商承30% 90天"),
      ("60天 银承 6个月", "60天 银承100% 6个月"),
      ("预付30% 发货30% 验收30% 质保10%@12个月", house), ("预付30/发货30/验收30/质保金10 12个月", house), ("3-3-3-1@1年", house),
      ("30% advance, 30% on shipment, 30% on acceptance, 10% retention 12 months after acceptance", house),
      ("预付30%，余款 验收后60天", "预付30% 验收70% 60天"), ("30% in advance, balance 60 days after acceptance", "预付30% 验收70% 60天"),
      ("预付33.3333% 余款", "预付33.3333% 开票66.6667%"),
      (
        "发货50% 验收40% 质保10% 24个月；月结30天 截止25；银承50% 6个月",
        "发货50% 月结30天 截止25 银承50% 6个月 验收40% 月结30天 截止25 银承50% 6个月 质保10% 24个月 银承50% 6个月"
      ),
    ])
  func sameTerms(text: String, house: String) throws {
    let reading = PaymentAgreement.read(text)
    let agreement = try #require(reading.agreement, "\(reading.findings)")
    #expect(agreement.text(inChinese: true) == house)
    for inChinese in [true, false] {
      #expect(PaymentAgreement.read(agreement.text(inChinese: inChinese)).agreement == agreement, "its own text reads back")
    }
  }

  @Test(
    "What contradicts itself is said, with its place, all at once",
    arguments: [
      ("月结30天 截止40 付款日0", ["9 terms.day-not-possible", "15 terms.day-not-possible"]),
      ("预付30% 发货30% 验收30%", ["1 terms.shares-not-whole"]), ("预付60% 发货60%", ["1 terms.shares-not-whole"]),
      ("预付100% 余款", ["8 terms.shares-not-whole"]),
      ("月结30天 1个月 截止25", ["7 terms.days-and-months"]), ("net 30 net 60", ["12 terms.said-twice"]),
      ("发货 验收 30天", ["4 terms.said-twice"]), ("截止25 截止31", ["8 terms.said-twice"]),
      ("电汇60% 银承60%", ["1 terms.settlement-not-whole", "7 terms.bill-without-tenor"]),
      ("银承 6个月 商承 6个月", ["1 terms.settlement-not-whole"]),
      ("质保100%", ["1 terms.retention-without-period"]), ("12-24个月", ["1 terms.range"]), ("3-3-3-3@12个月", ["1 terms.ratio-not-read"]),
      ("预付-30% 发货70%", ["3 terms.share-not-possible"]), ("预付30% 发货", ["7 terms.share-missing"]),
      ("发货30% 验收 质保70% 1年", ["7 terms.share-missing"]),
      ("abc 月结30 截止25 哪", ["1 terms.word-not-known", "15 terms.word-not-known"]),
      ("30", ["1 terms.number-without-meaning"]), ("30日付款", ["1 terms.number-without-meaning"]), ("截止", ["1 terms.day-missing"]),
      ("99999999999999999999天", ["1 terms.period-not-possible"]),
      ("1.5个月", ["1 terms.period-not-possible"]), ("预付30% 发货70%; 验收", ["14 terms.anchor-without-instalment"]), ("  ", ["terms.empty"]),
    ])
  func contradictions(text: String, expected: [String]) {
    let reading = PaymentAgreement.read(text)
    #expect(reading.agreement == nil)
    #expect(reading.findings.filter { $0.severity == .error }.map { ($0.column > 0 ? "\($0.column) " : "") + $0.code } == expected)
    for finding in reading.findings {
      #expect(!finding.message(inChinese: true).isEmpty && !finding.englishAdvice.isEmpty)
    }
  }

  @Test("What was assumed or is unusual is a warning; the terms can still be used")
  func warnings() {
    let monthly = PaymentAgreement.read("月结30天")
    #expect(monthly.findings.map(\.code) == ["terms.cut-off-taken"])
    #expect(monthly.agreement?.text(inChinese: true) == "月结30天 截止月末")
    let long = PaymentAgreement.read("60天 银承100% 12个月")
    #expect(long.findings.map(\.code) == ["terms.bill-tenor-long"] && long.agreement != nil)
    #expect(PaymentAgreement.read("60天 债权凭证 12个月").findings.isEmpty, "a voucher has a tenor of its own")
  }

  @Test("Any mixture of words and numbers is read or refused, and what is read can be written and read again")
  func anyText() {
    let pieces = [
      "预付", "发货", "验收", "质保", "余款", "月结", "截止", "付款日", "月末", "银承", "电汇", "自", "后", "net", "balance", "30%", "70%", "100%", "30", "25",
      "6个月",
      "60天", "-1", "3-3-3-1", ";", " ", ",", "@", "%", "天", "号", "🙂", "e\u{301}", "9999999999", "0.5%",
    ]
    var state: UInt64 = 20_260_918
    var readable = 0
    for attempt in 0..<20_000 {
      var text = ""
      for _ in 0..<(1 + attempt % 7) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int((state >> 33) % UInt64(pieces.count))]
      }
      let reading = PaymentAgreement.read(text)
      #expect((reading.agreement == nil) == reading.findings.contains { $0.severity == .error }, "\(text)")
      guard let agreement = reading.agreement else { continue }
      readable += 1
      #expect(PaymentAgreement.read(agreement.text(inChinese: true)).agreement == agreement, "\(text)")
      #expect(PaymentAgreement.read(agreement.text(inChinese: false)).agreement == agreement, "\(text)")
    }
    #expect(readable > 20)
  }
}
